"""What a text must hold for a rule to have anything to say about it, looked for in many texts at once."""

from __future__ import annotations

import re
from typing import NamedTuple

Beside = tuple[str, str]
"""Two sets of characters, as they are written between the brackets of a regular expression; one beside the other."""

Around = tuple[str, str, str]
"""Three sets of characters, likewise; one behind the other in the text."""

PARTNERS = {
    "”": "“", "’": "‘", "）": "（", "》": "《", "〉": "〈", "」": "「", "』": "『", "】": "【", "〕": "〔",
    "］": "［", "｝": "｛", ")": "(",
}  # fmt: skip
"""Each closing mark, and the one that opens what it closes."""

PAIRED = "".join((*PARTNERS, *PARTNERS.values()))
"""The marks that stand in pairs."""


class Signs(NamedTuple):
    """Signs in a text, of which a rule needs one. The edges of a text count as line feeds beside it.

    Attributes:
        some: Characters of which one stands in the outline; no line feed among them.
        beside: Characters that stand side by side in the outline.
        around: Characters that have others before and behind them.
        across: Likewise, where Han characters may stand between the second and the third.
        twice: Characters that stand beside an equal one.
        known: What is none, though one of `some` stands in it, or two of `twice` at its start.
        unpaired: Marks that stand in pairs, of which one has no partner in its line: is left when pairs are taken out,
            inner ones first. Narrow round brackets are taken for wide ones.
        han: Han characters, of which one stands in the text.
        proof: Patterns of which a text must hold one as well, looked for only where a sign of `beside`, `around` or
            `across` was seen; each begins with a certain character, so that the others are passed over fast.
    """

    some: str = ""
    beside: tuple[Beside, ...] = ()
    around: tuple[Around, ...] = ()
    across: tuple[Around, ...] = ()
    twice: str = ""
    known: re.Pattern[str] | None = None
    unpaired: str = ""
    han: str = ""
    proof: tuple[re.Pattern[str], ...] = ()
