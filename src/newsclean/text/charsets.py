"""Classes of characters, as they are written between the brackets of a regular expression."""

from __future__ import annotations

from newsclean.text.patterns import lazy_regex

MAIN_HAN = "\u4e00-\u9fff"
"""Han characters of Unicode's main block, of which the words of dictionaries are made."""

IDEOGRAPHS = f"\u3400-\u4dbf{MAIN_HAN}\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters."""

HAN = f"\u3007{IDEOGRAPHS}"
"""Han characters, with the zero that is counted among them."""

CHINESE_MARKS = (
    "\u2014\u2018-\u201d\u2026\u3000-\u3011\u3014-\u301f\uff01\uff05\uff08\uff09\uff0c\uff1a\uff1b\uff1f\uff5e·"
)
"""Marks of Chinese text, and its space."""

PAUSES, STOPS = ",;:", ".!?…"
"""Narrow marks between clauses, and those at the end of sentences."""

UNITS = "%％‰℃㎡㎞㎏㎜"
"""Signs that stand behind a figure and belong to it."""

BORDERS = "│┃┆┇┊┋┌-╋║╒-╰"
"""What rules tables, but for the characters that lie flat, which are also dashes."""

NUMERALS = "一二三四五六七八九十"
"""Han numerals with which items of a list are counted."""

DIGITS = f"0-9〇○零{NUMERALS}"
"""Figures and Han numerals, as dates are written with."""

MEASURES = (
    "名个人位家项次件条座所处批户万亿千百多余元年月日号时分秒岁届场种类部台辆架艘只头匹株棵亩吨公米里平立斤克升度倍成"
    "点层级期轮组队支套张份本册幅枚颗粒块片间栋幢村县市镇省国周天美欧"
)
"""Measure words that a figure counts, by its first character; simplified."""

ANY_HAN = lazy_regex(f"[{HAN}]")
"""Matches a Han character."""


def is_han(character: str) -> bool:
    """Return whether a character, or an empty string, is a Han character."""
    return ANY_HAN.match(character) is not None
