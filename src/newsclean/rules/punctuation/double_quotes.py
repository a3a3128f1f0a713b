"""Straight double quotation marks turned into Chinese ones: all of a paragraph are read together, or none is turned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.substitution import BatchSubstitutions
from newsclean.prefilter.trigger import Trigger
from newsclean.rules.punctuation.context import Context, Side
from newsclean.rules.punctuation.quote_columns import surely_terms
from newsclean.rules.punctuation.quote_reader import MOST_ASKED, QuoteReading, read
from newsclean.rules.punctuation.quote_states import IN_CLAUSE, OUT, Step
from newsclean.settings import Settings
from newsclean.text.charsets import ANY_HAN
from newsclean.text.common_characters import TRADITIONAL, is_traditional
from newsclean.text.lines import Line
from newsclean.text.opencc import simplified
from newsclean.text.patterns import lazy_regex
from newsclean.text.segment import tagged
from newsclean.text.verbatim import Spans

_STRAIGHT, _WIDE = '"', "＂"
_MARK = lazy_regex('["＂“”]')
_OPENING, _COLON = (_STRAIGHT, _WIDE, "“"), "：:"
_LONGEST = 400
# By how deep a quotation stands; and in a traditional text, outside of corners and in them.
_CURLY = {1: "“”", 2: "‘’"}
_CORNERS = {1: "「」", 2: "『』"}, {1: "『』", 2: "「」"}
_TO_SIMPLIFIED = ("2s", "2sp")
# How likely a reading must be: one with quotations inside others, and one without.
_LEAST_NESTED, _LEAST_FLAT = 0.75, 0.6
_LEAST_BEHIND_FIGURE = MOST_ASKED
# What a clause goes on or ends with, and what a clause is quoted behind: 题为“…”.
_CLAUSE = frozenset("，。；：！？,;:!?")
_LEAD = lazy_regex("(?:称|稱|[题題][为為是]|提出|指出|[强強][调調]|要求|表示|[写寫][着著道])\\Z")
_ATTRIBUTION = lazy_regex(
    '[，。！？,.!?]["＂][^，。！？,.!?]{1,40}(?:说|說|表示|道|称|稱|指出|介绍|介紹|问|問|答)[，。：,.:]?\\Z'
)
# Verbs of change, which a dictionary takes for nouns too: 从“…”步入“…”.
_JOINING = lazy_regex(
    "(?:步入|[迈邁][入向]|走向|[转轉]向|[变變][为為成]|成[为為]|改[为為]|升[级級][为為]|回[归歸]|[到至和与與及或向])"
)
# A number before a straight mark is in inches if it is one that screens and pipes have, and no name (M1, MQ-9).
FEW_DIGITS = lazy_regex(r"(?<![A-Za-z0-9.\-])[0-9]{1,2}(?:\.[0-9])?\Z")
_SCREEN = frozenset("屏显顯液电電寸英笔筆×xX*/")
_MEASURED = lazy_regex(r"1/[0-9](?:\.[0-9]{1,2})?\Z|['’′分°][0-9]{1,2}(?:\.[0-9]+)?\Z")
_REACH = 8
# Program code: {"key": 1}, ["a", "b"], class="a", print("a"); and a row of a table.
_CODE = lazy_regex(
    r'[A-Za-z0-9_]\("|[{\[]\s*+"|"\s*+[}\]]|"\s*+:\s*+[\[{]|"[A-Za-z_][A-Za-z0-9_\-]*+"\s*+:|[A-Za-z0-9_\-]\s?=\s?"'
    r'|(?<![^\r\n])[ \t]*+"[^"\r\n]*+"(?:,"[^"\r\n]*+")++[ \t]*+(?![^\r\n])'
)


_CODE_SIGNS = ("{", "[", "=", '("', '":', '" :', "}", "]", '","')


class QuoteRow(NamedTuple):
    """The double quotation marks of a paragraph that holds a straight one.

    Attributes:
        places: Where they stand, in code points of the text.
        reading: How they are read, if one reading is clearly the best.
    """

    places: list[int]
    reading: QuoteReading | None


def rows(view: DocumentView) -> list[QuoteRow]:
    """The rows of the marks of a view's Chinese paragraphs, but those that are settled. For `view.cached`."""
    there = [mark for mark in (_STRAIGHT, _WIDE) if mark in view.skeleton.text]
    context, paragraphs, found = view.cached(Context), view.paragraphs if there else (), []
    for number, line in enumerate(paragraphs):
        if all(view.open_text.find(mark, line.start, line.end) < 0 for mark in there):
            continue
        places = _places(view, line)
        straight = [at for at in places if view.text[at] in (_STRAIGHT, _WIDE)]
        if straight and context.is_chinese_line(straight[0]) and not _is_code(view, line):
            found.append(QuoteRow(places, _read(view, line, places, goes_on=_goes_on(view, number, places))))
    return found


