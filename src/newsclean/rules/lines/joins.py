"""Rules that join two lines between which a sentence was cut.

Whether it was is for the scorer to say; which rule the join belongs to, for the plainest cue at the boundary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit, Flag
from newsclean.core.reasons import Reason, ReasonTemplate
from newsclean.core.rule import Example, Finder, Rule
from newsclean.rules.lines.bare_numbers import is_figure
from newsclean.rules.lines.boundaries import (
    Boundary,
    boundary_behind,
    features_around,
    layout,
    may_run_on,
    simple,
    stands_open,
)
from newsclean.rules.lines.boundary_features import COMMAS
from newsclean.rules.lines.cues import (
    COMMA,
    CUT_WORD,
    FORBIDDEN_START,
    MEASURE_WORD,
    NO_FINAL_MARK,
    OPEN_PAIR,
    PAIRS,
    closes_nothing,
    cuts_acronym,
    cuts_address,
    cuts_dash,
    find_cue,
    is_closed_at_once,
    is_final,
    latin_word,
    stands_between,
    word_break,
)
from newsclean.rules.lines.inline_fragments import decided_boundaries, find_inline_fragments
from newsclean.rules.lines.page_artifacts import find_page_artifacts, is_bare_line
from newsclean.rules.lines.recurrences import strengthened
from newsclean.rules.lines.reflow import fills_width
from newsclean.rules.lines.scorer import confidence, language
from newsclean.rules.lines.scorer_features import PageLanguage
from newsclean.rules.lines.structure import is_open
from newsclean.rules.lines.thresholds import (
    StandaloneLines,
    begins_sentence,
    is_session,
    min_confidence,
)
from newsclean.rules.lines.wrapping import find_wrapping
from newsclean.settings import Settings
from newsclean.text.line_kinds import LineTest
from newsclean.text.patterns import lazy_regex

# A pair may be opened so many lines before the one that it is closed in.
_FAR = 5
_LATIN_WORD = lazy_regex("[A-Za-z0-9_]+")
# What is less sure than this is not worth a reason, whatever the settings.
_LEAST = 0.05
# No paragraph ends inside brackets that the first characters of the next one close.
_SURE = 0.98
# Of two lines alone a comma, or a figure before what it counts, says more than the scorer knows.
_is_label, _is_marks = LineTest("numbered-label"), LineTest("marks-only")
_PLAIN, _SURE_OF_TWO = frozenset(("lines/comma", "lines/measure-word")), 0.5
# Behind a full line of wrapped text a sentence goes on, unless the scorer all but rules it out.
_SURE_OF_FULL = 0.9
# No line begins with 的, 了 or 着, as jieba tags them: not 的士, 了解 or 着手; or ends in the number of a session.
_PARTICLES, _SURE_OF_WORDS = frozenset(("uj", "ul", "uz")), 0.9
# A comma ends no paragraph of prose, and few lines but those of clauses set one by one.
_SURE_OF_COMMA, _LEAST_PROSE, _FEW_COMMAS = 0.97, 8, 0.15
# Nor where so many characters stand before it, and no more than so many behind, whatever the other lines end with.
_LEAST_OF_PROSE, _LONGEST_BOLD, _OPENING_WORDS = 20, 60, frozenset("“‘《「『")
# A figure alone on a line with what it counts behind it, in running text, stands in a sentence.
_SURE_OF_FIGURE, _LONGEST_FIGURE, _ENDS = 0.95, 4, frozenset("，。；,;")
_PAUSES, _SURE_OF_GAP, _SURE_OF_MARK, _LONGEST_LABEL = frozenset("，、；：。"), 0.3, 0.98, 20
_BEFORE_GAP = _PAUSES.union("！？")
# A date may begin the text below a heading.
_OF_DATES = frozenset("年月日")


# A line of so many characters that an earlier one begins with is a copy of it that was cut; so far it must go on alike.
_LEAST_COPY, _ALIKE = 12, 2

_FORBIDDEN = ReasonTemplate("forbidden-start", "no line begins with {mark}")
_LOST_WORDS = ReasonTemplate("lost-words", "words before {mark} seem to be lost: bold ones, or a link")
_CUT_ADDRESS = ReasonTemplate("cut-address", "an address was cut")
_CUT_ACRONYM = ReasonTemplate("cut-acronym", "capitals in brackets were cut")
_CUT_DASH = ReasonTemplate("cut-dash", "a dash was cut")
_CUT_KNOWN = ReasonTemplate("cut-word-of-text", "the word {word} was cut, which stands elsewhere")
PERHAPS_CUT = ReasonTemplate("perhaps-cut", "perhaps cut (confidence {confidence})")


class JoinVerdict(NamedTuple):
    """Verdict on a boundary.

    Attributes:
        boundary: The boundary.
        rule: The rule whose matter it is.
        confidence: How sure it is that the lines belong together, 0 to 1.
        reason: Why.
    """

    boundary: Boundary
    rule: str
    confidence: float
    reason: Reason


def verdicts(view: DocumentView) -> list[JoinVerdict]:
    """A verdict on each boundary at which a sentence seems to run on and no line is full; made once for a view."""
    plan = view.cached(layout)
    found = []
    printed, decided = view.batch_cached(find_page_artifacts), view.cached(decided_boundaries)
    may_have_address = "/" in view.text or "www." in view.text
    numbers = {boundary.number for boundary in plan.suspects if boundary.number not in decided}
    numbers = {number for number in numbers if stands_open(view, number)}
    numbers |= view.cached(find_inline_fragments).keys() - decided
    gaps: set[int] = set()
    for boundary in (boundary_behind(view, number) for number in sorted(numbers)):
        first = boundary.tail[0]
        if boundary.number - 1 in printed and is_bare_line(boundary.head):
            continue
        if first in FORBIDDEN_START:
            sure = _sure_of_mark(plan.texts, boundary, boundary.number - 1 in gaps)
            if sure <= _SURE_OF_GAP:
                gaps.add(boundary.number)
            if sure:
                reason = _LOST_WORDS if sure <= _SURE_OF_GAP else _FORBIDDEN
                found.append(JoinVerdict(boundary, "lines/forbidden-start", sure, reason(mark=first)))
        elif may_have_address and cuts_address(boundary.head, boundary.tail):
            found.append(JoinVerdict(boundary, "lines/cut-word", 0.99, _CUT_ADDRESS()))
        elif cuts_acronym(boundary.head, boundary.tail):
            found.append(JoinVerdict(boundary, "lines/cut-word", 0.98, _CUT_ACRONYM()))
        elif cuts_dash(boundary.head, boundary.tail):
            found.append(JoinVerdict(boundary, "lines/cut-word", 0.98, _CUT_DASH()))
        elif boundary.number not in view.cached(_cut_copies) and may_run_on(view, boundary.number):
            found += _verdict(view, boundary, latin_word(boundary.head, boundary.tail))
    return found


def _sure_of_mark(texts: Sequence[str], boundary: Boundary, is_behind_gap: bool) -> float:
    """Return how sure a join before a mark with which no line begins is; 0 where the mark may begin one.

    Lines that all begin with it may be a list, or their first words were lost: bold ones, a link. Clauses with a pause
    before them go on all the same, unless those before them did not.

    Args:
        texts: The lines of the article.
        boundary: The boundary.
        is_behind_gap: Whether the line before the boundary was not joined to the one before it, with such a mark.
    """
    first, head = boundary.tail[0], boundary.head
    if head[-1] in PAIRS and PAIRS[head[-1]] == first:
        return _SURE_OF_MARK  # what stood in the brackets was lost, and nothing stands in them as well
    beside = head, *texts[boundary.number + 2 : boundary.number + 3]
    is_one_of_many = any(text[0] == first for text in beside)
    if first == "：" and head[-1] not in _PAUSES and len(head) <= _LONGEST_LABEL:
        is_one_of_many = head[0] == first
    elif first in "，、；" or (first == "。" and not _PAUSES.isdisjoint(boundary.tail[1:])):
        is_one_of_many = is_one_of_many and is_behind_gap and (first == "。" or head[-1] in _BEFORE_GAP)
    if _is_marks(head) or is_one_of_many:
        return 0.0
    if closes_nothing("".join(texts[max(0, boundary.number - _FAR) : boundary.number + 1]), first):
        return 0.0
    # A headline below a teaser that was cut stands by itself.
    if first == "、" and boundary.number and texts[boundary.number - 1].endswith(("...", "…")):
        return _SURE_OF_GAP
    # Between two marks of a pause something is missing: joined, one would be taken for the other typed twice.
    return _SURE_OF_GAP if head[-1] in _BEFORE_GAP and first in _PAUSES else _SURE_OF_MARK


def _verdict(view: DocumentView, boundary: Boundary, word: str | None) -> Iterator[JoinVerdict]:
    """The verdict on an open boundary, across which `word` would stand if letters are on both sides."""
    if word is not None and word in view.cached(_latin_words):
        yield JoinVerdict(boundary, "lines/cut-word", 0.99, _CUT_KNOWN(word=word))
    elif word is None or word.isupper():  # between two words of small letters a space may have stood
        document = view.cached(features_around)
        is_closed = is_closed_at_once(boundary.head, boundary.tail)
        alone = _SURE if is_closed else confidence(document, boundary.number)
        if _LEAST <= alone < _SURE:
            head, tail = document.texts[boundary.number : boundary.number + 2]
            alone = strengthened(alone, document.whole, head, tail)
        sure = max(alone, view.cached(find_inline_fragments).get(boundary.number, 0.0))
        if sure >= _LEAST and fills_width(view, boundary.number, boundary.number + 1):
            sure = max(sure, _SURE_OF_FULL)
        if is_session(boundary.head, boundary.tail) or word_break(*boundary[3:]).tags[2] in _PARTICLES:
            sure = max(sure, _SURE_OF_WORDS)
        if _is_lone_comma(view, boundary.number) or _is_comma_of_prose(view, boundary.number):
            sure = max(sure, _SURE_OF_COMMA)
        if _is_inside_figure(view, boundary):
            sure = max(sure, _SURE_OF_FIGURE)
        are_all = _are_all(view, boundary)
        if sure >= _LEAST or are_all:
            sign = find_cue(boundary.head, boundary.tail)
            least = _SURE_OF_TWO if are_all and sign.rule in _PLAIN else 0.0
            if max(sure, least) >= _LEAST:
                yield JoinVerdict(boundary, sign.rule, round(max(sure, least), 3), sign.reason)


def _is_lone_comma(view: DocumentView, number: int) -> bool:
    """Return whether a line ends with a comma, where neither its neighbours do nor many others: no clause a line."""
    texts = view.cached(simple)
    if texts[number][-1] not in COMMAS or len(texts[number]) < _LEAST_PROSE:
        return False
    near = texts[max(0, number - 1) : number + 2]
    return sum(text[-1] in COMMAS for text in near) == 1 and view.cached(_has_few_commas)


def _is_comma_of_prose(view: DocumentView, number: int) -> bool:
    """Return whether a long line ends with a comma before a few words, bold ones of a page, in which it goes on.

    A paragraph of its own says that the rest of the sentence was lost; so does an entry of a list.
    """
    head, tail = view.cached(simple)[number : number + 2]
    if head[-1] not in COMMAS or len(head) < _LEAST_OF_PROSE or is_final(tail) or len(tail) > _LONGEST_BOLD:
        return False
    starts = tail[0].isalnum() or (tail[0] in _OPENING_WORDS and head[-1] != "、")
    return starts and "：" not in tail and not begins_sentence(tail) and not view.cached(_standalone).is_verse


def _has_few_commas(view: DocumentView) -> bool:
    """Return whether few lines of a text end with a comma; made once for a view, by `view.cached(_has_few_commas)`."""
    texts = view.cached(simple)
    return sum(text[-1] in COMMAS for text in texts) <= max(1, _FEW_COMMAS * len(texts))


def _is_inside_figure(view: DocumentView, boundary: Boundary) -> bool:
    """Return whether one of the lines is a figure that the sentence of the lines around it runs over, 选派⏎8⏎名干部."""
    texts, number = view.cached(simple), boundary.number
    for at in (number, number + 1):
        line = texts[at]
        if len(line) <= _LONGEST_FIGURE and line.isdecimal() and 0 < at < len(texts) - 1:
            head, tail = texts[at - 1], texts[at + 1]
            is_prose = not _ENDS.isdisjoint(tail) and is_open(head, line)
            return is_prose and tail[0] not in _OF_DATES and not tail[0].isdecimal() and is_figure(head, line, tail)
    return False


def _are_all(view: DocumentView, boundary: Boundary) -> bool:
    """Return whether a text has two lines, no couplet and no label, 附件2⏎名单.

    Of a layout to judge by there is nothing.
    """
    if len(view.paragraphs) != 2:
        return False
    head, tail = boundary.head, boundary.tail
    is_couplet = head[-1] in "，," and len(head) == len(tail)
    return not is_couplet and not _is_label(head)


def _cut_copies(view: DocumentView) -> frozenset[int]:
    """The lines that are the beginning of an earlier one, which goes on otherwise than they would in the next."""
    texts, found = view.cached(simple), set()
    longest: dict[str, str] = {}
    for number, text in enumerate(texts):
        if len(text) < _LEAST_COPY:
            continue
        begins = text[:_LEAST_COPY]
        earlier = longest.get(begins, "")
        if len(earlier) > len(text):
            following = texts[number + 1] if number + 1 < len(texts) else ""
            if earlier.startswith(text) and not earlier.startswith(following[:_ALIKE], len(text)):
                found.add(number)
        else:
            longest[begins] = text
    return frozenset(found)


def _latin_words(view: DocumentView) -> frozenset[str]:
    return frozenset(_LATIN_WORD.findall(view.skeleton.text))


def _standalone(view: DocumentView) -> StandaloneLines:
    return StandaloneLines(view.cached(simple), may_be_verse=view.batch_cached(find_wrapping) is None)


def _language(view: DocumentView) -> PageLanguage:
    return language(view.cached(features_around))


def _usual_distance(view: DocumentView) -> int:
    """Return how many lines there are from one that is not blank to the next, as mostly; two at least."""
    times = Counter(after.number - before.number for before, after in pairwise(view.paragraphs))
    return max(2, max(times, key=lambda far: (times[far], far), default=2))


def _join(rule: str) -> Finder:
    def find(view: DocumentView, settings: Settings) -> Iterator[Edit | Flag]:
        texts = view.cached(simple)
        for verdict in view.cached(verdicts):
            boundary = verdict.boundary
            start, end = boundary.before.stop, boundary.after.body
            if verdict.rule != rule:
                continue
            is_full = fills_width(view, boundary.number, boundary.number + 1)
            is_far = boundary.after.number - boundary.before.number > view.cached(_usual_distance)
            page = view.cached(_language) if is_full is not True else None
            is_parted = is_full is False or is_far
            least = min_confidence(rule, boundary.number, texts, view.cached(_standalone), is_parted, page)
            if verdict.confidence >= max(settings.join_at, least):
                between = stands_between(boundary.head, boundary.tail)
                yield Edit(start, end, between, rule, verdict.confidence, (verdict.reason,))
            elif least <= 1 and verdict.confidence >= settings.flag_at:
                yield Flag(start, end, rule, (verdict.reason, PERHAPS_CUT(confidence=verdict.confidence)))

    return find


RULES = (
    Rule(
        id="lines/forbidden-start",
        kind="correction",
        safe=True,
        what="Joins a line that begins with a comma, full stop, or closing mark to the line before.",
        why="Such marks may not begin a line, so the break was put there by a program. A line after a list "
        "number, byline or the like is left alone.",
        source="GB/T 15834-2011 5.1.1–5.1.3; CLREQ 3.1.3 (line-start prohibition)",
        example=Example("会议在北京召开\n，来自各地的代表参加。", "会议在北京召开，来自各地的代表参加。"),
        find=_join("lines/forbidden-start"),
        reasons=(_FORBIDDEN, _LOST_WORDS, PERHAPS_CUT),
    ),
    Rule(
        id="lines/measure-word",
        kind="correction",
        safe=True,
        what="Joins a line that ends with a figure to one that begins with a measure word.",
        why="选派8⏎名干部: a figure and its measure word are one expression. A heading may end with a "
        "year; what is less than certain is flagged.",
        example=Example(
            "凤冈县\n\n珠海市累计选派4名干部赴凤挂职。凤冈县累计选派8\n\n名干部赴珠海交流学习。",
            "凤冈县\n\n珠海市累计选派4名干部赴凤挂职。凤冈县累计选派8名干部赴珠海交流学习。",
        ),
        find=_join("lines/measure-word"),
        reasons=(MEASURE_WORD, PERHAPS_CUT),
    ),
    Rule(
        id="lines/open-pair",
        kind="correction",
        safe=True,
        what="Joins two lines when a quotation mark or bracket opened in the first is closed in the second.",
        why="The sentence runs on inside the pair. Quotations of several paragraphs end each with a final mark "
        "and are left alone.",
        source="GB/T 15834-2011 4.8, 4.9",
        example=Example(
            "一位村民介绍了情况。\n这项服务打通了“最后\n一公里”，受到群众欢迎。",
            "一位村民介绍了情况。\n这项服务打通了“最后一公里”，受到群众欢迎。",
        ),
        find=_join("lines/open-pair"),
        reasons=(OPEN_PAIR, PERHAPS_CUT),
    ),
    Rule(
        id="lines/cut-word",
        kind="correction",
        safe=True,
        what="Joins two lines between which a word was cut.",
        why="联⏎合 is one word. A word counts when one of its halves is a single character; longer "
        "halves are mostly words themselves.",
        example=Example(
            "全市农业工作会议昨天召开。\n合作社去年实现了分红,今年又新\n增了两个大棚,带动三十多户村民就近就业增收。",
            "全市农业工作会议昨天召开。\n合作社去年实现了分红,今年又新增了两个大棚,带动三十多户村民就近就业增收。",
        ),
        find=_join("lines/cut-word"),
        reasons=(CUT_WORD, _CUT_KNOWN, _CUT_ADDRESS, _CUT_ACRONYM, _CUT_DASH, PERHAPS_CUT),
    ),
    Rule(
        id="lines/comma",
        kind="correction",
        safe=True,
        what="Joins a line that ends with a comma to the next.",
        why="A comma does not end a paragraph, unless the text is set a clause a line, as verse and posts "
        "are: then nothing is joined.",
        source="GB/T 15834-2011 4.4, 4.5",
        example=Example(
            "会议在北京召开。\n会议指出，\n要坚持稳中求进。",
            "会议在北京召开。\n会议指出，要坚持稳中求进。",
        ),
        find=_join("lines/comma"),
        reasons=(COMMA, PERHAPS_CUT),
    ),
    Rule(
        id="lines/open-sentence",
        kind="correction",
        safe=True,
        what="Joins a line without a final mark to the next where the sentence runs on.",
        why="Paragraphs end with a final mark; headings, captions and bylines do not. They are told apart "
        "by a scorer learned from real news, from the characters around the boundary, the shape of "
        "the two lines and the layout of the whole text. Behind four characters or a question, as headings are made, "
        "it must be surer than elsewhere, 0.7 at least, behind a title and in a list of short lines 0.92, and 0.97 "
        "where nearly no line has a final mark, as in verse. On a page whose language is not that of news it must be "
        "0.8 sure at least, and 0.975 where one letter in a hundred is Latin: there many lines stand by themselves, "
        "and scrapers lose the rest of sentences. It is surer where what ends the line goes on elsewhere in the text "
        "as the next line begins, each time. A few words alone between two lines, as links and bold words of a page "
        "are left, are also judged as a part of either.",
        example=Example(
            "会议在北京召开。来自全国各地的代表参加了会议并就共同关心的\n问题进行了讨论。",
            "会议在北京召开。来自全国各地的代表参加了会议并就共同关心的问题进行了讨论。",
        ),
        find=_join("lines/open-sentence"),
        reasons=(NO_FINAL_MARK, PERHAPS_CUT),
    ),
)
