"""Typo detection: one character of a copy that is a slip of the pen, and says nothing else.

A character is a slip only if it makes a non-word of a word that the other copy has, and is confused with the right one
in sound, on the keyboard or in shape (`confusables.txt`), or if it is typed twice. Figures, negations and what may be a
part of a name are never slips.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files

from newsclean.article.words import tagged

_MATERIAL = frozenset("〇零一二三四五六七八九十百千万亿两半几廿卅壹贰叁肆伍陆柒捌玖拾佰仟不没未无非否勿莫禁免")
"""Numerals and negations, which are told whatever they stand for."""

# Words by ICTCLAS tags: names of persons, places, bodies and others, numerals, times, foreign words.
_NAMES = ("nr", "ns", "nt", "nz", "m", "t", "eng", "x")
_REACH = 5
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤习"
)
"""The commonest surnames of one character: behind one a word may be a given name, 李国庆."""


@cache
def _groups() -> dict[str, set[int]]:
    groups: defaultdict[str, set[int]] = defaultdict(set)
    lines = files(__package__).joinpath("confusables.txt").read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        if not line.startswith("#"):
            for character in line:
                groups[character].add(number)
    return groups


def are_confused(one: str, other: str) -> bool:
    """Tell two characters that are taken for each other, in sound, on the keyboard or in shape.

    Args:
        one: A character, simplified.
        other: Another one.
    """
    groups = _groups()
    return not groups.get(one, set()).isdisjoint(groups.get(other, set()))


def is_typo(earlier: str, later: str, at: int, at_later: int) -> bool:
    """Tell a slip: one character for another that makes a non-word of a word, in either of two copies.

    Args:
        earlier: A paragraph, folded.
        later: A copy of it, folded.
        at: The place of the character in the earlier one, in code points.
        at_later: Its place in the later one.
    """
    old, new = earlier[at], later[at_later]
    if old in _MATERIAL or new in _MATERIAL or not are_confused(old, new):
        return False
    return (_is_in_word(earlier, at) and _is_alone(later, at_later)) or (
        _is_in_word(later, at_later) and _is_alone(earlier, at)
    )


def is_doubled(text: str, at: int) -> bool:
    """Tell a character that is typed twice, and makes no word so.

    Args:
        text: A paragraph, folded.
        at: The place of the first of two equal characters, in code points.
    """
    character = text[at]
    if not "\u4e00" <= character <= "\u9fff" or character in _MATERIAL or text[at : at + 2] != character * 2:
        return False
    (begin, end, tag), (again, after, _) = _word_at(text, at), _word_at(text, at + 1)
    # 天天 is one word, 发展|展会 are two of their own.
    is_slip = again == at + 1 and min(end - begin, after - again) == 1
    return is_slip and not tag.startswith("nr") and not _may_be_name(text, at)


def _is_in_word(text: str, at: int) -> bool:
    """Tell a character in a word of the dictionary that is no name."""
    begin, end, tag = _word_at(text, at)
    return end - begin > 1 and not tag.startswith(_NAMES) and not _may_be_name(text, begin)


def _is_alone(text: str, at: int) -> bool:
    begin, end, _ = _word_at(text, at)
    return end - begin == 1


def _may_be_name(text: str, begin: int) -> bool:
    """Tell a word that may be a given name: a surname stands before it, that is in no other word."""
    if not begin or text[begin - 1] not in _SURNAMES:
        return False
    start, end, _ = _word_at(text, begin - 1)
    return end - start == 1


def _word_at(text: str, at: int) -> tuple[int, int, str]:
    """Return the word that a character is in: half-open span in code points, and tag."""
    begin = max(0, at - _REACH)
    for word, tag in tagged(text[begin : at + _REACH + 1]):
        if begin + len(word) > at:
            return begin, begin + len(word), tag
        begin += len(word)
    raise IndexError(at)