def _goes_on(view: DocumentView, number: int, places: Sequence[int]) -> bool:
    """Return whether the quotation that a paragraph's first mark opens may go on in the next paragraph.

    That opens it again; behind a colon the next one must do nothing else, or end with the quotation.
    """
    line, *following = view.paragraphs[number : number + 2]
    if not following or view.text[following[0].body] not in _OPENING:
        return False
    if places[0] == line.body:
        return True
    behind = following[0]
    marks = [match.start() for match in _MARK.finditer(view.text, behind.body, behind.stop)]
    is_chain = len(marks) == 1 or (len(marks) == 2 and marks[1] == behind.stop - 1)
    return len(places) == 1 and view.text[places[0] - 1] in _COLON and is_chain


def _places(view: DocumentView, line: Line) -> list[int]:
    """The places of the marks of a paragraph; without those of inches and seconds, if the others can be pairs."""
    marks = _MARK.finditer(view.text, line.body, line.stop)
    every = [match.start() for match in marks if not view.protected_spans.touch(*match.span())]
    others = [at for at in every if not _is_measure(view.text, at)]
    return every if len(others) % 2 else others


def _read(view: DocumentView, line: Line, places: Sequence[int], *, goes_on: bool) -> QuoteReading | None:
    if len(places) > _LONGEST:
        return None
    text, marks = view.text, "".join([view.text[at] for at in places])
    reading = read(simplified(view.body(line)), [at - line.body for at in places], marks, goes_on=goes_on)
    runs_on = goes_on and reading.is_open and all(step.target != OUT for step in reading.steps)
    is_nested = any(step.depth > 1 for step in reading.steps)
    if reading.probability < (_LEAST_NESTED if is_nested else _LEAST_FLAT) or not (reading.is_whole or runs_on):
        return None
    figures = [at for at in places if text[at - 1 : at].isdecimal() and text[at] in (_STRAIGHT, _WIDE)]
    figures = [at for at in figures if FEW_DIGITS.search(text, max(0, at - _REACH), at)]
    opening = [at for at, step in zip(places, reading.steps, strict=True) if step.opens and at in figures]
    # From 1.0"小步"快走: one alone is in no doubt, as inches would leave the row without a pair.
    if opening and (len(figures) > 1 or _is_measure(text, opening[0]) or reading.probability < _LEAST_BEHIND_FIGURE):
        return None
    if is_nested and (_is_doubled(places, reading.steps) or _may_be_flat(text, places, reading)):
        return None
    return reading


def _may_be_flat(text: str, places: Sequence[int], reading: QuoteReading) -> bool:
    """Return whether what is read as one quotation in another may be two, one behind the other: “连接”迈向系统级“融合”.

    So it is where the outer one would be a part of a clause and no clause itself, begins and ends with other words than
    the inner one, and what stands in that joins two things; or where that says who speaks: “…，”他说。“…”
    """
    for first, last in _quotations(reading):
        inner = [number for number in range(first, last + 1) if reading.steps[number].depth > 1]
        if any(_ATTRIBUTION.match(text, places[number] - 1, places[number + 1]) for number in inner[::2]):
            return True
        if (
            not inner
            or reading.steps[first].target != IN_CLAUSE
            or _LEAD.search(text, max(0, places[first] - _REACH), places[first])
        ):
            continue
        around = (text[places[first] + 1 : places[inner[0]]], text[places[inner[-1]] + 1 : places[last]])
        between = [
            text[places[number] + 1 : places[number + 1]]
            for number in range(first, last)
            if not reading.steps[number].opens or reading.steps[number + 1].opens
        ]
        inside = [text[places[number] + 1 : places[number + 1]] for number in inner if reading.steps[number].opens]
        if all(around) and all(map(_CLAUSE.isdisjoint, between)) and any(map(_joins, inside)):
            return True
    return False


def _joins(text: str) -> bool:
    """Return whether a text can stand between two things that it joins.

    Begins as a verb does, or holds a conjunction.
    """
    tags = [tag for _, tag in tagged(text)]
    return _JOINING.match(text) is not None or tags[:1] == ["v"] or "c" in tags or tags[-1:] == ["p"]


def _is_code(view: DocumentView, line: Line) -> bool:
    body = view.body(line)
    if not any(sign in body for sign in _CODE_SIGNS):
        return False
    return any(
        not view.protected_spans.touch(*match.span()) for match in _CODE.finditer(view.text, line.start, line.end)
    )


