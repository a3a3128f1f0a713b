"""Marks that are settled for a batch at once come out as those that rules are asked about one by one."""

import json
import pickle
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.changelog.log_records import change_records
from newsclean.core.changes import Changes
from newsclean.pipeline import clean, clean_all
from newsclean.rules.punctuation import quote_columns
from newsclean.settings import Settings
from strategies import ATOMS, any_text

TESTS = Path(__file__).parent.parent
SAMPLES = TESTS.parent / "samples"
NARROW = str.maketrans("，：；？！（）。“”‘’", ",:;?!().\"\"''")
WAYS = [
    Settings(),
    Settings(select=("punctuation/comma", "punctuation/period", "characters")),
    Settings(ignore=("punctuation/colon", "punctuation/double-quotes", "lines")),
    Settings(select=("punctuation/double-quotes",)),
    Settings(protect=("会议", "/新闻.?/", "，", "中,"), quotes="corner", latin_space="remove"),
]
# What the tables tell apart: neighbours of a mark, and what must be looked at by the rule itself.
PIECES = (
    *ATOMS, *"abX019 \t\r\n百一在于,.:;!()&$<>\"'", "\U0001f600", "\U00020000", "\ud83d", "约翰.史密斯", "5.2%.", "例.",
    "（新闻)", "(记者）", "（）", "(新华社):", "《沁园春.雪》", "&amp;", "AT&T;", "注册.中国域名", "(新闻)", ":)", "在中国.北京", "http://a.cn/b,c", "会议,", "说.", "\n```\n",
    ",、", 'print("价格:",',
)  # fmt: skip
# What stands in and around straight quotation marks that are read together.
QUOTED = (
    *'"""""""，,。.：:、?！…（(）)《》“”「＂ \u3000\n\r01５的過瞭a=', '"好"', '"新时代"', '说:"', ',"', '."', '"和"', '"的', "会议", "在北京召开",
    "12", "'15", '"屏', "1/2", 'print("', '")', '":', '" :', '","', "ABC ", "the end ", "「台灣」", "\n\"", "\U0001f600", "http://a.cn",
    "\n  ", "的人民服务于社会主义现代化建设",
)  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def few_marks_are_looked_at_together_too():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quote_columns, "FEWEST", 1)
        yield


def told(result):
    return result.text, tuple(result.changes), result.flags


def held_together(text, settings):
    """A text cleaned by itself, and with so many empty ones that its marks are not worth looking at together."""
    alone = clean(text, settings)
    beside = clean_all([text] + [""] * len(text), settings)[0]
    assert told(alone) == told(beside)
    # The log is the same whether it is made from columns or from objects.
    assert change_records("a", alone.changes) == change_records("a", tuple(alone.changes))


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from(WAYS))
def test_settled_marks_are_those_that_the_rules_change_in_texts_of_what_they_tell_apart(text, settings):
    held_together(text, settings)


@given(st.lists(st.sampled_from(QUOTED), max_size=30).map("".join), st.sampled_from(WAYS))
def test_quotation_marks_that_are_settled_are_those_that_the_rule_changes(text, settings):
    held_together(text, settings)


@given(any_text, st.sampled_from(WAYS))
def test_settled_marks_are_those_that_the_rules_change_in_any_text(text, settings):
    held_together(text, settings)


@pytest.mark.parametrize("path", sorted(TESTS.glob("cases/punctuation/*.jsonl")), ids=lambda path: path.stem)
def test_settled_marks_are_those_that_the_rules_change_in_all_cases(path):
    cases = [json.loads(line)["input"] for line in path.read_text("utf-8").splitlines()]
    for settings in WAYS[::4]:
        held_together("\n".join(cases), settings)
        for case in cases:
            held_together("\n".join([case.translate(NARROW)] * 3), settings)


def test_settled_marks_are_those_that_the_rules_change_in_real_articles():
    for path in islice(sorted(SAMPLES.glob("*.txt")), 20):
        text = path.read_text("utf-8", "replace")
        for form in (text, text.translate(NARROW)):
            held_together(form, WAYS[0])


def test_changes_made_of_columns_are_a_sequence_like_a_tuple():
    changes = clean('会议在北京召开,各地代表(包括香港)参加.\n他说,"好."\n').changes
    assert isinstance(changes, Changes)
    every = tuple(changes)
    assert changes == every
    assert len(changes) == len(every) > 5
    assert changes[0] == every[0]
    assert changes[1:3] == every[1:3]
    assert changes + (1,) == (*every, 1)  # noqa: RUF005 - what is tested
    assert pickle.loads(pickle.dumps(changes)) == every
    assert hash(changes) == hash(every)
    assert repr(changes) == repr(every)
    assert changes.rules.total() == len(every)
