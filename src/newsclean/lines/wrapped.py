"""Hard-wrapped text, as e-mail and PDF give it, recognised for the whole article and reflowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from newsclean.article.outline import Outlines
from newsclean.article.proposal import Edit
from newsclean.article.rule import Example, Rule
from newsclean.article.view import View
from newsclean.lines.layout import Layouts
from newsclean.lines.structure import is_structure
from newsclean.settings import Settings

_NARROWEST = 16
_FEWEST = 4
_NEARLY, _HALF = 0.95, 0.5


class Wrapped(NamedTuple):
    """What was wrapped in a text.

    Attributes:
        width: The width at which it was wrapped, in characters.
        numbers: The paragraphs that are as wide and go on in the next one.
    """

    width: int
    numbers: list[int]


def wrapped(outlines: Outlines) -> list[Wrapped | None]:
    """Which texts were wrapped, None for those that were not; made once, by `outlines.derive(wrapped)`.

    Two lines may belong to one paragraph where no blank line stands between them and the second is not indented. Of
    those that may, nearly every first one is as wide as the widest, or one short where a mark may not begin a line, and
    half of them do not end there: else they are sentences that are as long.
    """
    layouts = outlines.derive(Layouts)
    table, texts = layouts.table, len(outlines.texts)
    found: list[Wrapped | None] = [None] * texts
    before = layouts.is_inner.nonzero()[0]
    inner = before[
        (table.number[before + 1] == table.number[before] + 1) & (table.body[before + 1] == table.start[before + 1])
    ]
    if len(inner) < _FEWEST:
        return found
    widths, text = table.stop[inner] - table.start[inner], table.text[inner]
    widest = np.zeros(texts, np.intp)
    np.maximum.at(widest, text, widths)
    full = widths >= widest[text] - 1
    number, fitting, open_ones = (
        np.bincount(text[chosen], minlength=texts) for chosen in (slice(None), full, full & ~layouts.is_ended[inner])
    )
    is_wrapped = (number >= _FEWEST) & (widest >= _NARROWEST) & (fitting >= _NEARLY * number)
    for one in (is_wrapped & (open_ones >= _HALF * fitting)).nonzero()[0].tolist():
        lines = inner[full & (text == one)] - table.firsts[one]
        found[one] = Wrapped(int(widest[one]), lines.tolist())
    return found


def _wrapped(view: View, settings: Settings) -> Iterator[Edit]:
    found = view.own(wrapped)
    if found is None:
        return
    lines = view.paragraphs
    for number in found.numbers:
        before, after = lines[number], lines[number + 1]
        head, tail = view.body(before), view.body(after)
        if not is_structure(tail) and not _is_latin_break(head, tail):
            reason = f"the text is wrapped at {found.width} characters"
            yield Edit(before.stop, after.body, "", "lines/wrapped", 0.99, reason)


def _is_latin_break(head: str, tail: str) -> bool:
    return head[-1].isascii() and tail[0].isascii() and head[-1].isalpha()


_EXAMPLE = (
    "　　会议在北京举行来自全国各地的代表",
    "参加了会议并就共同关心的问题交换意见",
    "与会人士表示要认真学习贯彻会议的精神",
    "推动各项工作取得新的更大的成绩不断前",
    "进再上新的台阶为人民群众多做好事实事",
    "。",
)

RULES = (
    Rule(
        id="lines/wrapped",
        kind="correction",
        safe=True,
        what="Joins the lines of text that was wrapped at a fixed width.",
        why="Only when nearly every line inside a paragraph is as wide as the widest. Paragraphs, known by an "
        "indent, a blank line or a short last line, stay. A break between Latin letters is left: a space may "
        "have stood there.",
        example=Example("\n".join(_EXAMPLE), "".join(_EXAMPLE)),
        find=_wrapped,
    ),
)
