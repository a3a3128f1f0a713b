"""Characters that show that something was lost before the text came here; only a person can tell what."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Flag
from newsclean.core.reasons import ReasonTemplate
from newsclean.core.rule import Example, Finder, Rule
from newsclean.prefilter.trigger import Trigger
from newsclean.settings import Settings
from newsclean.text.patterns import lazy_regex
from newsclean.text.spans import ESCAPE

_ESCAPES = lazy_regex(f"(?:{ESCAPE})+")
_WIDE = frozenset("WF")

_LOST = ReasonTemplate("lost-in-decoding", "text was lost here in decoding")
_PRIVATE = ReasonTemplate("private-use", "private-use character: its meaning is in a font that is not here")
_ESCAPE = ReasonTemplate("escape", "spelt as in a string of a program")
_HALF = ReasonTemplate("half-character", "half of a character")


def _flag_each(source: str, rule: str, reason: ReasonTemplate) -> Finder:
    compiled = lazy_regex(source)

    def find(view: DocumentView, settings: Settings) -> Iterator[Flag]:
        for match in compiled.finditer(view.text):
            yield Flag(*match.span(), rule, (reason(),))

    return find


def _escapes(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    """Those beside Chinese text: formulas and regular expressions have backslashes as their own."""
    for match in _ESCAPES.finditer(view.text):
        start, end = match.span()
        beside = view.text[max(0, start - 1) : start] + view.text[end : end + 1]
        if not _WIDE.isdisjoint(map(east_asian_width, beside)):
            yield Flag(start, end, "characters/escape", (_ESCAPE(),))


RULES = (
    Rule(
        id="characters/lost",
        kind="flag",
        safe=True,
        what="Flags U+FFFD and the remains of it, 锟斤拷, and control characters above ASCII.",
        why="A program before this one could not decode the text there. What stood there is lost, or, of a control "
        "character, was mostly a quotation mark or dash of Windows-1252.",
        example=Example("记者锟斤拷报道", "锟斤拷"),
        find=_flag_each(
            "\ufffd+|[\x80-\x84\x86-\x9f]+|(?<=[A-Za-z\x80-\u024f])\x85|(?:斤拷)?(?:锟斤拷?)+|烫烫烫+|屯屯屯+",
            "characters/lost",
            _LOST,
        ),
        reasons=(_LOST,),
        trigger=Trigger(some="\ufffd\x80-\x9f", doubled="烫屯", han="锟"),
    ),
    Rule(
        id="characters/private-use",
        kind="flag",
        safe=True,
        what="Flags private-use characters.",
        why="Their meaning is known only to the font or system they came from.",
        example=Example("\ue5d2公司", "\ue5d2"),
        find=_flag_each(
            "[\ue000-\uf8ff\U000f0000-\U0010fffd]+",
            "characters/private-use",
            _PRIVATE,
        ),
        reasons=(_PRIVATE,),
        trigger=Trigger("\ue000-\uf8ff\U000f0000-\U0010fffd"),
    ),
    Rule(
        id="characters/escape",
        kind="flag",
        safe=True,
        what="Flags characters that a program has spelt in Chinese text, as \\n or \\u3000.",
        why="The text was written as a string of a program and not read as one; what is spelt so stays. Whether the "
        "text speaks of programs only a person can say.",
        example=Example(r"会议召开。\n记者获悉", r"\n"),
        find=_escapes,
        reasons=(_ESCAPE,),
        trigger=Trigger(r"\\"),
    ),
    Rule(
        id="characters/surrogate",
        kind="flag",
        safe=True,
        what="Flags halves of surrogate pairs.",
        why="Half a character: the other half was cut off before the text came here.",
        example=Example("好\ud83d", "\ud83d"),
        find=_flag_each("[\ud800-\udfff]+", "characters/surrogate", _HALF),
        reasons=(_HALF,),
        trigger=Trigger("\ud800-\udfff"),
    ),
)
