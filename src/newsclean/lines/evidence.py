"""What can be told at a boundary by looking: a cut word, a figure before its measure word, an open pair, a comma."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsclean.article.words import words_in

FINAL = frozenset('。！？；…”’）》】」』〉)!?;"：:.')
"""Marks after which a paragraph may end."""

FORBIDDEN_START = frozenset("，。、；：！？”’）》】」』〉,;")
"""Marks with which no line begins (GB/T 15834-2011 5.1.10; CLREQ 3.1.3)."""

MEASURES = frozenset(
    "名个人位家项次件条座所处批户万亿千百多余元年月日号时分秒岁届场种类部台辆架艘只头匹株棵亩吨公米里平立斤克升度倍成"
    "点层级期轮组队支套张份本册幅枚颗粒块片间栋幢村县市镇省国周天美欧"
)
"""What a figure counts, by its first character."""

_PAIRS = dict(zip("“‘（(《「『【〈", "”’）)》」』】〉", strict=True))
_FIGURE = re.compile(r"(?<![0-9.])[0-9]{1,9}(?:\.[0-9]+)?\Z")
_MOST_TAIL = 400
_REACH = 10


class Break(NamedTuple):
    """How a break lies to the words around it.

    Attributes:
        kind: `-` between words; `<` one character of a word before it, `>` one after it, `=` more on both sides.
        whole: How many characters the cut word has; 0 between words.
        before: The word before the break, or the part of the cut word that stands there.
        after: The word after it, or the rest of the cut word.
    """

    kind: str
    whole: int
    before: str
    after: str


def word_break(head: str, tail: str) -> Break:
    """How the break between two lines lies to the words of the text.

    Args:
        head: The line before the break, without white space at its end.
        tail: The line after it, without white space at its start.
    """
    at = min(len(head), _REACH)
    joined = head[-_REACH:] + tail[:_REACH]
    before = ""
    for start, end in words_in(joined):
        if end <= at:
            before = joined[start:end]
            continue
        if start >= at:
            return Break("-", 0, before, joined[start:end])
        word = joined[start:end]
        if word.isascii() or not word.isalpha():
            kind, whole = "-", 0
        else:
            kind, whole = "<" if at - start == 1 else ">" if end - at == 1 else "=", min(5, end - start)
        return Break(kind, whole, joined[start:at], joined[at:end])
    return Break("-", 0, before, "")


class Evidence(NamedTuple):
    """The plainest sign that a sentence runs over a boundary.

    Attributes:
        rule: The rule whose matter it is.
        reason: The sign, in words a person understands.
    """

    rule: str
    reason: str


def evidence(head: str, tail: str) -> Evidence:
    """The plainest sign at a boundary before which there is no final mark."""
    figure = _FIGURE.search(head)
    if figure and tail[0] in MEASURES:
        return Evidence("lines/measure-word", f"figure + measure word: {figure.group()}{tail[0]}")
    opening = open_pair(head, tail)
    if opening:
        return Evidence("lines/open-pair", f"sentence open: {opening} is closed in the next line")
    if head[-1] in "，、,":
        return Evidence("lines/comma", f"sentence open: the line ends with {head[-1]}")
    cut = word_break(head, tail)
    if cut.kind in "<>":
        return Evidence("lines/cut-word", f"the word {cut.before}{cut.after} was cut")
    return Evidence("lines/open-sentence", "sentence open: no final mark")


def closes_nothing(before: str, mark: str) -> bool:
    """Whether a closing mark at the start of a line closes nothing that the text before it has opened.

    Then it is a mark typed the wrong way round, and the line may be one of its own.
    """
    return any(
        mark == closing and before.count(opening) <= before.count(closing) for opening, closing in _PAIRS.items()
    )


def open_pair(head: str, tail: str) -> str | None:
    """The mark that is opened in the first line and closed in the second, or None."""
    for opening, closing in _PAIRS.items():
        if opening in head and head.count(opening) - head.count(closing) == 1:
            near = tail[:_MOST_TAIL]
            at, again = near.find(closing), near.find(opening)
            if at >= 0 and (again < 0 or at < again):
                return opening
    return None
