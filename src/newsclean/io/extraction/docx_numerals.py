"""Numbers as documents write them: 三, 叁, 丙, ③, iii (ECMA-376, part 1, 17.18.59, ST_NumberFormat)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_LARGEST = 9999
_ROMAN = {
    1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv",
    1: "i",
}  # fmt: skip
_COUNTED, _LEGAL, _LEGAL_TRADITIONAL = (
    "零一二三四五六七八九十百千",
    "零壹贰叁肆伍陆柒捌玖拾佰仟",
    "零壹貳參肆伍陸柒捌玖拾佰仟",
)


def _counted(number: int, numerals: str = _COUNTED) -> str:
    """三, 十一, 二十, 一百零五; `numerals` are nought to nine, then ten, a hundred and a thousand."""
    written = ""
    for place, figure in enumerate(map(int, reversed(str(number)))):
        unit = numerals[9 + place] if place else ""
        written = (numerals[figure] + unit if figure else numerals[0]) + written
    written = re.sub(f"{numerals[0]}+", numerals[0], written)
    written = written if number == 0 else written.rstrip(numerals[0])
    return written[1:] if written.startswith("一十") else written


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN.items():
        written += letters * (number // value)
        number %= value
    return written


def _one_of(row: str) -> Callable[[int], str]:
    return lambda number: row[number - 1] if 0 < number <= len(row) else str(number)


def _row(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


_WIDE = {ord("0") + figure: ord("０") + figure for figure in range(10)}
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
# Those that documents in Chinese have.
_FORMATS: Mapping[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimalZero": "{:02}".format,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "decimalFullWidth2": lambda number: str(number).translate(_WIDE),
    "decimalEnclosedCircle": _one_of(_row("①", "⑳")),
    "decimalEnclosedCircleChinese": _one_of(_row("①", "⑳")),
    "decimalEnclosedParen": _one_of(_row("⑴", "⒇")),
    "decimalEnclosedFullstop": _one_of(_row("⒈", "⒛")),
    "ideographEnclosedCircle": _one_of(_row("㊀", "㊉")),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "ideographDigital": lambda number: str(number).translate(_DIGITS),
    "taiwaneseDigital": lambda number: str(number).translate(_DIGITS),
    "chineseLegalSimplified": lambda number: _counted(number, _LEGAL),
    "ideographLegalTraditional": lambda number: _counted(number, _LEGAL_TRADITIONAL),
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
         "japaneseCounting"),
        _counted,
    ),
}  # fmt: skip


def numeral(format: str, number: int) -> str:
    """A number as a format of numbers writes it.

    Args:
        format: A value of ST_NumberFormat; what is not known is written in figures.
        number: The number; one below 0 or above 9,999 is written in figures.
    """
    return _FORMATS.get(format, str)(number) if 0 <= number <= _LARGEST else str(number)
