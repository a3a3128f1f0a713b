"""Cues at a boundary, seen by looking: a cut word, a figure before its measure word, an open pair, a comma."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from newsclean.core.reasons import Reason, ReasonTemplate
from newsclean.text.charsets import MEASURES
from newsclean.text.opencc import is_simplified, simplified
from newsclean.text.patterns import lazy_regex
from newsclean.text.segment import tagged, words_across
from newsclean.text.spans import ADDRESS_BEGINS, ADDRESS_CHARACTER, DATE, LATIN, LIKE_LIST_NUMBER

FINAL = frozenset('。！？；…”’）》】」』〉)!?;"：:.')
"""Marks after which a paragraph may end."""

_DATE = lazy_regex(DATE)
_FIGURE_END = lazy_regex(r"[^0-9\s][0-9]{1,6}[.]\Z")
CLOSING, OF = "”’）》】」』〉)", "的"
"""Marks that end a paragraph only where the next one does not begin with the particle."""

BEGINS_OF = lazy_regex("的(?![士确话哥姐卡黎])")
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
EMPHASIS = "*_"
"""Marks of Markdown around words, also behind the mark that ends a paragraph, **好。** More are a blank in a form."""
_MOST_EMPHASIS = 3
CALL_DIGITS = "0-9⁰¹²³⁴-⁹①-⑳"
"""What calls a footnote behind the end of a sentence, up to three of them."""
_CALL_END = lazy_regex(rf"[。！？][”’」』]?[{CALL_DIGITS}]{{1,3}}\Z")
_BEHIND_FIGURE = frozenset("十百千万亿几第％℃，、．·—：年月日")
_COUNTS = frozenset(("m", "q", "mq", "t"))
OPENING_QUOTES = frozenset("“‘")


def is_final(text: str, following: str = "") -> bool:
    """Return whether a paragraph ends with a mark after which it may end.

    An opening quotation mark ends no line (GB/T 15834-2011 5.1.3): after a final mark it is a closing one, mistyped.

    Args:
        text: The paragraph, not empty.
        following: The paragraph after it: the point of 已达到10.⏎78亿亩 ends no sentence, that of 12.⏎2023年 does; the
            mark of “私”⏎的搏斗 ends none; the digit that calls a footnote is none of a figure, 全文。3⏎会议.
    """
    last = text[-1]
    if last in INVISIBLE:
        text = text.rstrip(INVISIBLE)
        last = text[-1:]
    if last and last in EMPHASIS and len(text) - len(bare := text.rstrip(EMPHASIS)) <= _MOST_EMPHASIS:
        text, last = bare, bare[-1:]
    if last == "." and following[:1].isdigit() and _DATE.match(following) is None:
        return _FIGURE_END.search(text) is None
    if last.isdigit() and _CALL_END.search(text, max(0, len(text) - 5)) is not None:
        return not following or not goes_on_figure(following)
    if last in FINAL:
        return not (following[:1] == OF and last in CLOSING and text[-2:-1] not in FINAL and BEGINS_OF.match(following))
    return last in OPENING_QUOTES and text[-2:-1] in FINAL


def goes_on_figure(following: str) -> bool:
    """Return whether a line may go on with the figure that the line before it ends in: 会议。3⏎名代表."""
    if following[0].isascii() or following[0] in _BEHIND_FIGURE:
        return True
    word, tag = tagged(following[:_REACH])[0]
    return following[0] in MEASURES and (tag in _COUNTS or len(word) == 1)


FORBIDDEN_START = frozenset("，。、；：！？”’）》】」』〉,;")
"""Marks with which no line begins (GB/T 15834-2011 5.1.1–5.1.3; CLREQ 3.1.3)."""

PAIRS = dict(zip("“‘（(《「『【〈", "”’）)》」』】〉", strict=True))
"""Opening marks, each with the one that closes it."""

_OPENING, _CLOSING = frozenset(PAIRS), frozenset(PAIRS.values())
_WIDE = str.maketrans("()", "（）")
_FIGURE = lazy_regex(r"(?<![0-9.A-Za-z])(?<![0-9][:：])[0-9]{1,9}(?:\.[0-9]+)?\Z")
_SPACED_END, _SPACED_START = lazy_regex(r"[0-9] [0-9]\Z"), lazy_regex("[0-9](?: [0-9]| ?[^0-9 ])")
_STANDARD, _STANDARD_NUMBER = lazy_regex(r"(?<![A-Za-z])[A-Z]{2,4}(?:/[TZ])?\Z"), lazy_regex(r"[0-9]{3,6}[.—–\-)）》]")
_LONGEST_WORD = 64
_LATIN_END, _LATIN_START = lazy_regex(rf"{LATIN}\Z"), lazy_regex(LATIN)
_ACRONYM_END, _ACRONYM_START = lazy_regex(r"[（(][A-Z]+\Z"), lazy_regex("[A-Z]+[)）]")
_LONGEST_ADDRESS = 400
_ADDRESS_START = lazy_regex(
    r"\b(?:h\nttps?://|ht\ntps?://|htt\nps?://|http\ns?://|https?\n://|https?:\n//|https?:/\n/)"
)
_ADDRESS_END, _OTHER_ADDRESS = lazy_regex(rf"{ADDRESS_BEGINS}{ADDRESS_CHARACTER}*\Z"), lazy_regex(ADDRESS_BEGINS)
_ADDRESS_REST = lazy_regex(f"{ADDRESS_CHARACTER}+")
# Letters with a digit or a mark of an address among them, or the closing bracket.
_NO_WORD = lazy_regex(r"[A-Za-z][0-9/_=&%?]|[0-9][A-Za-z]|\.[A-Za-z]|[A-Za-z]\)")
_LIST_NUMBER = lazy_regex(f"{LIKE_LIST_NUMBER}[)）]")
_OPENED_AT_END = lazy_regex(r"[（(][A-Za-z]{0,3}\Z")
_MOST_TAIL = 400
_AT_ONCE = 12
# So many characters on each side of a break tell which words it lies between.
_REACH = 10


class Break(NamedTuple):
    """Break as it lies to the words around it.

    Attributes:
        kind: `-` between words; `<` one character of a word before it, `>` one after it, `=` more on both sides.
        whole: How many characters the cut word has; 0 between words.
        before: The word before the break, or the part of the cut word that stands there.
        after: The word after it, or the rest of the cut word.
        tags: The parts of speech of the last two words before the break and the first two after it; a cut word is on
            both sides, marked `<` and `>`, and where there is no word there is `^` or `$`.
    """

    kind: str
    whole: int
    before: str
    after: str
    tags: tuple[str, str, str, str]


def word_break(head: str, tail: str) -> Break:
    """Return how the break between two lines lies to the words of the text.

    Args:
        head: The line before the break, without white space at its end.
        tail: The line after it, without white space at its start.
    """
    return _word_break(head[-_REACH:], tail[:_REACH])


@lru_cache(4096)  # several rules ask about a boundary, and again once another one has changed the text
def _word_break(head: str, tail: str) -> Break:
    at, joined = len(head), head + tail
    kind, whole, before, after = "-", 0, "", ""
    tags, following = ["^", "^"], []
    start = 0
    for word, tag in tagged(joined):
        end = start + len(word)
        if end <= at:
            before = joined[start:end]
            tags.append(tag)
        elif start >= at:
            after = after or joined[start:end]
            following.append(tag)
        else:
            before, after = joined[start:at], joined[at:end]
            tags.append(f"<{tag}")
            following.append(f">{tag}")
            if word.isalpha() and not word.isascii():
                kind, whole = "<" if at - start == 1 else ">" if end - at == 1 else "=", min(5, end - start)
        start = end
    return Break(kind, whole, before, after, (*tags[-2:], *[*following, "$", "$"][:2]))  # type: ignore[arg-type]


def break_between(head: str, tail: str) -> Break:
    """As `word_break`, of lines in either script; the words are given in simplified characters."""
    return word_break(simplified(head[-_REACH:]), simplified(tail[:_REACH]))


_cuts: dict[tuple[str, str], bool] = {}
_MOST_CUTS = 1 << 16


def cut_words(pairs: Iterable[tuple[str, str]]) -> list[bool]:
    """Return for breaks between lines, in either script, whether a word stands across each, as `break_between` tells.

    Many are asked about in one go, and remembered, since several rules ask about the breaks of wrapped text.
    """
    global _cuts
    windows = [(head[-_REACH:], tail[:_REACH]) for head, tail in pairs]
    known = _cuts = _cuts if len(_cuts) < _MOST_CUTS else {}
    new = [window for window in dict.fromkeys(windows) if window not in known]
    if new:
        both = (
            new
            if is_simplified("\n".join(chain(*new)))
            else [(simplified(head), simplified(tail)) for head, tail in new]
        )
        words = words_across([head + tail for head, tail in both], [len(head) for head, _ in both])
        known.update(zip(new, [word.isalpha() and not word.isascii() for word in words], strict=True))
    return [known[window] for window in windows]


MEASURE_WORD = ReasonTemplate("figure-and-measure-word", "figure + measure word: {figure}{word}")
OPEN_PAIR = ReasonTemplate("open-pair", "sentence open: {mark} is closed in the next line")
COMMA = ReasonTemplate("comma-at-end", "sentence open: the line ends with {mark}")
CUT_WORD = ReasonTemplate("cut-word", "the word {word} was cut")
NO_FINAL_MARK = ReasonTemplate("no-final-mark", "sentence open: no final mark")


class Cue(NamedTuple):
    """The plainest cue that a sentence runs over a boundary.

    Attributes:
        rule: The rule whose matter it is.
        reason: The cue.
    """

    rule: str
    reason: Reason


def find_cue(head: str, tail: str) -> Cue:
    """The plainest cue at a boundary before which there is no final mark, in whichever script."""
    figure = _FIGURE.search(head)
    if figure and simplified(tail[0]) in MEASURES:
        return Cue("lines/measure-word", MEASURE_WORD(figure=figure.group(), word=tail[0]))
    opening = open_pair(head, tail)
    if opening:
        return Cue("lines/open-pair", OPEN_PAIR(mark=opening))
    if head[-1] in "，、,":
        return Cue("lines/comma", COMMA(mark=head[-1]))
    cut = break_between(head, tail)
    if cut.kind in "<>":
        word = head[-len(cut.before) :] + tail[: len(cut.after)]
        return Cue("lines/cut-word", CUT_WORD(word=word))
    return Cue("lines/open-sentence", NO_FINAL_MARK())


def latin_word(head: str, tail: str) -> str | None:
    """The Latin word that would stand across a break, letters on both sides of it, or None."""
    after = _LATIN_START.match(tail)
    before = _LATIN_END.search(head, max(0, len(head) - _LONGEST_WORD)) if after else None
    return before.group() + after.group() if before and after else None


def cuts_acronym(head: str, tail: str) -> bool:
    """Return whether a break cuts capitals that stand in brackets by themselves: 亚太经合组织（APE⏎C）."""
    return _ACRONYM_START.match(tail) is not None and _ACRONYM_END.search(head) is not None


def cuts_dash(head: str, tail: str) -> bool:
    """Return whether a break cuts a dash, which is two characters, or three of old print: 下一站—⏎—麦积山."""
    return head[-1] == tail[0] == "—" and len(head) - len(head.rstrip("—")) + len(tail) - len(tail.lstrip("—")) <= 3


def cuts_address(head: str, tail: str) -> bool:
    """Return whether a break cuts an address, which holds no white space.

    The first line ends in one, and the second goes on with what is no word: it has digits or marks of an address in
    it, closes the bracket that the address stands in, or the host was not yet whole.
    """
    if _ADDRESS_START.search(head[-8:] + "\n" + tail[:10]):
        return True
    address = _address_at_end(head)
    rest = _ADDRESS_REST.match(tail)
    if address is None or rest is None:
        return False
    if "." not in address.group():
        return True
    return _NO_WORD.search(rest.group()) is not None and not _OTHER_ADDRESS.match(tail)


def ends_in_address(head: str) -> bool:
    """Return whether a line ends in an address."""
    return ("://" in head or "www." in head) and _address_at_end(head) is not None


def _address_at_end(head: str) -> re.Match[str] | None:
    return _ADDRESS_END.search(head, max(0, len(head) - _LONGEST_ADDRESS))


def stands_between(head: str, tail: str) -> str:
    """Return what the break between two lines that are joined stands for.

    Returns:
        A space in a figure that has one behind each digit, 1 2 3⏎0 0 元, and before the number of a standard,
        GB/T⏎15834; else nothing.
    """
    is_spaced = _SPACED_START.match(tail) and _SPACED_END.search(head)
    return " " if is_spaced or (_STANDARD_NUMBER.match(tail) and _STANDARD.search(head)) else ""


def closes_nothing(before: str, mark: str) -> bool:
    """Return whether a closing mark at the start of a line closes nothing that the text before it has opened.

    Then it is a mark typed the wrong way round, and the line may be one of its own.
    """
    return any(mark == closing and before.count(opening) <= before.count(closing) for opening, closing in PAIRS.items())


def is_closed_at_once(head: str, tail: str) -> bool:
    """Return whether a mark is opened in the first line and closed by the first characters of the second.

    Not where these may be the number of a list, `1）`, unless they are digits that go on with those before them, or the
    bracket is opened at the end of the line before: （⏎三）, （M⏎2）.
    """
    if _CLOSING.isdisjoint(tail[:_AT_ONCE]) or _OPENING.isdisjoint(head):  # as mostly
        return False
    if _LIST_NUMBER.match(tail) and not ((head[-1].isdecimal() and tail[0].isdecimal()) or _OPENED_AT_END.search(head)):
        return False
    return open_pair(head.translate(_WIDE), tail[:_AT_ONCE].translate(_WIDE), _AT_ONCE) is not None


def open_pair(head: str, tail: str, within: int = _MOST_TAIL) -> str | None:
    """The mark that is opened in the first line and closed in the second, within so many characters, or None."""
    for opening, closing in PAIRS.items():
        if opening in head and head.count(opening) - head.count(closing) == 1:
            near = tail[:within]
            at, again = near.find(closing), near.find(opening)
            if at >= 0 and (again < 0 or at < again):
                return opening
    return None
