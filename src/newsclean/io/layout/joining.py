"""Lines of a paragraph put together to its text, and how much room the first word of a line needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.io.layout.boxes import WIDE, TextLine
from newsclean.text.patterns import lazy_regex

# Hyphens that a typesetter has put in; PDFium gives U+0002 and U+FFFE for one at the end of a line.
_SOFT = "\u00ad\u0002\ufffe"
_HYPHENATED = lazy_regex(rf"[A-Za-z][-\u2010{_SOFT}]$")
# Of an address or figure no more is looked at, however long the paragraph is.
_REACH = 2000
_ADDRESS = lazy_regex(r"(?:https?://|www\.)[!-~]*$")
_FIGURE_AT_END, _FIGURE_AT_START = lazy_regex(r"[0-9.,]+$"), lazy_regex(r"[0-9.,]+")
# What no line is broken in (UAX #14): opening marks with what follows, words and figures, dashes, what may begin no
# line, and quotation marks that are the same in all languages, with what stands on either side of them.
_UNIT = (
    r"[(\[{（［｛〔〈《「『【〖]*(?:[A-Za-z0-9%‰$¥￥€£#&@+_.,:;/'°·-]+|—+|…+|.)"
    r"[)\]}）］｝〕〉》」』】〗、。，．：；？！,.:;?!…·～%‰]*"
)
_WORD = lazy_regex(rf"[“”‘’]*{_UNIT}(?:[“”‘’]+(?:{_UNIT})?)*", re.DOTALL)


class Joined(NamedTuple):
    """The text of lines.

    Attributes:
        text: The text.
        hyphens: How many hyphens at the ends of lines are left out of it.
    """

    text: str
    hyphens: int


def joined(lines: Sequence[TextLine]) -> Joined:
    """Return the text of the lines of a paragraph: no space between Han characters, one between words.

    Args:
        lines: The lines, at least one.
    """
    parts, hyphens = [lines[0].text], 0
    end = parts[0][-_REACH:]
    for line in lines[1:]:
        following = line.text.lstrip()
        if _HYPHENATED.search(end) and following[:1].isascii() and following[:1].islower():
            parts[-1], end, between, hyphens = parts[-1][:-1], end[:-1], "", hyphens + 1
        else:
            parts[-1], between = parts[-1].rstrip(), _between(end, following)
        parts.append(between + following)
        end = (end.rstrip() + parts[-1])[-_REACH:]
    text = "".join(parts)
    for mark in _SOFT[1:]:
        text = text.replace(mark, "-")
    return Joined(text.strip(), hyphens)


def _between(text: str, following: str) -> str:
    last, first = text.rstrip()[-1:], following[:1]
    if WIDE.match(last) or WIDE.match(first) or last in "-/" or not (last and first):
        return ""
    if _ADDRESS.search(text) and first.isascii():
        return ""
    at_end, at_start = _FIGURE_AT_END.search(text), _FIGURE_AT_START.match(following)
    if at_end and at_start and text[-1:].isdigit():
        around = text[at_end.start() - 1 : at_end.start()], following[at_start.end() :][:1]
        return "" if any(WIDE.match(each) for each in around) else " "
    return " "


def room_for_first_word(line: TextLine) -> float:
    """Return how wide that is which a line begins with and which no line is broken in."""
    found = _WORD.match(line.text.lstrip())
    word = found[0] if found else ""
    width = line.right - line.left
    return min(sum(line.em if WIDE.match(each) else 0.55 * line.em for each in word), width)
