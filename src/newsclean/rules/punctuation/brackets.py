"""Brackets and book-title marks: changed only as matched pairs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.substitution import Substitution
from newsclean.prefilter.trigger import Trigger
from newsclean.rules.punctuation.context import BETWEEN_WORDS, Context, Side
from newsclean.settings import Settings
from newsclean.text.charsets import ANY_HAN, HAN, is_han
from newsclean.text.patterns import lazy_regex
from newsclean.text.spans import AREA_CODE, EYES, LIST_NUMBER, NOSE, PHONE, STAMP, pattern_of

_NARROW = lazy_regex("[()]")
_BRACKET = lazy_regex("[()（）]")
_PHONE = lazy_regex(rf"\({AREA_CODE}\)[ -]?{PHONE}")
# 1) and a) and 一) number a list; :-) and (: are no brackets.
_LIST_NUMBER = rf"(?:(?<![0-9A-Za-z.])(?=[0-9A-Za-z])|(?<![^\s。；：，、])(?![0-9A-Za-z])){LIST_NUMBER}\Z"
# 甲) and ii) where a clause begins, and ①) anywhere.
_NUMBER = lazy_regex(
    rf"{_LIST_NUMBER}|(?:(?<![^\s。；：，、])(?:[甲乙丙丁戊己庚辛壬癸]|[ivxIVX]{{2,4}})|[①-⑳⓪⓫-⓿❶-❿➀-➓])\Z"
)
_EYES_BEFORE, _EYES_AFTER = lazy_regex(rf"{EYES}{NOSE}\Z"), lazy_regex(f"{NOSE}{EYES}")
_NO_BRACKETS = lazy_regex(f"{pattern_of('link').pattern}|{STAMP.pattern}")
# Behind a symbol that of its state or subscript: Rds(on), H2O(g).
_SUBSCRIPT = lazy_regex(r"(?<=[A-Za-z])\([a-z]{1,4}\)")
_CALL = lazy_regex(r"(?<=[A-Za-z0-9_])\([\"']")
_REACH = 6
_MARKS = frozenset("。，、；：！？”’》）")
_IN_SENTENCE = frozenset("，。；！？,;!?")
_TITLE = lazy_regex(r"(?<![<＜])(?:<<|＜＜|＜)([^<>＜＞《》\r\n]{1,60})(?:>>|＞＞|＞)(?![>＞])")
_WHOLE_TITLE = lazy_regex(r"《[^《》\r\n]{1,80}》")
_INNER_TITLE = lazy_regex(rf"[<＜]([{HAN}][^<>＜＞]*(?<=[{HAN}]))[>＞]")


class Pair(NamedTuple):
    """A matched pair of round brackets of either width; the places of the two, in code points."""

    opening: int
    closing: int


def _round_brackets(view: DocumentView) -> list[Pair]:
    """The matched pairs of round brackets, nested ones too, of the lines that hold a narrow one.

    A bracket that finds no partner in its line belongs to no pair.
    """
    pairs, context = [], view.cached(Context)
    lines = {context.line(narrow.start()) for narrow in _NARROW.finditer(view.open_text)}
    for start, end in sorted(lines):
        waiting: list[int] = []
        for match in _BRACKET.finditer(view.open_text, start, end):
            if match.group() in "(（":
                waiting.append(match.start())
            elif waiting:
                pairs.append(Pair(waiting.pop(), match.start()))
    return pairs


def is_bracket(view: DocumentView, at: int) -> bool:
    """Return whether a round bracket is one and no part of a number or face.

    Nor, if narrow, of an address or a Latin line.
    """
    text = view.text
    before, after = text[max(0, at - _REACH) : at], text[at + 1 : at + 1 + _REACH]
    is_number = text[at] in ")）" and _NUMBER.search(before) is not None
    is_face = _EYES_BEFORE.search(before) is not None or _EYES_AFTER.match(after) is not None
    if is_number or is_face:
        return False
    is_narrow = text[at] in "()"
    return not is_narrow or (not view.protected_spans.touch(at, at + 1) and view.cached(Context).is_chinese_line(at))


def _parentheses(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    text, context = view.text, view.cached(Context)
    for opening, closing in _round_brackets(view):
        is_wide = view.open_text[opening] == "（" and view.open_text[closing] == "）"
        is_variable = text[max(0, opening - 1) : opening] == "$"  # of a makefile: $(DESTDIR)
        if is_wide or is_variable or any(view.protected_spans.touch(at, at + 1) for at in (opening, closing)):
            continue
        start, end = _with_spaces(text, Pair(opening, closing), context)
        is_of_word = any(pattern.match(text, opening) for pattern in (_PHONE, _SUBSCRIPT, _CALL))
        if is_of_word or not _is_chinese(text, Pair(opening, closing), start, end, context):
            continue
        if text[opening] == "(":
            yield Edit(start, opening + 1, "（", "punctuation/parenthesis")
        if text[closing] == ")":
            yield Edit(closing, end, "）", "punctuation/parenthesis")


def _with_spaces(text: str, pair: Pair, context: Context) -> tuple[int, int]:
    """The span of a pair and of the spaces that are there for the sake of half-width brackets, 成像 (NMRI) 是.

    Those of a row, which has spaces between its words, part its fields; and so does one on one side alone of a line
    that is no sentence, 王平(左) 李明(右), but at the edge of the line.
    """
    opening, closing = pair
    is_before = text[opening - 1 : opening] == " " and _is_text(text[max(0, opening - 2) : opening - 1])
    is_behind = text[closing + 1 : closing + 2] == " " and is_han(text[closing + 2 : closing + 3])
    if is_before or is_behind:
        first, last = context.line(opening)
        is_sentence = not _IN_SENTENCE.isdisjoint(text[first:last])
        is_one_side = is_before != is_behind and opening > first and closing + 1 < last
        if BETWEEN_WORDS.search(text, first, last) or (is_one_side and not is_sentence):
            return opening, closing + 1
    return opening - is_before, closing + 1 + is_behind


def _is_text(character: str) -> bool:
    return is_han(character) or character in _MARKS


def _is_chinese(text: str, pair: Pair, start: int, end: int, context: Context) -> bool:
    opening, closing = pair
    if not context.is_chinese_line(opening):
        return False
    if text[opening] != "(" or text[closing] != ")" or ANY_HAN.search(text, opening, closing):
        return True
    before, after = context.before(start), context.after(end)
    if opening and text[opening - 1].isascii() and text[opening - 1].isalpha():  # f(x), but also API(REST)接口
        return before == Side.TOKEN and after == Side.CHINESE and closing - opening > 2
    return Side.CHINESE in (before, after) or (before == Side.TOKEN and after != Side.OTHER)


def _titles(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    text = view.text
    whole = [title.span() for title in _WHOLE_TITLE.finditer(text)]
    inner = [match for span in whole for match in _INNER_TITLE.finditer(text, *span)]
    taken = {match.start() for match in inner}
    outer = [match for match in _TITLE.finditer(text) if match.start() not in taken]
    for marks, matches in (("〈〉", inner), ("《》", outer)):
        for match in matches:
            if ANY_HAN.search(match.group(1)) and not view.protected_spans.touch(*match.span()):
                yield Edit(match.start(), match.start(1), marks[0], "punctuation/title-marks")
                yield Edit(match.end(1), match.end(), marks[1], "punctuation/title-marks")


RULES = (
    Rule(
        id="punctuation/parenthesis",
        kind="normalisation",
        safe=True,
        what="Widens a pair of half-width round brackets in Chinese text.",
        why="Only as a pair inside one line. Telephone numbers, formulas and English text keep theirs.",
        source="GB/T 15834-2011 4.9, 5.1.3",
        example=Example("设备186台(套)", "设备186台（套）"),
        find=_parentheses,
        trigger=Trigger("()", exclude=_NO_BRACKETS, exclude_markers=("](", "戳", "tamp")),
        substitutions=(
            Substitution("(", "", ("A-Za-z0-9_",), ("\"'",)),  # perhaps code
            Substitution("(", "（", before=("^ $",), in_chinese_line=True, is_paired=True),
            Substitution(")", "）", behind=("^ ",), in_chinese_line=True, is_paired=True),
        ),
    ),
    Rule(
        id="punctuation/title-marks",
        kind="normalisation",
        safe=True,
        what="Turns `<<…>>` and `＜…＞` around Chinese words into book-title marks, and `<…>` "
        "inside a title into `〈…〉`.",
        why="They are typed where a keyboard or an old encoding has no book-title marks.",
        source="GB/T 15834-2011 4.15.3",
        example=Example("阅读<<红楼梦>>", "阅读《红楼梦》"),
        find=_titles,
        trigger=Trigger("<＜"),
    ),
)
