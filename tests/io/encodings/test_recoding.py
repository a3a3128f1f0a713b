from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import DecodeError, InputError
from newsclean.io.encodings.recoding import Recoded, as_utf8, from_utf8
from strategies import documents

ENCODINGS = ("gb18030", "gbk", "big5", "big5hkscs", "cp950", "utf-16", "utf-16-be", "utf-8")
TEXT = "标题,正文\n新闻一,会议在北京召开，来自全国各地的代表参加了会议。\n"


def read_whole(data, encoding="auto", size=1 << 20):
    read = Recoded(BytesIO(data).read, encoding, "a.csv")
    return b"".join(iter(lambda: read(size), b"")), read.encoding


@given(documents() | st.binary(max_size=40), st.sampled_from(ENCODINGS), st.integers(1, 50))
def test_what_is_read_as_utf8_leads_back_to_the_bytes_or_is_refused(data, encoding, size):
    try:
        read, found = read_whole(data, encoding, size)
    except InputError:
        return
    assert from_utf8(read, found) == data
    assert as_utf8(data, found) == read


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize("size", [1 << 20, 64])
def test_the_encoding_is_found_by_what_comes_first(encoding, size):
    text = TEXT if encoding != "big5hkscs" else "標題,正文\n新聞一,會議在北京召開，來自全國各地的代表參加了會議。\n"
    assert read_whole(text.encode(encoding), size=size) == (text.encode(), encoding)


@pytest.mark.parametrize(
    "data", [b"", b"id,title\n", b'{"text": "\\u4f60"}\n', b'{"text": "caf\xe9"}\n', TEXT.encode()[:15]]
)
def test_what_speaks_for_no_other_encoding_is_utf8(data):
    assert read_whole(data) == (data, "utf-8")


def test_what_is_utf8_beyond_doubt_is_read_so_whatever_is_named():
    assert read_whole(TEXT.encode(), "gbk") == (TEXT.encode(), "utf-8")
    assert read_whole("一,二\n".encode("gbk"), "UTF-8") == ("一,二\n".encode("gbk"), "utf-8")
    assert read_whole(b"id,text\n", "gbk") == (b"id,text\n", "gb18030")
    assert read_whole("一,二\n".encode("gbk"), "gbk") == ("一,二\n".encode(), "gb18030")


def test_a_broken_byte_is_broken_in_utf8_too():
    data = TEXT.encode("gb18030") + b"\xff\n"
    read, encoding = read_whole(data)
    assert read.startswith(TEXT.encode())
    with pytest.raises(UnicodeDecodeError):
        read.decode("utf-8")
    assert from_utf8(read, encoding) == data


def test_two_codes_for_a_character_are_refused_rather_than_lost():
    with pytest.raises(InputError, match=r"a\.csv: .*spelt in another way than cp950"):
        read_whole("標題\n".encode("cp950") + b"\xa2\xcc\n", "cp950")


@pytest.mark.parametrize("encoding", ["hz", "iso2022_kr", "utf-7"])
def test_encodings_with_states_are_refused(encoding):
    with pytest.raises(DecodeError, match="which has states"):
        read_whole("中文".encode(encoding) if encoding != "iso2022_kr" else b"abc", encoding)
