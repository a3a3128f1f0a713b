"""Classes of characters, as they are written between the brackets of a regular expression."""

from __future__ import annotations

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
"""What a figure counts, by its first character; simplified."""
