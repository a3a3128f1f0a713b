"""Proposals of rules: an edit, or a flag for a person."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from newsclean.core.reasons import Reason, in_words


class Flag(NamedTuple):
    """A span and what looks wrong with it. It never changes text.

    Attributes:
        start: First code point of the span, in the text the rule was shown.
        end: One past its last code point.
        rule: Id of the rule that raised it.
        reasons: What a person should look at.
        of: Half-open span, in the same text, of the other reading, where there are two.
    """

    start: int
    end: int
    rule: str
    reasons: tuple[Reason, ...]
    of: tuple[int, int] | None = None

    @property
    def reason(self) -> str:
        """Return the reasons in English."""
        return in_words(self.reasons)


class Edit(NamedTuple):
    """A half-open span of at least one code point, and what should stand there.

    An edit covers at least one code point, so that every change can be pointed at in the original.

    Attributes:
        start: First code point of the span, in the text the rule was shown.
        end: One past its last code point.
        replacement: What replaces the span; empty for a removal.
        rule: Id of the rule that proposes it.
        confidence: How sure the rule is, 0 to 1. The surer of two overlapping edits is made.
        reasons: Why; empty where the rule says it all.
        of: Where in the same text the copy that stays begins, for a removed repeat.
        other_article: Name and line of another article in which the copy that stays stands, instead of `of`.
        similarity: How alike the two copies are, 0 to 1, for a removed repeat.
        flags: What a person must be told if, and only if, this edit is made.
    """

    start: int
    end: int
    replacement: str
    rule: str
    confidence: float = 1.0
    reasons: tuple[Reason, ...] = ()
    of: int | None = None
    other_article: tuple[str, int] | None = None
    similarity: float | None = None
    flags: tuple[Flag, ...] = ()

    @property
    def is_repeat(self) -> bool:
        """Return whether it removes a repeat, of which a copy stays."""
        return self.of is not None or self.other_article is not None


_place: Callable[[Edit], tuple[int, int]] = attrgetter("start", "end")


def resolve_overlaps(edits: list[Edit]) -> list[Edit]:
    """Choose edits that do not overlap.

    Of two that overlap, the surer is kept, then the longer, then the one that begins first, then the
    one whose rule comes first by name. The loser is lost for this pass only: rules are run again until
    none has anything to propose.

    Args:
        edits: Edits in any order, over one text.

    Returns:
        A subset without overlaps, in the order of the text. It does not depend on the order of `edits`.
    """
    edits = sorted(edits, key=_place)
    if all(edit.end <= following.start for edit, following in pairwise(edits)):  # as mostly
        return edits
    settled: list[Edit] = []
    at = 0
    while at < len(edits):
        reach = edits[at].end
        after = at + 1
        while after < len(edits) and edits[after].start < reach:
            reach = max(reach, edits[after].end)
            after += 1
        settled += edits[at:after] if after == at + 1 else _best(edits[at:after])
        at = after
    return settled


def _strength(edit: Edit) -> tuple[float, int, int, str, str]:
    return -edit.confidence, edit.start - edit.end, edit.start, edit.rule, edit.replacement


def _best(crowd: list[Edit]) -> list[Edit]:
    from bisect import bisect_left, insort

    kept: list[Edit] = []
    for edit in sorted(crowd, key=_strength):
        at = bisect_left(kept, _place(edit), key=_place)
        clear_before = at == 0 or kept[at - 1].end <= edit.start
        clear_after = at == len(kept) or edit.end <= kept[at].start
        if clear_before and clear_after:
            insort(kept, edit, key=_place)
    return kept
