import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from newsclean.rules.duplicates.comparison import Verdict, compare
from newsclean.rules.duplicates.typos import are_confused

BASE = "2024年4月23日,会议在重庆召开,李明主持会议,三名代表参加,投入资金1000万元,推动西部大开发."


@pytest.mark.parametrize(
    ("old", "new", "verdict", "readings"),
    [
        ("2024年", "2021年", Verdict.CONFLICT, [("2021年", "2024年")]),
        ("23日", "24日", Verdict.CONFLICT, [("24日", "23日")]),
        ("1000万元", "1200万元", Verdict.CONFLICT, [("1200万元", "1000万元")]),
        ("4月", "5月", Verdict.CONFLICT, [("5月", "4月")]),
        ("2024年4月", "2024年12月", Verdict.CONFLICT, [("12月", "4月")]),
        ("1000万元", "2001亿元", Verdict.CONFLICT, [("2001亿元", "1000万元")]),
        ("1000万元", "1000.5万元", Verdict.CONFLICT, [("1000.5万元", "1000万元")]),
        ("重庆", "成都", Verdict.CONFLICT, [("成都", "重庆")]),
        ("三名", "五名", Verdict.CONFLICT, [("五名", "三名")]),
        ("李明主持", "王强主持", Verdict.CONFLICT, [("王强", "李明")]),
        ("会议在", "会议没在", Verdict.CONFLICT, [("会议没", "会议")]),
        ("参加", "惨加", Verdict.CONFLICT, [("惨加", "参加")]),
        ("主持会议", "主待会议", Verdict.CONFLICT, [("主待会议", "主持会议")]),
        ("主持会议", "主持持会议", Verdict.SAME, []),
        ("三名", "三三名", Verdict.CONFLICT, [("三三名", "三名")]),
        ("三名", "十三名", Verdict.CONFLICT, [("十三名", "三名")]),
        ("三名代表参加", "三名代表、记者参加", Verdict.CONFLICT, [("代表、记者", "代表")]),
        (",推动西部大开发.", ".", Verdict.SAME, []),
        ("2024年", "据新华社报道,2024年", Verdict.SAME, []),
        ("开发.", "开发.会议还听取了工作汇报.", Verdict.MORE, [("会议还听取了工作汇报.", "")]),
        ("开发.", "开发,增长5%.", Verdict.MORE, [(",增长5%", "")]),
    ],
)
def test_the_differences_decide(old, new, verdict, readings):
    found = compare(BASE, BASE.replace(old, new, 1), 0.8)
    assert found.verdict is verdict
    assert [(difference.text, difference.other) for difference in found.material] == readings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3-1", "3-2"), ("3:1", "3:2"), ("1∶5", "1∶6"), ("v1.2.3", "v1.2.4"), ("3-5天", "3-6天"), ("-5℃", "-6℃"),
        ("2024-04-23", "2024-04-24"), ("010-65123456", "010-65123457"), ("19:30", "19:35"),
    ],
)  # fmt: skip
def test_a_score_ratio_version_date_time_or_number_is_read_whole(one, other):
    found = compare(*(PROSE.replace("昨天", f"昨天{figure}") for figure in (one, other)), 0.8)
    assert [(difference.text, difference.other) for difference in found.material] == [(other, one)]


def test_a_formula_around_other_facts_is_another_text():
    other = "2023年5月12日,会议在上海召开,王强主持会议,五名代表参加,投入资金2500万元,推动东部大开发."
    assert compare(BASE, other, 0.8).verdict is Verdict.OTHER


def test_a_heading_and_the_sentence_it_was_taken_from_are_two_texts():
    heading = "会议在重庆召开推动西部大开发形成新格局"
    assert compare(heading, heading + ".", 0.8).verdict is Verdict.OTHER


def test_place_names_are_compared_as_wholes():
    found = compare("记者从浙江省有关部门获悉,工作已经全面展开.", "记者从江苏省有关部门获悉,工作已经全面展开.", 0.8)
    assert [(difference.text, difference.other) for difference in found.material] == [("江苏省", "浙江省")]


DIGITS_AND_WORDS = st.text("0123456789.,:%年月日万元会议前后一三不、", min_size=1, max_size=24)


@given(DIGITS_AND_WORDS, DIGITS_AND_WORDS, DIGITS_AND_WORDS, DIGITS_AND_WORDS)
def test_each_reading_can_be_put_in_the_place_of_the_other(before, one, other, after):
    earlier, later = before + one + after, before + other + after
    found = compare(earlier, later, 0.01)
    assume(found.verdict is not Verdict.OTHER and len(found.differences) == 1)
    (difference,) = found.differences
    assert later[: difference.start] + difference.other + later[difference.end :] == earlier
    assert later[difference.start : difference.end] == difference.text
    assert earlier[difference.other_start :].startswith(difference.other)


PROSE = "全市农业工作会议昨天在市政府礼堂召开,会议听取了有关情况的汇报,部署了下一阶段的各项任务,来自各县的代表参加."
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


@given(st.integers(0, len(PROSE) - 2), st.text(HAN, min_size=2, max_size=6))
def test_nothing_that_the_later_copy_says_more_is_ever_the_same(at, more):
    assume(more[0] != PROSE[at - 1] and more[-1] != PROSE[at])
    assert compare(PROSE, PROSE[:at] + more + PROSE[at:], 0.5).verdict is not Verdict.SAME


@given(st.integers(1, len(PROSE) - 3), st.integers(1, 6))
def test_nothing_that_is_left_out_before_the_end_is_the_same(at, size):
    gone = PROSE[at : at + size]
    assume(at + size < len(PROSE) - 2 and not set(gone) <= set(",."))
    assert compare(PROSE, PROSE[:at] + PROSE[at + size :], 0.5).verdict is not Verdict.SAME


@given(st.integers(0, 9), st.integers(0, 9), st.sampled_from("人元%年月℃"))
def test_a_figure_is_never_harmless(one, other, unit):
    assume(one != other)
    texts = [PROSE.replace("昨天", f"昨天{figure}{unit}") for figure in (one, other)]
    assert compare(*texts, 0.5).verdict is Verdict.CONFLICT


@given(st.integers(0, len(PROSE) - 2), HAN)
def test_a_character_for_another_is_the_same_only_if_the_two_are_confused(at, other):
    assume(other != PROSE[at])
    if compare(PROSE, PROSE[:at] + other + PROSE[at + 1 :], 0.5).verdict is Verdict.SAME:
        assert are_confused(PROSE[at], other)
