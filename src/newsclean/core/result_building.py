"""Result of an article, built from its offset map:  changes and flags on the original."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

from newsclean.core.changes import Changes
from newsclean.core.offset_map import OffsetMap
from newsclean.core.proposal import Flag
from newsclean.core.result import FlagRecord, Result, exchanged
from newsclean.core.substituted import lead_to
from newsclean.errors import RestoreError, UnstableError
from newsclean.text.lines import LineNumbers


def in_original(flag: Flag, offset_map: OffsetMap) -> Flag:
    """A flag on the current text, placed in the original."""

    def placed(start: int, end: int) -> tuple[int, int]:
        return offset_map.to_original(start), offset_map.to_original(end, is_end=True)

    start, end = placed(flag.start, flag.end)
    if flag.of is None:
        return flag._replace(start=start, end=end)
    of_start, of_end = placed(*flag.of)
    return flag._replace(start=start, end=end, of=(of_start, max(of_start, of_end)))


def build_results(articles: Sequence[tuple[OffsetMap, Iterable[Flag]]]) -> list[Result | UnstableError]:
    """Tell what was done to some articles.

    Args:
        articles: For each, its original and what was made of it, and flags placed in the original, in any order, some
            perhaps twice.

    Returns:
        For each its clean text, every change and every flag, in the order of the original; or an error, if the changes
        do not lead from the original to the clean text and back, which is a fault of newsclean.
    """
    built = [_built(offset_map, flags) for offset_map, flags in articles]
    # As black does: what is about to be written has been shown to lead back, and forth.
    maps = [offset_map for offset_map, _ in articles]
    proven = lead_to([each.original for each in maps], [text for _, text in built], [each.substituted for each in maps])
    return [
        result
        if is_proven
        else UnstableError("article", "its changes do not lead back to it", "report it, with the text")
        for (result, _), is_proven in zip(built, proven, strict=True)
    ]


def _built(offset_map: OffsetMap, flags: Iterable[Flag]) -> tuple[Result, str]:
    """The result of an article, and what its changes, but for substitutions, lead back to; nothing, if not forth."""
    original = offset_map.original
    lines = LineNumbers(original)
    changed = [(each, original[each.start : each.end]) for each in offset_map.aligned_edits]
    try:
        text = exchanged(offset_map.text, [(each.at, each.edit.replacement, before) for each, before in changed])
        forth = exchanged(text, [(each.start, before, each.edit.replacement) for each, before in changed])
    except RestoreError:
        text = forth = ""
    flag_records = tuple(_flag_record(flag, original, lines) for flag in _in_order(flags))
    changes = Changes(offset_map, lines) if changed or offset_map.substituted else ()
    return Result(offset_map.text, changes, flag_records), text if forth == offset_map.text else ""


def _in_order(flags: Iterable[Flag]) -> list[Flag]:
    ordered = sorted(set(flags), key=_flag_place)
    if any(_flag_place(one) == _flag_place(other) for one, other in pairwise(ordered)):
        ordered.sort(key=_flag_order)  # by their words too, which takes longer
    return ordered


_flag_place = attrgetter("start", "end", "rule")


def _flag_order(flag: Flag) -> tuple[int, int, str, str, tuple[int, int]]:
    return flag.start, flag.end, flag.rule, flag.reason, flag.of or (-1, -1)


def _flag_record(flag: Flag, original: str, lines: LineNumbers) -> FlagRecord:
    note = FlagRecord(flag.rule, original[flag.start : flag.end], flag.start, lines.of(flag.start), flag.reasons)
    if flag.of is None:
        return note
    start, end = flag.of
    return note._replace(other=original[start:end], of=lines.of(start), of_start=start)
