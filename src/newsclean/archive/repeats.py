"""What an archive repeats: copies of paragraphs, articles that share them, boilerplate. The differences decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.archive.clusters import SHORTEST, Clusters
from newsclean.archive.packing import folded, pack, texts_of
from newsclean.archive.paragraphs import Paragraphs, Place
from newsclean.duplicates.comparison import Verdict, compare

Kind = Literal["reprint", "excerpt", "update", "shared"]

# So much of an article makes a whole one, and so much of both a version of the same.
_WHOLE = 0.9
_VERSION = 0.5


class Copy(NamedTuple):
    """A paragraph that repeats another.

    Attributes:
        place: Where it stands.
        similarity: How alike the two are, 0 to 1.
        verdict: `same`, `conflict` if a fact differs, or `more` if it says a sentence more.
        readings: What differs, for a conflict: here and in the copy that stays.
    """

    place: Place
    similarity: float
    verdict: str
    readings: tuple[tuple[str, str], ...] = ()

    @property
    def differs(self) -> str:
        """The readings in words: `“2021年” for “2024年”`."""
        return "; ".join(f"“{here}” for “{there}”" for here, there in self.readings)


class Cluster(NamedTuple):
    """A paragraph and its copies, within an article or across articles.

    Attributes:
        text: The copy that stays.
        place: Where that stands.
        copies: The others, in order.
        articles: In how many articles they stand.
    """

    text: str
    place: Place
    copies: tuple[Copy, ...]
    articles: int


class Pair(NamedTuple):
    """Two articles that share paragraphs.

    Attributes:
        articles: Their names.
        paragraphs: How many paragraphs they share.
        shares: How much of each the other has, 0 to 1 of its characters.
        kind: `reprint` if each has nearly all of the other, `excerpt` if one has nearly all of it, `update` if both
            have half, `shared` otherwise.
    """

    articles: tuple[str, str]
    paragraphs: int
    shares: tuple[float, float]
    kind: Kind


class Repeats(NamedTuple):
    """What an archive repeats.

    Attributes:
        clusters: Paragraphs that stand more than once, but for boilerplate.
        boilerplate: Those that stand in more articles than a number that was set; they make no pairs.
        pairs: Articles that share paragraphs, those that share most first.
    """

    clusters: list[Cluster]
    boilerplate: list[Cluster]
    pairs: list[Pair]


def repeats(
    paragraphs: Paragraphs, made: Clusters, same_at: float, boilerplate: int, sizes: NDArray[np.int64] | None = None
) -> Repeats:
    """Say what an archive repeats.

    Args:
        paragraphs: Its paragraphs, by article.
        made: What each of them is a copy of.
        same_at: Similarity, 0 to 1, from which two paragraphs are compared difference by difference.
        boilerplate: A paragraph that stands in more articles than this makes no pairs of them.
        sizes: How many characters each article has, where that is more than its paragraphs here.

    Returns:
        What is repeated. Two paragraphs that are told in the same words about other facts are not repeats.
    """
    in_order = sorted(_judged(paragraphs, made, same_at), key=lambda each: each[0])
    judged = _without_formulas(paragraphs, in_order, boilerplate)
    found: list[Cluster] = []
    common: list[Cluster] = []
    shared: Counter[tuple[int, int]] = Counter()
    characters: tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]] = Counter(), Counter()
    for first, copies in judged:
        longest: dict[int, int] = {}
        for number in (first, *(number for number, _ in copies)):
            article = int(paragraphs.article[number])
            longest[article] = longest.get(article, 0) + len(paragraphs.texts[number])
        cluster = Cluster(
            paragraphs.texts[first], paragraphs.place(first), tuple(copy for _, copy in copies), len(longest)
        )
        if len(longest) > boilerplate:
            common.append(cluster)
            continue
        found.append(cluster)
        for pair in combinations(sorted(longest), 2):
            shared[pair] += 1
            for side in (0, 1):
                characters[side][pair] += longest[pair[side]]
    sizes = paragraphs.sizes() if sizes is None else sizes
    pairs = [
        _pair(paragraphs.names, pair, count, (characters[0][pair], characters[1][pair]), sizes)
        for pair, count in shared.items()
    ]
    pairs.sort(key=lambda pair: (-min(pair.shares), -max(pair.shares), pair.articles))
    return Repeats(found, common, pairs)


_Judged = tuple[int, list[tuple[int, Copy]]]


def _without_formulas(paragraphs: Paragraphs, judged: list[_Judged], boilerplate: int) -> list[_Judged]:
    """The copies, without those in another article that differ in a fact while nothing else is the same there.

    News of weather, markets and visits is told in the same words about other facts. Only where two articles share a
    paragraph as it is, another one with a changed figure is a changed figure.
    """
    article = paragraphs.article
    together: set[tuple[int, int]] = set()
    for first, copies in judged:
        same = {int(article[first]), *(int(article[number]) for number, copy in copies if copy.verdict == "same")}
        if len(same) <= boilerplate and len(paragraphs.texts[first]) >= SHORTEST:
            together.update(combinations(sorted(same), 2))

    def is_copy(first: int, number: int, copy: Copy) -> bool:
        one, other = sorted((int(article[first]), int(article[number])))
        return copy.verdict == "same" or one == other or (one, other) in together

    kept = (
        (first, [(number, copy) for number, copy in copies if is_copy(first, number, copy)]) for first, copies in judged
    )
    return [(first, copies) for first, copies in kept if copies]


def _judged(paragraphs: Paragraphs, made: Clusters, same_at: float) -> Iterator[_Judged]:
    """The paragraphs that have copies, each with those in which no more than a fact or a sentence differs.

    Those that differ so, and are equal among themselves, are copies of the first of them: a reprint of today's weather
    is not lost in the formula that yesterday's was told in.
    """
    later = np.flatnonzero(made.stays != np.arange(len(paragraphs.texts)))
    members: dict[int, list[int]] = {}
    for number in later.tolist():
        members.setdefault(int(made.stays[number]), []).append(number)
    for first, copies in sorted(members.items()):
        near = [number for number in copies if made.similarity[number] < 1]
        stays, *others = texts_of(folded(pack([paragraphs.texts[number] for number in (first, *near)])))
        told = dict(zip(near, others, strict=True))
        judged = []
        equal: dict[str, list[int]] = {}
        for number in copies:
            copy = Copy(paragraphs.place(number), round(float(made.similarity[number]), 4), "same")
            if number in told:
                if told[number] in equal:
                    equal[told[number]].append(number)
                    continue
                comparison = compare(stays, told[number], same_at)
                if comparison.verdict is not Verdict.SAME:
                    equal[told[number]] = [number]
                if comparison.verdict is Verdict.OTHER:
                    continue
                readings = tuple((difference.text, difference.other) for difference in comparison.material)
                copy = copy._replace(verdict=comparison.verdict.value, readings=readings)
            judged.append((number, copy))
        if judged:
            yield first, judged
        for own, *again in equal.values():
            if again:
                yield own, [(number, Copy(paragraphs.place(number), 1.0, "same")) for number in again]


def _pair(
    names: Sequence[str], pair: tuple[int, int], count: int, characters: tuple[int, int], sizes: NDArray[np.int64]
) -> Pair:
    one, other = (round(min(1.0, part / int(sizes[number])), 4) for part, number in zip(characters, pair, strict=True))
    kind: Kind = "shared"
    if min(one, other) >= _WHOLE:
        kind = "reprint"
    elif max(one, other) >= _WHOLE:
        kind = "excerpt"
    elif min(one, other) >= _VERSION:
        kind = "update"
    return Pair((names[pair[0]], names[pair[1]]), count, (one, other), kind)
