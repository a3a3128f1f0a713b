"""The zero of numbers in Han numerals, for which old text has a circle, a letter or a digit."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.trigger import Trigger
from newsclean.settings import Settings
from newsclean.text.charsets import HAN
from newsclean.text.patterns import lazy_regex

_NUMERALS = "一二三四五六七八九"
_WIDE = "○◯０ＯΟ"  # the last is a Greek letter, which GB 2312 has beside the Latin one
_NARROW = "0Oo"
_ZERO = f"[{_WIDE}{_NARROW}]"
_NOT_BESIDE = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
# Not the end of a word: 唯一, 周一.
_NUMBER = lazy_regex(
    rf"(?<![{_NUMERALS}〇零{_WIDE}{_NOT_BESIDE}统統唯之同专專单單万萬周週期划劃归歸])"
    rf"[{_NUMERALS}][{_NUMERALS}〇零]*+{_ZERO}[{_NUMERALS}〇零{_WIDE}{_NARROW}]*+(?![{_NOT_BESIDE}])"
)
_HUNDREDS = lazy_regex(rf"(?=...)[{_NUMERALS}]+[{_WIDE}]+")
_COUNTED = "年月日号號岁歲届屆周週余餘多"
_BORN_IN = lazy_regex(f"[五六七八九]{_ZERO}[后後]")
_BEHIND_NUMBER, _OF_TIME = frozenset(_COUNTED), frozenset(":：点點时時")
_TO_HAN = str.maketrans(dict.fromkeys(_WIDE + _NARROW, "〇"))


def _zeros(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for match in _NUMBER.finditer(view.text):
        if _is_number(match.group(), view.text, match.end()):
            end = match.start() + len(match.group().rstrip(f"{_NUMERALS}〇零"))
            yield Edit(match.start(), end, view.text[match.start() : end].translate(_TO_HAN), "characters/zero")


def _is_number(number: str, text: str, end: int) -> bool:
    """Return whether it is a number for certain: its zeros stand between numerals, or it says so behind them."""
    if number[-1] in _NUMERALS:
        return len(number) > 2
    follows = text[end : end + 1]
    return bool(
        follows in _BEHIND_NUMBER
        or _BORN_IN.match(text, end - len(number))
        or (_HUNDREDS.fullmatch(number) and follows not in _OF_TIME)
    )


RULES = (
    Rule(
        id="characters/zero",
        kind="normalisation",
        safe=True,
        what="Writes the zero of a number in Han numerals as 〇 where a circle, a letter O or a digit stands for it.",
        why="GB 2312 has no 〇, so that old text has 二○○八年, 二OO八年 or 一九九０年, and who looks for 二〇〇八年 "
        "finds none of them. Left alone where it may be no number: 唯一00后, 三○二○.",
        source="GB/T 15835-2011 5.2.5",
        example=Example("二○○八年和一九九０年", "二〇〇八年和一九九〇年"),
        find=_zeros,
        trigger=Trigger(
            _WIDE,
            trigram=((HAN, _NARROW, f"{_NUMERALS}{_COUNTED}后後"), (HAN, _NARROW, _NARROW)),
        ),
    ),
)
