"""Lines that are a number and nothing else: a figure of the sentence, a page number of a series, or nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from newsclean.rules.lines.cues import is_final, word_break
from newsclean.rules.lines.structure import is_open
from newsclean.text.charsets import MEASURES
from newsclean.text.opencc import simplified
from newsclean.text.patterns import lazy_regex
from newsclean.text.segment import tagged

_REACH = 10
# Marks that running text has and a table has not.
_CLAUSES = frozenset("，。；！？,;!?")
# A page follows the next one, or the one behind it where only every other page has a number.
_STEPS = (1, 2)
_LEAST_CUTS = 2
# What a figure counts, as jieba tags it, and words that it does not tag so.
_COUNTED, _COUNTED_WORDS = frozenset("mq"), frozenset(("月份", "年代", "小时", "周年"))
# Measure words that more often begin a name, or are the name of a place.
_NOT_COUNTED = frozenset("张周村县市镇省国美欧")
# With a date or a large number a sentence may begin, and with what no line begins: 13⏎名代表都是.
_MAY_BEGIN = frozenset("年月日时点万亿名项岁辆艘")
# The next page begins with none of these, so they go on with the figure before them.
_GOES_ON = frozenset("%％‰℃，。、；：！？）》”’,;")


# A year, whole or cut, as a heading may begin with it: 20⏎18多哈体操世锦赛.
_YEAR = lazy_regex("(?:19|20)[0-9]{2}(?![0-9])")


class BareNumber(NamedTuple):
    """Number alone on a line, with the lines around it that are no artifacts of a page.

    Attributes:
        number: Which paragraph it is, from 0.
        value: The number.
        head: The text before it, empty where there is none.
        tail: The text behind it, likewise.
        before: Which paragraph `head` is.
        behind: Which paragraph `tail` is.
    """

    number: int
    value: int
    head: str
    tail: str
    before: int
    behind: int


def is_figure(head: str, digits: str, tail: str) -> bool:
    """Return whether a number between two lines is a figure of their sentence: a measure word stands behind it.

    Not where one stands before it too, or 的, since then 有三个⏎12⏎个人 says twice what is counted; not between the
    halves of a word, 回⏎12⏎升; not before a name or figure, 12⏎张先生; and a sentence begins with no
    figure but a date or a large number.

    Args:
        head: The line before it, empty where there is none; in simplified characters.
        digits: The number.
        tail: The line behind it, likewise.

    >>> is_figure("全县选派", "8", "名干部到村里工作，帮助群众。")
    True
    >>> is_figure("有了较大幅度的", "12", "增长，但困难仍然较多。")
    False
    """
    if not tail:
        return False
    if tail[0] in _GOES_ON or _YEAR.match(digits + tail):
        return True
    if tail[0].isdecimal() or tail[0] in _NOT_COUNTED or (head and is_final(head) and tail[0] not in _MAY_BEGIN):
        return False
    word, tag = _first(tagged(digits + tail[:_REACH]), len(digits))
    may_count = (
        tag[:1] == "q" or word in _COUNTED_WORDS or (word[:1] in MEASURES and (len(word) == 1 or tag[:1] == "m"))
    )
    if not may_count or (head and word_break(head, tail).kind != "-"):
        return False
    before = tagged(head[-_REACH:])
    return not before or (before[-1][1][:1] not in _COUNTED and before[-1][0] != "的")


def _first(words: Iterable[tuple[str, str]], behind: int) -> tuple[str, str]:
    """Return the first word that begins behind so many characters, with its tag; empty where none does."""
    at = 0
    for word, tag in words:
        if at >= behind:
            return word, tag
        at += len(word)
    return "", ""


def find_page_numbers(numbers: Iterable[BareNumber], has_heads: bool = False) -> Mapping[int, str]:
    """Return which numbers of a text are no figures: `page number` in a rising series, else `number`.

    A series counts the pages where it cuts sentences twice at least; the numbers of sections stand between whole ones.

    Args:
        numbers: The numbers.
        has_heads: Whether running heads stand beside some; then one cut sentence is enough for three numbers.
    """
    unknown = []
    for each in numbers:
        head, tail = simplified(each.head), simplified(each.tail)
        if not is_figure(head, str(each.value), tail):
            unknown.append(each._replace(head=head, tail=tail))
    found = dict.fromkeys((each.number for each in unknown), "number")
    for series in _series(unknown):
        least = 1 if has_heads and len(series) > _LEAST_CUTS else _LEAST_CUTS
        if sum(map(_cuts_sentence, series)) >= least:
            found |= dict.fromkeys((each.number for each in series), "page number")
    return found


def _series(numbers: Iterable[BareNumber]) -> list[list[BareNumber]]:
    """The numbers in series, in each of which they rise by a step at a time."""
    found: list[list[BareNumber]] = []
    last: dict[int, list[BareNumber]] = {}
    for each in numbers:
        series = next((last.pop(each.value - step) for step in _STEPS if each.value - step in last), None)
        if series is None:
            found.append(series := [])
        series.append(each)
        last[each.value] = series
    return found


def _cuts_sentence(each: BareNumber) -> bool:
    return (
        bool(each.head and each.tail)
        and not _CLAUSES.isdisjoint(each.head + each.tail)
        and is_open(each.head, each.tail)
    )
