import io
from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import InputError
from newsclean.io.batching import line_batches, row_batches
from newsclean.io.record_formats import whole_rows


class Trickle(io.RawIOBase):
    """A pipe that gives its bytes in pieces of chosen sizes."""

    def __init__(self, data, sizes):
        self.pieces = []
        for size in sizes:
            self.pieces.append(data[:size])
            data = data[size:]
        self.pieces.append(data)

    def read1(self, size):
        while self.pieces:
            piece = self.pieces.pop(0)
            if piece:
                return piece
        return b""


@given(st.text("ab\r\n", max_size=30).map(str.encode), st.lists(st.integers(0, 8), max_size=8))
def test_lines_are_whole_however_they_arrive(data, sizes):
    batches = list(line_batches(Trickle(data, sizes).read1))
    lines = [line for batch in batches for line in batch.lines]
    assert b"".join(lines) == data
    assert all(line.endswith(b"\n") for line in lines[:-1])
    assert all(line.count(b"\n") <= 1 for line in lines)


@given(st.text("ab\n", max_size=30).map(str.encode), st.lists(st.integers(0, 8), max_size=8), st.integers(1, 9))
def test_a_line_that_is_too_long_is_refused_however_it_arrives(data, sizes, most):
    refuses = (
        pytest.raises(InputError, match="one line: more than")
        if max(map(len, data.split(b"\n"))) > most
        else nullcontext()
    )
    with refuses:
        list(line_batches(Trickle(data, sizes).read1, most))


@given(st.text('a"\n', max_size=30).map(str.encode), st.lists(st.integers(0, 8), max_size=8))
def test_rows_are_whole_however_they_arrive(data, sizes):
    found = [row for batch in row_batches(Trickle(data, sizes).read1) for row in batch.lines]
    assert found == list(whole_rows(data.splitlines(keepends=True)))


def test_a_row_whose_quotation_mark_is_never_closed_is_refused_before_all_of_it_is_kept():
    class Endless:
        read = 0

        def read1(self, size):
            self.read += size
            return b'"' * (self.read == size) + b"a,b\n" * (size // 4)

    source = Endless()
    with pytest.raises(InputError, match="one row"):
        list(row_batches(source.read1, 10_000_000))
    assert source.read < 20_000_000
    rows = b'1,"a\nb"\n' * 1_000_000  # rows within the limit, however many they are
    assert sum(len(batch.ends) for batch in row_batches(io.BytesIO(rows).read1, 20)) == 1_000_000


@given(
    st.lists(st.integers(1, 9).map(lambda size: b"a" * size + b"\n"), min_size=1), st.integers(1, 4), st.integers(1, 20)
)
def test_parts_are_as_large_as_they_may_be_and_can_be_altered(lines, most, most_bytes):
    (rows,) = line_batches(io.BytesIO(b"".join(lines)).read1)
    parts = list(rows.parts(most, most_bytes))
    assert [line for part in parts for line in part.lines] == lines
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        assert part.raw == b"".join(part.lines)
        assert len(part.lines) <= most
        assert len(part.raw) <= most_bytes or len(part.lines) == 1
        if following is not None:
            assert len(part.lines) == most or len(part.raw) + len(following.lines[0]) > most_bytes
    odd = dict.fromkeys(range(1, len(lines), 2), b"new\n")
    assert rows.altered(odd) == b"".join(odd.get(number, line) for number, line in enumerate(lines))
