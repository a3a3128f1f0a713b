"""The rule that converts, each converted word an edit of its own."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.article.proposal import Edit
from newsclean.article.rule import Example, Rule
from newsclean.article.view import View
from newsclean.script.converter import INVERSE, converter
from newsclean.settings import Settings


def _convert(view: View, settings: Settings) -> Iterator[Edit]:
    if settings.script == "keep":
        return
    convert = converter(settings.script)
    back = converter(INVERSE[settings.script]) if settings.script in INVERSE else None
    for line in view.paragraphs:
        before = view.body(line)
        after = convert(before)
        # OpenCC is not idempotent: s2t makes 一齣 of its own 一出. A line that is already what converting its
        # simplified form gives has been converted before.
        if after == before or (back is not None and convert(back(before)) == before):
            continue
        for start, end, replacement in _differences(before, after):
            if not view.protected.touch(line.body + start, line.body + end):
                yield Edit(line.body + start, line.body + end, replacement, "script/convert")


def _differences(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    """The spans of `before` that differ in `after`, none of them empty."""
    if len(before) == len(after):
        start = None
        for at in range(len(before) + 1):
            differs = at < len(before) and before[at] != after[at]
            if differs and start is None:
                start = at
            elif not differs and start is not None:
                yield start, at, after[start:at]
                start = None
        return
    from rapidfuzz.distance import Indel

    for block in _blocks(Indel.opcodes(before, after)):
        low, high, low_after, high_after = block
        if low == high:  # an insertion borrows the character before it, or after it
            if low:
                low, low_after = low - 1, low_after - 1
            else:
                high, high_after = high + 1, high_after + 1
        yield low, high, after[low_after:high_after]


def _blocks(opcodes: object) -> Iterator[tuple[int, int, int, int]]:
    """Runs of operations that are not `equal`, as spans of both texts."""
    block: tuple[int, int, int, int] | None = None
    for operation in opcodes:  # type: ignore[attr-defined]
        if operation.tag == "equal":
            if block is not None:
                yield block
            block = None
        elif block is None:
            block = (operation.src_start, operation.src_end, operation.dest_start, operation.dest_end)
        else:
            block = (block[0], operation.src_end, block[2], operation.dest_end)
    if block is not None:
        yield block


RULES = (
    Rule(
        id="script/convert",
        kind="normalisation",
        safe=False,
        what="Converts between traditional and simplified characters by the OpenCC configuration in `script`.",
        why="Off unless asked for. A line is converted once; one in mixed script until nothing more changes. "
        "Configurations with phrases (s2twp, tw2sp) change words, not only characters, and lose information. "
        "Addresses and code are left alone.",
        source="OpenCC",
        example=Example("漢語", "汉语"),
        find=_convert,
    ),
)
