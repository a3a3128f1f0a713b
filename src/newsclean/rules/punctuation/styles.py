"""Quotation marks in the style that was asked for, and those that point the wrong way."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.trigger import PARTNERS, Trigger
from newsclean.rules.punctuation.context import Context
from newsclean.rules.punctuation.quote_reader import MOST_ASKED, read
from newsclean.settings import Settings
from newsclean.text.lines import Line
from newsclean.text.opencc import simplified
from newsclean.text.patterns import lazy_regex

_TO_CORNER = dict(zip("“”‘’", "「」『』", strict=True))
_STYLES = {"corner": _TO_CORNER, "curly": {corner: curly for curly, corner in _TO_CORNER.items()}}
_MARK = lazy_regex("[“”‘’「」『』\r\n]")
# Marks of a row that can be read, and how likely the best reading must be where nothing else speaks against it.
_PAIR, _LONGEST, _LIKELY = 2, 400, 0.6
_DOUBLE, _STRAIGHT = lazy_regex("[“”]"), frozenset('"＂')
# What stands before a quotation begins, and behind it when it has ended.
_INTRODUCES = frozenset("：，、；（《 　")
_FOLLOWS = frozenset("，。、；：！？）》")


def _style(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    """Pairs only, so that an apostrophe or a stray mark stays as it is."""
    style, waiting = _STYLES[settings.quotes], list[int]()
    for at, _ in view.skeleton.spans(_MARK):
        mark = view.text[at]
        if mark in "\r\n":
            waiting.clear()
        elif mark not in PARTNERS:
            waiting.append(at)
        elif waiting and view.text[waiting[-1]] == PARTNERS[mark]:
            opening = waiting.pop()
            if mark in style and not view.protected_spans.touch(opening, at + 1):
                yield Edit(opening, opening + 1, style[view.text[opening]], "punctuation/quote-style")
                yield Edit(at, at + 1, style[mark], "punctuation/quote-style")


def _direction(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for line in view.paragraphs:
        places = [match.start() for match in _DOUBLE.finditer(view.text, line.body, line.stop)]
        wrong = [at for number, at in enumerate(places) if view.text[at] != "“”"[number % 2]]
        # With an even number that point by turns, all but a few do already, and nesting explains none of it.
        if (
            wrong
            and len(places) % 2 == 0
            and len(places) <= _LONGEST
            and not _nests(view.text, places)
            and _may_stand_by_turns(view.text, places)
            and _STRAIGHT.isdisjoint(view.body(line))  # one of them may be the partner
            and _reads_by_turns(view, line, places, _is_plain(view.text, places, wrong), len(wrong))
        ):
            for at in wrong:
                yield Edit(at, at + 1, "”" if view.text[at] == "“" else "“", "punctuation/quote-direction")


def _is_plain(text: str, places: list[int], wrong: list[int]) -> bool:
    """Return whether most marks point by turns already, or all that must close stand before a pause."""
    return 2 * len(wrong) <= len(places) or all(_must_close(text, at) for at in places[1::2])


def _reads_by_turns(view: DocumentView, line: Line, places: list[int], is_plain: bool, wrong: int) -> bool:
    """Return whether the marks are quotations one behind the other, as their reader has it, however they point.

    It is not asked about a single plain pair. Where not most of them point so already, it must be all but certain.
    """
    if is_plain and len(places) == _PAIR:
        return True
    if not (is_plain or wrong < len(places)) or not view.cached(Context).is_chinese_line(places[0]):
        return False
    reading = read(simplified(view.body(line)), [at - line.body for at in places], '"' * len(places))
    is_flat = all(step.depth == 1 and step.opens == (number % 2 == 0) for number, step in enumerate(reading.steps))
    return is_flat and reading.is_whole and reading.probability >= (_LIKELY if is_plain else MOST_ASKED)


def _may_stand_by_turns(text: str, places: list[int]) -> bool:
    return all(_may_open(text, at) for at in places[::2]) and all(_may_close(text, at) for at in places[1::2])


def _nests(text: str, places: list[int]) -> bool:
    depth = 0
    for at in places:
        depth += 1 if text[at] == "“" else -1
        if depth < 0:
            return False
    return depth == 0


def _may_open(text: str, at: int) -> bool:
    follows = text[at + 1 : at + 2]
    return bool(follows.strip()) and follows not in _FOLLOWS and follows not in "“”"


def _must_close(text: str, at: int) -> bool:
    """Return whether no quotation begins at a mark: a pause stands behind it, or nothing."""
    return text[at + 1 : at + 2] in _FOLLOWS | {"", "\r", "\n"}


def _may_close(text: str, at: int) -> bool:
    return text[at - 1] not in _INTRODUCES and text[at - 1] not in "“”"


RULES = (
    Rule(
        id="punctuation/quote-direction",
        kind="correction",
        safe=True,
        what="Turns a double quotation mark round that points the wrong way: ““ or ”” for a pair.",
        why="Only in a paragraph with an even number of them, at most half of which are wrong, or all of which that "
        "must close stand before a pause, or which can all but certainly be read in no other way, where each mark then "
        "stands where such a mark can stand. Quotations inside quotations are left alone.",
        source="GB/T 15834-2011 4.8",
        example=Example("“锆石“导弹可突破防御", "“锆石”导弹可突破防御"),
        find=_direction,
        trigger=Trigger(unpaired="“”"),
    ),
    Rule(
        id="punctuation/quote-style",
        kind="normalisation",
        safe=True,
        what="Sets pairs of quotation marks in the style of the setting `quotes`: `curly` “…” or `corner` 「…」.",
        why="Off unless asked for: both styles are right, each in its own region. Marks without a partner stay.",
        source="GB/T 15834-2011 4.8.2, 5.2; CLREQ 3.1.3",
        example=Example("取消「附近通知」功能", "取消“附近通知”功能"),
        find=_style,
        trigger=Trigger("“”‘’「」『』"),
        is_on=lambda settings: settings.quotes != "keep",
    ),
)
