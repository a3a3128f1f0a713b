"""An article as a person wants it: changes undone, flags resolved, everything else as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsclean.changelog.log_records import CHOSEN, Record
from newsclean.changelog.reading import ArticleLog
from newsclean.core.offset_map import AlignedEdit, OffsetMap
from newsclean.core.proposal import Edit, Flag
from newsclean.core.result import Change, FlagRecord, Result, replay
from newsclean.core.result_building import build_results
from newsclean.errors import DecisionError
from newsclean.review.decisions import Decision, place_of
from newsclean.text.lines import LineNumbers

READING = "review/reading"
"""The rule in the log for a reading that a person chose."""


class Reviewed(NamedTuple):
    """An article that was reviewed.

    Attributes:
        result: The reviewed text with the changes that lead to it from the original, and the flags that are open.
        decisions: The records of all decisions on it, those of earlier reviews first.
        upheld: Half-open spans of the reviewed text, in code points, that were flagged and let stand.
    """

    result: Result
    decisions: list[Record]
    upheld: list[tuple[int, int]]


def review(article: ArticleLog, original: str, decisions: Sequence[Decision]) -> Reviewed:
    """Carry out decisions.

    A change that is undone gives the original back in its place. A reading takes the place of what was changed, or
    of the flagged text and of the other reading where there is one, unless that was removed with its paragraph.
    A flag that was settled is a flag no more; the record of the decision tells of it.

    Args:
        article: What the log says of the article.
        original: Its original text.
        decisions: The decisions on it.

    Raises:
        DecisionError: A decision is not on this text, or on nothing that the log knows; two would change the same
            place; or one would empty a paragraph that a removed copy repeats.
    """
    subjects = _subjects(article, decisions)
    undone = {subject for decision, subject in subjects if decision.on == "change" and decision.verdict != "keep"}
    settled = {subject for _, subject in subjects if isinstance(subject, FlagRecord)}
    offset_map = _offset_map(original, [change for change in article.changes if change not in undone])
    readings = [
        edit
        for decision, subject in subjects
        if decision.verdict == "reading"
        for edit in _readings(decision, subject, offset_map)
    ]
    offset_map = offset_map.apply(_apart(readings, decisions))
    flags = [_flag(note) for note in article.flags if note not in settled]
    (result,) = build_results([(offset_map, flags)])
    if isinstance(result, Exception):
        raise result
    _check_copies(result, offset_map, article.name)
    lines = LineNumbers(original)
    records = [decision.as_record(lines.of(subject.start)) for decision, subject in subjects]
    upheld = [
        (offset_map.to_current(subject.start), offset_map.to_current(subject.start + len(subject.text)))
        for decision, subject in subjects
        if decision.verdict == "stands" and isinstance(subject, FlagRecord)
    ]
    return Reviewed(result, [*article.decisions, *records], upheld)


def _subjects(article: ArticleLog, decisions: Iterable[Decision]) -> list[tuple[Decision, Change | FlagRecord]]:
    subjects: list[Change | FlagRecord] = [*article.changes, *article.flags]
    known = {place_of(subject): subject for subject in subjects}
    found = []
    for decision in decisions:
        if decision.clean != article.head["clean"]["sha256"]:
            raise DecisionError(
                decision.where,
                f"was made on another text of {article.name}",
                "make the report of this log and decide there",
            )
        if decision.place not in known:
            raise DecisionError(
                decision.where,
                f"the log has no such {decision.on} in {article.name}",
                "make the report of this log and decide there",
            )
        found.append((decision, known[decision.place]))
    return found


def _offset_map(original: str, changes: Sequence[Change]) -> OffsetMap:
    lines = LineNumbers(original)
    aligned_edits: list[AlignedEdit] = []
    moved = 0
    for change in changes:
        end = change.start + len(change.before)
        is_here = change.of is not None and not change.of_article
        of = _body(original, *lines.span(change.of or 1)) if is_here else None
        other_article = (change.of_article, change.of or 1) if change.of_article else None
        edit = Edit(
            change.start,
            end,
            change.after,
            change.rule,
            change.confidence,
            change.reasons,
            of,
            other_article,
            change.similarity,
        )
        aligned_edits.append(AlignedEdit(change.start, end, change.start + moved, edit, change.via))
        moved += len(change.after) - len(change.before)
    return OffsetMap(original, replay(original, changes), aligned_edits)


def _body(text: str, start: int, end: int) -> int:
    """Return where the text of a line begins, after its indent."""
    return end - len(text[start:end].lstrip())


def _readings(decision: Decision, flag: Change | FlagRecord, offset_map: OffsetMap) -> Iterable[Edit]:
    """The edits, on the current text, that put a reading in the place of a change, or a flag and its other reading."""
    if isinstance(flag, Change):
        # The line breaks around a paragraph are none of what is written in its place.
        text = flag.before.strip("\r\n") or flag.before
        low = offset_map.to_current(flag.start + flag.before.index(text))
        if text != decision.reading:
            yield Edit(low, low + len(text), decision.reading, READING, 1.0, (CHOSEN(by=decision.by),))
        return
    spans = [(flag.start, len(flag.text))]
    if flag.other and flag.of_start is not None:
        spans.append((flag.of_start, len(flag.other)))
    places = [(offset_map.to_current(start), offset_map.to_current(start + length)) for start, length in spans]
    upheld = [(low, high) for low, high in places if low < high]
    if not upheld:
        raise DecisionError(
            decision.where, f"{flag.text!r} is not in the text: it was removed", "undo the removal, or let it stand"
        )
    for low, high in upheld:
        if offset_map.text[low:high] != decision.reading:
            yield Edit(low, high, decision.reading, READING, 1.0, (CHOSEN(by=decision.by),))


def _apart(edits: list[Edit], decisions: Sequence[Decision]) -> list[Edit]:
    edits = sorted(set(edits))
    for before, after in pairwise(edits):
        if after.start < before.end:
            raise DecisionError(
                decisions[0].where.rpartition(":")[0],
                f"two readings for the same place in {decisions[0].article}: {before.replacement!r} and "
                f"{after.replacement!r}",
                "choose one in the report",
            )
    return edits


def _flag(note: FlagRecord) -> Flag:
    of = None
    if note.other is not None and note.of_start is not None:
        of = note.of_start, note.of_start + len(note.other)
    return Flag(note.start, note.start + len(note.text), note.rule, note.reasons, of)


def _check_copies(result: Result, offset_map: OffsetMap, name: str) -> None:
    """Every copy that a removal names must still be there."""
    lines = LineNumbers(offset_map.original)
    for change in result.changes:
        if change.of is None or change.of_article:
            continue
        start, end = map(offset_map.to_current, lines.span(change.of))
        if not result.text[start:end].strip():
            raise DecisionError(
                name,
                f"line {change.of} would be emptied, but line {change.line} was removed as its copy",
                "undo the removal as well",
            )
