"""English sentences said in another language: each is found again by the template that has made it.

Errors are raised, logged and handed from one process to another as English sentences. Only where one is shown to a
person is the catalogue asked, so that what a log of last year says is translated as well as what was raised just now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from string import Formatter
from typing import NamedTuple

# Values in values, and colons and semicolons of a line, at which is looked: a text of any length may stand in one.
_DEPTH, _MOST = 3, 8
_BREAK, _WORD = re.compile("[:;](?: |$)"), re.compile("[a-z]{2}")


class _Template(NamedTuple):
    """A template: what stands between its places, and the same in the other language."""

    literals: tuple[str, ...]
    translated: str

    def values_in(self, sentence: str) -> list[str] | None:
        """Return what stands in its places, if it has made the sentence."""
        first, *between, last = self.literals
        end = len(sentence) - len(last)
        if end < len(first) or not sentence.startswith(first) or not sentence.endswith(last):
            return None
        values, at = [], len(first)
        for piece in between:
            found = sentence.find(piece, at, end)
            if found < 0:
                return None
            values.append(sentence[at:found])
            at = found + len(piece)
        return [*values, sentence[at:end]]


class SentenceCatalog:
    """Sentences of errors in another language.

    Args:
        messages: Templates of causes and of what to do, with their translations. Places are written `{}`.
        places: The same of what says where: `line {}`.
    """

    def __init__(self, messages: Mapping[str, str], places: Mapping[str, str]) -> None:
        self._exact, self._templates = messages, _templates_of(messages)
        self._exact_places, self._place_templates = places, _templates_of(places)

    def line(self, text: str) -> str:
        """Return an error in one line, `where: cause; what to do`, in the language; what it does not know stays.

        Args:
            text: The line. It may lack where or what to do, or be of another kind.
        """
        return self._line(text, _DEPTH)

    def _line(self, text: str, depth: int) -> str:
        for is_strict in (True, False):  # at first no value reaches over a colon or semicolon
            for parts in islice(_parts(text), _MOST):
                translated = [self._clause(part, is_strict, depth) for part in parts]
                if None not in translated:
                    return "；".join(filter(None, translated))
        return text

    def _clause(self, text: str, is_strict: bool, depth: int) -> str | None:
        for start in islice(_starts(text), _MOST):
            said = self._said(text[start:], is_strict, depth)
            if said is not None:
                return (f"{self._place(text[: start - 2])}：" if start else "") + said
        return None

    def _said(self, sentence: str, is_strict: bool, depth: int) -> str | None:
        exact = self._exact.get(sentence)
        if exact is not None:
            return exact
        for template in self._templates:
            values = template.values_in(sentence)
            if values is not None and not (is_strict and any(_BREAK.search(value) for value in values)):
                return template.translated.format(*(self._value(value, depth) for value in values))
        return None

    def _value(self, value: str, depth: int) -> str:
        """Return what stands in a place; it may be a sentence itself, while a word may be a name."""
        return self._line(value, depth - 1) if " " in value and depth > 1 else value

    def _place(self, where: str) -> str:
        said = ""
        for number, part in enumerate(where.split(": ")):
            translated = self._exact_places.get(part)
            for template in self._place_templates if translated is None else ():
                values = template.values_in(part)
                if values is not None:
                    translated = template.translated.format(*values)
                    break
            said += ("" if not number else ": " if translated is None else "：") + (translated or part)
        return said


def _templates_of(messages: Mapping[str, str]) -> list[_Template]:
    """Return the templates that have places, those that say most by themselves first."""
    made = []
    for message, translated in messages.items():
        if "{}" in message and _WORD.search(message):
            literals = [""]
            for literal, name, _, _ in Formatter().parse(message):
                literals[-1] += literal
                if name is not None:
                    literals.append("")
            made.append(_Template(tuple(literals), translated))
    return sorted(made, key=lambda template: -sum(map(len, template.literals)))


def _starts(text: str) -> Iterator[int]:
    """Yield where the cause may begin: at the beginning, and behind each colon."""
    at = 0
    while True:
        yield at
        at = text.find(": ", at) + 2
        if at < 2:
            return


def _parts(text: str) -> Iterator[tuple[str, ...]]:
    """Yield cause and what to do, parted at each semicolon, from the last on; and all of it as the cause."""
    at = text.rfind("; ")
    while at >= 0:
        yield text[:at], text[at + 2 :]
        at = text.rfind("; ", 0, at)
    yield (text,)