def _is_doubled(places: Sequence[int], steps: Sequence[Step]) -> bool:
    """Return whether two marks open and two close the same: may be ‘ in “, or each mark typed twice."""
    opening: list[int] = []
    inner: list[tuple[int, int]] = []
    for at, step in zip(places, steps, strict=True):
        if step.opens:
            opening.append(at)
        elif opening:
            pair = opening.pop(), at
            if inner and inner[-1] == (pair[0] + 1, pair[1] - 1):
                return True
            inner.append(pair)
    return False


def _is_measure(text: str, at: int) -> bool:
    """Return whether a mark stands for inches or seconds: 15"屏幕, 1/1.28", 北纬30°15'20"."""
    if not text[at - 1 : at].isdecimal() or text[at] not in (_STRAIGHT, _WIDE):
        return False
    start = max(0, at - _REACH)
    is_inch = FEW_DIGITS.search(text, start, at) is not None and text[at + 1 : at + 2] in _SCREEN
    return is_inch or _MEASURED.search(text, start, at) is not None


def _double_quotes(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    context = view.cached(Context)
    for places, reading in view.cached(rows):
        if reading is None:
            continue
        for first, last in _quotations(reading):
            steps = reading.steps[first : last + 1]
            opening, closing = places[first], places[last] if steps[-1].target == OUT else places[last] + _REACH
            if closing > opening + 1 and _is_chinese(view.text, opening, closing, context):
                style = _style(view, settings, context.line(opening), opening)
                for at, step in zip(places[first : last + 1], steps, strict=True):
                    mark = style[step.depth][not step.opens]
                    if view.text[at] != mark:
                        yield Edit(at, at + 1, mark, "punctuation/double-quotes")


def _style(view: DocumentView, settings: Settings, line: tuple[int, int], opening: int) -> dict[int, str]:
    """The marks of a quotation: curly ones, or corners, inside of others or not."""
    if not writes_corners(view, settings, line):
        return _CURLY
    return _CORNERS[view.text.count("「", line[0], opening) > view.text.count("」", line[0], opening)]


def writes_corners(view: DocumentView, settings: Settings, line: tuple[int, int]) -> bool:
    """Return whether quotations of a line take corners; not where it becomes simplified."""
    text, (start, end) = view.text, line
    if settings.script.endswith(_TO_SIMPLIFIED) or text.find("“", start, end) >= 0:
        return False
    if text.find("「", start, end) >= 0:
        return not TRADITIONAL.isdisjoint(text[start:end])
    return "“" not in view.skeleton.text and view.cached(_is_traditional)


def _is_traditional(view: DocumentView) -> bool:
    """Return whether a text is in traditional characters. For `view.cached`."""
    return is_traditional(sum(map(TRADITIONAL.__contains__, view.text)), len(view.text))


def inner_quotations(view: DocumentView) -> Spans:
    """The quotations in others, whose marks are single. For `view.cached`."""
    return Spans(
        (places[number], places[number + 1] + 1)
        for places, reading in view.cached(rows)
        if reading is not None
        for number, step in enumerate(reading.steps)
        if step.opens and step.depth > 1
    )


def _quotations(reading: QuoteReading) -> Iterator[tuple[int, int]]:
    """The first and the last mark of each quotation that is in no other."""
    first = 0
    for number, step in enumerate(reading.steps):
        if step.target == OUT:
            yield first, number
            first = number + 1
    if first < len(reading.steps):
        yield first, len(reading.steps) - 1


def in_doubt(view: DocumentView) -> Iterator[int]:
    """The first straight double quotation mark of each Chinese paragraph whose marks have no clearly best reading."""
    for places, reading in view.cached(rows):
        if reading is None:
            yield next(at for at in places if view.text[at] in (_STRAIGHT, _WIDE))


def _is_chinese(text: str, opening: int, closing: int, context: Context) -> bool:
    if ANY_HAN.search(text, opening, closing):
        return True
    return Side.CHINESE in (context.before(opening), context.after(closing + 1))


RULES = (
    Rule(
        id="punctuation/double-quotes",
        kind="normalisation",
        safe=True,
        what='Turns straight quotation marks "…" in Chinese text into “…”, and those of a quotation inside another '
        "into ‘…’; in traditional text that has no “…” into 「…」 and 『…』.",
        why="All marks of a paragraph are read together, by what stands beside them and between them; where no reading "
        "is clearly the best, none is turned. Inches, code and English text keep theirs.",
        source="GB/T 15834-2011 4.8",
        example=Example('他说:"要走好"最后一公里"。"', "他说:“要走好‘最后一公里’。”"),
        find=_double_quotes,
        trigger=Trigger(_STRAIGHT + _WIDE),
        batch_substitutions=BatchSubstitutions(_STRAIGHT + _WIDE, _STRAIGHT, "“”", surely_terms),
    ),
)
