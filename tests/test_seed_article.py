"""The user's own article, whole: what was asked of the product when it was conceived."""

from collections import Counter

import pytest

import newsclean


@pytest.fixture(scope="module")
def text(seed):
    return seed.decode()


@pytest.fixture(scope="module")
def result(text):
    return newsclean.clean(text)


def paragraphs(text):
    return [line for line in text.split("\n") if line.strip()]


def test_all_330_half_width_marks_are_fixed_and_nothing_else(text):
    marks = newsclean.clean(text, newsclean.Settings(select=("punctuation",)))
    assert Counter(change.before for change in marks.changes) == {
        ",": 313, ":": 6, ";": 6, "!": 1, "(": 2, ")": 2,
    }  # fmt: skip
    kept = Counter(character for character in text if character in ".%+ “”‘’…")
    assert kept == Counter(character for character in marks.text if character in ".%+ “”‘’…")
    assert (kept["."], kept["%"], kept[" "]) == (23, 1, 13)


def test_no_half_width_mark_is_left_in_the_clean_text(result):
    assert not set(",:;!?()") & set(result.text)


def test_the_two_broken_splits_are_joined_and_no_heading_is(text, result):
    joined = paragraphs(result.text)
    assert any("累计选派8名干部" in line for line in joined)
    assert any("作为抓手，联合广州花都" in line for line in joined)
    standing = ("黔南州", "凤冈县", "关岭县", "丹寨县", "贵州：黔贵大地 慨而慷", "隆重纪念“东西部协作”提出5周年系列报道之二",
                "破解基础瓶颈，筑牢产业根基", "岗位直送家门口，供需对接暖人心", "深化协作保障，长效赋能促振兴")  # fmt: skip
    assert set(standing) <= set(joined)
    assert sum(line.startswith("策划：张海燕 撰稿：夏民 潘晓飞") for line in joined) == 1
    assert [change.line for change in result.changes if change.rule.startswith("lines/")] == [93, 115]


def test_16_repeats_are_removed_each_naming_the_copy_that_stays(result):
    removed = {change.line: change.of for change in result.changes if change.of is not None}
    assert sorted(removed) == list(range(37, 69, 2))
    assert removed == {37: 9, 39: 11, 41: 13, 43: 15, 45: 17, 47: 19, 49: 23} | dict.fromkeys(range(51, 69, 2), 25)
    assert len(paragraphs(result.text)) == 49


def test_the_year_that_differs_is_flagged_with_both_readings(result):
    (conflict,) = [flag for flag in result.flags if flag.rule == "duplicates/conflict"]
    assert (conflict.line, conflict.text, conflict.of, conflict.other) == (43, "2021年", 15, "2024年")


def test_nothing_is_flagged_that_a_proof_reader_would_call_noise(result):
    assert [(flag.rule, flag.text) for flag in result.flags] == [
        ("duplicates/conflict", "2021年"),
        ("punctuation/doubled-word", "将将"),
        ("lines/jump-line", "(下转3版)"),
    ]
    assert "（下转3版）" in result.text


def test_it_is_restored_and_a_second_run_changes_nothing(text, result):
    assert newsclean.restore(result.text, result.changes) == text
    assert newsclean.clean(result.text).changes == ()
