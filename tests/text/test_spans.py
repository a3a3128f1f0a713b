import re

import pytest

from newsclean.text import spans
from newsclean.text.text_batch import skeleton_of


def found(text):
    return {(span.kind, text[span.start : span.end]) for span in spans.lex_spans(skeleton_of(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见https://a.cn/b?c=1,2;d，再看", {("url", "https://a.cn/b?c=1,2;d")}),
        ("（www.a.com.cn）", {("url", "www.a.com.cn")}),
        ("见 http://a.cn/b. 完", {("url", "http://a.cn/b")}),
        ("邮箱a.b@c-d.cn，电话", {("e-mail", "a.b@c-d.cn")}),
        ("点[这里](/s?q=1)看", {("link", "](/s?q=1)")}),
        ("![图](a.png)好", {("image", "!["), ("link", "](a.png)")}),
        ("<b>好</b>", {("tag", "<b>"), ("tag", "</b>")}),
        ("好<!-- 甲,乙 -->", {("comment", "<!-- 甲,乙 -->")}),
        ("<style>甲</style>", {("script", "<style>甲</style>"), ("tag", "<style>"), ("tag", "</style>")}),
        ("李明.新闻学[M].北京:中华书局,2004.", {("reference", "李明.新闻学[M].北京:中华书局,2004.")}),
        ("调用`f(x, y)`函数", {("code", "`f(x, y)`")}),
        ("更新时间戳: 1666100494323。", {("timestamp", ": 1666100494323")}),
        ("甲: 1666100494323。", set()),
        ("title: '甲,乙',", {("setting", "title: '甲,乙',")}),
        ("真好:smile:吧", {("emoticon", ":smile:")}),
        (r"他说\n好", {("escape", r"\n")}),
        (r"在C:\a,b\c里", {("path", r"C:\a,b\c")}),
        ("上午10:30，比分3:1，气温<5度，版本v1.2", set()),
    ],
)
def test_a_span_has_its_kind(text, expected):
    assert found(text) == expected


def test_the_pattern_of_a_kind_is_the_one_its_spans_are_found_by():
    assert spans.pattern_of("tag").sub("", "<b>好</b>") == "好"


@pytest.mark.parametrize(
    ("piece", "examples", "counterexamples"),
    [
        (spans.YEAR, ["1998年", "2024年"], ["1024年", "98年"]),
        (spans.DATE, ["2024年", "5月", "12月"], ["24年", "125月"]),
        (spans.DAY, ["2024-04-23", "1998/1/2", "2024.4.23"], ["24-04-23", "2024-04", "2024-04-123"]),
        (spans.TIME, ["9:05", "23：59"], ["24:00", "23:59:59"]),
        (spans.CLOCK, ["9:05", "23：59", "10:30:15"], ["24:00", "10:60", "3:1"]),
        (spans.RATIO, ["1∶5", "3:1", "3.5：1", "1:2:3"], ["3-1", "1:", "12"]),
        (spans.SCORE, ["3-1", "108–99"], ["3:1", "2024-04", "1-2-3", "3-1a"]),
        (spans.VERSION, ["v1.2.3", "V2"], ["1.2.3", "v", "v1.2.3.4.5", "v2x"]),
        (spans.LIST_NUMBER, ["1", "120", "十二", "一百", "A"], ["1234", "1a", "AB"]),
        (spans.AREA_CODE, ["010", "0755"], ["100", "86"]),
        (spans.PHONE, ["8765432", "87654321"], ["876543"]),
        (spans.LATIN, ["GPT4", "a"], ["4G", "GPT-4"]),
        (spans.MOMENT, [" 1666100494", " 1666100494323"], [" 2666100494", " 16661004"]),
        (spans.ESCAPE, [r"\n", r"\u3000", r"\""], [r"\d", r"\u30"]),
        (spans.EYES + spans.NOSE, [":-", ";", "=^"], ["-:", "8-"]),
        (spans.ADDRESS_BEGINS, ["https://", "www.", "svn+ssh://"], ["h://", "ww."]),
    ],
)
def test_a_piece_matches_what_it_says(piece, examples, counterexamples):
    assert [text for text in examples if not re.fullmatch(piece, text)] == []
    assert [text for text in counterexamples if re.fullmatch(piece, text)] == []
