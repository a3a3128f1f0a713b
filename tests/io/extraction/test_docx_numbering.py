import pytest

from documents import NAMESPACES, paragraph, read, run, word
from newsclean.io.extraction.docx_numerals import numeral


@pytest.mark.parametrize(
    ("format", "numbers"),
    [
        ("decimal", {0: "0", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("chineseCountingThousand",
         {0: "零", 1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一百", 105: "一百零五", 110: "一百一十",
          1001: "一千零一", 1010: "一千零一十", 9999: "九千九百九十九", 10_000: "10000", -1: "-1"}),
        ("chineseLegalSimplified", {3: "叁", 12: "壹拾贰"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographDigital", {10: "一〇"}),
        ("decimalEnclosedCircleChinese", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalFullWidth", {12: "１２"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 0: ""}),
        ("upperRoman", {4: "IV", 9: "IX", 1994: "MCMXCIV"}),
        ("none", {1: ""}),
        ("hebrew1", {3: "3"}),
    ],
)  # fmt: skip
def test_numbers_are_written_as_the_format_says(format, numbers):
    assert {number: numeral(format, number) for number in numbers} == numbers


def level(depth, format, text, more="", start=1):
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def kind(number, *levels):
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def list_of(number, kind, more=""):
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{more}</w:num>'


def item(text, number, depth=0):
    return paragraph(run(text), f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


OFFICIAL = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
)
ARTICLES = (level(0, "chineseCountingThousand", "第%1条"),)
SECTIONS = (level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
ANEW = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)", start=3)}</w:lvlOverride>'


# What is expected is what LibreOffice 7.4 writes, but for figures where the level asks for them (w:isLgl), which it
# ignores.
@pytest.mark.parametrize(
    ("numbering", "items", "lines"),
    [
        (kind(1, *OFFICIAL) + list_of(1, 1),
         [("总则", 1), ("目的", 1, 1), ("甲", 1, 2), ("依据", 1, 1), ("乙", 1, 2), ("职责", 1), ("分工", 1, 1)],
         ["一、总则", "（一）目的", "1. 甲", "（二）依据", "1. 乙", "二、职责", "（一）分工"]),
        # lists of one kind go on with each other, but where one says where it starts, and only there
        (kind(1, *ARTICLES) + list_of(1, 1) + list_of(2, 1) + list_of(3, 1, RESTART),
         [("甲", 1), ("乙", 2), ("丙", 3), ("丁", 3), ("戊", 1)],
         ["第一条 甲", "第二条 乙", "第一条 丙", "第二条 丁", "第三条 戊"]),
        (kind(1, *SECTIONS) + list_of(1, 1), [("甲", 1), ("乙", 1, 1), ("丙", 1)], ["第一章 甲", "1.1 乙", "第二章 丙"]),
        # a level that stands without the one above it counts that one too
        (kind(1, *OFFICIAL) + list_of(1, 1), [("甲", 1, 1), ("乙", 1)], ["（一）甲", "二、乙"]),
        (kind(1, *OFFICIAL) + list_of(1, 1, ANEW), [("甲", 1), ("乙", 1)], ["C) 甲", "D) 乙"]),
        (kind(1, level(0, "bullet", "\uf0b7"), level(1, "bullet", "－")) + list_of(1, 1),
         [("甲", 1), ("乙", 1, 1)], ["• 甲", "－ 乙"]),
        (kind(1, *OFFICIAL) + list_of(1, 1), [("甲", 0), ("乙", 9), ("丙", 1, 8)], ["甲", "乙", "丙"]),
    ],
)  # fmt: skip
def test_paragraphs_are_numbered_as_word_does(newsclean, numbering, items, lines):
    assert read(newsclean, word(*(item(*each) for each in items), numbering=numbering)).splitlines() == lines


def test_a_style_numbers_its_paragraphs(newsclean):
    levels = [level(depth, "decimal", f"%{depth + 1}.", f'<w:pStyle w:val="Heading{depth + 1}"/>') for depth in (0, 1)]
    number = f'<w:numPr {NAMESPACES}><w:numId w:val="1"/></w:numPr>'
    styles = [("Heading 1", number), ("Heading 2", number)]
    blocks = [paragraph(run("标题"), f'<w:pStyle w:val="Heading{depth}"/>') for depth in (1, 2, 1)]
    data = word(*blocks, numbering=kind(1, *levels) + list_of(1, 1), styles=styles)
    assert read(newsclean, data).splitlines() == ["1. 标题", "1. 标题", "2. 标题"]


def test_a_kind_of_list_may_be_given_by_a_style(newsclean):
    linked = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="ListNumber"/></w:abstractNum>'
    number = f'<w:numPr {NAMESPACES}><w:numId w:val="1"/></w:numPr>'
    data = word(
        item("甲", 2), item("乙", 1),
        numbering=kind(1, *OFFICIAL) + linked + list_of(1, 1) + list_of(2, 2), styles=[("List Number", number)],
    )  # fmt: skip
    assert read(newsclean, data).splitlines() == ["一、甲", "二、乙"]
