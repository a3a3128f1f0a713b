from hypothesis import given
from hypothesis import strategies as st

from newsclean.core.document_view import views_of
from newsclean.rules.lines.boundaries import boundary_behind, may_run_on, simple
from newsclean.rules.lines.boundary_prefilter import eligible
from newsclean.rules.lines.cues import break_between, cut_words
from newsclean.rules.lines.inline_fragments import decided_boundaries
from newsclean.rules.lines.joins import verdicts
from newsclean.rules.lines.structure import is_open
from newsclean.text.text_batch import TextBatch
from strategies import any_text, texts

WRAPPED = "\n".join(
    text[at : at + 14]
    for text in (
        "会议在北京举行来自全国各地的代表参加了会议并就共同关心的问题交换意见，推动各项工作取得新的更大的成绩。" * 3,
        "與會人士表示要認真學習貫徹會議的精神" * 4,
    )
    for at in range(0, len(text), 14)
)
WORDS = st.sampled_from(
    ["联", "合作社", "聯", "會議", "农业工作", "abc", "3", "。", " ", "\x85", "\ud800", "𠀀", "社会主义"]
)
SIDES = st.lists(WORDS, min_size=1, max_size=6).map("".join)


@given(st.lists(st.tuples(SIDES, SIDES), max_size=9))
def test_breaks_looked_up_together_cut_the_words_that_each_cuts_alone(pairs):
    assert cut_words(pairs) == [break_between(head, tail).kind != "-" for head, tail in pairs]


@given(st.lists(st.one_of(any_text, texts), max_size=3), st.booleans())
def test_a_boundary_is_open_whether_it_is_looked_at_in_a_batch_or_by_itself(given_texts, is_wrapped):
    for view in views_of([*given_texts, *[WRAPPED] * is_wrapped]):
        lines = view.cached(simple)
        for number in range(len(lines) - 1):
            assert may_run_on(view, number) == is_open(lines[number], lines[number + 1])


@given(st.integers(0, 40), st.sampled_from(["", "一、总体要求", "8", "（记者 李明）", "abc"]))
def test_no_verdict_is_given_on_a_boundary_that_is_decided_or_not_open(at, line):
    rows = WRAPPED.split("\n")
    (view,) = views_of(["\n".join((*rows[:at], *filter(None, [line]), *rows[at:]))])
    may_be_dismissed = set(eligible(TextBatch([view.text])).tolist())
    for verdict in view.cached(verdicts):
        number = verdict.boundary.number
        assert number not in view.cached(decided_boundaries)
        assert number not in may_be_dismissed or is_open(*boundary_behind(view, number)[3:])
