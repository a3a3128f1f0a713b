"""Structure that is not running text, seen by how a line begins or ends.

List items, bylines, datelines, captions, labels.
"""

from __future__ import annotations

from string import ascii_letters, digits

from newsclean.rules.lines.boundary_features import COMMAS
from newsclean.rules.lines.cues import BEGINS_OF, ends_in_address, find_cue, is_closed_at_once, is_final
from newsclean.text.charsets import ANY_HAN, HAN, MEASURES, is_han
from newsclean.text.line_kinds import LineTest
from newsclean.text.patterns import lazy_regex

_PARTED_BEHIND, _ALONE = LineTest(parts="behind", remembers=True), LineTest(parts="both", remembers=True)
_HEADING, _CONTACT = LineTest("numbered-heading", remembers=True), LineTest("contact", remembers=True)
_PUBLISHED = LineTest("publication-year")
_is_row = LineTest("figure-row")
_DAY, _OTHER_FIGURE = LineTest("day"), LineTest("figure-entry")
_OF_NUMBER = frozenset(f"{ascii_letters}{digits}@._()（）、－—-")
# Not so where the head ends with the first digit of a month: 2024年1⏎2月5日.
_REST_OF_MONTH = ("0月", "1月", "2月")
_GOES_ON_YEAR = frozenset(f"{digits}{MEASURES}度至到、—–-")
_LONGEST_NAME, _LONGEST_ENTRY = 16, 24
# Two lines of so few characters are cells of a table, or vertical text; 选派8⏎名干部 is neither.
_NARROW = 3
# A word that ends a line and begins the next one, as headings do: 谈楼价⏎楼价高企.
_SAID_AGAIN = lazy_regex(rf"(?:.*[^A-Za-z])?([{HAN}]{{2}}|[A-Z][A-Za-z]+)\n\1(?![a-z])")
_BARS = frozenset("｜|")
_LONGEST_FIGURE = 2


is_structure = LineTest(parts="before", remembers=True)
"""Tells whether a line begins as a list item, byline, dateline, caption or other page artifact does."""

is_entry = LineTest("entry", remembers=True)
"""Tells whether a line begins as an entry of a list does, with what it is called and a colon."""


def is_open(head: str, tail: str) -> bool:
    """Return whether a sentence may run from a line to the next: no final mark between them, and both running text.

    Args:
        head: The line before the boundary; in simplified characters, as bylines, labels and the like are known.
        tail: The line after it, likewise.
    """
    return not is_final(head, tail) and (is_closed_at_once(head, tail) or _are_running(head, tail))


def _are_running(head: str, tail: str) -> bool:
    return (
        not is_structure(tail)  # the most frequent sign first
        and not _PARTED_BEHIND(head)
        and not _ALONE(head)
        and (not _ALONE(tail) or (head[-1] in COMMAS and _is_row(tail)))  # spaces around figures make no table there
        and (max(len(head), len(tail)) > _NARROW or _cuts_figure(head, tail))
        and (_BARS.isdisjoint(head) or _BARS.isdisjoint(tail))
        and not (ANY_HAN.match(tail) and (ends_in_address(head) or _is_foreign(head)))
        and not _is_heading(head, tail)
        and not _is_number(head, tail)
        and not _SAID_AGAIN.match(f"{head[-_LONGEST_NAME:]}\n{tail[:_LONGEST_NAME]}")
        and bool(ANY_HAN.search(head) or ANY_HAN.search(tail))
    )


def _cuts_figure(head: str, tail: str) -> bool:
    before = head.rstrip(digits)
    return 0 < len(head) - len(before) <= _LONGEST_FIGURE and is_han(before[-1:]) and not tail[-1:].isdecimal()


def _is_heading(head: str, tail: str) -> bool:
    """Return whether a line is a numbered heading, or an entry before another; not where the break ends none."""
    if (head.rstrip(".")[-1:].isdecimal() and tail[0].isdecimal()) or BEGINS_OF.match(tail):
        return False
    are_entries = is_entry(head) and is_entry(tail)
    if are_entries and max(len(head), len(tail)) <= _LONGEST_ENTRY:
        return True
    if not _HEADING(head) and not are_entries:
        return False
    return find_cue(head, tail).rule == "lines/open-sentence"


def _is_number(head: str, tail: str) -> bool:
    """Return whether a line ends in a figure or number that does not go on in the next.

    电话：95598⏎国网, 8765432⏎2023年.
    """
    if head[-1].isdecimal():
        is_date = _DAY(tail) and not (tail.startswith(_REST_OF_MONTH) and head[len(head.rstrip(digits)) :] == "1")
        if is_date or _OTHER_FIGURE(tail):
            return True
        if _PUBLISHED(head) and tail[0] not in _GOES_ON_YEAR:
            return True
    return _CONTACT(head) and tail[0] not in _OF_NUMBER


def _is_foreign(text: str) -> bool:
    """Return whether a line is no Chinese, and longer than a word with which a sentence may begin."""
    return len(text) > _LONGEST_NAME and ANY_HAN.search(text) is None
