"""Typo detection: one character of a copy that is a slip of the pen, and says nothing else.

A character is a slip only if it breaks a word of three characters or more that the other copy has, and is confused
with the right one in sound, on the keyboard or in shape (`confusables.txt`); or if it is typed twice. Words of two
characters are no proof: the dictionary lacks too many of them, 俄方 and 阿方, 获胜 and 或胜 are both said. Figures,
negations and names are never slips.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files

from newsclean.text.charsets import MAIN_HAN
from newsclean.text.patterns import lazy_regex
from newsclean.text.segment import tagged

NUMERALS = frozenset("0123456789〇零一二三四五六七八九十百千万亿两半几廿卅壹贰叁肆伍陆柒捌玖拾佰仟")
"""Digits and Chinese numerals."""

_MATERIAL = NUMERALS | frozenset("不没未无非否勿莫禁免将已或拟疑")
"""Numerals, negations and the shortest hedges, which are told whatever they stand for."""

# Words by ICTCLAS tags: names of persons, places, bodies and others, numerals, times, foreign words.
_NAMES = ("nr", "ns", "nt", "nz", "m", "t", "eng", "x")
_PLACES = frozenset("省市县区州盟旗乡镇村屯寨路街巷桥山河湖岛园寺")
_SHORTEST_WORD = 3
# Particles, which are written twice by mistake only.
_PARTICLES = frozenset("的了着和")
_REACH = 16
_HAN_RUN = lazy_regex(f"[{MAIN_HAN}]*")


@cache
def _groups() -> dict[str, set[int]]:
    groups: defaultdict[str, set[int]] = defaultdict(set)
    lines = files(__package__).joinpath("data", "confusables.txt").read_text("utf-8").splitlines()
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
    """Tell a slip: one character for another that breaks a word, in either of two copies.

    Args:
        earlier: A paragraph, folded.
        later: A copy of it, folded.
        at: The place of the character in the earlier one, in code points.
        at_later: Its place in the later one.
    """
    old, new = earlier[at], later[at_later]
    if old in _MATERIAL or new in _MATERIAL or not are_confused(old, new):
        return False
    return (_is_in_long_word(earlier, at) and _is_alone(later, at_later)) or (
        _is_in_long_word(later, at_later) and _is_alone(earlier, at)
    )


def is_doubled(text: str, at: int) -> bool:
    """Tell a character that is typed twice: a particle, or behind a word that ends in it, 主持持会议.

    Before a word it may be one of its own: 会会见, 上上周, 对对方, 被被告.

    Args:
        text: A paragraph, folded.
        at: The place of the first of two equal characters, in code points.
    """
    character = text[at]
    if character in _MATERIAL or text[at : at + 2] != character * 2:
        return False
    begin, end, tag = _word_at(text, at)
    again, after, _ = _word_at(text, at + 1)
    if again != at + 1 or after - again != 1:
        return False
    return character in _PARTICLES if end - begin == 1 else not tag.startswith(_NAMES)


def _is_in_long_word(text: str, at: int) -> bool:
    """Tell a character in a long word of the dictionary that is no name, nor may be a place's."""
    begin, end, tag = _word_at(text, at)
    is_place = not _PLACES.isdisjoint(text[end - 1 : end + 1])
    return end - begin >= _SHORTEST_WORD and not tag.startswith(_NAMES) and not is_place


def _is_alone(text: str, at: int) -> bool:
    begin, end, _ = _word_at(text, at)
    return end - begin == 1


def _word_at(text: str, at: int) -> tuple[int, int, str]:
    """Return the word that a character is in, cut from the Han characters around it: half-open span, and tag."""
    start = max(0, at - _REACH)
    begin = max(start, at - len(_HAN_RUN.match(text[start:at][::-1]).group()))  # type: ignore[union-attr]
    for word, tag in tagged(text[begin : at + _REACH]):
        if begin + len(word) > at:
            return begin, begin + len(word), tag
        begin += len(word)
    raise IndexError(at)
