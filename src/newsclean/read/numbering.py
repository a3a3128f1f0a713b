"""The numbers and bullets that Word counts itself and writes nowhere: 一、, 第三条, 2.1 (ECMA-376, part 1, 17.9).

Word makes them of what is typed, so that most documents have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.read.numerals import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of WordprocessingML, as lxml writes it."""

_DEEPEST = 9
_PLACE = re.compile("%([1-9])")
_CLOSED = frozenset("、，．。：）】")


class Numbering:
    """Numbers the paragraphs of a document, asked in their order.

    Args:
        numbering: The root of the numbering part; None if there is none.
        styles: The root of the part with the styles; None if there is none.
    """

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        nodes = [] if numbering is None else [*numbering]
        self._lists = {_id(node, "numId"): node for node in nodes if node.tag == f"{W}num"}
        self._kinds = {_id(node, "abstractNumId"): node for node in nodes if node.tag == f"{W}abstractNum"}
        self._styles = {_id(style, "styleId"): style for style in ([] if styles is None else styles.iter(f"{W}style"))}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: _Element) -> str:
        """The number or bullet before a paragraph, with the space behind it; empty where it has none."""
        which, depth = self._number(paragraph)
        if which not in self._lists or not 0 <= depth < _DEEPEST:
            return ""
        levels = [self._level(which, at) for at in range(depth + 1)]
        level = levels[depth]
        if level is None:
            return ""
        counts = self._count(which, depth)
        text = _value(level, "lvlText")
        if _value(level, "numFmt") == "bullet":
            label = "•" if not text.strip() or "\ue000" <= text[0] <= "\uf8ff" else text
        else:
            is_legal = level.find(f"{W}isLgl") is not None  # 17.9.4: figures, whatever the levels have
            shown = [
                "" if lvl is None else _shown(lvl, count, is_legal) for lvl, count in zip(levels, counts, strict=True)
            ]
            label = _PLACE.sub(lambda place: shown[int(place[1]) - 1] if int(place[1]) <= len(shown) else "", text)
        is_close = not label or label[-1] in _CLOSED or _value(level, "suff") == "nothing"
        return label if is_close else f"{label} "

    def _number(self, paragraph: _Element) -> tuple[str, int]:
        """The list a paragraph belongs to, and how deep in it: by itself, or by its style or what that is based on."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = _value(paragraph.find(f"{W}pPr"), "pStyle")
        if own is not None and own.find(f"{W}numId") is not None:
            return _value(own, "numId"), int(_value(own, "ilvl") or 0)
        for name in self._based_on(style):
            number = self._styles[name].find(f"{W}pPr/{W}numPr")
            if number is not None and number.find(f"{W}numId") is not None:
                which = _value(number, "numId")
                linked = [at for at in range(_DEEPEST) if _value(self._level(which, at), "pStyle") == name]
                return which, (linked or [int(_value(number, "ilvl") or 0)])[0]
        return "", 0

    def _based_on(self, style: str) -> Iterator[str]:
        seen = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield style
            style = _value(self._styles[style], "basedOn")

    def _kind(self, which: str, steps: int = _DEEPEST) -> _Element | None:
        """What kind of list a list is, perhaps by the style for lists that its kind names (17.9.21)."""
        kind = self._kinds.get(_value(self._lists.get(which), "abstractNumId"))
        style = self._styles.get(_value(kind, "numStyleLink"))
        number = None if style is None else style.find(f"{W}pPr/{W}numPr")
        return kind if number is None or not steps else self._kind(_value(number, "numId"), steps - 1)

    def _level(self, which: str, depth: int) -> _Element | None:
        kind, numbered = self._kind(which), self._lists.get(which)
        override = None if numbered is None else numbered.find(f"{W}lvlOverride[@{W}ilvl='{depth}']/{W}lvl")
        return override if override is not None or kind is None else kind.find(f"{W}lvl[@{W}ilvl='{depth}']")

    def _count(self, which: str, depth: int) -> list[int]:
        """Count a paragraph: lists of one kind go on with each other, but where one says where it starts (17.9.26)."""
        kind = self._kind(which)
        counts = self._counts.setdefault("" if kind is None else _id(kind, "abstractNumId"), [None] * _DEEPEST)
        for at in range(depth + 1):
            start = self._start(which, at)
            numbered = self._lists[which].find(f"{W}lvlOverride[@{W}ilvl='{at}']/{W}startOverride")
            if numbered is not None and (which, at) not in self._begun:
                counts[at] = None
            self._begun.add((which, at))
            before = counts[at]
            counts[at] = start if before is None else before + (at == depth)
        for at in range(depth + 1, _DEEPEST):
            if _value(self._level(which, at), "lvlRestart") != "0":
                counts[at] = None
        return [count or 0 for count in counts[: depth + 1]]

    def _start(self, which: str, depth: int) -> int:
        override = self._lists[which].find(f"{W}lvlOverride[@{W}ilvl='{depth}']")
        return int(_value(override, "startOverride") or _value(self._level(which, depth), "start") or 1)


def _shown(level: _Element, count: int, is_legal: bool) -> str:
    return str(count) if is_legal else numeral(_value(level, "numFmt"), count)


def _id(node: _Element, name: str) -> str:
    return str(node.get(f"{W}{name}", ""))


def _value(node: _Element | None, name: str) -> str:
    """The `w:val` of a child; empty where there is none."""
    child = None if node is None else node.find(f"{W}{name}")
    return "" if child is None else str(child.get(f"{W}val", ""))
