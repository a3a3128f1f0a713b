"""The rules on paragraphs that another article of the archive has too; they speak only where that was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.article.proposal import Edit, Flag
from newsclean.article.rule import Example, Rule
from newsclean.article.view import View
from newsclean.duplicates.removals import copies, spans
from newsclean.settings import Settings


def _removed(view: View, settings: Settings) -> Iterator[Edit]:
    for number, copy in copies(view).items():
        if copy.is_removed:
            yield Edit(
                *spans(view, settings)[number], "", "duplicates/archive", 0.99, "stands in another article", None,
                (copy.article, copy.line), copy.similarity,
            )  # fmt: skip


def _flagged(view: View, settings: Settings) -> Iterator[Flag]:
    for number, copy in copies(view).items():
        if not copy.is_removed:
            line = view.paragraphs[number]
            reason = f"stands in {copy.article}:{copy.line} too" + (f"; {copy.differs}" if copy.differs else "")
            yield Flag(line.body, line.stop, "duplicates/archive-copy", reason)


_SHARED = "会议要求，各地要认真贯彻落实中央决策部署，扎实推进各项工作。"

RULES = (
    Rule(
        id="duplicates/archive",
        kind="duplicate",
        safe=False,
        what="Removes a paragraph that another article of the archive has too.",
        why="Only when asked to, by `--scope archive --on-duplicate remove`; a paragraph that differs in a fact stays "
        "and is flagged. The record names article and line of the copy that stays.",
        example=Example(
            f"平塘县召开会议。\n{_SHARED}\n会议还作出安排。", "平塘县召开会议。\n会议还作出安排。", _SHARED
        ),
        find=_removed,
    ),
    Rule(
        id="duplicates/archive-copy",
        kind="flag",
        safe=True,
        what="Flags a paragraph that another article of the archive has too.",
        why="Only when asked to, by `--scope archive`. It may be a reprint, an update, or boilerplate.",
        example=Example(f"平塘县召开会议。\n{_SHARED}", _SHARED, _SHARED),
        find=_flagged,
    ),
)
