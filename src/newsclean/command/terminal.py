"""What is said to a person at a terminal."""

from __future__ import annotations

import re
import sys
from collections import Counter

import click

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def plain(text: str) -> str:
    """`text` in one line that is safe to show: control characters and their like are spelt out."""
    return _UNPRINTABLE.sub(_spelt, text)


def _spelt(match: re.Match[str]) -> str:
    code = ord(match.group())
    short = {9: "\\t", 10: "\\n", 13: "\\r"}
    return short.get(code) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def complain(message: str) -> None:
    """Say on standard error what went wrong, in one line."""
    click.echo(f"newsclean: {plain(message)}", err=True)


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 flag`, `2 flags`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def by_rule(counts: Counter[str]) -> str:
    """Counts by rule, the largest first, a line each."""
    width = max(map(len, counts), default=0)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "\n".join(f"  {rule:<{width}}  {number:>7,}" for rule, number in rows)


def excerpt(text: str, most: int = 24) -> str:
    """A text in one line, cut to `most` characters."""
    return plain(text if len(text) <= most else text[: most - 1] + "…")


def is_terminal() -> bool:
    """Whether standard error is looked at by a person."""
    return sys.stderr.isatty()
