"""Spaces that a full-width mark makes needless."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.article.proposal import Edit
from newsclean.article.rule import Example, Rule
from newsclean.article.view import View
from newsclean.punctuation.context import HAN
from newsclean.settings import Settings

# The pattern begins with what it looks for, as all that are looked for in a whole text do: the others wait behind.
_NEEDLESS = {
    space: re.compile(
        rf"{space}(?:(?<=[{HAN}”’）》].)[ \t]*(?=[，。、；：！？])|(?<=[，、；].)[ \t]*(?=[{HAN}“‘（《]))"
    )
    for space in " \t"
}


def _spaces(view: View, settings: Settings) -> Iterator[Edit]:
    for start, end in view.outline.guarded(_NEEDLESS):
        yield Edit(start, end, "", "punctuation/space")


RULES = (
    Rule(
        id="punctuation/space",
        kind="normalisation",
        safe=True,
        what="Removes spaces before a Chinese mark, and after a comma or semicolon, between Chinese characters.",
        why="A full-width mark brings its own space. Spaces between words, in headlines and lists of names, stay; "
        "none is ever put between Han and Latin.",
        source="CLREQ 3.1.6",
        example=Example("会议指出 ， 要坚持", "会议指出，要坚持"),
        find=_spaces,
        needs=" \t",
    ),
)
