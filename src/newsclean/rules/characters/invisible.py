"""Characters that cannot be seen and do not belong in the text of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit, Flag
from newsclean.core.rule import Example, Finder, Rule
from newsclean.prefilter.trigger import Trigger
from newsclean.settings import Settings
from newsclean.text.charsets import HAN
from newsclean.text.patterns import lazy_regex

_CONTROLS = "".join(map(chr, [*range(9), *range(0x0E, 0x20), 0x7F]))
_LINE_BREAKS = "\v\f\x85\u2028\u2029"
_SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_ZERO_WIDTH = "\u200b\u2060\u00ad\ufeff"
_BYTE = "(?<=[\xa0-\u017f])\xad"
_JOINERS = "\u200c\u200d"
# Where there was a picture in a document, and what once shaped Arabic letters; both mean nothing in a text.
_PLACEHOLDERS = "\ufffc\u206a-\u206f"
_HANGUL_FILLERS = "\u115f\u1160\u3164\uffa0"
_OPERATORS = "\u2061-\u2064"
_VOWEL_SEPARATOR = "\u180e"
_DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_HANGUL = "\u1100-\u115e\u1161-\u11ff\u3131-\u3163\u3165-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa1-\uffdc"
_MONGOLIAN = "\u1800-\u180d\u180f-\u18af"
# Scripts of South and South-East Asia break words and form letters with zero-width characters.
_ASIAN = "\u0900-\u0fff\u1000-\u109f\u1780-\u17ff"
_CHINESE = f"{HAN}\u3000-\u303f\uff01-\uffee\u2014\u2018-\u201d\u2026A-Za-z0-9\\s"
# Behind a Latin letter U+0085 is a byte, of an ellipsis or of a letter.
_LINE_BREAK = lazy_regex(f"(?:(?!(?<=[A-Za-z\x80-\u024f])\x85)[{_LINE_BREAKS}])+")
# Behind an accented or Cyrillic letter a no-break space may be a byte of it.
_SPACE = lazy_regex(f"(?:(?!(?<=[\xa1-\u024f\u0400-\u052f])\xa0)[{_SPACES}])+")
_RIGHT_TO_LEFT = lazy_regex("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def _each(source: str, replacement: str, rule: str) -> Finder:
    compiled = lazy_regex(source)

    def find(view: DocumentView, settings: Settings) -> Iterator[Edit]:
        for match in compiled.finditer(view.text):
            yield Edit(*match.span(), replacement, rule)

    return find


_marks_of_direction = _each(f"[{_DIRECTION}]+", "", "characters/direction")


def _direction(view: DocumentView, settings: Settings) -> Iterator[Edit | Flag]:
    if not _RIGHT_TO_LEFT.search(view.text):
        yield from _marks_of_direction(view, settings)


def _line_breaks(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for match in _LINE_BREAK.finditer(view.text):
        start, end = match.span()
        beside = (start and view.text[start - 1] in "\r\n") or view.text[end : end + 1] in ("\r", "\n")
        yield Edit(start, end, "" if beside else "\n", "characters/line-break")


def _spaces(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for match in _SPACE.finditer(view.text):
        yield Edit(*match.span(), " " * len(match.group()), "characters/space")


RULES = (
    Rule(
        id="characters/zero-width",
        kind="normalisation",
        safe=True,
        what="Removes zero-width spaces, word joiners, soft hyphens and stray byte-order marks.",
        why="They cannot be seen, break searches, and make equal texts unequal. Left alone beside the scripts of "
        "South and South-East Asia, which break words with them; a soft hyphen behind an accented letter may be a byte "
        "of text that was read in the wrong encoding.",
        example=Example("中国\u200b新闻", "中国新闻"),
        find=_each(f"(?<![{_ASIAN}])(?!{_BYTE})[{_ZERO_WIDTH}]+(?![{_ASIAN}])", "", "characters/zero-width"),
        trigger=Trigger(_ZERO_WIDTH),
    ),
    Rule(
        id="characters/joiner",
        kind="normalisation",
        safe=True,
        what="Removes zero-width joiners and non-joiners between Chinese or Latin characters.",
        why="There they join nothing. In emoji and in Indic or Arabic words they form the character and stay.",
        example=Example("中\u200d国", "中国"),
        find=_each(f"(?<=[{_CHINESE}])[{_JOINERS}]+(?=[{_CHINESE}]|\\Z)", "", "characters/joiner"),
        trigger=Trigger(_JOINERS),
    ),
    Rule(
        id="characters/filler",
        kind="normalisation",
        safe=True,
        what="Removes characters that hold a place and show nothing: those of pictures, Hangul fillers, operators.",
        why="A picture leaves U+FFFC where it stood in a document; names are padded with fillers where spaces are "
        "refused. They break searches. Left alone where they mean something: fillers beside Hangul, operators beside "
        "Latin letters, figures and brackets, the vowel separator beside Mongolian.",
        source="Unicode Standard, 18.6, 22.6 and 23.8",
        example=Example("图为\ufffc会议现场", "图为会议现场"),
        find=_each(
            f"[{_PLACEHOLDERS}]+|(?<![{_HANGUL}])[{_HANGUL_FILLERS}]+(?![{_HANGUL}])"
            f"|(?<![A-Za-z0-9)])[{_OPERATORS}]+(?![A-Za-z0-9(])|(?<![{_MONGOLIAN}])[{_VOWEL_SEPARATOR}]+(?![{_MONGOLIAN}])",
            "",
            "characters/filler",
        ),
        trigger=Trigger(_PLACEHOLDERS + _HANGUL_FILLERS + _OPERATORS + _VOWEL_SEPARATOR),
    ),
    Rule(
        id="characters/direction",
        kind="normalisation",
        safe=True,
        what="Removes marks and overrides of writing direction.",
        why="Chinese runs one way; the marks can make a text read otherwise than it is stored. Left alone in a "
        "text with Hebrew or Arabic letters.",
        source="Unicode Standard Annex #9",
        example=Example("今\u202e天", "今天"),
        find=_direction,
        trigger=Trigger(_DIRECTION),
    ),
    Rule(
        id="characters/control",
        kind="normalisation",
        safe=True,
        what="Removes control characters of ASCII other than tab and line breaks, NUL among them, and the colours of "
        "terminals.",
        why="They are left by broken exports, and many programs stop reading at them; an escape goes with the colour "
        "that it sets on a terminal. Those above ASCII are bytes of marks and letters and stay: see characters/lost.",
        example=Example("新\x00闻\x07", "新闻"),
        find=_each(
            rf"\x1b\[[0-9;?]{{0,16}}[A-Za-z]|[{re.escape(_CONTROLS)}]+",
            "",
            "characters/control",
        ),
        trigger=Trigger(re.escape(_CONTROLS)),
    ),
    Rule(
        id="characters/line-break",
        kind="normalisation",
        safe=True,
        what="Turns vertical tabs, form feeds, U+0085, U+2028 and U+2029 into line feeds, or removes them "
        "beside a line break.",
        why="They end lines in some programs only, so that lines are counted differently. A form feed is the "
        "page break of a PDF. Behind a Latin letter U+0085 is a byte of another encoding and stays.",
        example=Example("第一行\u2028第二行", "第一行\n第二行"),
        find=_line_breaks,
        trigger=Trigger(_LINE_BREAKS),
    ),
    Rule(
        id="characters/space",
        kind="normalisation",
        safe=True,
        what="Turns no-break spaces and spaces of special widths into plain spaces; the ideographic space stays.",
        why="They look like spaces and are not found as such. The ideographic space indents paragraphs. A no-break "
        "space behind an accented or Cyrillic letter may be a byte of text that was read in the wrong encoding.",
        example=Example("记者\xa0李明", "记者 李明"),
        find=_spaces,
        trigger=Trigger(_SPACES),
    ),
)
