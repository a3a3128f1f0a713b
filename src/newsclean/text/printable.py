"""Text from anywhere made fit to be shown: in one line, with nothing in it that is unseen or acts on a terminal."""

from __future__ import annotations

import re

from newsclean.text.patterns import lazy_regex

_UNPRINTABLE = lazy_regex("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def escaped(text: str) -> str:
    """`text` in one line that is safe to show: control characters and their like are spelt out."""
    return _UNPRINTABLE.sub(_spelt, text)


def excerpt(text: str, most: int = 24) -> str:
    """A text in one line, cut to `most` characters."""
    return escaped(text if len(text) <= most else text[: most - 1] + "…")


def _spelt(match: re.Match[str]) -> str:
    code = ord(match.group())
    short = {9: "\\t", 10: "\\n", 13: "\\r"}
    return short.get(code) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
