"""Paragraphs with quotation marks, as published, and what typists and programs make of them, for training."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

OUTER, INNER = "“”", "‘’"
_TO_INNER = str.maketrans(OUTER, INNER)
_MARK = re.compile("[“”‘’]")
_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")
_SENTENCE = re.compile(r"(?:“[^“”]*”|[^。！？“”])+[。！？](?![”’])")
_QUOTED_CLAUSE = re.compile("[^，。；：、！？（《“”‘’]*(?:“[^“”‘’，。]{1,24}”[^，。；：、！？（《“”‘’]*)+")
_INTRODUCTION = re.compile(
    "(?<![^，。；！？”])([^，。；：！？“”‘’（）]{2,12}：)“|(?<![^，。；！？”])([^，。；：！？“”‘’（）]{1,10}[说称示道求出]，)“"
)
_HALF = str.maketrans("，。：；！？（）", ",.:;!?()")
_LEADS = (
    "题为",
    "主题为",
    "主题是",
    "提出",
    "要求",
    "强调",
    "坚持",
    "关于",
    "所谓",
    "表示",
    "喊出",
    "打出",
    "写着",
    "认为",
    "以",
    "的",
    "",
)
_SPEAKERS = (
    "他说",
    "她说",
    "王明说",
    "业内人士表示",
    "专家指出",
    "负责人介绍说",
    "记者写道",
    "张先生告诉记者",
    "他表示",
)


class Mark(NamedTuple):
    """A quotation mark.

    Attributes:
        at: Where it stands in its paragraph.
        opens: Whether it opens.
        depth: How many quotations it is in, itself one of them: 1 or 2.
    """

    at: int
    opens: bool
    depth: int


def marks_of(text: str) -> list[Mark] | None:
    """The marks of a paragraph, if each has its partner and none stands deeper than in one other quotation."""
    apostrophes = {match.start() for match in _APOSTROPHE.finditer(text)}
    found, waiting = [], ""
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if at in apostrophes:
            continue
        if mark in "“‘":
            waiting += mark
            if len(waiting) > 2 or waiting[0] == "‘":
                return None
            found.append(Mark(at, True, len(waiting)))
        else:
            if not waiting or "“‘".index(waiting[-1]) != "”’".index(mark):
                return None
            found.append(Mark(at, False, len(waiting)))
            waiting = waiting[:-1]
    return None if waiting else found


def introductions(paragraphs: Sequence[str]) -> list[str]:
    """What stands before direct speech in these paragraphs: 他说：."""
    return [match[1] or match[2] for text in paragraphs for match in _INTRODUCTION.finditer(text)]


def in_speech(text: str, introduced: Sequence[str], rng: random.Random) -> str | None:
    """The paragraph with some of its sentences, or a clause, quoted, what they quote being quoted in a quotation."""
    if "‘" in text or "’" in text:
        return None
    if rng.random() < 0.25:
        clauses = [match for match in _QUOTED_CLAUSE.finditer(text) if 6 <= len(match[0]) <= 60]
        if not clauses:
            return None
        clause = rng.choice(clauses)
        quoted = f"{rng.choice(_LEADS)}“{clause[0].translate(_TO_INNER)}”"
        return text[: clause.start()] + quoted + text[clause.end() :]
    sentences = list(_SENTENCE.finditer(text))
    having = [number for number, match in enumerate(sentences) if "“" in match[0] and len(match[0]) < 160]
    if not having:
        return None
    first = rng.choice(having)
    last = min(len(sentences) - 1, first + rng.choice((0, 0, 0, 1, 2)))
    start, end = sentences[first].start(), sentences[last].end()
    body, how = text[start:end].translate(_TO_INNER), rng.random()
    if how < 0.6:
        said = rng.choice(introduced) + "“" + body + "”"
    elif how < 0.8:
        said = rng.choice(introduced) + "“" + body[:-1] + "”" + body[-1]
    else:
        said = "“" + body[:-1] + "，”" + rng.choice(_SPEAKERS) + "。"
    keep = rng.random() < 0.5
    return (text[:start] if keep else "") + said + (text[end:] if keep else "")


def degraded(text: str, marks: Sequence[Mark], rng: random.Random) -> tuple[str, list[Mark]]:
    """The paragraph with straight marks, as it may come: half-width, with spaces around quotations, with marks lost."""
    if rng.random() < 0.3:
        text = text.translate(_HALF)
    how = rng.random()
    lost = set(rng.sample(range(len(marks)), rng.choice((1, 1, 2)))) if how < 0.05 and len(marks) > 1 else set()
    spaced = {1, 2} if how > 0.9 else {1} if how > 0.88 else set()
    pieces, left, last, at = [], [], 0, 0
    for number, mark in enumerate(marks):
        piece = text[last : mark.at]
        before = " " if mark.opens and 1 in spaced and rng.random() < 0.9 else ""
        behind = " " if not mark.opens and 2 in spaced and rng.random() < 0.9 else ""
        kept = "" if number in lost else '"'
        pieces.append(piece + before + kept + behind)
        if kept:
            left.append(Mark(at + len(piece) + len(before), mark.opens, mark.depth))
        at += len(pieces[-1])
        last = mark.at + 1
    return "".join(pieces) + text[last:], left


def samples(
    paragraphs: Sequence[str], introduced: Sequence[str], rng: random.Random, nested: float
) -> Iterator[tuple[str, list[Mark], float]]:
    """Degraded paragraphs, their marks as they were, and the weight of each.

    Args:
        paragraphs: As published.
        introduced: What direct speech is introduced by.
        rng: Chance.
        nested: The weight of those that were put into a quotation.
    """
    for text in paragraphs:
        if "“" not in text or len(text) > 1500 or '"' in text:
            continue
        marks = marks_of(text)
        if marks:
            yield *degraded(text, marks, rng), 1.0
        for _ in range(2):
            made = in_speech(text, introduced, rng)
            marks = marks_of(made) if made else None
            if made and marks:
                yield *degraded(made, marks, rng), nested
