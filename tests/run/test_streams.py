import io

from hypothesis import given
from hypothesis import strategies as st

from newsclean.run.streams import line_batches


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
    lines = [line for batch in batches for line in batch]
    assert b"".join(lines) == data
    assert all(line.endswith(b"\n") for line in lines[:-1])
    assert all(line.count(b"\n") <= 1 for line in lines)
