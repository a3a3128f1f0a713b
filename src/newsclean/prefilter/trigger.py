"""Triggers: what a text must hold for a rule to have anything to say about it, looked for in many texts at once."""

from __future__ import annotations

import re
from typing import NamedTuple

Bigram = tuple[str, str]
"""Two sets of characters, as they are written between the brackets of a regular expression; one beside the other."""

Trigram = tuple[str, str, str]
"""Three sets of characters, likewise; one behind the other in the text."""

PARTNERS = {
    "”": "“", "’": "‘", "）": "（", "》": "《", "〉": "〈", "」": "「", "』": "『", "】": "【", "〕": "〔",
    "］": "［", "｝": "｛", ")": "(",
}  # fmt: skip
"""Each closing mark, and the one that opens what it closes."""

PAIRED = "".join((*PARTNERS, *PARTNERS.values()))
"""The marks that stand in pairs."""


class Trigger(NamedTuple):
    """Trigger of a rule: parts of which a text must hold one. The edges of a text count as line feeds.

    Attributes:
        some: Characters of which one stands in the skeleton; no line feed among them.
        bigram: Characters that stand side by side in the skeleton.
        trigram: Characters that have others before and behind them.
        gapped: Likewise, where Han characters may stand between the second and the third.
        doubled: Characters that stand beside an equal one.
        exclude: What is none, though one of `some` stands in it, or two of `doubled` at its start.
        exclude_markers: Where one of `some` stands in what is none, what a text holds one of in which that is so.
        unpaired: Marks that stand in pairs, of which one has no partner in its line: is left when pairs are taken out,
            inner ones first. Narrow round brackets are taken for wide ones.
        han: Han characters, of which one stands in the text.
        confirm: Patterns of which a text must hold one as well, looked for only where one of `bigram`, `trigram` or
            `gapped` was seen; each begins with a certain character, so that the others are passed over fast.
    """

    some: str = ""
    bigram: tuple[Bigram, ...] = ()
    trigram: tuple[Trigram, ...] = ()
    gapped: tuple[Trigram, ...] = ()
    doubled: str = ""
    exclude: re.Pattern[str] | None = None
    exclude_markers: tuple[str, ...] = ("",)
    unpaired: str = ""
    han: str = ""
    confirm: tuple[re.Pattern[str], ...] = ()
