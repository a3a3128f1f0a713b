"""What an archive repeats: copies of paragraphs, articles that share them, boilerplate. The differences decide."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.archive.boilerplate import boilerplate_of, listed_in
from newsclean.archive.clusters import SHORTEST, Clusters
from newsclean.archive.packing import folded, pack, texts_of
from newsclean.archive.pairs import Member, Pair, one_paragraph, pairs_among, pairs_of
from newsclean.archive.paragraphs import Paragraphs, Place
from newsclean.duplicates.comparison import Verdict, compare
from newsclean.patterns import regex

_FIGURE = regex("[0-9〇零一二三四五六七八九十百千万亿两半]")
_LONGEST_FIGURE = 12


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


class Repeats(NamedTuple):
    """What an archive repeats.

    Attributes:
        clusters: Paragraphs that stand more than once, but for boilerplate.
        boilerplate: Those that stand in more articles than a number that was set, but for stories that many print, and
            those that were listed; they make no pairs.
        pairs: Articles that share paragraphs, or sentences, those that share most first.
    """

    clusters: list[Cluster]
    boilerplate: list[Cluster]
    pairs: list[Pair]


def repeats(
    paragraphs: Paragraphs,
    made: Clusters,
    same_at: float,
    boilerplate: int,
    sizes: NDArray[np.int64] | None = None,
    listed: Collection[str] = (),
) -> Repeats:
    """Say what an archive repeats.

    Args:
        paragraphs: Its paragraphs, by article.
        made: What each of them is a copy of.
        same_at: Similarity, 0 to 1, from which two paragraphs are compared difference by difference.
        boilerplate: A paragraph that stands in more articles than this makes no pairs of them, unless they have
            printed the same story.
        sizes: How many characters each article has, where that is more than its paragraphs here.
        listed: Paragraphs that are boilerplate wherever they stand.

    Returns:
        What is repeated. Two paragraphs that are told in the same words about other facts are not repeats.
    """
    judged = sorted(_judged(paragraphs, made, same_at), key=lambda each: each[0])
    is_boilerplate = _boilerplate(paragraphs, judged, boilerplate, listed)
    judged = _without_formulas(paragraphs, judged, is_boilerplate)
    found: list[Cluster] = []
    common: list[Cluster] = []
    for first, copies in judged:
        articles = {int(paragraphs.article[first]), *(int(paragraphs.article[number]) for number, _ in copies)}
        kind = common if is_boilerplate[first] else found
        told = tuple(copy for _, copy in copies)
        kind.append(Cluster(paragraphs.texts[first], paragraphs.place(first), told, len(articles)))
    sizes = paragraphs.sizes() if sizes is None else sizes
    return Repeats(found, common, pairs_of(paragraphs, list(map(_members, judged)), is_boilerplate, sizes))


_Judged = tuple[int, list[tuple[int, Copy]]]


def _members(judged: _Judged) -> list[Member]:
    first, copies = judged
    return [Member(first, "same"), *(Member(number, copy.verdict, len(copy.readings)) for number, copy in copies)]


def _boilerplate(
    paragraphs: Paragraphs, judged: list[_Judged], most: int, listed: Collection[str]
) -> NDArray[np.bool_]:
    """For each paragraph whether it is boilerplate: listed, or in very many articles and part of no story there."""
    found = listed_in(paragraphs.texts, listed)
    groups = [[member.number for member in _members(each)] for each in judged]
    same = ([member.number for member in _members(each) if member.verdict == "same"] for each in judged)
    wide = [group for group in same if len(set(paragraphs.article[group].tolist())) > most]
    for group, is_common in zip(wide, boilerplate_of(paragraphs, wide), strict=True):
        found[group] = is_common
    for group in groups:
        if found[group].any():
            found[group] = True
    return found


def _without_formulas(
    paragraphs: Paragraphs, judged: list[_Judged], is_boilerplate: NDArray[np.bool_]
) -> list[_Judged]:
    """The copies, without those in another article that differ in a fact while nothing else is the same there.

    News of weather, markets and visits is told in the same words about other facts. Only where two articles share a
    paragraph as it is, another one with a changed figure is a changed figure; or where each is one paragraph, in which
    that figure is all that differs.
    """
    article = paragraphs.article
    has_one = one_paragraph(paragraphs, is_boilerplate)
    together: set[tuple[int, int]] = set()
    for first, copies in judged:
        if not is_boilerplate[first] and len(paragraphs.texts[first]) >= SHORTEST:
            same = {int(article[first]), *(int(article[number]) for number, copy in copies if copy.verdict == "same")}
            together.update(pairs_among(same, int(article[first])))

    def is_copy(first: int, number: int, copy: Copy) -> bool:
        one, other = sorted((int(article[first]), int(article[number])))
        if copy.verdict == "same" or one == other or (one, other) in together:
            return True
        return bool(has_one[one] and has_one[other]) and (copy.verdict == "more" or _is_a_figure(copy.readings))

    kept = (
        (first, [(number, copy) for number, copy in copies if is_copy(first, number, copy)]) for first, copies in judged
    )
    return [(first, copies) for first, copies in kept if copies]


def _is_a_figure(readings: tuple[tuple[str, str], ...]) -> bool:
    return len(readings) == 1 and all(_FIGURE.search(text) and len(text) <= _LONGEST_FIGURE for text in readings[0])


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
