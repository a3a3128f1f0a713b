"""Spans that no rule may touch: addresses, code, marks of HTML, paths, e-mail."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from newsclean.article.code import code_blocks, fenced
from newsclean.article.japanese import japanese
from newsclean.article.tables import ruled_tables
from newsclean.patterns import regex

if TYPE_CHECKING:
    from newsclean.article.outline import Outline

# An address ends at white space or at the first character that belongs to Chinese text.
_ADDRESS_CHARACTER = r"[!#-;=?-Z\[\]_a-z~%]"
_SCHEME = r"(?:[A-Za-z]{2,10}:|[/?#]|\.{1,2}/)"
LINK = regex(
    rf"\]\((?:<[^<>\r\n]{{0,2000}}>|(?:{_SCHEME}[^\s()]{{0,2000}}|[!-'*-~]{{0,2000}})(?:\([!-'*-~]{{0,200}}\)[!-'*-~]{{0,200}})?)"
    r"(?:\s{1,4}(?:\"[^\r\n]{0,300}?\"|'[^\r\n]{0,300}?'))?\s{0,4}\)"
)
"""The address of a link or an image in Markdown, with the title that may stand behind it (CommonMark 6.3)."""

_CALLED_STAMP = "(?:[时時][间間]戳|[Tt]ime_?[Ss]tamp)"
MOMENT = r" 1\d{9}(?:\d{3})?"
"""A pattern of a time as programs count it, in seconds or thousandths."""

STAMP = regex(rf"\([^()\r\n]{{0,8}}{_CALLED_STAMP}:{MOMENT}\)")
"""A time stamp in brackets, as a program wrote it: (更新时间戳: 1666100494323)."""

TAG = regex(r"</?[A-Za-z][A-Za-z0-9:\-]{0,30}+(?:\s++(?:[A-Za-z_:@*/][^<>]*+)?|/)?>")
"""A mark of HTML."""

ESCAPE = r"\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[nrt](?![A-Za-z])|[\"'/\\])"
"""A pattern of a character as programs spell it in a string: \\u3000, \\n, \\\"."""

_PATTERNS = (
    ("://", regex(rf"[A-Za-z][A-Za-z0-9+.-]{{1,15}}://{_ADDRESS_CHARACTER}+")),
    ("javascript:", regex(rf"javascript:[A-Za-z]{_ADDRESS_CHARACTER}*")),
    ("www.", regex(rf"(?<![A-Za-z0-9])www\.{_ADDRESS_CHARACTER}+")),
    ("@", regex(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")),
    ("](", LINK),
    ("![", regex(r"!\[(?=[^\[\]\r\n]{0,300}\]\()")),  # what an image begins with
    # Marks of HTML that a page has left in its text, and what it has set in a script or style.
    ("</", regex(r"<(script|style)\b[^<>]*+>[^<]*+(?:<(?!/?\1\b)[^<]*+)*+</\1>", re.I)),
    ("<!--", regex(r"<!--[^<\-]*+(?:-(?!->)[^<\-]*+|<(?!!--)[^<\-]*+)*+-->")),
    ("<", TAG),
    # A reference, by the kind of what it cites, behind the title: its marks part what it says (GB/T 7714-2015 8).
    (
        "[",
        regex(r"(?<![^\r\n])[^\r\n]*\[(?:[MCGNJDRSPAZ]|DB|CP|EB|DS|CM)(?:/(?:MT|DK|CD|OL))?\][.．,，/][^\r\n]*[\r\n]?"),
    ),
    ("`", regex(r"(`+)[^`\n]+\1")),
    # What is called a time stamp.
    (": ", regex(rf":{MOMENT}(?!\d)\)?")),
    # What a page has set in a script: title: '标题', or var title = "标题";
    *(
        (
            f"{sign}{quote}",
            regex(rf"(?<![^\r\n])[ \t]*[A-Za-z_$][A-Za-z0-9_$. ]*{sign}{quote}[^{quote}\r\n]*{quote}[,;]"),
        )
        for sign in (": ", "= ")
        for quote in "'\""
    ),
    # A face as forums and chats spell it, :smile:.
    (":", regex(r":(?<![A-Za-z0-9:：].)[a-z][a-z_]{1,20}:(?![:/0-9])")),
    ("\\", regex(ESCAPE)),
    (":\\", regex(r"(?<![A-Za-z])[A-Za-z]:\\[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")),
)
_STAMP, _LONGEST_STAMP = regex(rf"{_CALLED_STAMP}\Z"), 10
# Marks of the sentence around an address rather than its own, and what opens the next link of Markdown.
_TRAILING = ".,;:!?'\")]([*_"


class Spans:
    """Half-open spans of a text, in order and apart; looked for when first asked about.

    Args:
        spans: `(start, end)` pairs in code points, in any order; those that overlap are united.
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._given = spans

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted(self._given):
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        return starts, ends

    def touch(self, start: int, end: int) -> bool:
        """Whether any code point of `[start, end)` lies in a span."""
        starts, ends = self._bounds
        number = bisect_right(starts, end - 1)
        return number > 0 and ends[number - 1] > start

    def cover(self, start: int, end: int) -> bool:
        """Whether every code point of `[start, end)` lies in one span."""
        starts, ends = self._bounds
        number = bisect_right(starts, start)
        return number > 0 and ends[number - 1] >= end > start

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(*self._bounds, strict=True)

    def __bool__(self) -> bool:
        return bool(self._bounds[0])


def fixed_lines(text: str) -> Iterator[tuple[int, int]]:
    """Find lines that stay as they are, however often one stands there: program code, ruled tables and Japanese.

    Args:
        text: Any text.

    Yields:
        The spans of lines that stand together, in code points.
    """
    yield from fenced(text)
    yield from code_blocks(text)
    yield from ruled_tables(text)
    yield from japanese(text)


def protected_spans(text: str, outline: Outline) -> Iterator[tuple[int, int]]:
    """Find what must stay as it is, beside `fixed_lines`.

    Args:
        text: Any text.
        outline: Its outline.

    Yields:
        The spans of addresses (up to the first Chinese mark), e-mail addresses, marks of HTML, code between
        back quotes, references with the kind of what they cite, time stamps of programs, what a page has set in a
        script, escapes of programs, and Windows paths, in code points.
    """
    for sign, pattern in _PATTERNS:
        if sign not in outline.text:
            continue
        for start, end in outline.spans(pattern):
            while end > start and sign in ("://", "www.") and _closes(text, end - 1):
                end -= 1
            if sign != ": " or _STAMP.search(text, max(0, start - _LONGEST_STAMP), start):
                yield start, end


def _closes(text: str, at: int) -> bool:
    return text[at] in _TRAILING and text[at - 1 : at + 1] != "/?"  # which begins a query
