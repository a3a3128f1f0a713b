"""Compare a later paragraph with an earlier one: the differences decide, not the likeness.

The burden of proof is on the removal: a later paragraph is the same only if each difference is on the list of what is
harmless (`newsclean.rules.duplicates.differences`); one that is not decides.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from newsclean.rules.duplicates.differences import FINAL, MATERIAL, Difference, Kind, differences_of
from newsclean.rules.duplicates.readings import as_readings
from newsclean.rules.duplicates.typos import NUMERALS
from newsclean.text import alignment

# More figures and words than this make another story told in the same form, and so do other characters as dense as
# this, as in stanzas.
_MOST_READINGS = 3
_BETWEEN_CHARACTERS = 12
_LONGEST_REMEMBERED = 800  # both together, so that what is remembered stays small


class Verdict(Enum):
    """Verdicts on a later paragraph, which its differences decide."""

    SAME = "same"
    """It says nothing that the earlier one does not say."""
    CONFLICT = "conflict"
    """It may say the same, but in some places other than the earlier one."""
    MORE = "more"
    """It says whole clauses more, and nothing else that differs."""
    OTHER = "other"
    """It is another text, perhaps in the same form."""


class Comparison(NamedTuple):
    """A verdict with what it rests on."""

    verdict: Verdict
    similarity: float
    differences: tuple[Difference, ...] = ()

    @property
    def material(self) -> tuple[Difference, ...]:
        """The differences that a person must see."""
        return tuple(difference for difference in self.differences if difference.kind in MATERIAL)


def compare(earlier: str, later: str, min_similarity: float) -> Comparison:
    """Compare two folded paragraphs.

    Args:
        earlier: The one that would stay.
        later: The one that might go.
        min_similarity: Indel similarity, 0 to 1, below which they are different texts (`newsclean.text.alignment`).

    Returns:
        What the later one is to the earlier, and every difference.
    """
    if len(earlier) + len(later) > _LONGEST_REMEMBERED:
        return _compared(earlier, later, min_similarity)
    return _remembered(earlier, later, min_similarity)


def _compared(earlier: str, later: str, min_similarity: float) -> Comparison:
    similarity = alignment.similarity(earlier, later, min_similarity)
    if similarity < min_similarity:
        if later.startswith(earlier) and earlier[-1:] in FINAL:
            more = Difference(Kind.MORE, len(earlier), len(later), later[len(earlier) :], "", len(earlier))
            return Comparison(Verdict.MORE, 2 * len(earlier) / (len(earlier) + len(later)), (more,))
        return _OTHER
    if earlier == later:
        return Comparison(Verdict.SAME, 1.0)
    if earlier[-1] not in FINAL and later[-1] in FINAL:  # a heading, and the sentence it was taken from
        return Comparison(Verdict.OTHER, similarity)
    differences = differences_of(earlier, later)
    kinds = {difference.kind for difference in differences}
    if MATERIAL.isdisjoint(kinds):
        return Comparison(Verdict.SAME, similarity, differences)
    if Kind.READING not in kinds:
        return Comparison(Verdict.MORE, similarity, differences)
    if _is_form(differences, len(later)):
        return Comparison(Verdict.OTHER, similarity, differences)
    return Comparison(Verdict.CONFLICT, similarity, as_readings(earlier, later, differences))


def _is_form(differences: tuple[Difference, ...], size: int) -> bool:
    """Tell two stories in one form, of weather, markets or visits, and stanzas: much is different in them."""
    readings = [difference for difference in differences if difference.kind is Kind.READING]
    wide = sum(
        max(len(reading.text), len(reading.other)) > 1 or not NUMERALS.isdisjoint(reading.text + reading.other)
        for reading in readings
    )
    exchanged = sum(bool(reading.text and reading.other) for reading in readings)
    return wide > _MOST_READINGS or (exchanged > 1 and exchanged * _BETWEEN_CHARACTERS > size)


_OTHER = Comparison(Verdict.OTHER, 0.0)
# An article is gone through again when another stage has changed it, and by an editor at each key: few pairs are new.
_remembered = lru_cache(maxsize=4096)(_compared)
