import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsclean.text.text_batch import HanSkeleton, TextBatch, skeleton_of
from strategies import any_text, characters

MARKS = re.compile(r"[^\u4e00-\u9fff]+")
RUN = re.compile("([\u4e00-\u9fff])[\u4e00-\u9fff]*")


@given(any_text)
def test_the_outline_is_the_text_with_each_run_of_han_characters_cut_to_its_first(text):
    assert skeleton_of(text).text == RUN.sub(r"\1", text)


@given(any_text)
def test_what_a_pattern_finds_in_the_outline_it_finds_at_the_same_place_of_the_text(text):
    assert list(skeleton_of(text).spans(MARKS)) == [match.span() for match in MARKS.finditer(text)]


@given(any_text | st.text(characters))
def test_what_stands_twice_is_what_stands_beside_an_equal_one(text):
    assert skeleton_of(text).twice == "".join(one for one, other in pairwise(text) if one == other)


@given(any_text)
def test_a_doubled_character_is_found_where_a_pattern_finds_it(text):
    twice = re.compile(r"([，。的将中\n😀])\1")
    assert list(skeleton_of(text).doubled(re.compile("[，。的将中\n😀]"))) == [
        match.span() for match in twice.finditer(text)
    ]


@given(st.lists(any_text | st.text(characters), max_size=6))
def test_outlines_read_together_are_those_read_alone(texts):
    together = TextBatch(texts)
    for number, text in enumerate(texts):
        one, alone = HanSkeleton(together, number), skeleton_of(text)
        assert (one.text, one.twice) == (alone.text, alone.twice)
        assert list(one.spans(MARKS)) == list(alone.spans(MARKS))
        assert list(one.doubled(re.compile("."))) == list(alone.doubled(re.compile(".")))
