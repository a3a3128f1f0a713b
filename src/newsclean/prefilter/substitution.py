"""Substitutions: marks that a rule is sure of by the characters beside them, one character for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from newsclean.text.text_batch import Places, TextBatch


class Substitution(NamedTuple):
    """A row of a rule's table: what becomes of a mark between certain characters. The first row that fits holds.

    It says what the function of the rule says too, for most of its marks, and at once for those of many texts. Sets of
    characters are written as between the brackets of a regular expression; the edges of a text count as line feeds.

    Attributes:
        mark: The mark.
        replacement: What takes its place: the mark itself where it stays; nothing where the rule must be asked.
        before: What stands before it, nearest first. An empty set says nothing of its place, as of all that are farther
            off.
        behind: What stands behind it, likewise.
        in_chinese_line: Whether it holds only in a line with no more Latin words than runs of Han characters.
        unless: A character that the text does not hold.
        line_end: Marks of which the line ends in one.
        is_paired: Whether it holds only for two round brackets, each narrow one by such a row, with a Han character and
            no other bracket between them in their line.
    """

    mark: str
    replacement: str
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    in_chinese_line: bool = False
    unless: str = ""
    line_end: str = ""
    is_paired: bool = False

    def sets(self) -> Iterator[tuple[int, str]]:
        """Yield each place that it says something of, counted from the mark, and the characters that stand there."""
        yield 0, "\\" + self.mark
        yield from ((-number, characters) for number, characters in enumerate(self.before, 1) if characters)
        yield from ((number, characters) for number, characters in enumerate(self.behind, 1) if characters)


class BatchSubstitutions(NamedTuple):
    """What a rule is sure of by more than the characters beside a mark, decided for many texts at once.

    Attributes:
        marks: The marks that it looks at: where one of them stands that it has not found the rule must be asked.
        mark: The one of them that it replaces.
        replacements: What takes its place.
        find: Finds the places in `TextBatch.units` for each of the replacements.
    """

    marks: str
    mark: str
    replacements: str
    find: Callable[[TextBatch], Sequence[Places]]
