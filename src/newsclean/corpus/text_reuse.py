"""Text reuse in an archive: copies of paragraphs, articles that share them, boilerplate. The differences decide."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.corpus.article_pairs import ArticlePair, Member, one_paragraph, pairs_among, pairs_of
from newsclean.corpus.boilerplate import boilerplate_of, listed_in, mark_boilerplate
from newsclean.corpus.clusters import SHORTEST, Clusters
from newsclean.corpus.paragraphs import Paragraphs, Place
from newsclean.minhash.codepoints import folded, pack, texts_of
from newsclean.rules.duplicates.comparison import Comparison, compare
from newsclean.text.opencc import simplified
from newsclean.text.patterns import lazy_regex

_FIGURE = frozenset("0123456789〇零一二三四五六七八九十百千万亿两半")
_LONGEST_FIGURE = 12
_DIGITS = lazy_regex("[0-9]+")
# So many figures are left out one by one, and with so many texts of the same figures each is compared.
_MOST_FIGURES = 12
_MOST_LEADS = 4


class Copy(NamedTuple):
    """A paragraph that repeats another.

    Attributes:
        place: Where it stands.
        similarity: How alike the two are, 0 to 1.
        verdict: `same`, `conflict` if a fact differs, or `more` if it says a sentence more.
        readings: What differs, for a conflict: here and in the copy that stays.
        part: `same` if it is part of the copy that stays, `more` if that is part of it; empty if neither is.
    """

    place: Place
    similarity: float
    verdict: str
    readings: tuple[tuple[str, str], ...] = ()
    part: str = ""

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


class TextReuse(NamedTuple):
    """Text reuse in an archive.

    Attributes:
        clusters: Paragraphs that stand more than once, but for boilerplate.
        boilerplate: Those that stand in more articles than a number that was set, but for stories that many print, and
            those that were listed; they make no pairs.
        pairs: Articles that share paragraphs, or sentences, those that share most first.
    """

    clusters: list[Cluster]
    boilerplate: list[Cluster]
    pairs: list[ArticlePair]


def find_text_reuse(
    paragraphs: Paragraphs,
    made: Clusters,
    min_similarity: float,
    boilerplate: int,
    sizes: NDArray[np.int64] | None = None,
    listed: Collection[str] = (),
) -> TextReuse:
    """Say what an archive repeats.

    Args:
        paragraphs: Its paragraphs, by article.
        made: What each of them is a copy of.
        min_similarity: Similarity, 0 to 1, from which two paragraphs are compared difference by difference.
        boilerplate: A paragraph that stands in more articles than this makes no pairs of them, unless they have
            printed the same story.
        sizes: How many characters each article has, where that is more than its paragraphs here.
        listed: Paragraphs that are boilerplate wherever they stand.

    Returns:
        What is repeated. Two paragraphs that are told in the same words about other facts are not repeats.
    """
    judged = sorted(judge_clusters(paragraphs, made, min_similarity), key=lambda each: each[0])
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
    groups = [members_of(paragraphs, each) for each in judged]
    return TextReuse(found, common, pairs_of(paragraphs, groups, is_boilerplate, sizes))


Judged = tuple[int, list[tuple[int, Copy]]]
"""A paragraph by its number, and its copies by theirs."""


def members_of(paragraphs: Paragraphs, judged: Judged) -> list[Member]:
    """The paragraph that stays and its copies, as pairs of articles are counted from them."""
    first, copies = judged
    told = [(first, "same", 0), *((number, copy.part or copy.verdict, len(copy.readings)) for number, copy in copies)]
    return [
        Member(number, int(paragraphs.article[number]), len(paragraphs.texts[number]), verdict, differences)
        for number, verdict, differences in told
    ]


def _boilerplate(paragraphs: Paragraphs, judged: list[Judged], most: int, listed: Collection[str]) -> NDArray[np.bool_]:
    """For each paragraph whether it is boilerplate: listed, or in very many articles and part of no story there."""
    found = listed_in(paragraphs.texts, listed)
    groups = [members_of(paragraphs, each) for each in judged]
    wide = [same for group in groups if (same := wide_members(group, most))]
    numbers = ([member.number for member in group] for group in groups)
    mark_boilerplate(found, numbers, wide, boilerplate_of(paragraphs, wide))
    return found


def wide_members(group: Sequence[Member], most: int) -> list[int]:
    """The numbers of the members that say the same, if they stand in more than so many articles; else none."""
    same = [member for member in group if member.verdict == "same"]
    return [member.number for member in same] if len({member.article for member in same}) > most else []


def _without_formulas(paragraphs: Paragraphs, judged: list[Judged], is_boilerplate: NDArray[np.bool_]) -> list[Judged]:
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
        return bool(has_one[one] and has_one[other]) and is_update(copy)

    kept = (
        (first, [(number, copy) for number, copy in copies if is_copy(first, number, copy)]) for first, copies in judged
    )
    return [(first, copies) for first, copies in kept if copies]


def is_update(copy: Copy) -> bool:
    """Return whether a copy says a sentence more, or one figure else: an update, if each article is one paragraph."""
    if copy.verdict == "more":
        return True
    readings = copy.readings
    return len(readings) == 1 and all(
        not _FIGURE.isdisjoint(text) and len(text) <= _LONGEST_FIGURE for text in readings[0]
    )


def judge_clusters(paragraphs: Paragraphs, made: Clusters, min_similarity: float) -> Iterator[Judged]:
    """The paragraphs that have copies, each with those in which no more than a fact or a sentence differs.

    Args:
        paragraphs: Paragraphs, those of a cluster all among them.
        made: Their clusters.
        min_similarity: Similarity, 0 to 1, from which two are compared difference by difference.
    """
    later = np.flatnonzero(made.stays != np.arange(len(paragraphs.texts)))
    members: dict[int, list[int]] = {}
    for number in later.tolist():
        members.setdefault(int(made.stays[number]), []).append(number)
    for first, copies in sorted(members.items()):
        near = [number for number in copies if made.similarity[number] < 1]
        texts = [simplified(paragraphs.texts[number]) for number in (first, *near)]
        stays, *others = texts_of(folded(pack(texts)))
        told = dict(zip(near, others, strict=True))
        judged: list[tuple[int, Copy]] = []
        formula = _Formula(told, min_similarity)
        for number in copies:
            copy = Copy(paragraphs.place(number), round(float(made.similarity[number]), 4), "same")
            if number in told:
                copy = _compared(copy, compare(stays, told[number], min_similarity), stays, told[number])
                if copy.verdict != "same" and formula.has(number, copy):
                    continue
            if copy.verdict != "other":
                judged.append((number, copy))
        if judged:
            yield first, judged
        yield from formula.groups()


def _compared(copy: Copy, comparison: Comparison, stays: str, text: str) -> Copy:
    return copy._replace(
        verdict=comparison.verdict.value,
        readings=tuple((difference.text, difference.other) for difference in comparison.material),
        part="same" if text in stays else "more" if stays in text else "",
    )


class _Formula:
    """Texts told in the form of another, about other facts: those among them that repeat each other are copies too.

    A reprint of today's weather is not lost in the formula that yesterday's was told in. So that very many cost in
    proportion, each is compared with a few only, whose figures are the same but for one.

    Args:
        texts: The texts, folded, by the numbers of their paragraphs.
        min_similarity: Similarity, 0 to 1, from which two are compared.
    """

    def __init__(self, texts: Mapping[int, str], min_similarity: float) -> None:
        self._texts = texts
        self._min_similarity = min_similarity
        self._known: dict[Hashable, list[int]] = {}
        self._groups: dict[int, list[tuple[int, Copy]]] = {}

    def has(self, number: int, copy: Copy) -> bool:
        """Put a paragraph where it belongs.

        Returns:
            Whether it says nothing more than one of those that were put before it.
        """
        text = self._texts[number]
        figures = _DIGITS.findall(text)
        keys: list[Hashable] = [text, tuple(figures)]
        if 1 < len(figures) <= _MOST_FIGURES:
            keys += ((at, *figures[:at], *figures[at + 1 :]) for at in range(len(figures)))
        leads = dict.fromkeys(lead for key in keys for lead in self._known.get(key, ()))
        found: list[tuple[int, Copy]] = []
        for lead in list(leads)[:_MOST_LEADS]:
            comparison = compare(self._texts[lead], text, self._min_similarity)
            own = _compared(copy, comparison, self._texts[lead], text)._replace(
                similarity=round(comparison.similarity, 4)
            )
            if own.verdict == "same":
                self._groups[lead].append((number, own))
                return True
            if own.verdict != "other":
                found.append((lead, own))
        for lead, own in found[:1]:
            self._groups[lead].append((number, own))
        self._groups[number] = []
        for key in keys:
            known = self._known.setdefault(key, [])
            if len(known) < _MOST_LEADS:
                known.append(number)
        return False

    def groups(self) -> Iterator[Judged]:
        """Those that are repeated, each with its copies."""
        return ((number, copies) for number, copies in self._groups.items() if copies)
