"""Half-width marks in Chinese text: comma, colon, semicolon, question and exclamation mark, tilde."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit, Flag
from newsclean.core.rule import Example, Finder, Rule
from newsclean.prefilter.substitution import Substitution
from newsclean.prefilter.trigger import Trigger
from newsclean.rules.punctuation.context import Context, end_of_space, is_mentioned
from newsclean.rules.punctuation.questions import in_doubt
from newsclean.settings import Settings
from newsclean.text.charsets import HAN, UNITS
from newsclean.text.patterns import lazy_regex
from newsclean.text.spans import MOMENT

IsException = Callable[[DocumentView, int], bool]

_NO_COLON_BEFORE = r"/\)="
_CLAUSE = "GB/T 15834-2011 5.1.1: marks in Chinese text take the width of a character"


def _widen(mark: str, wide: str, rule: str, is_exception: IsException) -> Finder:
    """Return the function that finds a half-width mark in Chinese text.

    Args:
        mark: The mark.
        wide: What it becomes.
        rule: The id of the rule.
        is_exception: Whether the mark at a place of a view stays.
    """
    pattern = lazy_regex(f"{re.escape(mark)}{re.escape(mark)}*")

    def find(view: DocumentView, settings: Settings) -> Iterator[Edit]:
        context, touches = view.cached(Context), view.protected_spans.touch
        for start, end in (match.span() for match in pattern.finditer(view.open_text)):
            if (
                not is_exception(view, start)
                and not is_mentioned(view.text, start, end)
                and context.is_chinese(start, end)
                and not touches(start, end)
            ):
                for at in range(start, end - 1):
                    yield Edit(at, at + 1, wide, rule)
                yield Edit(end - 1, end_of_space(view.text, end), wide, rule)

    return find


def _sure(mark: str, wide: str, *, not_before: str = "", not_behind: str = "") -> tuple[Substitution, ...]:
    """The table of a mark: between Han characters; and beside one in a Chinese line, but for exceptions, or a space."""
    return (
        Substitution(mark, wide, (HAN,), (HAN,)),
        Substitution(mark, wide, (HAN,), (f"^ {mark}{not_behind}",), in_chinese_line=True),
        Substitution(mark, wide, (f"^{mark}{not_before}",), (HAN,), in_chinese_line=True),
    )


# Behind brackets with a short source in them, that stand behind Han characters: （新华社）：, (记者):.
_BRACKETED = tuple(
    (closing, *(HAN,) * length, opening, HAN) for length in (2, 3, 4) for opening, closing in ("()", "（）")
)

# What stands on both sides of a comma between figures that may part thousands, or the places in a molecule
# (1,2-二氯乙烷); figures of a list are longer: 21-15,21-12, and 2019,2020年.
_NO_COMMA = lazy_regex(
    r",(?:(?<=[0-9],)(?<![0-9]{4},)[0-9]{3}(?![0-9])|(?<=[0-9],)(?<![0-9]{2},)[0-9](?![0-9])"
    rf"|[0-9]{{1,2}}['′]?-[A-Za-z{HAN}])"
)
# Parts of a class or name in Latin: B-s1,d0 and Energy Vault Holdings, Inc.; names as passports have them.
_LATIN_COMMA = lazy_regex(
    r",(?:(?<=[a-z][0-9],)[a-z][0-9](?![A-Za-z])|(?<=[A-Za-z],) ?(?:Inc|Ltd|LLC|Co|Corp|PLC|plc)(?![A-Za-z])"
    r"|(?<=[A-Z]{2},)[A-Z]{2,}-[A-Z]{2,}(?![A-Za-z0-9]))"
)


# Figures that are counted together, one of them longer than the places in a molecule are: 1,5,10年期.
_LIST = lazy_regex(rf"(?<![0-9,.\-])(?:[0-9]{{1,2}},){{2,20}}[0-9]{{1,2}}(?=[{HAN}])")
_LIST_REACH = 64
_ARGUMENT = lazy_regex(r'[A-Za-z0-9_]\([^()\r\n]*"\Z')
# Three digits and two, where others of the line are thousands: one of them has lost a digit.
_CUT_THOUSANDS = lazy_regex(r",(?<![0-9,][0-9]{3},)(?<=[0-9]{3},)[0-9]{2}(?![0-9,])")
_THOUSANDS = lazy_regex(r"(?<![0-9,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])")


def _comma_exception(view: DocumentView, at: int) -> bool:
    """Thousands; places in a molecule, and single figures, which may be those; parts of what is Latin; one quoted."""
    text = view.text
    if _LATIN_COMMA.match(text, at) or text[at + 1 : at + 2] == "、":
        return True
    if text[at - 1 : at] == '"' and _ARGUMENT.search(text, max(0, at - _LIST_REACH), at):
        return True  # print("价格:", 3.5)
    if not _between_digits(text, at):
        return False
    if _NO_COMMA.match(text, at) is None:
        is_cut = _CUT_THOUSANDS.match(text, at) is not None
        return is_cut and _THOUSANDS.search(text, *view.cached(Context).line(at)) is not None
    found = (match for match in _LIST.finditer(text, max(0, at - _LIST_REACH), at + _LIST_REACH))
    listed = next((match for match in found if match.start() < at < match.end()), None)
    return listed is None or not any(len(figure) > 1 for figure in listed.group().split(","))


def _between_digits(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isdecimal() and text[at + 1 : at + 2].isdecimal()


# Of the names in a list a Latin one of several words, and the comma behind it: 张三, Li Lei, 王五.
_NAME = r"[A-Z][A-Za-z.'’\-]{0,30}"
_LISTED_NAME = {mark: lazy_regex(rf"{mark}(?<=[{HAN}].) ?{_NAME}(?: {_NAME}){{1,3}},(?= ?[{HAN}])") for mark in ",，、"}
# A Latin word that begins a line, and what is Chinese behind it: demo, 测试.
_FIRST_WORD = {",": lazy_regex(rf",(?<=[A-Za-z0-9],) (?=[{HAN}])")}
_WORD = lazy_regex(r"[A-Za-z][A-Za-z0-9+#.\-]{0,30},")
# A row of three and more short items, words and figures, of which some commas are wide: 1998,2008，2018年.
_ITEM = rf"(?:[{HAN}]{{1,8}}|[0-9]{{1,4}}[{HAN}]{{0,4}}|[A-Za-z][A-Za-z0-9+#.\-]{{0,30}})"
_ROW = lazy_regex(rf"(?<![A-Za-z0-9.,\-]){_ITEM}(?:[,，] ?{_ITEM}){{2,40}}(?![A-Za-z0-9.\-])")
_ROW_REACH = 200
_LEFT = {",": lazy_regex(rf",(?<=[A-Za-z0-9],)(?= ?[A-Za-z0-9]| [{HAN}])")}
_widened_commas = _widen(",", "，", "punctuation/comma", _comma_exception)


def _commas(view: DocumentView, settings: Settings) -> Iterator[Edit | Flag]:
    made = [*_widened_commas(view, settings), *_in_lists(view)]
    yield from made
    yield from _rest_of_rows(view, {edit.start for edit in made})


def _rest_of_rows(view: DocumentView, made: set[int]) -> Iterator[Edit]:
    """The commas left in rows of which others are wide, or become so: a row has one style."""
    context, text = view.cached(Context), view.open_text
    for at, _ in view.skeleton.guarded(_LEFT):
        if at in made or not context.is_chinese_line(at) or _comma_exception(view, at):
            continue
        start, end = context.line(at)
        for row in _ROW.finditer(text, max(start, at - _ROW_REACH), min(end, at + _ROW_REACH)):
            commas = [place for place in range(*row.span()) if text[place] == "," and place not in made]
            if at not in commas or ("，" not in row[0] and made.isdisjoint(range(*row.span()))):
                continue
            made.update(commas)
            is_kept = view.protected_spans.touch(*row.span()) or any(_comma_exception(view, each) for each in commas)
            for each in commas if not is_kept else ():
                yield Edit(each, end_of_space(text, each + 1), "，", "punctuation/comma")


def _in_lists(view: DocumentView) -> Iterator[Edit]:
    context = view.cached(Context)
    for _, end in (*view.skeleton.guarded(_LISTED_NAME), *_behind_first_words(view)):
        if context.is_chinese_line(end - 1) and not view.protected_spans.touch(end - 1, end):
            yield Edit(end - 1, end_of_space(view.text, end), "，", "punctuation/comma")


def _behind_first_words(view: DocumentView) -> Iterator[tuple[int, int]]:
    for at, _ in view.skeleton.guarded(_FIRST_WORD):
        start, _ = view.cached(Context).line(at)
        if _WORD.fullmatch(view.text, start, at + 1):
            yield start, at + 1


# A colon that is not all but certain to stay.
_SOME_COLON = lazy_regex(rf":(?:(?!(?<=戳:){MOMENT}(?!\d))[^0-9{re.escape(_NO_COLON_BEFORE)}]|(?<![0-9]:)[0-9]|\Z)")
# A colon between what is Latin, perhaps spaced out: (NASDAQ : WRD).
_LATIN_COLON = (
    r":(?:(?<=[A-Za-z]:)[A-Z0-9]|(?<=[万亿萬億]:)1(?![0-9])"
    rf"|(?:(?<=[A-Z]{{2}}:)|(?<=[A-Z]{{2}}\s:))\s?[A-Z0-9]{{1,6}}(?![A-Za-z0-9{HAN}]))"
)
# What begins with a colon that stays: a path or smiley, one with a bracket if that has no partner.
_NO_COLON = lazy_regex(
    rf"{_LATIN_COLON}|:(?:[{re.escape(_NO_COLON_BEFORE)}]|\((?![^()\r\n]*\))|[DPp](?![A-Za-z0-9])|-[()DPp/\\|])"
)


def _colon_exception(view: DocumentView, at: int) -> bool:
    """Times, ratios and scores; parts of what is Latin; addresses; smileys; two, of a program or for show, ::花蓮::."""
    text = view.text
    if text[at + 1 : at + 3] == " :" or text[max(0, at - 2) : at] == ": ":
        return True
    return text.startswith("::", at) or _between_digits(text, at) or _NO_COLON.match(text, at) is not None


# Perhaps written twice: &amp;nbsp;
_ENTITY = lazy_regex(r"&(?:amp;){0,3}#?\w{1,31}\Z")


def _semicolon_exception(view: DocumentView, at: int) -> bool:
    """The end of an entity that HTML does not know; smileys."""
    text = view.text
    return text.startswith((";)", ";-)"), at) or _ENTITY.search(text, max(0, at - 48), at) is not None


def _question_exception(view: DocumentView, at: int) -> bool:
    """As `_comparison`; and what may stand for a character that was lost."""
    return _comparison(view, at) or at in view.cached(in_doubt)


# Of a name: Yahoo!奇摩, 《UNO!》; and of a style sheet: !important.
_LATIN_NAME = lazy_regex(
    rf"!(?<=[A-Za-z]!)(?=[{HAN}》）」』])|!(?<=[0-9]!)(?=的)|!(?:important|import|default)(?![A-Za-z])"
)


def _exclamation_exception(view: DocumentView, at: int) -> bool:
    """As `_comparison`; the end of a Latin name; a factorial; what begins a word of a style sheet."""
    return _comparison(view, at) or _LATIN_NAME.match(view.text, at) is not None


def _comparison(view: DocumentView, at: int) -> bool:
    """`!=` and `?=` of code; and a mark that begins a line ends no sentence."""
    text = view.text
    return text[at + 1 : at + 2] == "=" or at == 0 or text[at - 1] in "\r\n"


_TILDE = lazy_regex(f"~(?<=[0-9{UNITS}{HAN}]~)(?=[0-9])")
# A figure that a space or a Latin unit stands behind: 22~23 日, 1.2~1.4 eV.
_MEASURED = lazy_regex(
    rf"[0-9]{{1,8}}(?:\.[0-9]{{1,4}})?(?: [{HAN}]| ?[A-Za-zμΩ]{{1,4}}(?:/[A-Za-z]{{1,3}})?(?![A-Za-z0-9]))"
)
_COUNTED = frozenset(f"0123456789{UNITS}年月日时分元度万亿萬億")


def _tildes(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    context = view.cached(Context)
    for start, end in view.skeleton.spans(_TILDE):
        is_range = context.is_chinese(start, end) or (
            _MEASURED.match(view.text, end) is not None and context.is_chinese_line(start)
        )
        if view.text[start - 1] in _COUNTED and is_range and not view.protected_spans.touch(start, end):
            yield Edit(start, end, "～", "punctuation/tilde")


RULES = (
    Rule(
        id="punctuation/comma",
        kind="normalisation",
        safe=True,
        what="Widens a half-width comma in Chinese text.",
        why="Thousands (1,000), places in a molecule (1,2-), names (Holdings,Inc.), English sentences and addresses "
        "keep theirs.",
        source=_CLAUSE,
        example=Example("2021年2月,在北京", "2021年2月，在北京"),
        find=_commas,
        trigger=Trigger(","),
        substitutions=_sure(",", "，", not_before='"', not_behind="、"),
    ),
    Rule(
        id="punctuation/colon",
        kind="normalisation",
        safe=True,
        what="Widens a half-width colon in Chinese text.",
        why="Times (10:30), ratios (3:2), what is Latin (HKEX:2525), addresses and smileys keep theirs.",
        source=_CLAUSE,
        example=Example("策划:张海燕", "策划：张海燕"),
        find=_widen(":", "：", "punctuation/colon", _colon_exception),
        trigger=Trigger(
            bigram=((":", f"^0-9{re.escape(_NO_COLON_BEFORE)}"),),
            trigram=(("^0-9", ":", "0-9"),),
            confirm=(_SOME_COLON,),
        ),
        substitutions=(
            *_sure(":", "：", not_before=" ", not_behind=rf"{re.escape(_NO_COLON_BEFORE)}(DPp1\-"),
            *(
                Substitution(":", "：", before, (rf"^ :{re.escape(_NO_COLON_BEFORE)}(DPp\-",), in_chinese_line=True)
                for before in _BRACKETED
            ),
            Substitution(":", ":", ("0-9",), ("0-9",)),
        ),
    ),
    Rule(
        id="punctuation/semicolon",
        kind="normalisation",
        safe=True,
        what="Widens a half-width semicolon in Chinese text.",
        why="The end of an HTML entity keeps it.",
        source=_CLAUSE,
        example=Example("一是减负;二是增收", "一是减负；二是增收"),
        find=_widen(";", "；", "punctuation/semicolon", _semicolon_exception),
        trigger=Trigger(";"),
        substitutions=_sure(";", "；", not_behind=r")\-"),
        doubt=lazy_regex(r"&(?:amp;){0,3}#?[^&;\s]{1,31};"),
    ),
    Rule(
        id="punctuation/question-mark",
        kind="normalisation",
        safe=True,
        what="Widens half-width question marks in Chinese text.",
        why="English questions and addresses keep theirs, and so does what may stand for a lost character (see "
        "punctuation/question-in-doubt).",
        source=_CLAUSE,
        example=Example("为什么?因为", "为什么？因为"),
        find=_widen("?", "？", "punctuation/question-mark", _question_exception),
        trigger=Trigger("?"),
    ),
    Rule(
        id="punctuation/exclamation-mark",
        kind="normalisation",
        safe=True,
        what="Widens half-width exclamation marks in Chinese text.",
        why="English exclamations, `!=` and names, Yahoo!, keep theirs.",
        source=_CLAUSE,
        example=Example("真的太方便了!”", "真的太方便了！”"),
        find=_widen("!", "！", "punctuation/exclamation-mark", _exclamation_exception),
        trigger=Trigger("!"),
        substitutions=_sure("!", "！", not_before="A-Za-z0-9\r\n", not_behind="=a-z"),
    ),
    Rule(
        id="punctuation/tilde",
        kind="normalisation",
        safe=True,
        what="Widens a tilde between figures in Chinese text.",
        why="A range of figures is written with the wave dash.",
        source="GB/T 15834-2011 4.13.3.3",
        example=Example("预计5~10天", "预计5～10天"),
        find=_tildes,
        trigger=Trigger("~"),
    ),
)
