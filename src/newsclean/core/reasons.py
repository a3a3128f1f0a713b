"""Reasons of changes and flags: a code with values; the words are made only where one is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeAlias

Value: TypeAlias = str | int | float


class Reason(NamedTuple):
    """One reason.

    Attributes:
        code: What it is recognised by; empty for a sentence from a log of schema 1.
        values: What differs from one such reason to the next, by name.
        template: The English words, with a place for each value; empty where this version does not know the code.
    """

    code: str
    values: tuple[tuple[str, Value], ...] = ()
    template: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return its code and its values by name, as the log has them."""
        return {"code": self.code, **dict(self.values)}


class ReasonTemplate(NamedTuple):
    """Template of the reasons with one code; calling it with values makes one.

    Attributes:
        code: The code, which no other has.
        text: The English words, with places: `a space in the word {word}`.
    """

    code: str
    text: str

    def __call__(self, **values: Value) -> Reason:
        return Reason(self.code, tuple(values.items()), self.text)


def sentence(text: str) -> tuple[Reason, ...]:
    """Return the reasons that a log of schema 1 has as an English sentence; none if it is empty."""
    return (Reason("", (("text", text),), "{text}"),) if text else ()


def in_words(reasons: Iterable[Reason], translate: Callable[[str], str] = str) -> str:
    """Return reasons as a person reads them.

    Args:
        reasons: The reasons.
        translate: Gives a template in another language.
    """
    return translate("; ").join(_in_words(reason, translate) for reason in reasons)


def _in_words(reason: Reason, translate: Callable[[str], str]) -> str:
    try:
        return translate(reason.template).format_map(dict(reason.values)) if reason.template else _spelt(reason)
    except KeyError:  # written by another version, with other values
        return _spelt(reason)


def _spelt(reason: Reason) -> str:
    values = ", ".join(f"{name}: {value}" for name, value in reason.values)
    return f"{reason.code} ({values})" if values else reason.code
