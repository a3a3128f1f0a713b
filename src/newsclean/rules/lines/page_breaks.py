"""Sentences that a page break has cut, with the artifacts of the page between the halves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit, Flag
from newsclean.core.reasons import ReasonTemplate
from newsclean.core.rule import Example, Rule
from newsclean.rules.lines.boundaries import Boundary
from newsclean.rules.lines.boundary_features import document_features
from newsclean.rules.lines.joins import PERHAPS_CUT
from newsclean.rules.lines.page_artifacts import find_page_artifacts, is_bare_line
from newsclean.rules.lines.reflow import fills_width
from newsclean.rules.lines.scorer import confidence
from newsclean.rules.lines.structure import is_open
from newsclean.settings import Settings
from newsclean.text.opencc import simplified

# Page artifacts are removed only with what it has cut, and only where that is beyond doubt, whatever `join_at` says.
_CERTAIN = 0.9
# Behind a line of wrapped text that is full or ends with a comma the next one goes on, with a page number between them.
_SURE, _COMMAS = 0.98, frozenset("，、,")

# By the kinds of artifacts.
_BEHIND = {
    kind: ReasonTemplate(f"behind-{kind.replace(' ', '-')}", f"a sentence goes on behind the {kind}")
    for kind in ("page number", "running head", "jump mark", "number")
}
_OF_PAGE = {
    kind: ReasonTemplate(kind.replace(" ", "-"), f"{kind} of a printed page")
    for kind in ("page number", "running head")
}
_JUMP_LINE = ReasonTemplate("jump-line", "jump line: the article goes on elsewhere")


class PageBreak(NamedTuple):
    """Two halves with artifacts between them.

    Attributes:
        boundary: The boundary as it would be without the artifacts.
        between: What stands there, as its kinds: `page number`, `running head`, `jump mark`, `number`.
        confidence: How sure it is that the halves are one sentence, 0 to 1.
    """

    boundary: Boundary
    between: tuple[str, ...]
    confidence: float


def find_page_breaks(view: DocumentView) -> list[PageBreak]:
    """The page breaks at which a sentence seems to run on; made once for a view."""
    between = view.batch_cached(find_page_artifacts)
    if not between:
        return []
    lines = view.paragraphs
    kept = [number for number in range(len(lines)) if number not in between]
    texts = [view.body(lines[number]) for number in kept]
    around = document_features([simplified(text) for text in texts])
    found = []
    for at in range(len(kept) - 1):
        low, high = kept[at], kept[at + 1]
        if high == low + 1:
            continue
        boundary = Boundary(at, lines[low], lines[high], texts[at], texts[at + 1])
        if not is_open(boundary.head, boundary.tail) or _is_text(view, between, low + 1, high):
            continue
        if is_bare_line(boundary.tail) and not fills_width(view, high, min(high + 1, len(lines) - 1)):
            continue
        kinds = tuple(between[number] for number in range(low + 1, high))
        is_sure = "page number" in kinds and lines[high].start == lines[high].body and _is_unended(view, low, high)
        found.append(PageBreak(boundary, kinds, round(_SURE if is_sure else confidence(around, at), 3)))
    return found


def _is_unended(view: DocumentView, low: int, high: int) -> bool:
    """Return whether a line of wrapped text is full, or ends with a comma, before the one that it may go on in."""
    is_full = fills_width(view, low, high)
    return is_full or (is_full is not None and view.body(view.paragraphs[low])[-1] in _COMMAS)


def _is_text(view: DocumentView, between: Mapping[int, str], first: int, stop: int) -> bool:
    """Return whether a running head is as full as lines of wrapped text, and then may be one of them."""
    return any(
        between[number] == "running head" and fills_width(view, number, number + 1) for number in range(first, stop)
    )


def _page_breaks(view: DocumentView, settings: Settings) -> Iterator[Edit | Flag]:
    for found in view.cached(find_page_breaks):
        start, end = found.boundary.before.stop, found.boundary.after.body
        reasons = tuple(_BEHIND[kind]() for kind in dict.fromkeys(found.between))
        if found.confidence >= max(_CERTAIN, settings.join_at) and "number" not in found.between:
            yield Edit(start, end, "", "lines/page-break", found.confidence, reasons)
        elif found.confidence >= settings.flag_at:
            yield Flag(start, end, "lines/page-break", (*reasons, PERHAPS_CUT(confidence=found.confidence)))


def _page_artifacts(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    for number, kind in view.batch_cached(find_page_artifacts).items():
        line = view.paragraphs[number]
        if kind in _OF_PAGE:
            yield Flag(line.body, line.stop, "lines/page-furniture", (_OF_PAGE[kind](),))


def _jump_lines(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    for number, kind in view.batch_cached(find_page_artifacts).items():
        line = view.paragraphs[number]
        if kind == "jump mark":
            yield Flag(line.body, line.stop, "lines/jump-line", (_JUMP_LINE(),))


RULES = (
    Rule(
        id="lines/page-break",
        kind="correction",
        safe=False,
        what="Joins the halves of a sentence that a page break has cut, and removes the page numbers, running heads "
        "and jump marks between them.",
        why="Only where the scorer is certain that the halves are one sentence. The furniture stands in the record. "
        "Numbers alone on their lines are page numbers where they rise from page to page and cut sentences; one by "
        "itself stays on its line and is flagged, unless it is a figure of the sentence: 选派⏎8⏎名干部.",
        example=Example(
            "会议在北京召开。来自全国各地的代表参加了会议并就共同关心的\n— 3 —\n问题进行了讨论。",
            "会议在北京召开。来自全国各地的代表参加了会议并就共同关心的问题进行了讨论。",
        ),
        find=_page_breaks,
        reasons=(*_BEHIND.values(), PERHAPS_CUT),
    ),
    Rule(
        id="lines/page-furniture",
        kind="flag",
        safe=True,
        what="Flags page numbers, and running heads: short lines with a name, date or page that stand in the text more "
        "than once.",
        why="They belong to the printed page and not to the article; where they cut no sentence nothing is lost by "
        "letting a person decide.",
        example=Example("会议在北京召开。\n第3页 共8页\n会议指出，要坚持稳中求进。", "第3页 共8页"),
        find=_page_artifacts,
        reasons=tuple(_OF_PAGE.values()),
    ),
    Rule(
        id="lines/jump-line",
        kind="flag",
        safe=True,
        what="Flags a line that says that the article goes on elsewhere, （下转3版）.",
        why="What follows may be missing, or stand further down.",
        example=Example("推动传统农业振兴。\n（下转3版）", "（下转3版）"),
        find=_jump_lines,
        reasons=(_JUMP_LINE,),
    ),
)
