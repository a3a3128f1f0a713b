"""Characters that stand in for others: full-width letters, radicals, compatibility forms, entities."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from html.entities import html5

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.trigger import Trigger
from newsclean.settings import Settings
from newsclean.text.patterns import lazy_regex
from newsclean.text.spans import pattern_of

_WIDE = "".join(chr(code) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))
_WIDE_RUN = lazy_regex("[０-９Ａ-Ｚａ-ｚ]+(?:＿+[０-９Ａ-Ｚａ-ｚ]+)*")
_TO_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# An address, with its marks: ｗｗｗ．ｓｉｎａ．ｃｏｍ．ｃｎ／ｎｅｗｓ.
_IN_ADDRESS = "[０-９Ａ-Ｚａ-ｚ．／＿－？＝＆～％＃]"
_WIDE_ADDRESS = lazy_regex(
    f"(?:ｈｔｔｐｓ?：／／|ｗｗｗ．){_IN_ADDRESS}*[０-９Ａ-Ｚａ-ｚ／]|[０-９Ａ-Ｚａ-ｚ．＿－]{{1,64}}＠[０-９Ａ-Ｚａ-ｚ－]{{1,63}}(?:．[０-９Ａ-Ｚａ-ｚ－]{{1,63}})+"
)

# Unicode's EquivalentUnifiedIdeograph.txt: the radicals that fonts in PDF files put where a Han character
# should be. The Kangxi block decomposes; of the supplement only forms that are a whole character are listed.
_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_SUPPLEMENT = dict(
    zip(
        "⺒⺓⺝⺟⺠⺩⺬⺼⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "巳幺月母民王示月虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_COMPATIBILITY = {
    chr(code): unicodedata.normalize("NFC", chr(code))
    for code in (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))
    if unicodedata.normalize("NFC", chr(code)) != chr(code)
}
_RADICAL = lazy_regex("[\u2e80-\u2fd5]")
_COMPATIBLE = lazy_regex("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
# What is an entity in HTML because it would be its mark.
_MARKUP, _TAG = ("<", ">", "&"), pattern_of("tag")
_ENTITY = lazy_regex(
    r"&(?:#[0-9]{2,7}|#[xX][0-9A-Fa-f]{2,6}|[A-Za-z][A-Za-z0-9]{1,30});"
    # Browsers read these without their semicolon too.
    r"|&nbsp(?![A-Za-z0-9=;])|&#(?:[0-9]{4,7}(?![0-9;])|[xX][0-9A-Fa-f]{4,6}(?![0-9A-Fa-f;]))"
)
# A character beyond the main plane, spelt as the two halves of UTF-16.
_HALVES = lazy_regex(r"&#(5[5-6][0-9]{3});&#(5[6-7][0-9]{3});")


def _narrow(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for match in (*_WIDE_ADDRESS.finditer(view.text), *_WIDE_RUN.finditer(view.text)):
        if not view.verbatim_spans.touch(*match.span()):
            yield Edit(*match.span(), match.group().translate(_TO_NARROW), "characters/full-width")


def _radicals(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for match in _RADICAL.finditer(view.text):
        han = _KANGXI.get(match.group()) or _SUPPLEMENT.get(match.group())
        if han:
            yield Edit(*match.span(), han, "characters/radical")


def _compatibility(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for match in _COMPATIBLE.finditer(view.text):
        han = _COMPATIBILITY.get(match.group())
        if han:
            yield Edit(*match.span(), han, "characters/compatibility")


def _entities(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    kept = _MARKUP if _TAG.search(view.text) else ()
    for match in _HALVES.finditer(view.text) if "&#5" in view.text else ():
        high, low = int(match[1]), int(match[2])
        if 0xD800 <= high < 0xDC00 <= low < 0xE000 and not view.protected_spans.touch(*match.span()):
            yield Edit(*match.span(), chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00), "characters/entity")
    for match in _ENTITY.finditer(view.text):
        character = _named(match.group())
        if character and character not in kept and not view.protected_spans.touch(*match.span()):
            yield Edit(*match.span(), character, "characters/entity")


def _named(entity: str) -> str | None:
    if not entity.startswith("&#"):
        return html5.get(entity[1:])
    number = entity[2:].rstrip(";")
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    if code < 0x20 and code not in (9, 10, 13):
        return None
    if 0x80 <= code < 0xA0:  # as browsers read it
        return bytes([code]).decode("cp1252", "ignore") or None
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else None


RULES = (
    Rule(
        id="characters/full-width",
        kind="normalisation",
        safe=True,
        what="Turns full-width letters and digits into plain ones, and the marks of an address with them.",
        why="Figures and Latin words are set half-width in Chinese text, and cannot be searched otherwise.",
        source="GB/T 15835-2011 5.1; CLREQ 3.2.1",
        example=Example("Ａ股上涨２０％", "A股上涨20％"),
        find=_narrow,
        trigger=Trigger("０-９Ａ-Ｚａ-ｚ"),
    ),
    Rule(
        id="characters/radical",
        kind="normalisation",
        safe=True,
        what="Replaces radicals that stand for a Han character by that character.",
        why="Text copied from PDF files holds ⽂ (U+2F42) where 文 is meant: it looks right and is never found.",
        source="Unicode, EquivalentUnifiedIdeograph.txt",
        example=Example("⼈⺠⽇报", "人民日报"),
        find=_radicals,
        trigger=Trigger("\u2e80-\u2fd5"),
    ),
    Rule(
        id="characters/compatibility",
        kind="normalisation",
        safe=True,
        what="Replaces compatibility ideographs by the unified ideograph they are equivalent to.",
        why="They exist for round trips with old Korean and Japanese standards and are the same character. "
        "Only these are replaced: newsclean never normalises a whole text.",
        source="Unicode Standard 23.1, canonical decompositions",
        example=Example("北\uf963", "北北"),
        find=_compatibility,
        trigger=Trigger("\uf900-\ufaff\U0002f800-\U0002fa1f"),
    ),
    Rule(
        id="characters/entity",
        kind="normalisation",
        safe=True,
        what="Replaces HTML entities that a scraper left, `&nbsp;` or `&#8220;`, by their character.",
        why="They are code, not text. Left alone in addresses and between back quotes, and where the name is "
        "not one that HTML knows.",
        source="HTML Living Standard 13.5",
        example=Example("中国&middot;北京", "中国·北京"),
        find=_entities,
        trigger=Trigger("&"),
    ),
)
