"""Straight quotation marks: read together, in both scripts and all widths, or left and flagged once."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.rules.punctuation import quote_reader

CASES = Path(__file__).parents[2] / "cases/punctuation/double-quotes.jsonl"
SAMPLES = Path(__file__).parents[3] / "samples"
RULES = newsclean.Settings(select=("punctuation/double-quotes", "punctuation/unbalanced"))
CORNERS = newsclean.Settings(select=("punctuation/double-quotes", "punctuation/quote-style"), quotes="corner")
PIECES = ('"', '"', '"', "“", "”", "会议指出", "：", "，", "。", "十四五", "的", "他说", " ", "15", "OK", "\n")
texts = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def cleaned(text, settings=RULES):
    return newsclean.clean(text, settings)


@given(texts)
def test_a_second_cleaning_changes_nothing(text):
    once = cleaned(text).text
    assert cleaned(once).text == once


@given(texts)
def test_only_marks_are_changed_and_each_into_a_mark(text):
    now = cleaned(text).text
    assert len(now) == len(text)
    assert all(new == old or (old in '"“”' and new in "“”‘’") for old, new in zip(text, now, strict=True))


@given(texts)
def test_of_a_paragraph_all_straight_marks_are_turned_or_there_is_at_most_one_flag(text):
    for paragraph in text.split("\n"):
        result = cleaned(paragraph)
        assert sum(flag.text == '"' for flag in result.flags) <= 1


def read_alike(text):
    """A text comes out the same before the dictionary is loaded, when words are looked up only in doubt, and after."""
    told = []
    for is_loaded in (False, True):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(quote_reader, "is_dictionary_loaded", lambda is_loaded=is_loaded: is_loaded)
            told.append(cleaned(text))
    assert told[0] == told[1]


@given(texts)
def test_words_that_are_not_looked_up_would_change_nothing(text):
    read_alike(text)


def test_words_that_are_not_looked_up_would_change_nothing_in_cases_and_articles():
    for line in CASES.read_text("utf-8").splitlines():
        read_alike("会议\n" + json.loads(line)["input"])  # or some are data
    for text in ('主题为1.0"中国梦"。', "和”小步“，记者了解到。", "的”中国梦”的意义。"):
        read_alike(text)
    for path in sorted(SAMPLES.glob("*.txt")):
        text = path.read_text("utf-8", "replace")
        read_alike(text.translate(str.maketrans("“”", '""')))
        read_alike(text.replace("”", '"'))


def test_a_hundred_thousand_marks_are_left_with_one_flag():
    for text in ('"' * 100_000, '中国"' * 100_000, '他说:"好"。' * 50_000):
        result = cleaned("中国" + text)
        assert not result.changes
        assert len(result.flags) == 1


def test_width_and_script_do_not_matter():
    wide = '会议强调："要贯彻"绿水青山就是金山银山"的理念，推进"双碳"工作。"'
    expected = "会议强调：“要贯彻‘绿水青山就是金山银山’的理念，推进‘双碳’工作。”"
    assert cleaned(wide).text == expected
    narrow = wide.translate(str.maketrans("：，。", ":,."))
    assert cleaned(narrow).text.translate(str.maketrans(":,.", "：，。")) == expected
    traditional = '會議強調："要貫徹"綠水青山就是金山銀山"的理念，推進"雙碳"工作。"'
    assert cleaned(traditional).text == "會議強調：「要貫徹『綠水青山就是金山銀山』的理念，推進『雙碳』工作。」"


def test_corners_are_nested_where_they_are_asked_for():
    text = '会议强调："要贯彻"绿水青山就是金山银山"的理念。"'
    assert cleaned(text, CORNERS).text == "会议强调：「要贯彻『绿水青山就是金山银山』的理念。」"


def test_traditional_text_has_no_corners_where_it_becomes_simplified_or_curly_ones_are_asked_for():
    text = '會議強調:"要貫徹"綠水青山就是金山銀山"的理念,推進"雙碳"工作."'
    expected = "会议强调：“要贯彻‘绿水青山就是金山银山’的理念，推进‘双碳’工作。”"
    assert cleaned(text, newsclean.Settings(script="t2s")).text == expected
    curly = cleaned(text, newsclean.Settings(quotes="curly")).text
    assert curly == "會議強調：“要貫徹‘綠水青山就是金山銀山’的理念，推進‘雙碳’工作。”"


def test_of_several_quoted_paragraphs_each_opens_and_the_last_closes():
    text = '他在信中写道：\n"我们要抓住机遇，加快发展。\n"我们要坚持改革，扩大开放。"\n会议闭幕。'
    result = cleaned(text)
    assert result.text == "他在信中写道：\n“我们要抓住机遇，加快发展。\n“我们要坚持改革，扩大开放。”\n会议闭幕。"
    assert not result.flags


def test_a_lost_mark_turns_none_the_wrong_way():
    text = '中国"为其控制"也处于控制之下"。在他的"长电报"和"X"文章里，认为"应该遏制。'
    result = cleaned(text)
    assert result.text == text
    assert [flag.text for flag in result.flags] == ['"']


@pytest.mark.parametrize(
    "text",
    [
        '"' * 1000,
        'print("你好")',
        '<a href="新闻" class="标题">',
        'if s == "中文" and t["键"]:',
        '屏幕为27"显示器很大',
        "身高5'11\"的他",
        "用时3'25\"跑完",
        'He said "hello" to "them".',
        '```\nprint("中文")\n```',
    ],
)
def test_what_is_no_quotation_is_left_without_a_flag(text):
    result = newsclean.clean(text)
    assert (result.text, result.flags) == (text, ())


def test_a_quotation_that_never_closes_is_flagged_once():
    text = '他说"今天天气很好。\n第二段没有。'
    result = newsclean.clean(text)
    assert (result.text, len(result.flags)) == (text, 1)
