"""The rules on paragraphs that another article of the archive has too; they speak only where that was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.core.document_view import CrossDuplicates, DocumentView, ParagraphReading
from newsclean.core.proposal import Edit, Flag
from newsclean.core.reasons import ReasonTemplate
from newsclean.core.rule import Example, Rule
from newsclean.rules.duplicates.readings import READING_REASONS, reading_reason
from newsclean.rules.duplicates.removals import copies, spans
from newsclean.settings import Settings
from newsclean.text.fold import places
from newsclean.text.lines import Line

COPY_OF = "duplicates/copy-of"
"""The rule that tells an article of which another one has all."""
_IN_OTHER = ReasonTemplate("in-other-article", "stands in another article")
_ALSO_IN = ReasonTemplate("also-in", "stands in {article}:{line} too")
_EXTENTS = {
    "whole": ReasonTemplate("whole-article-in", "the whole article stands in {article} too"),
    "text": ReasonTemplate("text-of-article-in", "the article, but for short lines, stands in {article} too"),
}


def _removed(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for number, copy in copies(view).items():
        if copy.is_removed:
            yield Edit(
                *spans(view, settings)[number], "", "duplicates/archive", 0.99, (_IN_OTHER(),), None,
                (copy.article, copy.line), copy.similarity,
            )  # fmt: skip


def _flagged(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    for number, copy in copies(view).items():
        if not (copy.is_removed or copy.extent or copy.readings):
            line = view.paragraphs[number]
            also = _ALSO_IN(article=copy.article, line=copy.line)
            yield Flag(line.body, line.stop, "duplicates/archive-copy", (also,))


def _conflicts(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    for number, copy in copies(view).items():
        line = view.paragraphs[number]
        also = _ALSO_IN(article=copy.article, line=copy.line)
        for reading in copy.readings:
            reasons = also, reading_reason(reading.text, reading.other)
            yield Flag(*_span(view, line, reading), "duplicates/archive-conflict", reasons)


def _span(view: DocumentView, line: Line, reading: ParagraphReading) -> tuple[int, int]:
    """Return where a reading stands in the text of the view; of an empty one, the character behind it, or before it."""
    at = places(view.body(line))
    start = min(reading.start, len(at) - 1)
    return line.body + at[start], line.body + at[max(start, min(reading.end, len(at)) - 1)] + 1


def _whole(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    for number, copy in copies(view).items():
        if copy.extent in _EXTENTS:
            line = view.paragraphs[number]
            yield Flag(line.body, line.stop, COPY_OF, (_EXTENTS[copy.extent](article=copy.article_of),))
            return


def copy_of(cross_duplicates: CrossDuplicates) -> str:
    """The name of the article that has every line of this one; empty if none has.

    Args:
        cross_duplicates: What other articles have of it.
    """
    return next((copy.article_of for copy in cross_duplicates.values() if copy.extent in ("whole", "short")), "")


_SHARED = "会议要求，各地要认真贯彻落实中央决策部署，扎实推进各项工作。"

RULES = (
    Rule(
        id="duplicates/archive",
        kind="duplicate",
        safe=False,
        what="Removes a paragraph that another article of the archive has too.",
        why="Only when asked to, by `--scope archive --on-duplicate remove`, and only of a reprint, excerpt or version "
        "of that other article, or of boilerplate; a paragraph that says anything else stays and is flagged. The "
        "record names article and line of the copy that stays.",
        example=Example(
            f"平塘县召开会议。\n{_SHARED}\n会议还作出安排。", "平塘县召开会议。\n会议还作出安排。", _SHARED
        ),
        find=_removed,
        reasons=(_IN_OTHER,),
    ),
    Rule(
        id="duplicates/archive-copy",
        kind="flag",
        safe=True,
        what="Flags a paragraph that another article of the archive has too.",
        why="Only when asked to, by `--scope archive`. It may be a reprint, an update, or boilerplate.",
        example=Example(f"平塘县召开会议。\n{_SHARED}", _SHARED, _SHARED),
        find=_flagged,
        reasons=(_ALSO_IN,),
    ),
    Rule(
        id="duplicates/archive-conflict",
        kind="flag",
        safe=True,
        what="Flags what a paragraph says otherwise than the same paragraph of another article.",
        why="Only when asked to, by `--scope archive`. Both stay; the reason has both readings.",
        example=Example(f"平塘县召开会议。\n{_SHARED}", _SHARED[:4], _SHARED),
        find=_conflicts,
        reasons=(_ALSO_IN, *READING_REASONS),
    ),
    Rule(
        id=COPY_OF,
        kind="flag",
        safe=True,
        what="Flags an article of which another one has all that is more than a short line.",
        why="Only when asked to, by `--scope archive --on-duplicate remove`: nothing would be left of it, so that it "
        "stays as it is. With `--drop-copies` it is left out of what is written if the other has every line of it.",
        example=Example(f"平塘县召开会议。\n{_SHARED}", _SHARED, _SHARED),
        find=_whole,
        reasons=tuple(_EXTENTS.values()),
    ),
)
