import time

import pytest

import newsclean

FONTS = r"{\fonttbl{\f0\fnil\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}}"
HEAD = rf"{{\rtf1\ansi\ansicpg936\deff0{FONTS}{{\colortbl;\red0\green0\blue0;}}"


@pytest.fixture
def read(tmp_path):
    """The lines of a file, and what is refused of it."""

    def of(data):
        (tmp_path / "a.rtf").write_bytes(data if isinstance(data, bytes) else data.encode("gbk"))
        (found,) = newsclean.articles(tmp_path / "a.rtf")
        return found.text.splitlines(), found.refusal.removeprefix(f"{tmp_path}/")

    return of


def in_hex(text):
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))


@pytest.mark.parametrize(
    "spelt",
    [
        in_hex("平塘县近日召开会议。"),
        r"{\f1 " + in_hex("平塘县近日召开会议。") + "}",
        "".join(f"\\u{ord(mark) - 65536 if ord(mark) > 32767 else ord(mark)}?" for mark in "平塘县近日召开会议。"),
        "平塘县近日召开会议。",  # bytes that the format does not allow, and programs write
    ],
)
def test_paragraphs_are_read_however_their_characters_are_spelt(read, spelt):
    assert read(rf"{HEAD}\pard {spelt}\par {in_hex('会议要求')}, \{{a\}}\par}}") == (
        ["平塘县近日召开会议。", "会议要求, {a}"],
        "",
    )


def test_big5_and_characters_beyond_the_basic_plane(read):
    big5 = "".join(f"\\'{byte:02x}" for byte in "會議".encode("big5"))
    assert read(rf"{{\rtf1\ansi\ansicpg950 {big5}\u-10179?\u-8704?}}") == (["會議😀"], "")


def test_rows_have_tabs_and_notes_stand_behind(read):
    row = rf"\trowd {in_hex('地区')}\cell {in_hex('产量')}\cell\row"
    note = rf"{{\super\chftn}}{{\footnote\pard {in_hex('据县政府')}{{\b {in_hex('网站')}}}\par}}"
    lines, _ = read(rf"{HEAD}{row}\pard {in_hex('产量二十三万吨')}{note}{in_hex('。')}\par}}")
    assert lines == ["地区\t产量\t", "产量二十三万吨[1]。", "[1] 据县政府网站"]


def test_headers_pictures_and_addresses_of_links_are_no_text(read):
    source = (
        rf"{HEAD}{{\header {in_hex('页眉')}}}{{\pict\pngblip 89504e47}}"
        rf'{{\field{{\*\fldinst{{HYPERLINK "http://e.cn/"}}}}{{\fldrslt {in_hex("网站")}}}}}\par}}'
    )
    assert read(source) == (["网站"], "")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("", "a.rtf: not an RTF file"),
        ("一,二", "a.rtf: not an RTF file"),
        (r"{\rtf1 }", "a.rtf: there is no text in it"),
        (r"{\rtf1 " + "{" * 1001, "a.rtf: groups nested deeper than 1,000 levels; save it anew, or as .docx"),
        (
            r"{\rtf1{\fonttbl" + r"\f0" * 10_000 + "}}",
            "a.rtf: its table of fonts is damaged; save it anew, or as .docx",
        ),
        (rf"{HEAD}\f1\'d6 }}", "a.rtf: not a whole .rtf file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(read, data, told):
    lines, refused = read(data)
    assert not lines
    assert refused.startswith(told)


@pytest.mark.parametrize(
    "source",
    [
        r"{\rtf1 " + "{}" * 200_000 + "}",
        r"{\rtf1 " + r"{\field{\*\fldinst{HYPERLINK " * 300 + "}" * 900 + "}",
        r"{\rtf1 " + r"\u20013?" * 200_000 + "}",
        r"{\rtf1 " + r"{\footnote a}" * 300 + "}",
    ],
)
def test_no_file_takes_long(read, source):
    start = time.perf_counter()
    read(source)
    assert time.perf_counter() - start < 20
