import subprocess
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import InputError
from newsclean.io.atomic import write_atomically
from newsclean.io.compression import COMPRESSIONS, compression_suffix, contents, inner_suffix, opened

DATA = "会议指出，要坚持。\n".encode() * 2000


@pytest.mark.parametrize("how", COMPRESSIONS)
@given(data=st.binary(max_size=300))
def test_what_is_packed_is_unpacked(tmp_path_factory, how, data):
    path = tmp_path_factory.mktemp("packed") / f"a.txt{how}"
    write_atomically(path, data)
    assert contents(path) == data
    assert compression_suffix(path) == how
    assert inner_suffix(path) == ".txt"


@pytest.mark.parametrize("how", COMPRESSIONS)
def test_the_same_bytes_are_packed_the_same_and_several_members_are_one_file(tmp_path, how):
    one, two = tmp_path / f"a{how}", tmp_path / f"b{how}"
    write_atomically(one, DATA)
    write_atomically(two, DATA)
    assert one.read_bytes() == two.read_bytes()
    two.write_bytes(one.read_bytes() * 2)
    assert contents(two) == DATA * 2


@pytest.mark.parametrize("how", COMPRESSIONS)
def test_a_file_that_was_cut_off_or_is_none_is_said_and_not_half_read(tmp_path, how):
    path = tmp_path / f"a{how}"
    write_atomically(path, DATA)
    whole = path.read_bytes()
    for data in (whole[:-5], whole[: len(whole) // 2], b"no such file", whole[:6]):
        path.write_bytes(data)
        with pytest.raises(InputError, match=rf"not a whole \{how} file"):
            contents(path)


@pytest.mark.parametrize("how", COMPRESSIONS)
def test_a_bomb_is_refused_before_it_goes_off(tmp_path, how):
    path = tmp_path / f"bomb{how}"
    write_atomically(path, bytes(50_000_000))
    tracemalloc.start()
    with pytest.raises(InputError, match="more than 1,000,000 bytes; raise --max-bytes"):
        contents(path, 1_000_000)
    assert tracemalloc.get_traced_memory()[1] < 12_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(("how", "tool"), [(".gz", "gzip"), (".bz2", "bzip2"), (".xz", "xz")])
def test_other_tools_unpack_it(tmp_path, how, tool):
    write_atomically(tmp_path / f"a{how}", DATA)
    done = subprocess.run([tool, "-dc", tmp_path / f"a{how}"], capture_output=True, check=True)
    assert done.stdout == DATA


def test_a_file_that_cannot_be_opened_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        opened(tmp_path / "none.gz")


def test_a_line_without_end_is_refused_and_not_kept(tmp_path, newsclean):
    told = newsclean("clean", "--format", "jsonl", "--max-bytes", "1000", stdin=b'{"text": "' + b"x" * 5000, code=3)
    assert told.stderr == b"newsclean: -, one line: more than 1,000 bytes; raise --max-bytes, or split it\n"
    assert told.stdout == b""
