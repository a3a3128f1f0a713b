"""Articles that share paragraphs or sentences, each pair told by how much, and by what differs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.corpus.clusters import SHORTEST
from newsclean.corpus.paragraphs import Paragraphs
from newsclean.corpus.sentences import FEWEST_HAN, sentences_of, shared_sentences
from newsclean.text.patterns import lazy_regex

Kind = Literal["reprint", "version", "excerpt", "update", "shared"]

COPIES: frozenset[Kind] = frozenset(("reprint", "version", "excerpt"))
"""The kinds of pairs of which one article is a copy of the other."""

# So much of an article makes a whole one, so much of both one story, and so little in sentences nothing.
_WHOLE = 0.9
_SAME_STORY = 0.5
_FEW_SENTENCES = 0.3
# A version says the same in so much of itself; in less, if no more places differ than these.
_VERSION = 0.8
_FEW_DIFFERENCES = 2
# Each two of so many articles that have a paragraph are paired; of more, each is paired with the first.
_MOST_PAIRED = 20
_CORRECTION = lazy_regex(r"[\W_]{0,3}(?:更正|勘误|订正)")


class ArticlePair(NamedTuple):
    """Two articles that share paragraphs, or sentences of paragraphs that were merged or split.

    Attributes:
        articles: Their names.
        paragraphs: How many paragraphs they share.
        sentences: How many sentences, beside those of these paragraphs.
        shares: How much of each the other has, 0 to 1 of its characters; boilerplate counts for nothing.
        conflicts: In how many of these paragraphs they differ in what they say.
        kind: `reprint` if each has nearly all of the other, `version` if they then differ in a little of what they
            say, `excerpt` if one has nearly all of the other, `update` if both have half, if one is a correction, or
            if they are one paragraph with another figure; `shared` otherwise.
        numbers: The numbers of the two articles, the lower one first.
    """

    articles: tuple[str, str]
    paragraphs: int
    sentences: int
    shares: tuple[float, float]
    conflicts: int
    kind: Kind
    numbers: tuple[int, int]


class Member(NamedTuple):
    """A paragraph of a group that says the same, or nearly.

    Attributes:
        number: Its number.
        article: The number of its article.
        length: How many characters it has.
        verdict: What it is to the first of the group: `same`, `conflict` or `more`.
        differences: How many places differ in what they say.
    """

    number: int
    article: int
    length: int
    verdict: str
    differences: int = 0


@dataclass
class SharedCounts:
    """Counts of what two articles share: paragraphs, sentences, and characters of the first and of the second."""

    paragraphs: int = 0
    sentences: int = 0
    first: int = 0
    second: int = 0
    same_first: int = 0
    same_second: int = 0
    conflicts: int = 0
    differences: int = 0
    more: int = 0  # characters


def pairs_of(
    paragraphs: Paragraphs,
    groups: Sequence[Sequence[Member]],
    is_boilerplate: NDArray[np.bool_],
    sizes: NDArray[np.int64],
) -> list[ArticlePair]:
    """The pairs of articles that share something.

    Args:
        paragraphs: All paragraphs, by article.
        groups: Paragraphs that repeat each other, the one that stays first.
        is_boilerplate: For each paragraph whether it is boilerplate.
        sizes: How many characters each article has.

    Returns:
        The pairs, those that share most first.
    """
    own = sizes.copy()
    np.subtract.at(own, paragraphs.article[is_boilerplate], _lengths(paragraphs)[is_boilerplate])
    shared: dict[tuple[int, int], SharedCounts] = {}
    for group in groups:
        if not is_boilerplate[group[0].number]:
            add_group(group, shared)
    _add_sentences(paragraphs, groups, is_boilerplate, shared)
    has_one = one_paragraph(paragraphs, is_boilerplate)
    corrections = _Corrections(paragraphs)
    pairs = []
    for (one, other), counts in sorted(shared.items()):
        pair = pair_of(
            (one, other),
            (paragraphs.names[one], paragraphs.names[other]),
            counts,
            (int(own[one]), int(own[other])),
            is_one=bool(has_one[one] and has_one[other]),
            corrects=partial(corrections.differ, one, other),
        )
        if pair is not None:
            pairs.append(pair)
    return sorted(pairs, key=pair_order)


def pair_order(pair: ArticlePair) -> tuple[float, float, tuple[str, str]]:
    """The key by which pairs are sorted: those that share most come first."""
    return -min(pair.shares), -max(pair.shares), pair.articles


def pair_of(
    numbers: tuple[int, int],
    names: tuple[str, str],
    counts: SharedCounts,
    sizes: tuple[int, int],
    *,
    is_one: bool,
    corrects: Callable[[], bool],
) -> ArticlePair | None:
    """Tell how much two articles share, and what kind of a pair they are.

    Args:
        numbers: Their numbers.
        names: Their names.
        counts: What they share.
        sizes: How many characters each has, boilerplate left out.
        is_one: Whether each is one paragraph.
        corrects: Tells whether one of them, and not the other, is a notice of correction.

    Returns:
        The pair; None if they share too little.
    """
    shares = _share(counts.first, sizes[0]), _share(counts.second, sizes[1])
    if not counts.paragraphs and max(shares) < _FEW_SENTENCES:
        return None
    same = _share(counts.same_first, sizes[0]), _share(counts.same_second, sizes[1])
    kind = _kind(shares, same, counts, is_one=is_one)
    if max(shares) >= _SAME_STORY and corrects():
        kind = "update"
    return ArticlePair(names, counts.paragraphs, counts.sentences, shares, counts.conflicts, kind, numbers)


def one_paragraph(paragraphs: Paragraphs, is_boilerplate: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each article whether it is one paragraph, beside headings, by-lines and boilerplate."""
    counts = (_lengths(paragraphs) >= SHORTEST) & ~is_boilerplate
    found: NDArray[np.bool_] = np.bincount(paragraphs.article[counts], minlength=len(paragraphs.names)) == 1
    return found


