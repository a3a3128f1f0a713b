"""Result of an article, built from its offset map:  changes and flags on the original."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from newsclean.core.offset_map import AlignedEdit, OffsetMap
from newsclean.core.proposal import Edit, Flag
from newsclean.core.result import Change, Changes, FlagRecord, Result, replay, restore
from newsclean.core.substituted import lead_to
from newsclean.errors import UnstableError
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
    original, made = offset_map.original, offset_map.substituted
    lines = LineNumbers(original)
    removals = [aligned_edit for aligned_edit in offset_map.aligned_edits if aligned_edit.edit.is_repeat]
    changes = tuple(_change(aligned_edit, original, removals, lines) for aligned_edit in offset_map.aligned_edits)
    text = restore(offset_map.text, changes) if changes else offset_map.text
    flag_records = tuple(_flag_record(flag, original, lines) for flag in sorted(set(flags), key=_flag_order))
    every = Changes(changes, made, offset_map.substituted_at, lines) if made else changes
    is_whole = not changes or replay(text, changes) == offset_map.text
    return Result(offset_map.text, every, flag_records), text if is_whole else ""


def _flag_order(flag: Flag) -> tuple[int, int, str, str, tuple[int, int]]:
    return flag.start, flag.end, flag.rule, flag.reason, flag.of or (-1, -1)


def _flag_record(flag: Flag, original: str, lines: LineNumbers) -> FlagRecord:
    note = FlagRecord(flag.rule, original[flag.start : flag.end], flag.start, lines.of(flag.start), flag.reasons)
    if flag.of is None:
        return note
    start, end = flag.of
    return note._replace(other=original[start:end], of=lines.of(start), of_start=start)


def _stays(edit: Edit, removals: Sequence[AlignedEdit]) -> Edit:
    """The edit with the copy that stays, when the one that stayed at first was itself found a copy later."""
    while edit.of is not None:
        number = bisect_right(removals, edit.of, key=lambda aligned_edit: aligned_edit.start) - 1
        if number < 0 or removals[number].end <= edit.of:
            return edit
        earlier = removals[number].edit
        if earlier.of is not None and earlier.of >= edit.of:
            return edit
        edit = edit._replace(of=earlier.of, other_article=earlier.other_article)
    return edit


def _change(aligned_edit: AlignedEdit, original: str, removals: Sequence[AlignedEdit], lines: LineNumbers) -> Change:
    edit = _stays(aligned_edit.edit, removals)
    before = original[aligned_edit.start : aligned_edit.end]
    stripped = before.lstrip()
    indent = len(before) - len(stripped) if stripped else 0  # the line of the text, not of the break
    return Change(
        edit.rule,
        before,
        edit.replacement,
        aligned_edit.start,
        aligned_edit.at,
        lines.of(aligned_edit.start + indent),
        edit.confidence,
        edit.reasons,
        lines.of(edit.of) if edit.of is not None else edit.other_article[1] if edit.other_article else None,
        edit.similarity,
        aligned_edit.via,
        edit.other_article[0] if edit.other_article else "",
    )
