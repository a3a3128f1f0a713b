"""Features of the lines at a boundary, and of the text they stand in, in buckets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.rules.lines.cues import is_final
from newsclean.text.patterns import lazy_regex

COARSE = (5, 10, 15, 20, 26, 34, 48, 80)
SHARES = (0.02, 0.08, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95)
"""Bounds of the buckets of lengths, of numbers and of shares begin."""

_NOT_LATIN = lazy_regex("[^A-Za-z]+")
# So many characters are searched for what stands at a break.
_MOST_SEARCHED = 10_000
PLACES, SAMPLED = 128, 3
"""A sample of the text is of so many places or a few more, so many characters from each."""

SHORT = 20
"""Lines of fewer characters are short."""

COMMAS, CLAUSES, STOPS = "，、,", "，,；;、", "。！？!?"
"""Commas, and the marks that end clauses and sentences."""

_STOP = lazy_regex(f"[{STOPS}]")

KINDS = "0Aa，、：；？！（）“”‘’《》。…—% "
"""The characters at a break that are kinds of their own, masked as `scorer_features` masks them."""


class DocumentFeatures(NamedTuple):
    """Features of a document, what its lines say about each other; the same for all its boundaries.

    Attributes:
        texts: The paragraphs, in simplified characters, without the white space around them.
        share_open: Share of paragraphs without a final mark, as a bucket.
        share_short: Share of paragraphs of fewer than 20 characters, as a bucket.
        share_comma: Share of paragraphs that end with a comma, as a bucket.
        number: How many paragraphs there are, as a bucket.
        latin: Share of Latin letters in the characters.
        sample: Three characters from each of many places, which tell how familiar the language is. Both are the same
            before and after lines are joined.
        unknown: At what share of these places the language is unknown, as a bucket, where that was found for many
            documents at once.
        whole: The paragraphs, a line each, as far as they are searched for what stands at a break.
    """

    texts: Sequence[str]
    share_open: int
    share_short: int
    share_comma: int
    number: int
    latin: float
    sample: str
    unknown: int | None = None
    whole: str = ""


def document_features(texts: Sequence[str]) -> DocumentFeatures:
    """Features of the document, for the boundaries between paragraphs, none of them empty."""
    number = max(1, len(texts))
    whole = "".join(texts)
    return DocumentFeatures(
        texts,
        bisect_right(SHARES, sum(not is_final(text) for text in texts) / number),
        bisect_right(SHARES, sum(len(text) < SHORT for text in texts) / number),
        bisect_right(SHARES, sum(text[-1] in COMMAS for text in texts) / number),
        bisect_right(COARSE, number),
        len(_NOT_LATIN.sub("", whole)) / max(1, len(whole)),
        "".join(
            [whole[at : at + SAMPLED] for at in range(0, len(whole) - SAMPLED, max(SAMPLED, len(whole) // PLACES))]
        ),
        whole=searched(texts),
    )


def searched(texts: Sequence[str]) -> str:
    """The paragraphs, a line each, as far as they are searched for what stands at a break."""
    return "\n".join(texts)[:_MOST_SEARCHED]


class BoundaryFeatures(NamedTuple):
    """Features of the two lines, in buckets, each as it stands in the names of features.

    Attributes:
        size: Length of the head.
        size_tail: Length of the tail.
        stops: Whether there is an end of a sentence inside the head, 1 or 2; 0 for a head of one character.
        clauses: How many clauses end in the head, up to 3.
        ends: Whether the tail ends with a final mark.
        before: Whether the paragraph before the head does; `-` if there is none.
        following: Whether the paragraph behind the tail does; `-` if there is none.
        last: The kind of the last character of the head.
        first: The kind of the first character of the tail.
        place: How many paragraphs stand before, up to 3.
        page: The layout of the whole text, coarsely.
    """

    size: str
    size_tail: str
    stops: str
    clauses: str
    ends: str
    before: str
    following: str
    last: str
    first: str
    place: str
    page: str


def features_of_boundary(document: DocumentFeatures, number: int, left: str, right: str) -> BoundaryFeatures:
    """Features of the boundary after paragraph `number`.

    Args:
        document: The paragraphs.
        number: Which of them stands before the boundary; not the last one.
        left: The last characters before it, masked; not empty.
        right: The first characters behind it, likewise.
    """
    texts = document.texts
    head, tail = texts[number], texts[number + 1]
    return BoundaryFeatures(
        str(bisect_right(COARSE, len(head))),
        str(bisect_right(COARSE, len(tail))),
        str(1 + (_STOP.search(head, 0, len(head) - 1) is not None) if len(head) > 1 else 0),
        str(min(3, sum(map(head.count, CLAUSES)))),
        "01"[is_final(tail)],
        "-" if number == 0 else "01"[is_final(texts[number - 1])],
        "-" if number + 2 >= len(texts) else "01"[is_final(texts[number + 2])],
        _kind(left[-1]),
        _kind(right[0]),
        str(min(number, 3)),
        f"{min(3, document.share_short // 3)}{min(3, document.share_open // 2)}",
    )


def _kind(character: str) -> str:
    if character in KINDS:
        return character
    return "H" if "\u3400" <= character <= "\u9fff" else "o"
