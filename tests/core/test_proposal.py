from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsclean.core.proposal import Edit, resolve_overlaps
from strategies import edits

crowds = edits("中" * 30)


@given(crowds)
def test_settled_edits_are_in_order_and_apart(crowd):
    settled = resolve_overlaps(crowd)
    assert all(one.end <= other.start for one, other in pairwise(settled))


@given(crowds, st.randoms(use_true_random=False))
def test_the_order_of_proposals_does_not_matter(crowd, random):
    shuffled = list(crowd)
    random.shuffle(shuffled)
    assert resolve_overlaps(shuffled) == resolve_overlaps(crowd)


@given(crowds)
def test_what_is_left_out_overlaps_something_at_least_as_sure(crowd):
    settled = resolve_overlaps(crowd)
    for edit in crowd:
        assert edit in settled or any(
            kept.start < edit.end and edit.start < kept.end and kept.confidence >= edit.confidence for kept in settled
        )


def test_the_surer_of_two_wins_then_the_longer():
    unsure, sure = Edit(0, 5, "", "a/one", 0.6), Edit(4, 6, "", "a/two", 0.9)
    assert resolve_overlaps([unsure, sure]) == [sure]
    short, long = Edit(0, 2, "", "a/one"), Edit(1, 5, "", "a/two")
    assert resolve_overlaps([short, long]) == [long]
