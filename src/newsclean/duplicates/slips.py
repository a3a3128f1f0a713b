"""Whether a character that differs between two copies is a slip of the pen, or says something else."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from newsclean.article.words import tagged
from newsclean.duplicates.lists import lines_of
from newsclean.patterns import regex

# One of these more or less makes another title, another growth, another currency.
_QUALIFYING = regex(
    r"(?:副|伪|名誉|荣誉|常务|代理|执行|候任)(?=[\u4e00-\u9fff])"
    r"|[前原代](?=总统|总理|首相|主席|主任|部长|省长|市长|县长|书记|局长|董事|总裁|总经理|队长|教练|妻|夫)"
    r"|负(?=增长)|(?<=[0-9百千万亿])[美港日欧](?=元)"
)
# What bears a name, a character or two behind it: 小米公司 and 小鹏公司.
_NAMED = regex(
    "[\u4e00-\u9fff]{0,2}(?:公司|集团|银行|大学|学院|中学|小学|医院|街道|社区|小区|大厦|机场|酒店|日报|晚报|出版社|俱乐部)"
)
_REACH = 6


@cache
def _opposed() -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, lines_of("opposed.txt")))


@cache
def _characters(name: str) -> frozenset[str]:
    return frozenset("".join(lines_of(name)))


class Span(NamedTuple):
    """A place where two texts differ: half-open spans in code points, one of them perhaps empty.

    Attributes:
        low: Where it begins in the earlier text.
        high: One past its end there.
        low_later: Where it begins in the later text.
        high_later: One past its end there.
    """

    low: int
    high: int
    low_later: int
    high_later: int

    def sides(self, earlier: str, later: str) -> tuple[str, str]:
        """What stands there in each of the two texts."""
        return earlier[self.low : self.high], later[self.low_later : self.high_later]


def word_around(earlier: str, later: str, span: Span, *, is_all: bool) -> Span | None:
    """The words of which one says something else than the other, or None if a character in one is mistyped.

    Args:
        earlier: One text, folded.
        later: The other, folded.
        span: Where they differ, by no more than two Han characters in each.
        is_all: Whether nothing else differs between the two. Then one word of the dictionary for another is no slip,
            总理 for 总统, nor is a character of a company's name; among slips they may be, unless one word is longer
            than the other, as 指导价 than 定价.

    Returns:
        The place, widened alike on both sides to whole words.
    """
    old, new = span.sides(earlier, later)
    there, here = _word_at(earlier, span.low, len(old)), _word_at(later, span.low_later, len(new))
    if not (old and new):
        longer, at = (earlier, span.low) if old else (later, span.low_later)
        if not _QUALIFYING.match(longer, at):
            return None
    elif not (
        _are_opposed(old + new, there, here, is_all=is_all)
        or (len(old + new) == 2 and _is_in_name(there, here))
        or ((is_all or len(old) != len(new)) and _are_both_words(there, here))
        or (is_all and _NAMED.match(later, span.high_later))
    ):
        return None
    before = min(max(there.before, here.before), span.low, span.low_later)
    after = min(max(0, there.after, here.after), len(earlier) - span.high, len(later) - span.high_later)
    return Span(span.low - before, span.high + after, span.low_later - before, span.high_later + after)


class _Word(NamedTuple):
    """The word that a character is in, or that begins where there is none.

    Attributes:
        word: The word.
        before: How many of its characters stand before that one.
        after: How many stand behind it; negative if the difference is longer than the word.
        near: The two characters before it, itself, and the one behind it; fewer at the edges of the text.
        is_name: Whether the word is a person's by the dictionary, or a character by itself.
    """

    word: str
    before: int
    after: int
    near: tuple[str, str, str]
    is_name: bool


def _word_at(text: str, at: int, size: int) -> _Word:
    start = max(0, at - _REACH)
    near = text[max(0, at - 2) : at], text[at : at + 1], text[at + 1 : at + 2]
    begin = start
    for word, tag in tagged(text[start : at + _REACH]):
        if begin + len(word) > at:
            return _Word(word, at - begin, begin + len(word) - at - size, near, len(word) == 1 or tag.startswith("nr"))
        begin += len(word)
    return _Word("", 0, 0, near, False)  # at the end of the text


def _are_opposed(characters: str, there: _Word, here: _Word, *, is_all: bool) -> bool:
    """Whether characters stand against each other; among slips only if both make words, or neither does."""
    is_one_kind = (len(there.word) > 1) == (len(here.word) > 1)
    return (is_all or is_one_kind) and any(opposed.issuperset(characters) for opposed in _opposed())


def _are_both_words(there: _Word, here: _Word) -> bool:
    """Whether the dictionary has both, as words that begin and end at the same places."""
    is_longer = min(len(there.word), len(here.word)) > 1
    return is_longer and (there.before, there.after) == (here.before, here.after)


def _is_in_name(there: _Word, here: _Word) -> bool:
    """Whether both characters can be the same one of a person's name: the surname, or the first or second behind it."""
    if not (there.is_name and here.is_name):
        return False
    before, _, behind = here.near
    both = {there.near[1], here.near[1]}
    surnames, given = _characters("surnames.txt"), _characters("given.txt")
    if both <= surnames:
        return behind in given
    return both <= given and (before[-1:] in surnames or (before[:1] in surnames and before[1:] in given))
