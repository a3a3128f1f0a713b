"""Artifacts of the printed page that ends up between the lines of a text: page numbers, running heads, jump marks."""

from __future__ import annotations

from collections.abc import Mapping

from newsclean.rules.lines.bare_numbers import BareNumber, find_page_numbers
from newsclean.text.char_tables import char_table
from newsclean.text.line_kinds import LineTest
from newsclean.text.lines import LineTable
from newsclean.text.patterns import lazy_regex
from newsclean.text.text_batch import TextBatch

_is_page_number, _is_jump = LineTest("page-number"), LineTest("jump-line")
_LONGEST_NUMBER = 4
# What a running head says: the name of a newspaper, a date, a page; nothing that marks part.
_may_be_head = LineTest("running-head")
_SHORTEST_HEAD, _LONGEST_HEAD = 4, 30
_DIGIT = lazy_regex("[0-9]+")
# The entries of a chronicle begin with dates, each with another; pages of one issue have the same.
_is_date = LineTest("date-alone")
_SOME = char_table("0-9版页頁报報刊")
# No page artifacts ends so.
_OPEN_OR_ENDED = "，。；：！？,;!?”’"
_CLAUSES = frozenset("，。；：！？、,;!?")
_NO_END = char_table(_OPEN_OR_ENDED)


def find_page_artifacts(batch: TextBatch) -> list[dict[int, str]]:
    """The paragraphs of texts that are page artifacts, each with what it is.

    Made once, by `batch.cached(find_page_artifacts)`.

    Returns:
        For each text, by the number of the paragraph: `page number`, `jump mark`, or `running head`, which is a short
        line of a name, date or page that stands in the text more than once, digits aside; a date alone, the same. A
        number alone on its line is a `page number` in a series, and `number` where it is neither that nor a figure of
        the sentence around it.
    """
    table = batch.cached(LineTable)
    found: list[dict[int, str]] = [{} for _ in batch.texts]
    heads: dict[tuple[int, str], list[int]] = {}
    bare: dict[int, list[int]] = {}
    for line in _possible(batch, table):
        text, number = table.place(line)
        body = table.body_of(line)
        if len(body) <= _LONGEST_NUMBER and body.isdecimal():
            bare.setdefault(text, []).append(line)
        elif _is_page_number(body):
            found[text][number] = "page number"
        elif _is_jump(body):
            found[text][number] = "jump mark"
        elif len(body) >= _SHORTEST_HEAD and _may_be_head(body):
            heads.setdefault((text, body if _is_date(body) else _DIGIT.sub("0", body)), []).append(number)
    for (text, _), numbers in heads.items():
        if len(numbers) > 1:
            found[text] |= dict.fromkeys(numbers, "running head")
    for text, lines in bare.items():
        found[text] |= _numbered_pages(table, text, lines, found[text])
    return found


def is_bare_line(text: str) -> bool:
    """Return whether a line is a few words without a mark, and beside a page number may be a running head."""
    return len(text) <= _LONGEST_HEAD and _CLAUSES.isdisjoint(text)


def _numbered_pages(table: LineTable, text: int, lines: list[int], artifacts: Mapping[int, str]) -> Mapping[int, str]:
    """Return what the numbers of a text are, and the lines beside them that repeat from page to page."""
    numbers = _bare_numbers(table, text, lines, artifacts)
    beside: dict[str, list[int]] = {}
    for each in numbers:
        for number, body in ((each.before, each.head), (each.behind, each.tail)):
            if _SHORTEST_HEAD <= len(body) <= _LONGEST_HEAD and body[-1] not in _OPEN_OR_ENDED:
                beside.setdefault(_DIGIT.sub("0", body), []).append(number)
    heads = {number: "running head" for alike in beside.values() if len(alike) > 1 for number in alike}
    if heads:
        found = find_page_numbers(_bare_numbers(table, text, lines, {**artifacts, **heads}), has_heads=True)
        if "page number" in found.values():
            return {**heads, **found}
    return find_page_numbers(numbers)


def _bare_numbers(table: LineTable, text: int, lines: list[int], artifacts: Mapping[int, str]) -> list[BareNumber]:
    """The numbers of a text with the lines around them, past those that are artifacts."""
    first, stop = table.firsts[text], table.firsts[text + 1]
    found = []
    for line in lines:
        before, behind = line - 1, line + 1
        while before >= first and before - first in artifacts:
            before -= 1
        while behind < stop and behind - first in artifacts:
            behind += 1
        head = table.body_of(before) if before >= first else ""
        tail = table.body_of(behind) if behind < stop else ""
        value = int(table.body_of(line))
        found.append(BareNumber(line - first, value, head, tail, before - first, behind - first))
    return found


def _possible(batch: TextBatch, table: LineTable) -> list[int]:
    """The lines that are short, do not end as no artifact does, and hold something that all artifacts hold."""
    units = batch.codes
    short = ((table.stop - table.body <= _LONGEST_HEAD) & ~_NO_END[units[table.stop - 1]]).nonzero()[0]
    some = _SOME.take(units).nonzero()[0]
    holds = some.searchsorted(table.body[short]) < some.searchsorted(table.stop[short])
    possible: list[int] = short[holds].tolist()
    return possible
