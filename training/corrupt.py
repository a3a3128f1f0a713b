"""Real articles with broken lines in them, for training: where each boundary comes from is known."""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsclean.text.segment import words_in

_HALF = str.maketrans("，：；？！（）", ",:;?!()")
_CLOSERS = '。！？；…”’）》】」』〉)!?;"'
_LEAD_IN = re.compile(r"(?:\w{2,8}(?:消息|讯|电|报道)(?:[（(]\w{2,8}[）)])?[：:])\s*")
_NO_START = "。！？；，、：”’）》】」』〉…"


class Lines(NamedTuple):
    """The lines of an article, and for each boundary whether a program put it there.

    Attributes:
        texts: Lines, none empty.
        is_break: For each but the last line: whether the break after it is wrong.
    """

    texts: list[str]
    is_break: list[bool]


def articles(path: str) -> Iterator[dict]:
    """The records of a file: `title` and `paragraphs`."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def as_published(article: dict) -> list[str]:
    """The title and the paragraphs of an article, without empty ones."""
    return [text for text in (part.strip() for part in (article["title"], *article["paragraphs"])) if text]


def broken(texts: list[str], rng: random.Random, share: float, headline: int) -> Lines:
    """The article with that share of its paragraphs cut in two, in places of every kind; not its first `headline`."""
    lines, is_break = [], []
    for number, text in enumerate(texts):
        at = _place(text, rng) if number >= headline and len(text) >= 12 and rng.random() < share else None
        pieces = [text] if at is None else [text[:at].rstrip(), text[at:].lstrip()]
        for piece, wrong in zip(pieces, [True] * (len(pieces) - 1) + [False], strict=True):
            lines.append(piece)
            is_break.append(wrong)
    return Lines(lines, is_break[:-1])


def clause_a_line(texts: list[str], rng: random.Random) -> Lines:
    """The article as some post it: each clause on a line of its own, on purpose."""
    keep = rng.random() < 0.5
    lines = []
    for text in texts:
        clause = ""
        for character in text:
            clause += character
            if character in "，。；！？" and len(clause) > 3:
                lines.append(clause if keep else clause[:-1])
                clause = ""
        if clause:
            lines.append(clause)
    lines = [line for line in lines if line.strip()] or ["。"]
    return Lines(lines, [False] * (len(lines) - 1))


def two_line_headline(title: str) -> list[str]:
    """A headline of two parts set on two lines, as newspapers do."""
    return [part for part in title.partition(" ") if part.strip()]


def without_lead_ins(texts: list[str]) -> list[str]:
    """The paragraphs without what they begin with in the house style of their source: 央视网消息（新闻联播）：."""
    return [_LEAD_IN.sub("", text) or text for text in texts]


def without_final_marks(texts: list[str], rng: random.Random, share: float) -> list[str]:
    """The paragraphs, that share of them without the full stop at the end, which text recognition loses."""
    return [text[:-1] if text[-1] == "。" and len(text) > 1 and rng.random() < share else text for text in texts]


def without_rests(lines: Lines, rng: random.Random, share: float) -> tuple[Lines, frozenset[int]]:
    """The lines, that share of them cut off between two words, as scrapers drop what follows a link; and which."""
    texts, rests = list(lines.texts), set()
    for number, text in enumerate(lines.texts[1:-1], 1):
        if len(text) < 24 or lines.is_break[number] or text[-1] not in "。！？”" or rng.random() >= share:
            continue
        at = [stop for _, stop in words_in(text) if 4 <= stop < len(text) - 2 and _may_part(text, stop)]
        if at:
            texts[number] = text[: rng.choice(at)]
            rests.add(number)
    return Lines(texts, lines.is_break), frozenset(rests)


def with_headings(texts: list[str], titles: list[str], rng: random.Random) -> list[str]:
    """The article with headings of other articles set between its paragraphs, as features have them.

    News briefs have few of them; the page of a newspaper has many, often of two clauses with a comma between.
    """
    out = texts[:1]
    for text in texts[1:]:
        if rng.random() < 0.3 and out[-1][-1] in _CLOSERS:
            heading = re.sub("【.*?】", "", rng.choice(titles)).strip()
            how = rng.random()
            if how < 0.45:
                heading = re.sub(r"\s+", "，", heading)
            elif how < 0.6:
                heading = re.split(r"[\s，：！？]", heading)[0][: rng.randint(2, 8)]
            elif how < 0.7:
                heading = re.sub(r"\s+", "", heading)
            if heading:
                out.append(heading)
        out.append(text)
    return out


def dressed(lines: Lines, rng: random.Random, to_traditional: Callable[[str], str]) -> Lines:
    """The same lines in another width of marks or another script."""
    how = rng.random()
    texts = lines.texts
    if how < 0.25:
        texts = [text.translate(_HALF) for text in texts]
    elif how < 0.4:
        texts = [to_traditional(text) for text in texts]
    return Lines(texts, lines.is_break)


def _may_part(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    return before not in f"{_CLOSERS}，、：" and after not in _NO_START and not (before.isspace() or after.isspace())


def _place(text: str, rng: random.Random) -> int | None:
    kind = rng.choice(("any", "any", "any", "figure", "number", "latin", "comma", "quote"))
    places = [at for at in range(2, len(text) - 2) if _fits(text, at, kind)]
    return rng.choice(places) if places else None


def _fits(text: str, at: int, kind: str) -> bool:
    before, after = text[at - 1], text[at]
    if before in _CLOSERS or after in _NO_START or before.isspace() or after.isspace():
        return False
    if kind == "any":
        return before not in "，、：" and not before.isdigit()
    if kind == "figure":
        return before.isdigit() and "一" <= after <= "鿿"
    if kind == "number":
        return before.isdigit() and after.isdigit()
    if kind == "latin":
        return before.isascii() and after.isascii() and before.isalpha() and after.isalnum()
    if kind == "comma":
        return before in "，、"
    return before not in "“「『，、：" and text.count("“", 0, at) > text.count("”", 0, at)