def _lengths(paragraphs: Paragraphs) -> NDArray[np.int64]:
    return np.fromiter(map(len, paragraphs.texts), np.int64, len(paragraphs.texts))


def _share(part: int, whole: int) -> float:
    return round(min(1.0, part / whole), 4) if whole > 0 else 0.0


def _kind(shares: tuple[float, float], same: tuple[float, float], counts: SharedCounts, *, is_one: bool) -> Kind:
    """The kind of a pair, by what the two share, and by what of that is the same.

    Stories told by a formula share most paragraphs too, but differ in most of what these say.
    """
    differs = counts.conflicts > 0 or counts.more >= FEWEST_HAN
    if differs and is_one:
        return "update"
    least = min(same)
    is_few = counts.differences <= _FEW_DIFFERENCES and least >= _SAME_STORY
    is_version = counts.differences == 1 or is_few or least >= _VERSION
    if min(shares) >= _WHOLE and (is_version or not differs):
        return "version" if differs else "reprint"
    whole = 0 if shares[0] >= shares[1] else 1
    if max(shares) >= _WHOLE > min(shares) and same[whole] >= (_VERSION if differs else _SAME_STORY):
        return "excerpt"
    return "update" if least >= _SAME_STORY else "shared"


def add_group(group: Sequence[Member], shared: dict[tuple[int, int], SharedCounts]) -> None:
    """Count a paragraph that articles share.

    Args:
        group: The paragraph that stays and its copies.
        shared: What each two articles share; filled in.
    """
    lengths: dict[int, int] = {}
    more: dict[int, int] = {}
    differing: dict[int, int] = {}
    least = group[0].length
    for _, article, length, verdict, differences in group:
        if verdict == "more":
            more[article] = more.get(article, 0) + max(0, length - least)
            length = min(length, least)
        elif verdict == "conflict":
            differing[article] = differing.get(article, 0) + differences
        lengths[article] = lengths.get(article, 0) + length
    for one, other in pairs_among(lengths, group[0].article):
        counts = shared.setdefault((one, other), SharedCounts())
        counts.paragraphs += 1
        counts.first += lengths[one]
        counts.second += lengths[other]
        if one in differing or other in differing:
            counts.conflicts += 1
            counts.differences += differing.get(one, 0) + differing.get(other, 0)
        else:
            counts.same_first += lengths[one]
            counts.same_second += lengths[other]
        counts.more += more.get(one, 0) + more.get(other, 0)


def pairs_among(articles: Collection[int], first: int) -> Iterable[tuple[int, int]]:
    """Each two of some articles, the lower one first; of very many, each with the one whose paragraph stays."""
    if len(articles) <= _MOST_PAIRED:
        return combinations(sorted(articles), 2)
    return (((first, other) if first < other else (other, first)) for other in sorted(articles) if other != first)


def _add_sentences(
    paragraphs: Paragraphs,
    groups: Sequence[Sequence[Member]],
    is_boilerplate: NDArray[np.bool_],
    shared: dict[tuple[int, int], SharedCounts],
) -> None:
    """Count sentences that stand in paragraphs which the other article has not."""
    group_of = np.full(len(paragraphs.texts), -1, np.int64)
    for number, group in enumerate(groups):
        group_of[[member.number for member in group]] = number
    found = shared_sentences(sentences_of(paragraphs.texts), paragraphs.article, is_boilerplate)
    is_apart = (group_of[found.earlier] != group_of[found.later]) | (group_of[found.earlier] < 0)
    rows = (column[is_apart].tolist() for column in found)
    groups_of: dict[int, list[int]] = {}
    owners: list[set[int]] = []
    more: set[int] = set()
    for number, group in enumerate(groups if is_apart.any() else ()):
        owners.append({int(paragraphs.article[member.number]) for member in group})
        for member in group:
            groups_of.setdefault(member.number, []).append(number)
        more.update(member.number for member in group if member.verdict == "more")

    def is_had(paragraph: int, article: int) -> bool:
        return paragraph not in more and any(article in owners[number] for number in groups_of.get(paragraph, ()))

    for earlier, later, length, length_later in zip(*rows, strict=True):
        one, other = int(paragraphs.article[earlier]), int(paragraphs.article[later])
        is_new = not is_had(earlier, other), not is_had(later, one)
        if any(is_new):
            counts = shared.setdefault((one, other), SharedCounts())
            counts.sentences += 1
            counts.first += length * is_new[0]
            counts.second += length_later * is_new[1]
            counts.same_first += length * is_new[0]
            counts.same_second += length_later * is_new[1]
            counts.more -= length * (earlier in more) + length_later * (later in more)


class _Corrections:
    """Which articles are notices of correction (更正), by their first and last paragraph."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self._texts = paragraphs.texts
        count = len(paragraphs.names)
        self._first = np.searchsorted(paragraphs.article, np.arange(count), "left")
        self._last = np.searchsorted(paragraphs.article, np.arange(count), "right") - 1
        self._known: dict[int, bool] = {}

    def has(self, article: int) -> bool:
        if article not in self._known:
            ends = self._texts[self._first[article]], self._texts[self._last[article]]
            self._known[article] = is_correction(*ends)
        return self._known[article]

    def differ(self, one: int, other: int) -> bool:
        return self.has(one) != self.has(other)


def is_correction(first: str, last: str) -> bool:
    """Return whether an article is a notice of correction, by its first and last paragraph."""
    return _CORRECTION.match(first) is not None or "特此更正" in last
