"""The lexer of what is no Chinese inside Chinese text: addresses, code, figures of programs, faces, each with its kind.

The rules that look for times, dates, telephone numbers, numbers of lists and faces make their patterns of its pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from newsclean.text.charsets import NUMERALS
from newsclean.text.patterns import lazy_regex

if TYPE_CHECKING:
    from newsclean.text.text_batch import HanSkeleton

YEAR = "(?:19|20)[0-9]{2}年"
"""A pattern of a year, which is never the rest of a figure before it."""

DATE = f"{YEAR}|[0-9]{{1,2}}月"
"""A pattern of how a line begins with a date, which is never the rest of a figure that the line before it ends in."""

DAY = "(?<![0-9])(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])"
"""A pattern of a date in figures, 2024-04-23."""

TIME = "(?:[01]?[0-9]|2[0-3])[:：][0-5][0-9]"
"""A pattern of a time of day to the minute."""

CLOCK = f"{TIME}(?:[:：][0-5][0-9])?"
"""A pattern of a time of day, perhaps to the second."""

RATIO = r"[0-9]{1,9}(?:\.[0-9]{1,9})?(?:[:：∶][0-9]{1,9}(?:\.[0-9]{1,9})?)+"
"""A pattern of a ratio, 1∶5; a time of day and a score with a colon look the same."""

SCORE = r"(?<![0-9A-Za-z.,:/%\-–—])[0-9]{1,3}[-–—][0-9]{1,3}(?![0-9A-Za-z\-–—]|[.:/][0-9])"
"""A pattern of a score with a dash, 3-1; from how many to how many looks the same, a date or telephone number not."""

VERSION = r"(?<![0-9A-Za-z])[Vv][0-9]{1,4}(?:\.[0-9]{1,6}){0,3}(?![0-9A-Za-z])"
"""A pattern of a version, v1.2.3."""

LIST_NUMBER = f"(?:[0-9]{{1,3}}|[{NUMERALS}百]{{1,4}}|[A-Za-z])"
"""A pattern of the number of an item of a list, without the mark behind it and the brackets around it."""

LIKE_LIST_NUMBER = f"[0-9A-Za-z{NUMERALS}]{{1,3}}"
"""A pattern of what may be such a number, 1a or iii."""

AREA_CODE, PHONE = "0[0-9]{2,3}", "[0-9]{7,8}"
"""Patterns of the two parts of a telephone number."""

EYES, NOSE = "[:;=]", "[-o^']?"
"""Patterns of the parts of a face that is typed in marks, :-)."""

LATIN = "[A-Za-z][A-Za-z0-9]*"
"""A pattern of a Latin word, perhaps with figures in it."""

MOMENT = r" 1\d{9}(?:\d{3})?"
"""A pattern of a time as programs count it, in seconds or thousandths."""

ESCAPE = r"\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[nrt](?![A-Za-z])|[\"'/\\])"
"""A pattern of a character as programs spell it in a string: \\u3000, \\n, \\\"."""

_SCHEME, _HOST = r"[A-Za-z][A-Za-z0-9+.-]{1,15}://", r"(?<![A-Za-z0-9])www\."
ADDRESS_BEGINS = f"(?:{_SCHEME}|{_HOST})"
"""A pattern of what an address begins with."""

ADDRESS_CHARACTER = r"[!#-;=?-Z\[\]_a-z~%]"
"""A pattern of a character of an address, which ends at white space or at the first that belongs to Chinese text."""

_LINK_TARGET = r"(?:[A-Za-z]{2,10}:|[/?#]|\.{1,2}/)[^\s()]{0,2000}|[!-'*-~]{0,2000}"
_CALLED_STAMP, _LONGEST_STAMP = "(?:[时時][间间]戳|[Tt]ime_?[Ss]tamp)", 10
_SET_IN_SCRIPT = r"(?<![^\r\n])[ \t]*[A-Za-z_$][A-Za-z0-9_$. ]*"

