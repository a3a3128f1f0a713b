"""Flags of what a proof-reader would mark and a program must not decide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Flag
from newsclean.core.reasons import ReasonTemplate
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.trigger import PAIRED, PARTNERS, Trigger
from newsclean.rules.punctuation.brackets import is_bracket
from newsclean.rules.punctuation.double_quotes import in_doubt
from newsclean.settings import Settings
from newsclean.text.charsets import HAN
from newsclean.text.patterns import lazy_regex
from newsclean.text.segment import tagged, words_in

_OPENING = frozenset(PARTNERS.values())
_INTRODUCING = frozenset("：:")
_PAIRED = lazy_regex(f"[{PAIRED}]")
_FUNCTION_WORDS = "的了在是和与及或将把被对从向往由于而并也都就还又才要会能可已曾"
_FUNCTION_WORD = lazy_regex(f"[{_FUNCTION_WORDS}]")
# Two words that meet, or one that is doubled, so common that a dictionary need not be asked.
_TWO_WORDS = lazy_regex(
    "会会(?=[议长员见谈徽旗歌费期场址標标])|會會(?=[議長員見談徽旗歌費期場址標])|(?<=重)要要(?=求)|(?<=[实實])在在"
    "|(?<=反)(?:对对|對對)|(?<=目)的的|(?<=首)都都|(?<=[智功性职職产產储儲])能能(?=[力够夠])|往往(?=[是会會使都在就])"
)
_REACH, _MANY = 8, 16
_REPEATED = {mark: lazy_regex(f"{mark}[！？]{{3,}}") for mark in "！？"}
_BETWEEN_LATIN = {mark: lazy_regex(f"{mark}(?<=[A-Za-z].)(?= ?[A-Za-z])") for mark in "，；：！？"}
# A space in running text: from a mark or the beginning of a line to a mark that parts clauses.
_IN_CLAUSE = lazy_regex(
    rf"(?:^|[，。；：！？、])([{HAN}]{{1,40}})( {{1,4}})(?=([{HAN}]{{1,40}})[，。；！？])", re.MULTILINE
)
_BEHIND_SPACE = lazy_regex(rf" (?<=[{HAN}] ) {{0,3}}[{HAN}]{{1,40}}[，。；！？]")
# A laughing one, or a sad one at the end of a line.
_FACE = lazy_regex(r"(?<=[：；])(?:）|（(?=[\r\n]|\Z))")
_ENGLISH = lazy_regex(r"(?<![A-Za-z])[A-Za-z]+(?: [A-Za-z']+)+([，；：！？]) ?[A-Za-z']+(?= [A-Za-z])")

_ALONE = ReasonTemplate("no-partner", "{mark} without its partner in this paragraph")
_AMBIGUOUS = ReasonTemplate("ambiguous-quotes", "{mark} and those behind it can be read in several ways")
_TWICE = ReasonTemplate("twice", "{word} stands twice")
_ROW = ReasonTemplate("marks-in-a-row", "more than three marks in a row")
_WIDE_MARK = ReasonTemplate("wide-in-english", "full-width mark inside an English sentence")
_SPACE = ReasonTemplate("space-in-word", "a space in the word {word}")


def _widened(marks: str) -> str:
    """Marks with the round brackets all wide: one may be the partner of one of the other width."""
    return marks.replace("(", "（").replace(")", "）")


def _unbalanced(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    yield from _without_partner(view)
    for at in in_doubt(view):
        yield Flag(at, at + 1, "punctuation/unbalanced", (_AMBIGUOUS(mark=view.text[at]),))


def _without_partner(view: DocumentView) -> Iterator[Flag]:
    paragraphs = view.paragraphs
    for number, line in enumerate(paragraphs):
        waiting: list[tuple[str, int]] = []
        stray: list[tuple[str, int]] = []
        for match in _PAIRED.finditer(view.text, line.body, line.stop):
            mark = _widened(match.group())
            if mark in _OPENING:
                waiting.append((mark, match.start()))
            elif waiting and waiting[-1][0] == PARTNERS[mark]:
                waiting.pop()
            elif mark != "’":  # also an apostrophe
                stray.append((mark, match.start()))
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        alone = (*waiting, *stray)
        for _, at in alone if len(alone) <= _MANY else alone[:1]:  # a person looks at the paragraph, not at each
            mark = view.text[at]
            # A quotation of several paragraphs opens each of them and is closed in the last (4.8.3.5).
            begins = at == line.body or view.text[at - 1] in _INTRODUCING
            runs_on = begins and following and view.text[following.body] == mark
            if not (runs_on or _FACE.match(view.text, at)) and (mark not in "()（）" or is_bracket(view, at)):
                yield Flag(at, at + 1, "punctuation/unbalanced", (_ALONE(mark=mark),))


def _twice(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    for start, end in view.skeleton.doubled(_FUNCTION_WORD):
        if not _TWO_WORDS.match(view.text, start) and _is_two_words(view.text, start, end):
            yield Flag(start, end, "punctuation/doubled-word", (_TWICE(word=view.text[start]),))


def _repeated(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    for start, end in view.skeleton.guarded(_REPEATED):
        yield Flag(start, end, "punctuation/repeated", (_ROW(),))


def _in_english(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    is_likely = any(True for _ in view.skeleton.guarded(_BETWEEN_LATIN))
    for match in _ENGLISH.finditer(view.skeleton.text) if is_likely else ():
        start, end = view.skeleton.place(*match.span(1))
        yield Flag(start, end, "punctuation/in-english", (_WIDE_MARK(),))


def _spaces_in_words(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    for match in _IN_CLAUSE.finditer(view.text):
        if word := _word_across(match[1], match[3]):
            yield Flag(*match.span(2), "punctuation/space-in-word", (_SPACE(word=word),))


def _word_across(head: str, tail: str) -> str | None:
    """The word that stands across two texts, if there is one, and it is no name and not set wide by itself, 姓 名."""
    if len(head) == len(tail) == 1:
        return None
    head, end = head[-_REACH:], 0
    for word, tag in tagged(head + tail[:_REACH]):
        start, end = end, end + len(word)
        if start < len(head) < end:
            return None if tag == "nr" else word
    return None


def _is_two_words(text: str, start: int, end: int) -> bool:
    """Return whether the two characters are words of their own: 还/将/将/在, not 目的/的 or 成都/都市."""
    low = max(0, start - _REACH)
    words = words_in(text[low : end + _REACH])
    return (start - low, start - low + 1) in words and (end - low - 1, end - low) in words


RULES = (
    Rule(
        id="punctuation/unbalanced",
        kind="flag",
        safe=True,
        what="Flags a quotation mark or bracket, of either width, without its partner in the paragraph.",
        why="Where the partner belongs only a person can say. The opening marks of a quotation that runs over "
        "several paragraphs are as they should be.",
        source="GB/T 15834-2011 4.8, 4.9, 4.15",
        example=Example("他说：“来吧。", "“"),
        find=_unbalanced,
        reasons=(_ALONE, _AMBIGUOUS),
        trigger=Trigger(some='"＂', unpaired=PAIRED),
    ),
    Rule(
        id="punctuation/repeated",
        kind="flag",
        safe=True,
        what="Flags more than three question and exclamation marks in a row.",
        why="The standard allows three at most, of one kind, or ？！. How many the author meant only a person can say.",
        source="GB/T 15834-2011 4.2.3.3, 4.3.3.3, 4.3.3.4",
        example=Example("赢了！！！！！", "！！！！！"),
        find=_repeated,
        reasons=(_ROW,),
        trigger=Trigger(bigram=(("！？", "！？"),)),
    ),
    Rule(
        id="punctuation/in-english",
        kind="flag",
        safe=True,
        what="Flags a full-width mark between the words of an English sentence.",
        why="An English sentence keeps its own marks; between two names in a Chinese sentence the full-width one is "
        "right, and words alone do not tell the two apart.",
        source="CLREQ 3.1.2",
        example=Example("他说：Stay hungry，stay foolish。", "，"),
        find=_in_english,
        reasons=(_WIDE_MARK,),
        trigger=Trigger(trigram=(("A-Za-z", "，；：！？", "A-Za-z "),)),
    ),
    Rule(
        id="punctuation/space-in-word",
        kind="flag",
        safe=True,
        what="Flags a space in the middle of a word of a Chinese sentence.",
        why="The source of a page was wrapped there, and what took its text out made a space of the break. Names set "
        "wide (王 军) and the parts of headlines and slogans have theirs on purpose.",
        source="CLREQ 3.2.2",
        example=Example("会议指出，研究部 署下一阶段工作。", " "),
        find=_spaces_in_words,
        reasons=(_SPACE,),
        trigger=Trigger(gapped=((" ", HAN, "，。；！？"),), confirm=(_BEHIND_SPACE,)),
    ),
    Rule(
        id="punctuation/doubled-word",
        kind="flag",
        safe=True,
        what="Flags a function word that stands twice, as in 后续还将将在.",
        why="Mostly a slip, but words can meet (目的的) or be doubled (实实在在): only where both are words of "
        "their own.",
        example=Example("后续还将将在正月十二开展", "将将"),
        find=_twice,
        reasons=(_TWICE,),
        trigger=Trigger(doubled=_FUNCTION_WORDS, exclude=_TWO_WORDS),
    ),
)
