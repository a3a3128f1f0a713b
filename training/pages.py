"""Pages of sites as they were scraped, for training: boundaries that were read and judged, and more that are made.

`page_labels.jsonl` holds for each judged boundary a hash of the characters around it, and whether its lines belong
together; no text. A boundary that nobody judged counts as one of the author's where a line without a final mark stands
alone between two that have one, as headings and captions do; the rest teach nothing.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from newsclean.rules.lines.cues import is_final
from newsclean.text.segment import words_in

LABELS = Path(__file__).with_name("page_labels.jsonl")
_AROUND = 20
_BETWEEN_WORDS = 0.8
_LONGEST_HEADING, _LEAST_PROSE = 40, 30
_NO_END, _NO_START = "。！？；，、：”’）》】」』〉)!?;", "。！？；，、：”’）》】」』〉…,"
# What is done to a paragraph, and in how many of them: scrapers cut it at bold words and links, or lose the words.
_DAMAGE = {"cut": 0.15, "bold": 0.10, "rest": 0.12, "stop": 0.06, "heading": 0.06}


class Page(NamedTuple):
    """A page, or what was made of one.

    Attributes:
        texts: Lines, none empty.
        is_break: For each but the last line: whether the break after it is wrong; None where nobody knows.
    """

    texts: list[str]
    is_break: list[bool | None]


def key_of(head: str, tail: str) -> str:
    """The hash by which a boundary is known."""
    return hashlib.sha256(f"{head[-_AROUND:]}\n{tail[:_AROUND]}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


def is_judged(head: str, tail: str) -> bool:
    """Return whether somebody has read the boundary of two lines."""
    return key_of(head, tail) in labels()


@cache
def labels() -> dict[str, bool]:
    """Whether the lines of a judged boundary belong together, by its hash."""
    rows = map(json.loads, LABELS.read_text("utf-8").splitlines())
    return {row["boundary"]: row["join"] for row in rows}


def pages(path: str, without: frozenset[str] = frozenset()) -> Iterator[tuple[str, Page]]:
    """The pages of a file, each with its source, but those of some sources."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            texts = [line.strip() for line in record["text"].split("\n") if line.strip()]
            if len(texts) > 1 and record["source"] not in without:
                yield record["source"], Page(texts, [_judged(texts, number) for number in range(len(texts) - 1)])


def headings(found: list[Page]) -> list[str]:
    """The short lines without a final mark that stand alone."""
    return sorted(
        {
            text
            for page in found
            for number, text in enumerate(page.texts[:-1])
            if 4 <= len(text) <= _LONGEST_HEADING and page.is_break[number] is False and not is_final(text)
        }
    )


def damaged(page: Page, titles: list[str], rng: random.Random) -> Page:
    """The page with some of its paragraphs damaged as scrapers do it."""
    texts: list[str] = []
    is_break: list[bool | None] = []
    for text, after in zip(page.texts, [*page.is_break, False], strict=True):
        is_prose = len(text) >= _LEAST_PROSE and text[-1] in "。！？”"
        how = rng.choices([*_DAMAGE, ""], [*_DAMAGE.values(), 1 - sum(_DAMAGE.values())])[0] if is_prose else ""
        pieces = _pieces(text, how, rng)
        if how == "heading" and titles:
            texts.append(rng.choice(titles))
            is_break.append(False)
        texts += pieces
        is_break += [True] * (len(pieces) - 1) + [after]
    return Page(texts, is_break[:-1])


def window(page: Page, rng: random.Random) -> Page:
    """A few lines of a page."""
    start = rng.randrange(len(page.texts) - 1)
    stop = start + rng.randint(2, 8)
    return Page(page.texts[start:stop], page.is_break[start : min(stop, len(page.texts)) - 1])


def _judged(texts: list[str], number: int) -> bool | None:
    head, tail = texts[number], texts[number + 1]
    judged = labels().get(key_of(head, tail))
    if judged is not None:
        return judged
    is_alone = (number == 0 or is_final(texts[number - 1])) and is_final(tail)
    return False if is_final(head) or (is_alone and tail[0] not in _NO_START) else None


def _pieces(text: str, how: str, rng: random.Random) -> list[str]:
    if how == "stop":
        return [text[:-1]]
    at = [place for place in _places(text, rng) if place >= 4]
    if how not in ("cut", "bold", "rest") or not at:
        return [text]
    first = rng.choice(at)
    if how == "cut":
        return [text[:first], text[first:]]
    if how == "rest":
        return [text[:first]]
    behind = [place for place in at if first + 2 <= place <= first + 24]
    if not behind:
        return [text[:first], text[first:]]
    second = rng.choice(behind)
    return [text[:first], text[first:second], text[second:]]


def _places(text: str, rng: random.Random) -> list[int]:
    """The places at which a paragraph may be cut, mostly between words."""
    is_between = rng.random() < _BETWEEN_WORDS
    found = [stop for _, stop in words_in(text)] if is_between else [*range(2, len(text) - 2)]
    return [
        at
        for at in found
        if 2 <= at < len(text) - 2 and text[at - 1] not in _NO_END and text[at] not in _NO_START
        if not (text[at - 1].isspace() or text[at].isspace())
    ]
