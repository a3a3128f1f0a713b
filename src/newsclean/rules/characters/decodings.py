"""Readings of the bytes of a piece of text in the encoding that they were in."""

from __future__ import annotations

from typing import NamedTuple

from newsclean.text.common_characters import COMMON
from newsclean.text.patterns import lazy_regex

_PLAIN = lazy_regex("[\u3000-\u303f\u3105-\u3129\u4e00-\u9fff\uff01-\uff5e“”‘’…—·‧°±×÷℃A-Za-z0-9]+")
_NEARLY_ALL, _FEW = 0.8, 3


class Decoding(NamedTuple):
    """A span that was read in another encoding than it was in.

    Attributes:
        start: First code point of the span.
        end: One past its last.
        was: What its bytes say in the encoding they were in, all of them; None if some do not fit.
    """

    start: int
    end: int
    was: str | None


def exactly(data: bytes, encoding: str) -> str | None:
    """Bytes in an encoding, if they are Chinese text in it from first to last."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if _PLAIN.fullmatch(text) else None


def is_evident(text: str | None, share: float = 0.0) -> bool:
    """Return whether a text has common characters, and at least such a share of them."""
    number = common(text or "")
    return number > 1 and number >= share * len(text or "")


def is_nearly(data: bytes, encoding: str) -> bool:
    """Return whether bytes are Chinese text in an encoding but for a few."""
    text = data.decode(encoding, "ignore")
    return common(text) > _FEW and len(text.encode(encoding)) >= _NEARLY_ALL * len(data)


def common(text: str) -> int:
    """Return how many of the characters of a text are of the commonest."""
    return sum(character in COMMON for character in text)
