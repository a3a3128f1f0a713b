from hypothesis import given
from hypothesis import strategies as st

from newsclean.core.offset_map import OffsetMap
from newsclean.core.proposal import Edit, resolve_overlaps
from strategies import any_text, edits


@st.composite
def alignments(draw):
    """A text after several rounds of random edits."""
    offset_map = OffsetMap(draw(any_text))
    for _ in range(draw(st.integers(1, 4))):
        offset_map = offset_map.apply(resolve_overlaps(draw(edits(offset_map.text))))
    return offset_map


def made(original, aligned_edits):
    """The text that patches make of an original, by the plainest way there is."""
    pieces, done = [], 0
    for aligned_edit in aligned_edits:
        assert aligned_edit.start >= done
        assert aligned_edit.end > aligned_edit.start
        pieces += original[done : aligned_edit.start], aligned_edit.edit.replacement
        done = aligned_edit.end
    return "".join((*pieces, original[done:]))


@given(alignments())
def test_patches_make_the_text_of_the_original(offset_map):
    assert made(offset_map.original, offset_map.aligned_edits) == offset_map.text


@given(alignments())
def test_patches_lead_back_to_the_original(offset_map):
    pieces, done = [], 0
    for aligned_edit in offset_map.aligned_edits:
        assert offset_map.text[aligned_edit.at : aligned_edit.after] == aligned_edit.edit.replacement
        pieces += offset_map.text[done : aligned_edit.at], offset_map.original[aligned_edit.start : aligned_edit.end]
        done = aligned_edit.after
    assert "".join((*pieces, offset_map.text[done:])) == offset_map.original


@given(alignments())
def test_outside_the_patches_both_texts_are_the_same_in_both_directions(offset_map):
    patched = {at for aligned_edit in offset_map.aligned_edits for at in range(aligned_edit.at, aligned_edit.after)}
    for at, character in enumerate(offset_map.text):
        if at not in patched:
            original = offset_map.to_original(at)
            assert offset_map.original[original] == character
            assert offset_map.to_current(original) == at


@given(alignments(), st.data())
def test_a_span_of_the_text_covers_what_it_came_from(offset_map, data):
    start = data.draw(st.integers(0, len(offset_map.text)))
    end = data.draw(st.integers(start, len(offset_map.text)))
    assert 0 <= offset_map.to_original(start) <= len(offset_map.original)
    if start < end:
        assert offset_map.to_original(start) < offset_map.to_original(end, is_end=True)


def test_an_edit_inside_an_earlier_replacement_is_merged_with_it():
    offset_map = OffsetMap("a&quot;b").apply([Edit(1, 7, '"', "characters/entity")])
    offset_map = offset_map.apply([Edit(1, 2, "“", "punctuation/double-quotes")])
    (aligned_edit,) = offset_map.aligned_edits
    assert (offset_map.text, aligned_edit.start, aligned_edit.end, aligned_edit.at) == ("a“b", 1, 7, 1)
    assert (aligned_edit.edit.rule, aligned_edit.via) == ("punctuation/double-quotes", ("characters/entity",))


def test_a_change_that_is_taken_back_leaves_no_patch():
    offset_map = OffsetMap("中,国").apply([Edit(1, 2, "，", "a/one")]).apply([Edit(1, 2, ",", "a/two")])
    assert (offset_map.text, list(offset_map.aligned_edits)) == ("中,国", [])


def test_a_removed_copy_owes_nothing_to_what_was_done_inside_it():
    offset_map = OffsetMap("甲,\n乙").apply([Edit(1, 2, "，", "a/one")])
    offset_map = offset_map.apply([Edit(0, 3, "", "duplicates/exact", of=3)])
    (aligned_edit,) = offset_map.aligned_edits
    assert (aligned_edit.edit.of, aligned_edit.via, offset_map.text) == (3, (), "乙")


def test_neighbouring_edits_stay_apart():
    offset_map = OffsetMap("abc").apply([Edit(0, 1, "", "a/one"), Edit(1, 2, "", "a/two")])
    assert [(aligned_edit.start, aligned_edit.end) for aligned_edit in offset_map.aligned_edits] == [(0, 1), (1, 2)]
    assert offset_map.to_original(0) == 2
