import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.io.encodings.codec import decode_as, encode
from strategies import documents

ENCODINGS = (
    "utf-8", "gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "hz",
    "iso2022_jp", "utf-7", "latin-1",
)  # fmt: skip


@given(documents() | st.binary(max_size=40), st.sampled_from(ENCODINGS))
def test_encoding_gives_the_bytes_back_whatever_they_are(data, encoding):
    decoded = decode_as(data, encoding)
    assert encode(decoded) == data
    assert not any(0xD800 <= ord(character) <= 0xDFFF for character in decoded.text) or encoding == "utf-7"


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"\xa1\xc3\xa4\xa4", "big5", "\uffe3中"),
        (b"\xa4\xa4\xff\xa4\xe5", "big5", "中\ufffd文"),
        (b"\xe4\xb8\xad\xe4\xb8", "utf-8", "中\ufffd\ufffd"),
        (b"\x8080\xd4\xaa\x80", "gb18030", "€80元€"),
        (b"\x80\xd4\xaa\xff", "gb18030", "\ufffd元\ufffd"),
        (b"\x80\xa4\xe5", "big5", "\ufffd文"),
    ],
)
def test_broken_and_double_codes_are_kept_beside_the_text(data, encoding, text):
    decoded = decode_as(data, encoding)
    assert decoded.text == text
    assert encode(decoded) == data


def second_spelling(code):
    """A code of CP950 whose character is encoded by another one, or None."""
    data = code.to_bytes(2, "big")
    try:
        text = data.decode("cp950")
    except UnicodeDecodeError:
        return None
    return data if len(text) == 1 and text.encode("cp950") != data else None


def test_a_second_spelling_of_a_character_is_not_lossless():
    double = [data for data in map(second_spelling, range(0xA140, 0xFEFF)) if data]
    assert len(double) > 4
    decoded = decode_as(b"".join(double), "cp950")
    assert not decoded.lossless
    assert decoded.broken == 0
    assert encode(decoded) == b"".join(double)


def test_many_broken_bytes_cost_no_more_than_their_share():
    data = b"\xff\xe4\xb8\xad" * 50_000
    decoded = decode_as(data, "utf-8")
    assert decoded.broken == 50_000
    assert encode(decoded) == data
