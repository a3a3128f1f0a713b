"""Furniture of the printed page that ends up between the lines of a text: page numbers, running heads, jump marks."""

from __future__ import annotations

import re
from collections import Counter

from newsclean.article.view import View

_PAGE_NUMBER = re.compile(
    r"""
      第\s?[0-9一二三四五六七八九十百]{1,4}\s?[页頁](?:\s*[/／，,、|]?\s*[共总總]\s?[0-9一二三四五六七八九十百]{1,4}\s?[页頁])?
    | [\-－—–·•~～]{1,2}\s?[0-9]{1,4}\s?[\-－—–·•~～]{1,2}
    | [Pp]age\s?[0-9]{1,4}(?:\s?(?:/|of)\s?[0-9]{1,4})?
    """,
    re.VERBOSE,
)
_JUMP = re.compile(
    r"[（(\[【]?\s*(?:下转|上接|紧接|转|接)\s*第?\s*[0-9A-Za-z一二三四五六七八九十]{1,4}\s*版[^，。]{0,12}[）)\]】]?"
)

_LONGEST = 24
_SHORTEST_HEAD, _LONGEST_HEAD = 4, 30
_DIGIT = re.compile("[0-9]+")
# What a running head says: the name of a newspaper, a date, a page; and how no furniture ends.
_HEAD = re.compile("[版页頁报報刊]|[0-9]年[0-9]|[0-9]月[0-9]")
_SOME = re.compile("[0-9版页頁报報刊]")
_NO_END = frozenset("，。；：！？,;!?”’")


def furniture(view: View) -> dict[int, str]:
    """The paragraphs of a text that are furniture, each with what it is; made once, by `view.derive(furniture)`.

    Returns:
        By the number of the paragraph: `page number`, `jump mark`, or `running head`, which is a short line of a name,
        date or page that stands in the text more than once, digits aside.
    """
    found: dict[int, str] = {}
    heads: dict[int, str] = {}
    for number, line in enumerate(view.paragraphs):
        if line.stop - line.body > _LONGEST_HEAD:
            continue
        text = view.body(line)
        if text[-1] in _NO_END or not _SOME.search(text):
            continue
        if _PAGE_NUMBER.fullmatch(text):
            found[number] = "page number"
        elif _is_jump(text):
            found[number] = "jump mark"
        elif len(text) >= _SHORTEST_HEAD and _HEAD.search(text):
            heads[number] = _DIGIT.sub("0", text)
    times = Counter(heads.values())
    found |= {number: "running head" for number, head in heads.items() if times[head] > 1}
    return found


def _is_jump(text: str) -> bool:
    """Whether a line is nothing but a jump mark."""
    return len(text) <= _LONGEST and "版" in text and _JUMP.fullmatch(text) is not None
