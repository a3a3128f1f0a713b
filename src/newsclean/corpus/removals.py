"""What goes of an article because another one has it: only of copies of that one, and never all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsclean.core.document_view import CrossDuplicates, Extent, ExternalCopy, ParagraphReading
from newsclean.corpus.article_pairs import COPIES
from newsclean.corpus.paragraphs import Paragraphs, Place
from newsclean.corpus.roles import CopyDecision
from newsclean.corpus.text_reuse import Cluster, TextReuse
from newsclean.minhash.codepoints import folded, pack, texts_of
from newsclean.rules.duplicates.comparison import Comparison, Verdict, compare
from newsclean.rules.duplicates.prose import HAN
from newsclean.settings import Settings

Found = dict[int, ExternalCopy]
"""Copies in other articles, by the number of the paragraph."""


class Archived(NamedTuple):
    """An archive that has been looked through.

    Attributes:
        paragraphs: The paragraphs of its articles, cleaned.
        repeats: What is repeated.
        decisions: What each article is.
    """

    paragraphs: Paragraphs
    repeats: TextReuse
    decisions: list[CopyDecision]


def taken(archived: Archived, settings: Settings, *, removes: bool) -> Mapping[str, CrossDuplicates]:
    """Return what each article has of others, and which of its paragraphs go.

    A paragraph goes if its article is a reprint, excerpt or version of an original that says the same in one of its
    own, or if it is boilerplate; all others that repeat one are flagged. Of an article of which nothing would be left
    nothing goes.

    Args:
        archived: The archive.
        settings: How it is cleaned: `same_at`, and `min_repeat`, the Han characters of a paragraph that counts.
        removes: Whether any shall go; else all are flagged.

    Returns:
        For each article that has something of others, its paragraphs by their text, folded.
    """
    paragraphs, found = archived.paragraphs, archived.repeats
    at = {paragraphs.place(number): number for number in range(len(paragraphs.texts))}
    judge = CopyJudge(paragraphs, [original_of(archived.decisions, number) for number in range(len(paragraphs.names))],
                      [decision.role == "original" for decision in archived.decisions], settings)  # fmt: skip
    elsewhere: Found = {}
    for cluster in found.clusters:
        elsewhere |= judge.of_story(_numbers(cluster, at), removes=removes)
    for cluster in found.boilerplate:
        elsewhere |= judge.of_boilerplate(_numbers(cluster, at), removes=removes)
    by_article: dict[int, Found] = {number: {} for number in judge.copies} if removes else {}
    for number, copy in sorted(elsewhere.items()):
        by_article.setdefault(int(paragraphs.article[number]), {})[number] = copy
    kept = {article: judge.remaining(article, own, removes=removes) for article, own in by_article.items()}
    return {
        paragraphs.names[article]: {paragraphs.texts[number]: copy for number, copy in own.items()}
        for article, own in kept.items()
        if own
    }


def _numbers(cluster: Cluster, at: Mapping[Place, int]) -> list[int]:
    return [at[cluster.place], *(at[copy.place] for copy in cluster.copies)]


def original_of(decisions: Sequence[CopyDecision], article: int) -> int | None:
    """The original that an article is a copy of, if it is one."""
    decision = decisions[article]
    if decision.role not in COPIES or decision.copy_of is None:
        return None
    return decision.copy_of if decisions[decision.copy_of].role == "original" else None


class CopyJudge:
    """Compares paragraphs of an archive with those that stay.

    Args:
        paragraphs: The paragraphs.
        originals: The number of the article that each article is a copy of; None for one that is no copy.
        is_original: Whether each article is an original.
        settings: As `taken`.
    """

    def __init__(
        self,
        paragraphs: Paragraphs,
        originals: Sequence[int | None],
        is_original: Sequence[bool],
        settings: Settings,
    ) -> None:
        self._paragraphs = paragraphs
        self._originals = originals
        self._is_original = is_original
        self._settings = settings
        self._of_article: dict[int, list[int]] = {}
        for number, article in enumerate(paragraphs.article.tolist()):
            self._of_article.setdefault(article, []).append(number)
        self.copies = [number for number, original in enumerate(originals) if original is not None]

    def _article(self, number: int) -> int:
        return int(self._paragraphs.article[number])

    def of_story(self, members: list[int], *, removes: bool) -> Found:
        """Return what becomes of paragraphs that repeat each other, the one that stays first."""
        first: dict[int, int] = {}
        for number in members:
            first.setdefault(self._article(number), number)
        found: Found = {}
        for number in members:
            article = self._article(number)
            original = self._originals[article]
            stays = first.get(original, members[0]) if original is not None else members[0]
            if self._article(stays) == article or not self._counts(number):
                continue
            is_copy = original is not None and self._article(stays) == original
            copy = self._elsewhere(stays, number, removes=removes and is_copy)
            if copy is not None:
                found[number] = copy
        return found

    def of_boilerplate(self, members: list[int], *, removes: bool) -> Found:
        """Return what becomes of boilerplate: of one original article it stays."""
        originals = (number for number in members if self._is_original[self._article(number)])
        stays = next(originals, None)
        found: Found = {}
        for number in members:
            there = members[0] if stays is None else stays
            if self._article(number) == self._article(there) or not self._counts(number):
                continue
            copy = self._elsewhere(there, number, removes=removes and stays is not None)
            if copy is not None:
                found[number] = copy
        return found

    def _counts(self, number: int) -> bool:
        return len(HAN.findall(self._paragraphs.texts[number])) >= self._settings.min_repeat

    def _elsewhere(self, stays: int, number: int, *, removes: bool) -> ExternalCopy | None:
        comparison = self._compared(stays, number)
        if comparison.verdict is Verdict.OTHER:
            return None
        place = self._paragraphs.place(stays)
        readings = tuple(
            ParagraphReading(difference.start, difference.end, difference.text, difference.other)
            for difference in comparison.material
        )
        is_removed = removes and comparison.verdict is Verdict.SAME
        return ExternalCopy(place.article, place.line, round(comparison.similarity, 4), readings, is_removed)

    def _compared(self, stays: int, number: int) -> Comparison:
        earlier, later = texts_of(folded(pack([self._paragraphs.texts[each] for each in (stays, number)])))
        return compare(earlier, later, self._settings.min_similarity)

    def remaining(self, article: int, found: Found, *, removes: bool) -> Found:
        """Return what an article has of others, none of it removed if nothing would be left but short lines.

        What goes is also what the original has in paragraphs that are merged or split otherwise.
        """
        numbers = self._of_article[article]
        original = self._originals[article]
        there = "" if original is None else "".join(self._folded(self._of_article[original]))
        goes = {number for number in numbers if number in found and found[number].is_removed}
        left = [number for number in numbers if number not in goes]
        if removes and there:
            left = [number for number, key in zip(left, self._folded(left), strict=True) if key not in there]
        if any(map(self._counts, left)) or not (removes and (goes or there)):
            return found
        name = found[min(goes)].article if original is None else self._paragraphs.names[original]
        is_short = not any(map(self._counts, numbers))
        if is_short and left:
            return found
        extent: Extent = "short" if is_short else "text" if left else "whole"
        first = numbers[0] if original is None else self._of_article[original][0]
        whole = ExternalCopy(name, int(self._paragraphs.line[first]), 1.0, (), False)
        return {
            number: found.get(number, whole)._replace(is_removed=False, extent=extent, article_of=name)
            for number in numbers
            if is_short or self._counts(number)
        }

    def _folded(self, numbers: Sequence[int]) -> list[str]:
        return texts_of(folded(pack([self._paragraphs.texts[number] for number in numbers])))
