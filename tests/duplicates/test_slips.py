from hypothesis import given
from hypothesis import strategies as st

from newsclean.duplicates.slips import Span, word_around

WORDS = st.text("今去年全省市委书记副张王建国刚强上下午前后亿美元公司的了会议、，", max_size=12)
SHORT = st.text("今去省市副刚强上下前后美的了县州", max_size=2)


@given(WORDS, SHORT, SHORT, WORDS, st.booleans())
def test_what_is_widened_to_words_is_widened_alike_on_both_sides(before, old, new, after, is_all):
    earlier, later = before + old + after, before + new + after
    at = len(before)
    found = word_around(earlier, later, Span(at, at + len(old), at, at + len(new)), is_all=is_all)
    if found is not None:
        assert 0 <= found.low <= at
        assert at + len(old) <= found.high <= len(earlier)
        assert earlier[: found.low] + later[found.low_later : found.high_later] + earlier[found.high :] == later


def test_what_nothing_else_differs_from_is_a_word_where_a_slip_would_be_none():
    earlier, later = "总理在北京会见客人", "总统在北京会见客人"
    assert word_around(earlier, later, Span(1, 2, 1, 2), is_all=True) == Span(0, 2, 0, 2)
    assert word_around(earlier, later, Span(1, 2, 1, 2), is_all=False) is None
