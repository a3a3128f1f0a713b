"""Messages to a person at a terminal."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from typing import IO

import click

from newsclean.text.printable import escaped

_LONGEST = 4000  # characters of a message; what is wrong in a file from elsewhere may be of any length


def warn(message: str) -> None:
    """Say on standard error what went wrong, in one line; of one that quotes very much, beginning and end."""
    line = escaped(message)
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}"
    click.echo(f"newsclean: {line}", err=True)


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 flag`, `2 flags`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def by_rule(counts: Counter[str]) -> str:
    """Counts by rule, the largest first, a line each."""
    width = max(map(len, counts), default=0)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "\n".join(f"  {rule:<{width}}  {number:>7,}" for rule, number in rows)


def is_terminal() -> bool:
    """Return whether standard error is looked at by a person."""
    return sys.stderr.isatty()


def painter(stream: IO[str]) -> Callable[..., str]:
    """Return what sets text apart by colour, as `click.style`, where a stream takes colour; else what leaves it.

    NO_COLOR and FORCE_COLOR rule, if they are set and not empty (no-color.org, force-color.org).
    """
    is_coloured = not os.environ.get("NO_COLOR") and bool(os.environ.get("FORCE_COLOR") or stream.isatty())
    return click.style if is_coloured else lambda text, **style: text
