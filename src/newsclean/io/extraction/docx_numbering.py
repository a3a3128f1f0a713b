"""The numbers and bullets that Word counts itself and writes nowhere: 一、, 第三条, 2.1 (ECMA-376, part 1, 17.9).

Word makes them of what is typed, so that most documents have them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsclean.io.extraction.docx_numerals import numeral
from newsclean.text.patterns import lazy_regex

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of WordprocessingML, as lxml writes it."""

_DEEPEST = 9
_LONGEST_LABEL = 255  # characters, so that no label makes a thousand paragraphs fill the memory
_PLACE = lazy_regex("%([1-9])")
_CLOSED = frozenset("、，．。：）】")


class _Level(NamedTuple):
    """Level at which paragraphs of a list are numbered.

    Attributes:
        format: How the number is written, a value of ST_NumberFormat, or `bullet`.
        text: What stands around it, `第%1条`, or the bullet.
        is_legal: Whether the numbers of all levels are written in figures (17.9.4).
        is_close: Whether nothing is to stand between the label and the paragraph.
        start: Where it begins.
        is_anew: Whether the list says so itself, and does not go on with others of its kind (17.9.26).
        is_reset: Whether it begins again below each paragraph of a level above (17.9.10).
        style: The style whose paragraphs it numbers; empty for none.
    """

    format: str
    text: str
    is_legal: bool
    is_close: bool
    start: int
    is_anew: bool
    is_reset: bool
    style: str


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
        self._levels: dict[str, list[_Level | None]] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: _Element) -> str:
        """The number or bullet before a paragraph, with the space behind it; empty where it has none."""
        which, depth = self._number(paragraph)
        level = self._levels_of(which)[depth] if 0 <= depth < _DEEPEST else None
        if level is None:
            return ""
        counts = self._count(which, depth)
        if level.format == "bullet":
            label = "•" if not level.text.strip() or "\ue000" <= level.text[0] <= "\uf8ff" else level.text
        else:
            shown = [
                "" if other is None else str(count) if level.is_legal else numeral(other.format, count)
                for other, count in zip(self._levels_of(which), counts, strict=False)
            ]
            label = _PLACE.sub(lambda place: "".join(shown[int(place[1]) - 1 : int(place[1])]), level.text)
        return label if not label or label[-1] in _CLOSED or level.is_close else f"{label} "

    def _number(self, paragraph: _Element) -> tuple[str, int]:
        """The list a paragraph belongs to, and how deep in it: by itself, or by its style or what that is based on."""
        properties = paragraph.find(f"{W}pPr")
        own = None if properties is None else properties.find(f"{W}numPr")
        if own is not None and own.find(f"{W}numId") is not None:
            return _value(own, "numId"), int(_value(own, "ilvl") or 0)
        style = _value(properties, "pStyle")
        if style not in self._by_style:
            self._by_style[style] = self._number_by(style)
        return self._by_style[style]

    def _number_by(self, style: str) -> tuple[str, int]:
        seen = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            number = self._styles[style].find(f"{W}pPr/{W}numPr")
            if number is not None and number.find(f"{W}numId") is not None:
                which = _value(number, "numId")
                levels = enumerate(self._levels_of(which))
                linked = [depth for depth, level in levels if level is not None and level.style == style]
                return which, (linked or [int(_value(number, "ilvl") or 0)])[0]
            style = _value(self._styles[style], "basedOn")
        return "", 0

    def _kind(self, which: str, steps: int = _DEEPEST) -> _Element | None:
        """Return what kind of list a list is, perhaps by the style for lists that its kind names (17.9.21)."""
        kind = self._kinds.get(_value(self._lists.get(which), "abstractNumId"))
        style = self._styles.get(_value(kind, "numStyleLink"))
        number = None if style is None else style.find(f"{W}pPr/{W}numPr")
        return kind if number is None or not steps else self._kind(_value(number, "numId"), steps - 1)

    def _levels_of(self, which: str) -> list[_Level | None]:
        if which not in self._lists:
            return [None] * _DEEPEST
        if which not in self._levels:
            self._levels[which] = [self._level(which, depth) for depth in range(_DEEPEST)]
        return self._levels[which]

    def _level(self, which: str, depth: int) -> _Level | None:
        kind = self._kind(which)
        override = self._lists[which].find(f"{W}lvlOverride[@{W}ilvl='{depth}']")
        level = None if override is None else override.find(f"{W}lvl")
        if level is None and kind is not None:
            level = kind.find(f"{W}lvl[@{W}ilvl='{depth}']")
        if level is None:
            return None
        start = _value(override, "startOverride")
        return _Level(
            _value(level, "numFmt"),
            _value(level, "lvlText")[:_LONGEST_LABEL],
            level.find(f"{W}isLgl") is not None,
            _value(level, "suff") == "nothing",
            int(start or _value(level, "start") or 1),
            bool(start),
            _value(level, "lvlRestart") != "0",
            _value(level, "pStyle"),
        )

    def _count(self, which: str, depth: int) -> list[int]:
        """Count a paragraph; lists of one kind are counted together. The numbers of its level and those above it."""
        kind = self._kind(which)
        counts = self._counts.setdefault("" if kind is None else _id(kind, "abstractNumId"), [None] * _DEEPEST)
        for at, level in enumerate(self._levels_of(which)):
            if level is None:
                continue
            if at > depth:
                counts[at] = None if level.is_reset else counts[at]
                continue
            if level.is_anew and (which, at) not in self._begun:
                counts[at] = None
            self._begun.add((which, at))
            before = counts[at]
            counts[at] = level.start if before is None else before + (at == depth)
        return [count or 0 for count in counts[: depth + 1]]


def _id(node: _Element, name: str) -> str:
    return str(node.get(f"{W}{name}", ""))


def _value(node: _Element | None, name: str) -> str:
    """The `w:val` of a child; empty where there is none."""
    child = None if node is None else node.find(f"{W}{name}")
    return "" if child is None else str(child.get(f"{W}val", ""))
