"""The account of what was done to an article: its alignment, told as changes and flags on the original."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from newsclean.core.offset_map import Alignment, Patch
from newsclean.core.proposal import Edit, Flag
from newsclean.core.result import Change, Note, Result, replay, restore
from newsclean.errors import UnstableError
from newsclean.text.lines import LineNumbers


def in_original(flag: Flag, aligned: Alignment) -> Flag:
    """A flag on the current text, placed in the original."""

    def placed(start: int, end: int) -> tuple[int, int]:
        return aligned.to_original(start), aligned.to_original(end, is_end=True)

    start, end = placed(flag.start, flag.end)
    if flag.of is None:
        return flag._replace(start=start, end=end)
    of_start, of_end = placed(*flag.of)
    return flag._replace(start=start, end=end, of=(of_start, max(of_start, of_end)))


def build_result(aligned: Alignment, flags: Iterable[Flag]) -> Result:
    """Tell what was done.

    Args:
        aligned: The original and what was made of it.
        flags: Flags placed in the original, in any order, some perhaps twice.

    Returns:
        The clean text, every change and every flag, in the order of the original.

    Raises:
        UnstableError: The changes do not lead from the original to the clean text and back, which is a fault of
            newsclean.
    """
    original = aligned.original
    ordered = sorted(set(flags), key=_flag_order)
    if not aligned.patches and not ordered:
        return Result(original, (), ())
    lines = LineNumbers(original)
    removals = [patch for patch in aligned.patches if patch.edit.is_repeat]
    changes = tuple(_change(patch, original, removals, lines) for patch in aligned.patches)
    # As black does: what is about to be written has been shown to lead back, and forth.
    if restore(aligned.text, changes) != original or replay(original, changes) != aligned.text:
        raise UnstableError("article", "its changes do not lead back to it", "report it, with the text")
    return Result(aligned.text, changes, tuple(_note(flag, original, lines) for flag in ordered))


def _flag_order(flag: Flag) -> tuple[int, int, str, str, tuple[int, int]]:
    return flag.start, flag.end, flag.rule, flag.reason, flag.of or (-1, -1)


def _note(flag: Flag, original: str, lines: LineNumbers) -> Note:
    note = Note(flag.rule, original[flag.start : flag.end], flag.start, lines.of(flag.start), flag.reason)
    if flag.of is None:
        return note
    start, end = flag.of
    return note._replace(other=original[start:end], of=lines.of(start), of_start=start)


def _stays(edit: Edit, removals: Sequence[Patch]) -> Edit:
    """The edit with the copy that stays, when the one that stayed at first was itself found a copy later."""
    while edit.of is not None:
        number = bisect_right(removals, edit.of, key=lambda patch: patch.start) - 1
        if number < 0 or removals[number].end <= edit.of:
            return edit
        earlier = removals[number].edit
        if earlier.of is not None and earlier.of >= edit.of:
            return edit
        edit = edit._replace(of=earlier.of, elsewhere=earlier.elsewhere)
    return edit


def _change(patch: Patch, original: str, removals: Sequence[Patch], lines: LineNumbers) -> Change:
    edit = _stays(patch.edit, removals)
    before = original[patch.start : patch.end]
    stripped = before.lstrip()
    indent = len(before) - len(stripped) if stripped else 0  # the line of the text, not of the break
    return Change(
        edit.rule,
        before,
        edit.replacement,
        patch.start,
        patch.at,
        lines.of(patch.start + indent),
        edit.confidence,
        edit.reason,
        lines.of(edit.of) if edit.of is not None else edit.elsewhere[1] if edit.elsewhere else None,
        edit.similarity,
        patch.via,
        edit.elsewhere[0] if edit.elsewhere else "",
    )
