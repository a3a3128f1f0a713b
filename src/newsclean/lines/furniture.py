"""Furniture of the printed page that ends up between the lines of a text: page numbers, running heads, jump marks."""

from __future__ import annotations

import re

from newsclean.article.lines import LineTable
from newsclean.article.outline import Outlines
from newsclean.article.signs import chosen
from newsclean.patterns import regex

_PAGE_NUMBER = regex(
    r"""
      第\s?[0-9一二三四五六七八九十百]{1,4}\s?[页頁](?:\s*[/／，,、|]?\s*[共总總]\s?[0-9一二三四五六七八九十百]{1,4}\s?[页頁])?
    | [\-－—–·•~～]{1,2}\s?[0-9]{1,4}\s?[\-－—–·•~～]{1,2}
    | [Pp]age\s?[0-9]{1,4}(?:\s?(?:/|of)\s?[0-9]{1,4})?
    """,
    re.VERBOSE,
)
_JUMP = regex(
    r"[（(\[【]?\s*(?:下转|上接|紧接|转|接)\s*第?\s*[0-9A-Za-z一二三四五六七八九十]{1,4}\s*版[^，。]{0,12}[）)\]】]?"
)

_LONGEST = 24
_SHORTEST_HEAD, _LONGEST_HEAD = 4, 30
_DIGIT = regex("[0-9]+")
# The entries of a chronicle begin with dates, each with another; pages of one issue have the same.
_DATE_ALONE = regex(r"[0-9年月日\s]+")
# What a running head says: the name of a newspaper, a date, a page; nothing that marks part. And how no furniture ends.
_HEAD = regex(
    r"""
    [^，。；！？、,;!?“”]*?
    (?: (?:[日晚早晨周时時商学學画畫快导導军軍]|青年|教育|法[制治]|[经經][济濟]|[观觀]察)[报報]
        (?=[\s0-9第（(·|｜—\-]|\Z)
      | [周旬月季]刊
      | [0-9]年[0-9] | [0-9]月[0-9] | [0-9A-Z一二三四五六七八九十]\s?[版页頁]
    )
    [^，。；！？、,;!?“”]*
    """,
    re.VERBOSE,
)
_SOME = chosen("0-9版页頁报報刊")
_NO_END = chosen("，。；：！？,;!?”’")


def furniture(outlines: Outlines) -> list[dict[int, str]]:
    """The paragraphs of texts that are furniture, each with what it is; made once, by `outlines.derive(furniture)`.

    Returns:
        For each text, by the number of the paragraph: `page number`, `jump mark`, or `running head`, which is a short
        line of a name, date or page that stands in the text more than once, digits aside; a date alone, the same.
    """
    table = outlines.derive(LineTable)
    found: list[dict[int, str]] = [{} for _ in outlines.texts]
    heads: dict[tuple[int, str], list[int]] = {}
    for line in _possible(outlines, table):
        text, number = table.place(line)
        body = table.body_of(line)
        if _PAGE_NUMBER.fullmatch(body):
            found[text][number] = "page number"
        elif _is_jump(body):
            found[text][number] = "jump mark"
        elif len(body) >= _SHORTEST_HEAD and _HEAD.fullmatch(body):
            heads.setdefault((text, body if _DATE_ALONE.fullmatch(body) else _DIGIT.sub("0", body)), []).append(number)
    for (text, _), numbers in heads.items():
        if len(numbers) > 1:
            found[text] |= dict.fromkeys(numbers, "running head")
    return found


def _possible(outlines: Outlines, table: LineTable) -> list[int]:
    """The lines that are short, do not end as no furniture does, and hold something that all furniture holds."""
    units = outlines.codes
    short = ((table.stop - table.body <= _LONGEST_HEAD) & ~_NO_END[units[table.stop - 1]]).nonzero()[0]
    some = _SOME.take(units).nonzero()[0]
    holds = some.searchsorted(table.body[short]) < some.searchsorted(table.stop[short])
    possible: list[int] = short[holds].tolist()
    return possible


def _is_jump(text: str) -> bool:
    """Whether a line is nothing but a jump mark."""
    return len(text) <= _LONGEST and "版" in text and _JUMP.fullmatch(text) is not None
