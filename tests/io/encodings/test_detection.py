import pytest
from hypothesis import given

from newsclean.errors import DecodeError
from newsclean.io.encodings.codec import encode
from newsclean.io.encodings.detection import decode
from strategies import documents

SIMPLIFIED = "会议指出，要完善东西部结对帮扶关系，拓展帮扶领域，健全帮扶机制。"
TRADITIONAL = "會議指出，要完善東西部結對幫扶關係，拓展幫扶領域，健全幫扶機制。"


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<html><meta charset="gbk">魑魅魍魉'.encode("gbk"), "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=big5">魑魅魍魎'.encode("big5"), "big5hkscs"),
        (f'<meta charset="gb2312">{SIMPLIFIED}'.encode(), "utf-8"),
        (f'<meta charset="gb2312">{TRADITIONAL}'.encode("big5"), "big5hkscs"),
    ],
)
def test_what_a_page_declares_counts_where_the_text_itself_does_not_tell(page, found):
    assert decode(page).encoding == found


@given(documents())
def test_what_is_decoded_can_be_encoded_and_the_rest_is_refused(data):
    try:
        decoded = decode(data)
    except DecodeError as error:
        assert "--encoding" in str(error)
    else:
        assert encode(decoded) == data


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-32-le", "utf-32-le"),
        (SIMPLIFIED, "utf-32-be", "utf-32-be"),
        (SIMPLIFIED, "utf-32", "utf-32-le"),
        ("https://tv.cctv.com/2022/", "utf-16-le", "utf-16-le"),
        ("undefined\n", "utf-16-be", "utf-16-be"),
        ("a\x00b\x00 text with control characters", "utf-8", "utf-8"),
        (SIMPLIFIED, "gb2312", "gb18030"),
        ("上证指数９１７．０２９１４．０６１５１０．１８８７０．１８\n深证指数３２７·３４", "gbk", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (TRADITIONAL, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "big5hkscs", "big5hkscs"),
        (TRADITIONAL, "cp950", "big5hkscs"),
        (f"{TRADITIONAL}約翰‧史密斯說：5～10天", "cp950", "cp950"),
        (f"{TRADITIONAL}記者王小明／台北報導", "big5", "big5hkscs"),
        (f"{TRADITIONAL}記者王小明／台北報導", "cp950", "big5hkscs"),
        (f"From: news\n\n{SIMPLIFIED}\n~ 100 %\n", "hz", "hz"),
        ("a shell's ~{ab~} and ~{~}", "ascii", "utf-8"),
        ("\x1b[31mred\x1b[0m", "ascii", "utf-8"),
        ("plain ASCII", "ascii", "utf-8"),
        ("", "utf-8", "utf-8"),
    ],
)
def test_the_encoding_is_found(text, encoding, found):
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, found)


@pytest.mark.parametrize("encoding", ["auto", "big5"])
def test_a_character_of_hong_kong_far_behind_a_mark_of_windows_is_read(encoding):
    data = (TRADITIONAL + "約翰‧史密斯").encode("cp950") + TRADITIONAL.encode("big5") * 2000
    assert decode(data, encoding).encoding == "cp950"
    decoded = decode(data + "佢啲".encode("big5hkscs"), encoding)
    assert (decoded.text[-2:], decoded.encoding) == ("佢啲", "big5hkscs")


@pytest.mark.parametrize("encoding", ["gbk", "gb2312", "gb18030", "utf-8", "GBK", "utf_16_le"])
def test_an_encoding_can_be_named(encoding):
    assert decode(SIMPLIFIED.encode(encoding), encoding).text == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["big5", "cp950", "big5hkscs"])
def test_the_family_of_big5_can_be_named(encoding):
    assert decode(TRADITIONAL.encode(encoding), encoding).text == TRADITIONAL


@pytest.mark.parametrize(
    ("data", "encoding", "cause"),
    [
        (b"\xff\xfe\xfd\xfc" * 9, "utf-8", "broken in utf-8"),
        (SIMPLIFIED.encode("gbk"), "utf-8", "broken in utf-8"),
        (b"abc", "klingon", "no encoding is called 'klingon'"),
        (b"abc", "rot13", "not an encoding of text"),
        (bytes(range(128, 256)), "auto", "in no encoding that is known here"),
        (
            "日本の新聞記事をきれいにするプログラムです。東京で会議が開かれた。".encode("shift_jis"),
            "auto",
            "in no encoding",
        ),
        (
            "日本の新聞記事をきれいにするプログラムです。東京で会議が開かれた。".encode("euc_jp"),
            "auto",
            "in no encoding",
        ),
        ("한국 신문 기사를 정리하는 프로그램입니다.".encode("euc_kr"), "auto", "in no encoding"),
        ("Это программа для очистки новостных статей.".encode("koi8_r"), "auto", "in no encoding"),
        ("Это программа для очистки новостных статей.".encode("cp1251"), "auto", "in no encoding"),
        ("Ελληνικά νέα και άρθρα".encode("iso8859_7"), "auto", "in no encoding"),
        ("Ça va très bien, merci. Où êtes-vous allé hier?".encode("latin-1"), "auto", "in no encoding"),
        ("東京で会議が開かれた。".encode("iso2022_jp"), "auto", "a form of ISO-2022"),
        (SIMPLIFIED.encode("utf-16"), "gbk", "broken"),
    ],
)
def test_what_cannot_be_told_is_refused_with_the_next_step(data, encoding, cause):
    with pytest.raises(DecodeError, match=cause) as caught:
        decode(data, encoding, "in/a.txt")
    assert str(caught.value).startswith("in/a.txt: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("encoding", "found"), [("utf-8", "utf-8"), ("gb18030", "gb18030"), ("utf-16-le", "utf-16-le")]
)
def test_a_text_cut_in_the_middle_of_a_character_is_known(encoding, found):
    data = SIMPLIFIED[:9].encode(encoding)[:-1]
    decoded = decode(data)
    assert decoded.encoding == found
    assert decoded.text.startswith(SIMPLIFIED[:8])
    assert encode(decoded) == data


@pytest.mark.parametrize("text", ["九三学社中央常务", "区、生活社区、商", "上一年"])
def test_utf_16_that_is_utf_8_by_chance_is_known(text):
    assert decode(text.encode("utf-16-le")).text == text
    assert decode(b"Plain English text of even length...").encoding == "utf-8"


@pytest.mark.parametrize("text", ["5?g/L", "No/no", "g/g/"])
def test_a_few_letters_are_not_taken_for_utf_16(text):
    assert decode(text.encode()).text == text


def test_a_few_broken_bytes_do_not_make_another_encoding():
    data = SIMPLIFIED.encode() * 3 + b"\xff" + SIMPLIFIED.encode()
    decoded = decode(data)
    assert (decoded.encoding, decoded.broken) == ("utf-8", 1)


@pytest.mark.parametrize(("first", "second", "line"), [("gb18030", "utf-8", 3), ("utf-8", "gb18030", 1)])
def test_a_text_in_two_encodings_is_told_and_not_decoded_half_wrong(first, second, line):
    data = 2 * f"{SIMPLIFIED}\n".encode(first) + 2 * f"{SIMPLIFIED}\n".encode(second)
    with pytest.raises(DecodeError, match=f"in two encodings, gb18030, and utf-8 in line {line}"):
        decode(data)
    assert encode(decode(data, "gb18030")) == data


def test_the_euro_of_windows_is_read_in_gbk():
    data = "价格为".encode("gbk") + b"\x80" + "100亿。".encode("gbk")
    assert decode(data).text == "价格为€100亿。"
    assert encode(decode(data)) == data
