"""Two texts are aligned as RapidFuzz does it, to the bit, with it and without it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from newsclean.text import alignment

TEXT = st.text("甲乙丙，", max_size=40)
EDITED = st.tuples(TEXT, st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["", "丁", "甲乙"])), max_size=4))


def edited(text, edits):
    for at, new in edits:
        text = text[:at] + new + text[at + 1 :]
    return text


PAIRS = st.one_of(st.tuples(TEXT, TEXT), EDITED.map(lambda given: (given[0], edited(*given))))


@pytest.mark.parametrize("is_there", [True, False])
@given(pair=PAIRS, least=st.sampled_from([0, 0.5, 0.7, 0.8, 0.9]))
def test_similarities_are_those_of_rapidfuzz(is_there, pair, least):
    with pytest.MonkeyPatch.context() as patch:
        if not is_there:
            patch.setattr(alignment, "_rapidfuzz", lambda: None)
        expected = Indel.normalized_similarity(*pair, score_cutoff=least)
        assert alignment.similarity(*pair, least) == expected
        one, other = pair
        assert list(alignment.similarities([one, one], [other, one], least)) == [expected, 1.0]
        texts = [other, one, other[1:], one[:-1]]
        found = extract(one, texts, scorer=Indel.normalized_similarity, score_cutoff=least, limit=3, processor=None)
        assert alignment.nearest(one, texts, least, 3) == [(at, likeness) for _, likeness, at in found]


@pytest.mark.parametrize("is_there", [True, False])
@given(pair=PAIRS)
def test_places_that_differ_are_those_of_rapidfuzz(is_there, pair):
    with pytest.MonkeyPatch.context() as patch:
        if not is_there:
            patch.setattr(alignment, "_rapidfuzz", lambda: None)
        one, other = pair
        spans = list(alignment.differing_spans(one, other))
    changed = set().union(*(range(span.low, span.high) for span in spans))
    opcodes = Indel.opcodes(one, other)
    assert changed == {at for each in opcodes if each.tag == "delete" for at in range(each.src_start, each.src_end)}
    rebuilt, at = "", 0
    for span in spans:
        rebuilt += one[at : span.low] + other[span.low_later : span.high_later]
        at = span.high
    assert rebuilt + one[at:] == other


def test_it_is_rapidfuzz_where_it_is_installed():
    assert alignment._rapidfuzz() is not None
