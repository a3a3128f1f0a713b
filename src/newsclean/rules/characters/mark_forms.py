"""Forms of Chinese marks that old code pages and vertical setting have left."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.trigger import PARTNERS, Trigger
from newsclean.settings import Settings
from newsclean.text.patterns import lazy_regex

# The vertical, small and half-width forms of the marks of GB/T 15834; not the small full stop, which is also typed
# for a middle dot, nor the vertical dash, which is also typed for a bar.
_POINTS = "︐-︖﹐﹑﹔-﹗｡､"
_BRACKETS = "︵-﹄﹇﹈﹙-﹞｢｣"
_BIG5_COLON = "︰"  # the two dots of a vertical ellipsis, by Unicode
_FORM = lazy_regex(f"[{_POINTS}{_BRACKETS}{_BIG5_COLON}\r\n]")
_TO_WIDE = 0xFEE0


def _mark(form: str) -> str:
    if form == _BIG5_COLON:
        return "："
    mark = chr(int(unicodedata.decomposition(form).split()[-1], 16))
    return chr(ord(mark) + _TO_WIDE) if mark.isascii() else mark


def _forms(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    """Brackets as pairs only: without their partner they may be a face, ︶︿︶."""
    waiting: list[re.Match[str]] = []
    for match in _FORM.finditer(view.text):
        form = match.group()
        if form in "\r\n":
            waiting.clear()
            continue
        category = unicodedata.category(_mark(form))
        if category == "Ps":
            waiting.append(match)
        elif category != "Pe":
            yield _edit(match)
        elif waiting and _are_partners(waiting[-1], match):
            yield _edit(waiting.pop())
            yield _edit(match)


def _edit(match: re.Match[str]) -> Edit:
    return Edit(*match.span(), _mark(match.group()), "characters/mark-form")


def _are_partners(opening: re.Match[str], closing: re.Match[str]) -> bool:
    return PARTNERS.get(_mark(closing.group())) == _mark(opening.group())


RULES = (
    Rule(
        id="characters/mark-form",
        kind="normalisation",
        safe=True,
        what="Replaces half-width, small and vertical forms of Chinese marks, ｡ ﹐ ︵, by the mark itself.",
        why="They come from old code pages and from vertical setting, look nearly right and are not found. "
        "︰ is the colon of Big5.",
        source="Unicode Standard 6.2, compatibility decompositions",
        example=Example("会议召开｡代表﹑委员﹐", "会议召开。代表、委员，"),
        find=_forms,
        trigger=Trigger(f"{_POINTS}{_BRACKETS}{_BIG5_COLON}"),
    ),
)
