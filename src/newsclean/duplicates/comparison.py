"""Whether a later paragraph says what an earlier one says: the differences decide, not the likeness."""

from __future__ import annotations

from enum import Enum
from functools import cache
from types import ModuleType
from typing import NamedTuple

from newsclean.duplicates.differences import Difference, Kind, differences_of

_ENDS = frozenset(".!?;:\"')…。！？；：”’）」』")
# More facts than this make another story told in the same words.
_MOST_FACTS = 3


def are_alike(later: str, earlier: str, same_at: float) -> bool:
    """Whether two texts are worth comparing: as alike as `same_at`, or one begins with the other."""
    similarity = indel().normalized_similarity(later, earlier, score_cutoff=same_at)
    return bool(similarity >= same_at or later.startswith(earlier))


class Verdict(Enum):
    """What the differences make of a later paragraph."""

    SAME = "same"
    """It says nothing that the earlier one does not say."""
    CONFLICT = "conflict"
    """It says the same with another figure, place, person, or the opposite."""
    MORE = "more"
    """It says a whole sentence more, or a fact more."""
    OTHER = "other"
    """It is another text, perhaps in the same words."""


class Comparison(NamedTuple):
    """A verdict with what it rests on."""

    verdict: Verdict
    similarity: float
    differences: tuple[Difference, ...] = ()

    @property
    def telling(self) -> tuple[Difference, ...]:
        """The differences that a person must see."""
        return tuple(
            difference for difference in self.differences if difference.kind in (Kind.FACT, Kind.WORD, Kind.SENTENCE)
        )


def compare(earlier: str, later: str, same_at: float) -> Comparison:
    """Compare two folded paragraphs.

    Args:
        earlier: The one that would stay.
        later: The one that might go.
        same_at: Indel similarity, 0 to 1, below which they are different texts (RapidFuzz; Levenshtein
            distance without substitutions, over the sum of lengths).

    Returns:
        What the later one is to the earlier, and every difference.
    """
    similarity = indel().normalized_similarity(earlier, later, score_cutoff=same_at)
    if similarity < same_at:
        if later.startswith(earlier) and earlier[-1:] in _ENDS:
            more = Difference(Kind.SENTENCE, len(earlier), len(later), later[len(earlier) :], "", len(earlier))
            return Comparison(Verdict.MORE, 2 * len(earlier) / (len(earlier) + len(later)), (more,))
        return _OTHER
    if earlier == later:
        return Comparison(Verdict.SAME, 1.0)
    if earlier[-1] not in _ENDS and later[-1] in _ENDS:  # a heading, and the sentence it was taken from
        return Comparison(Verdict.OTHER, similarity)
    differences = differences_of(earlier, later, indel().opcodes(earlier, later))
    kinds = [difference.kind for difference in differences]
    facts = kinds.count(Kind.FACT) + kinds.count(Kind.WORD)
    if facts > _MOST_FACTS:
        verdict = Verdict.OTHER
    elif facts:
        verdict = Verdict.CONFLICT
    elif Kind.SENTENCE in kinds:
        verdict = Verdict.MORE
    else:
        verdict = Verdict.SAME
    return Comparison(verdict, similarity, differences)


_OTHER = Comparison(Verdict.OTHER, 0.0)


@cache
def indel() -> ModuleType:
    """RapidFuzz's Indel distance, loaded when the first two paragraphs are compared."""
    from rapidfuzz.distance import Indel

    return Indel