_FORMS = (
    ("url", "://", f"{_SCHEME}{ADDRESS_CHARACTER}+"),
    ("url", "www.", f"{_HOST}{ADDRESS_CHARACTER}+"),
    ("script", "javascript:", rf"javascript:[A-Za-z]{ADDRESS_CHARACTER}*"),
    ("e-mail", "@", r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"),
    # The address of a link or an image in Markdown, with the title that may stand behind it (CommonMark 6.3).
    (
        "link",
        "](",
        rf"\]\((?:<[^<>\r\n]{{0,2000}}>|(?:{_LINK_TARGET})(?:\([!-'*-~]{{0,200}}\)[!-'*-~]{{0,200}})?)"
        r"(?:\s{1,4}(?:\"[^\r\n]{0,300}?\"|'[^\r\n]{0,300}?'))?\s{0,4}\)",
    ),
    ("image", "![", r"!\[(?=[^\[\]\r\n]{0,300}\]\()"),  # what an image begins with
    # Marks of HTML that a page has left in its text, and what it has set in a script or style.
    ("script", "</", r"(?i:<(script|style)\b[^<>]*+>[^<]*+(?:<(?!/?\1\b)[^<]*+)*+</\1>)"),
    ("comment", "<!--", r"<!--[^<\-]*+(?:-(?!->)[^<\-]*+|<(?!!--)[^<\-]*+)*+-->"),
    ("tag", "<", r"</?[A-Za-z][A-Za-z0-9:\-]{0,30}+(?:\s++(?:[A-Za-z_:@*/][^<>]*+)?|/)?>"),
    # A reference, by the kind of what it cites, behind the title: its marks part what it says (GB/T 7714-2015 8).
    (
        "reference",
        "[",
        r"(?<![^\r\n])[^\r\n]*\[(?:[MCGNJDRSPAZ]|DB|CP|EB|DS|CM)(?:/(?:MT|DK|CD|OL))?\][.．,，/][^\r\n]*[\r\n]?",
    ),
    ("code", "`", r"(`+)[^`\n]+\1"),
    ("code", "{{", r"\{\{[^{}\r\n]{0,300}\}\}"),  # what a template fills in
    ("code", '{"', r'\{"[^"{}\r\n]{1,80}":[^{}\r\n]{0,2000}\}'),  # an object of JSON
    ("timestamp", ": ", rf":{MOMENT}(?!\d)\)?"),  # behind what is called one
    *(
        ("setting", f"{sign}{quote}", rf"{_SET_IN_SCRIPT}{sign}{quote}[^{quote}\r\n]*{quote}[,;]")
        for sign in (": ", "= ")  # title: '标题', and var title = "标题";
        for quote in "'\""
    ),
    ("emoticon", ":", r":(?<![A-Za-z0-9:：].)[a-z][a-z_]{1,20}:(?![:/0-9])"),  # as forums and chats spell one, :smile:
    ("escape", "\\", ESCAPE),
    ("path", ":\\", r"(?<![A-Za-z])[A-Za-z]:\\[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+"),
)
_COMPILED = tuple((kind, sign, lazy_regex(source)) for kind, sign, source in _FORMS)
EMOTICON = next(pattern for kind, _, pattern in _COMPILED if kind == "emoticon")
MARKERS = tuple(dict.fromkeys(marker for kind, marker, _ in _FORMS if kind != "emoticon"))
"""What a text holds one of, or of matches of `EMOTICON`, that has a typed span."""

_CALLS_STAMP = lazy_regex(rf"{_CALLED_STAMP}\Z")
STAMP = lazy_regex(rf"\([^()\r\n]{{0,8}}{_CALLED_STAMP}:{MOMENT}\)")
"""A time stamp in brackets, as a program wrote it: (更新时间戳: 1666100494323)."""

# Marks of the sentence around an address rather than its own, and what opens the next link of Markdown.
_TRAILING = ".,;:!?'\")]([*_"


class Span(NamedTuple):
    """A typed span.

    Attributes:
        start: First code point.
        end: One past its last.
        kind: `url`, `e-mail`, `link`, `image`, `script`, `comment`, `tag`, `reference`, `code`, `timestamp`, `setting`,
            `emoticon`, `escape` or `path`.
    """

    start: int
    end: int
    kind: str


def pattern_of(kind: str) -> re.Pattern[str]:
    """The pattern of a kind of span, for text itself; the first one of several."""
    return next(pattern for name, _, pattern in _COMPILED if name == kind)


def lex_spans(skeleton: HanSkeleton) -> Iterator[Span]:
    """Find all typed spans of a text, kind after kind.

    Args:
        skeleton: The skeleton of the text.
    """
    text = skeleton.batch.texts[skeleton.number]
    for kind, sign, pattern in _COMPILED:
        if sign not in skeleton.text:
            continue
        for start, end in skeleton.spans(pattern):
            while kind == "url" and end > start and _closes(text, end - 1):
                end -= 1
            if kind != "timestamp" or _CALLS_STAMP.search(text, max(0, start - _LONGEST_STAMP), start):
                yield Span(start, end, kind)


def _closes(text: str, at: int) -> bool:
    return text[at] in _TRAILING and text[at - 1 : at + 1] != "/?"  # which begins a query
