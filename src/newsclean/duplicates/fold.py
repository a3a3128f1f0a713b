"""The key under which two copies of a paragraph are the same: script, width and white space folded."""

from __future__ import annotations

from newsclean.decode.common import TRADITIONAL

# Digits are never folded into one another; a full-width digit is the same digit.
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_QUOTES = {"“": '"', "”": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "『": "'", "』": "'", "。": "."}
_FOLDED = {**_WIDE, **_QUOTES}


def fold_width(text: str, alphabet: frozenset[str]) -> str:
    """`text` with full-width forms and Chinese quotation marks as their ASCII counterparts.

    Args:
        text: Any text.
        alphabet: The characters that occur in it.

    Returns:
        A text of the same number of code points.
    """
    for wide in alphabet.intersection(_FOLDED):
        text = text.replace(wide, _FOLDED[wide])
    return text


def fold_script(text: str) -> str:
    """`text` in simplified characters where it holds common traditional ones; of the same length."""
    if TRADITIONAL.isdisjoint(text):
        return text
    from newsclean.script.converter import converter

    return converter("t2s")(text)


def places(text: str) -> list[int]:
    """For each code point of `text` that is not white space, its place; folding drops the others."""
    return [at for at, character in enumerate(text) if not character.isspace()]
