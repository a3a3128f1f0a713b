from hypothesis import given
from hypothesis import strategies as st

from newsclean.core.offset_map import Alignment
from newsclean.core.proposal import Edit, resolve_overlaps
from strategies import any_text, edits


@st.composite
def alignments(draw):
    """A text after several rounds of random edits."""
    aligned = Alignment(draw(any_text))
    for _ in range(draw(st.integers(1, 4))):
        aligned = aligned.apply(resolve_overlaps(draw(edits(aligned.text))))
    return aligned


def made(original, patches):
    """The text that patches make of an original, by the plainest way there is."""
    pieces, done = [], 0
    for patch in patches:
        assert patch.start >= done
        assert patch.end > patch.start
        pieces += original[done : patch.start], patch.edit.replacement
        done = patch.end
    return "".join((*pieces, original[done:]))


@given(alignments())
def test_patches_make_the_text_of_the_original(aligned):
    assert made(aligned.original, aligned.patches) == aligned.text


@given(alignments())
def test_patches_lead_back_to_the_original(aligned):
    pieces, done = [], 0
    for patch in aligned.patches:
        assert aligned.text[patch.at : patch.after] == patch.edit.replacement
        pieces += aligned.text[done : patch.at], aligned.original[patch.start : patch.end]
        done = patch.after
    assert "".join((*pieces, aligned.text[done:])) == aligned.original


@given(alignments())
def test_outside_the_patches_both_texts_are_the_same_in_both_directions(aligned):
    patched = {at for patch in aligned.patches for at in range(patch.at, patch.after)}
    for at, character in enumerate(aligned.text):
        if at not in patched:
            original = aligned.to_original(at)
            assert aligned.original[original] == character
            assert aligned.to_current(original) == at


@given(alignments(), st.data())
def test_a_span_of_the_text_covers_what_it_came_from(aligned, data):
    start = data.draw(st.integers(0, len(aligned.text)))
    end = data.draw(st.integers(start, len(aligned.text)))
    assert 0 <= aligned.to_original(start) <= len(aligned.original)
    if start < end:
        assert aligned.to_original(start) < aligned.to_original(end, is_end=True)


def test_an_edit_inside_an_earlier_replacement_is_merged_with_it():
    aligned = Alignment("a&quot;b").apply([Edit(1, 7, '"', "characters/entity")])
    aligned = aligned.apply([Edit(1, 2, "“", "punctuation/double-quotes")])
    (patch,) = aligned.patches
    assert (aligned.text, patch.start, patch.end, patch.at) == ("a“b", 1, 7, 1)
    assert (patch.edit.rule, patch.via) == ("punctuation/double-quotes", ("characters/entity",))


def test_a_change_that_is_taken_back_leaves_no_patch():
    aligned = Alignment("中,国").apply([Edit(1, 2, "，", "a/one")]).apply([Edit(1, 2, ",", "a/two")])
    assert (aligned.text, list(aligned.patches)) == ("中,国", [])


def test_a_removed_copy_owes_nothing_to_what_was_done_inside_it():
    aligned = Alignment("甲,\n乙").apply([Edit(1, 2, "，", "a/one")])
    aligned = aligned.apply([Edit(0, 3, "", "duplicates/exact", of=3)])
    (patch,) = aligned.patches
    assert (patch.edit.of, patch.via, aligned.text) == (3, (), "乙")


def test_neighbouring_edits_stay_apart():
    aligned = Alignment("abc").apply([Edit(0, 1, "", "a/one"), Edit(1, 2, "", "a/two")])
    assert [(patch.start, patch.end) for patch in aligned.patches] == [(0, 1), (1, 2)]
    assert aligned.to_original(0) == 2
