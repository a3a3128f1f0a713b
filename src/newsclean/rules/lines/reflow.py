"""Hard-wrapped text, as e-mail, PDF and scanned columns give it, recognised for the whole article and reflowed."""

from __future__ import annotations

from collections.abc import Iterator
from string import punctuation

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.reasons import ReasonTemplate
from newsclean.core.rule import Example, Rule
from newsclean.rules.lines.boundaries import is_in_protected_span, simple
from newsclean.rules.lines.cues import cuts_address, is_final, open_pair, stands_between, word_break
from newsclean.rules.lines.structure import is_structure
from newsclean.rules.lines.wrapping import find_wrapping
from newsclean.settings import Settings
from newsclean.text.line_kinds import LineTest

# Marks that open something or part words end no line of a list; dashes and middle dots stand between words.
_ENDS_NO_LINE, _INNER, _NEAR = frozenset("（《“‘「『【〔(，、—"), frozenset("—·"), 12
_is_speaker = LineTest("speaker")
# A Latin word, and marks of ASCII behind it.
_FEW = 8

# By what the width is counted in.
_WRAPPED = {
    measure: ReasonTemplate(f"wrapped-{measure}", f"the text is wrapped at {{width}} {measure}")
    for measure in ("characters", "columns")
}


def fills_width(view: DocumentView, number: int, following: int) -> bool | None:
    """Return whether a line had no room for what stands first in another, both as in `Wrapped`.

    None in no wrapped text.
    """
    found = view.batch_cached(find_wrapping)
    if found is None:
        return None
    if number in found.full and following == number + 1:
        return True
    line = view.paragraphs[number]
    is_first = number - 1 not in found.numbers
    return found.how.is_full(view.text[line.start : line.stop], view.body(view.paragraphs[following]), is_first)


def joined(view: DocumentView) -> frozenset[int]:
    """The lines, as in `Wrapped`, that are joined to the next; made once for a view, by `view.cached(joined)`."""
    found = view.batch_cached(find_wrapping)
    return frozenset(number for number in found.numbers if _belong_together(view, number)) if found else frozenset()


def _belong_together(view: DocumentView, number: int) -> bool:
    lines = view.paragraphs[number : number + 2]
    if is_in_protected_span(view, *lines):
        return False
    head, tail = view.cached(simple)[number : number + 2]
    # A figure has room in the line of its sentence; alone it is the number of a page.
    if head.isdecimal() or tail.isdecimal() or (is_structure(tail) and not _goes_on(head, tail)):
        return False
    return not _is_latin_break(head, tail) or cuts_address(head, tail)


def _goes_on(head: str, tail: str) -> bool:
    """Return whether a full line goes on in one that begins as an item, heading or byline does.

    It does where a word or pair is cut, 祖国统⏎一、民族 and （前左⏎一）, behind a mark that ends no line,
    第一、⏎二、三次, before a dash or middle dot, 川⏎·立派, and where somebody speaks in a sentence, 因⏎问：“….
    """
    return (
        head[-1] in _ENDS_NO_LINE
        or (_is_speaker(tail) and not is_final(head))
        or (tail[0] in _INNER and (tail[0] == "—" or tail[1:2].strip() != ""))
        or word_break(head, tail).kind != "-"
        or open_pair(head, tail, _NEAR) is not None
    )


def _wrapped(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    found = view.batch_cached(find_wrapping)
    if found is None:
        return
    reasons = (_WRAPPED[found.how.measure](width=found.how.width),)
    lines = view.paragraphs
    for number in sorted(view.cached(joined)):
        head, tail = lines[number], lines[number + 1]
        between = stands_between(view.body(head), view.body(tail))
        yield Edit(head.stop, tail.body, between, "lines/wrapped", 0.99, reasons)


def _is_latin_break(head: str, tail: str) -> bool:
    last = head[-_FEW:].rstrip(punctuation)[-1:]
    return tail[0].isascii() and last.isascii() and last.isalpha()


_EXAMPLE = (
    "　　会议在北京举行来自全国各地的代表",
    "参加了会议并就共同关心的问题交换意见",
    "与会人士表示要认真学习贯彻会议的精神",
    "推动各项工作取得新的更大的成绩不断前",
    "进再上新的台阶为人民群众多做好事实事",
    "。",
)

RULES = (
    Rule(
        id="lines/wrapped",
        kind="correction",
        safe=True,
        what="Joins the lines of text that was wrapped at a fixed width.",
        why="Only when nearly every line that goes on is full, counted in characters or in columns, of which a Han "
        "character takes two, and words are cut at their ends or marks stand inside them: headings of one length "
        "are no wrapped text. Paragraphs, known by an indent, a blank line or a short last line, stay. A break between "
        "Latin letters is left: a space may have stood there.",
        source="CLREQ 3.1.3 (what begins and ends no line); UAX #11 (width)",
        example=Example("\n".join(_EXAMPLE), "".join(_EXAMPLE)),
        find=_wrapped,
        reasons=tuple(_WRAPPED.values()),
    ),
)
