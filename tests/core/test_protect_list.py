import sys
import time

import pytest
from hypothesis import given

import newsclean
from newsclean.errors import InputError, SettingsError
from newsclean.settings import Settings
from strategies import any_text

PARAGRAPH = "会议要求,各地要认真贯彻落实中央决策部署,扎实推进各项工作."


def cleaned(text, *keep, **others):
    return newsclean.clean(text, Settings(protect=keep, **others))


@pytest.mark.parametrize(
    ("text", "keep", "expected"),
    [
        ("会议在北京,上海,天津召开", "北京,上海", "会议在北京,上海，天津召开"),
        ("会议在北京,上海,天津召开", "/上海,../", "会议在北京，上海,天津召开"),
        ("共派出选派8\n\n名干部驻村帮扶,会议强调要抓好落实。", "8\n\n名", "共派出选派8\n\n名干部驻村帮扶，会议强调要抓好落实。"),
        ("会议指出,要坚持", "/x*/", "会议指出，要坚持"),
        ("好,好,好", "好,好", "好,好,好"),
    ],
)  # fmt: skip
def test_what_is_kept_is_left_and_the_rest_is_cleaned(text, keep, expected):
    assert cleaned(text, keep).text == expected


def test_a_repeat_goes_although_it_holds_a_kept_word_but_not_if_it_is_kept_whole():
    text = f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n完。"
    assert cleaned(text, "中央", select=("duplicates",)).text == f"{PARAGRAPH}\n\n完。"
    assert cleaned(text, PARAGRAPH, select=("duplicates",)).text == text


def test_kept_text_is_not_flagged():
    text = "会议将将召开,各方都已到齐。"
    assert cleaned(text).flags
    assert not cleaned(text, "将将").flags


@given(any_text)
def test_a_text_that_is_kept_whole_does_not_change(text):
    if text:
        assert cleaned(text, text, script="t2s").text == text


@pytest.mark.parametrize(("keep", "cause"), [("", "an empty entry"), ("/(/", "not a regular expression")])
def test_an_entry_that_cannot_be_is_refused_in_one_line(keep, cause):
    with pytest.raises(SettingsError, match=cause) as caught:
        Settings(protect=(keep,))
    assert "\n" not in str(caught.value)


def test_a_pattern_needs_an_extra_and_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "regex", None)
    with pytest.raises(SettingsError, match=r"'/第[^ ]*/' needs a package .*run: pip install 'newsclean\[patterns\]'"):
        Settings(protect=("/第[0-9]号/",))
    assert cleaned("第3号,好", "3号,").text == "第3号,好"


def test_a_pattern_that_takes_too_long_costs_its_article_an_error():
    text = f"{'会' * 60},好"
    begun = time.process_time()
    with pytest.raises(InputError, match=r"^article: the pattern /\(会\|会会\)\+z/ of protect takes more than 2 s; "):
        cleaned(text, "/(会|会会)+z/")
    assert time.process_time() - begun < 4
    assert cleaned("会议,好", "/(会|会会)+z/").text == "会议，好"
