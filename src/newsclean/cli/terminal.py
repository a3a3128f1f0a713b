"""Messages to a person at a terminal."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from typing import IO

import click

from newsclean.i18n.messages import Catalog, system_language
from newsclean.text.printable import escaped

_LONGEST = 4000  # characters of a message; what is wrong in a file from elsewhere may be of any length
_spoken: list[Catalog] = []


def speak(language: str) -> None:
    """Speak a language from now on."""
    _spoken[:] = [Catalog(language)]


def catalog() -> Catalog:
    """Return the language of the person: the one chosen with --language, or that of the system."""
    if not _spoken:
        speak(system_language(os.environ))
    return _spoken[0]


def phrase(template: str, *values: object) -> str:
    """Return a message in the language of the person.

    Args:
        template: The English words, with a place `{}` for each value.
        values: What goes there.
    """
    translated = catalog().gettext(template) if template else ""
    return translated.format(*values) if values else translated


def say(template: str, *values: object, err: bool = False) -> None:
    """Print a message, as `phrase` makes it, on standard output or standard error."""
    click.echo(phrase(template, *values), err=err)


def warn(message: str) -> None:
    """Say on standard error what went wrong, in one line; of one that quotes very much, beginning and end."""
    line = escaped(catalog().line(message))
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}"
    click.echo(f"newsclean: {line}", err=True)


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 flag`, `2 flags`, or the same in the language of the person."""
    return phrase(f"{{}} {one if number == 1 else many or one + 's'}", f"{number:,}")


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
