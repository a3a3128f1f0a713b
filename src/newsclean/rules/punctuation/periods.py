"""The period that ends a Chinese sentence, told from those of decimals, lists, names and abbreviations."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit, Flag
from newsclean.core.reasons import ReasonTemplate
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.substitution import Substitution
from newsclean.prefilter.trigger import Trigger
from newsclean.rules.punctuation.context import Context, Side, begins_sentence, end_of_space, is_mentioned
from newsclean.rules.punctuation.interpuncts import IN_SKELETON, interpunct_places, is_inside_slogan
from newsclean.rules.punctuation.names import DOMAINS, PREPOSITIONS, SPELLING, is_part_of_name
from newsclean.settings import Settings
from newsclean.text.charsets import CHINESE_MARKS, HAN, NUMERALS, UNITS, is_han
from newsclean.text.patterns import lazy_regex
from newsclean.text.spans import DATE, LIST_NUMBER

_PERHAPS_STOP = ReasonTemplate("perhaps-stop", "a full stop or a middle dot; this text ends its sentences with 。")
_CLOSING = frozenset("”’\"＂'）)」』")
_BEHIND = frozenset("—|｜[#*_").union(_CLOSING)
_OPENING_QUOTES = frozenset('“‘「『《"')
_REACH = 80
_CLAUSE = 5
# So many digits no list counts to.
_LONG_NUMBER = 5
# What a number follows that is no end of a sentence, and what a period follows that is part of it.
_LABELS = frozenset("图圖表例注题題附件式第章节節卷期条條款项項")
_ABBREVIATIONS = frozenset(
    ("mr", "mrs", "ms", "dr", "no", "vol", "st", "vs", "jr", "sr", "prof", "inc", "ltd", "co", "corp", "etc", "eg",
     "ie", "fig", "dept", "gen", "col", "www")
)  # fmt: skip
_LIST_NUMBER = lazy_regex(rf"[ \t\u3000]*[（(]?{LIST_NUMBER}[)）]?[.．]")
# Neither an ellipsis nor a decimal point.
_PERIOD = {dot: lazy_regex(rf"{re.escape(dot)}(?<![.．]{{2}})(?![.．])(?!(?<=[0-9].)[0-9])") for dot in ".．"}
# Latin words and figures that end a stretch of text, behind what is Chinese.
_WORD = r"[A-Za-z0-9][A-Za-z0-9.:∶/+&'’\-]*"
_LATIN_END = lazy_regex(rf"([{HAN}{CHINESE_MARKS}\"＂]) ?({_WORD}(?: {_WORD})*)[{''.join(_CLOSING)}{UNITS}]*\Z")
_CHINESE_BRACKETS = lazy_regex(rf"[（(][^（()）\r\n]*[{HAN}][^（()）\r\n]*[)）]\Z")
_ADDRESS = lazy_regex(r"(?:https?://|www\.)[A-Za-z0-9]")
# A source in its brackets, behind a clause that another follows.
_CITED = lazy_regex(rf"(?<=[{HAN}]{{4}})\[[0-9,，\-–]{{1,12}}\]\Z")
_BRACKETS = lazy_regex(r"\([^()\r\n]{1,40}\)\Z|\[[0-9,，\-–]{1,12}\]\Z")
# One or two characters are no sentence that another follows, 中国.北京, nor those behind a comma before as few: 世.界.
_PIECE = lazy_regex(
    rf"(?:(?<![^\s。！？.．“‘《（])[{HAN}]{{1,2}}|(?<=[，、；：])[{HAN}]{{1,2}}(?=[.．][{HAN}]{{1,2}}[.．，。、]))(?=[.．])"
)
_PIECE_REACH = 2
# Characters apart for show, of which the last period is one more: 千.早.爱.音.
# The number of an item inside a line: 三点：一.加强领导；二.落实责任.
_ITEM = lazy_regex(r"(?<![^：:；;，,。\s])[（(]?[一二三四五六七八九十]{1,3}[)）]?\Z")
_APART, _APART_REACH = lazy_regex(rf"(?:[.．][{HAN}]{{1,2}}){{2}}\Z"), 6
# But a predicate is, before a longer one: 更高.珠穆朗玛峰开通了基站; not so 更高.更快.更强.
_PREDICATE = lazy_regex(rf"[更很][{HAN}] ?[.．] ?(?![更很])[{HAN}0-9]{{5}}")
# A period between two clauses.
_INSIDE = lazy_regex(rf"[.．](?<=[{HAN}”）)].)(?=[{HAN}0-9“《])")
_SEVERAL = 2
# The last mark of a line, and of a sentence in quotation marks; commas; and clauses before and behind a period.
_LAST, _CLOSED = lazy_regex(r"[.．!?][”’\"'）)」』]{0,3}[ \t]*\Z"), 8
_EXCLAIMED = lazy_regex(rf"[{HAN}][!?][”\"＂]\Z")
_CLAUSES = lazy_regex("[,，]")
_LEAST = 4
_CLAUSE_BEFORE = lazy_regex(rf"[^\s{CHINESE_MARKS},.:;?!．()\[\]]{{{_LEAST}}}\Z")
_CLAUSE_BEHIND = lazy_regex(rf"[^\s{CHINESE_MARKS},.:;?!．()\[\]]{{{_LEAST}}}|[{HAN}]{{2,3}}[,，(（]")
# Only one is no list yet, but its first number behind what tells of one: 诉求是1.有人解释.
_FIRST = lazy_regex("[是为為即有]1\\Z")
_INDICES = tuple(f"0{digit}" for digit in range(1, 10))
_NUMBER, _NUMBER_REACH = lazy_regex(r"(?<![0-9.])[1-9][0-9]?\Z"), 4
_NUMBERED = lazy_regex(rf"(?<![0-9.])([1-9][0-9]?)[.．、](?=[{HAN}“《\"])")
# The end of a block of HTML, perhaps behind the ends of what is set in it.
_BLOCK = lazy_regex(
    r"(?:</(?:span|strong|b|i|em|font|a)>){0,8}</?(?:p|br|div|li|t[dhr]|h[1-6]|section|article)\b", re.I
)
# A line that begins with a figure, which is no date and no number of a list: 调整为2.⏎35元.
_FIGURE_GOES_ON = lazy_regex(rf"[\r\n \t\u3000]{{1,40}}(?!{DATE}|[0-9]{{1,2}}[.、．)）])[0-9]")
_WORD_BEFORE, _LATIN_WORDS = lazy_regex(r"[A-Za-z0-9]+\Z"), lazy_regex("[A-Za-z0-9]++(?=[.．])")
_SMALL_WORDS = frozenset(("of", "the", "and", "for", "in", "on", "de", "von", "van", "to", "la"))


def _periods(view: DocumentView, settings: Settings) -> Iterator[Edit | Flag]:
    text, context = view.text, view.cached(Context)
    middle = view.cached(interpunct_places)
    found = [pattern.finditer(view.open_text) for dot, pattern in _PERIOD.items() if dot in view.open_text]
    for start, end in (match.span() for matches in found for match in matches):
        is_mark = (
            start not in middle and not is_mentioned(text, start, end) and not view.protected_spans.touch(start, end)
        )
        if is_mark and _ends_sentence(view, start, context):
            if _INSIDE.match(text, start) and view.cached(_has_stops):
                yield Flag(start, end, "punctuation/period", (_PERHAPS_STOP(),))
            else:
                yield Edit(start, end_of_space(text, end), "。", "punctuation/period")


def _ends_sentence(view: DocumentView, at: int, context: Context) -> bool:
    """Return whether the period at a place ends a Chinese sentence."""
    text = view.text
    closed = at + 1
    while text[closed : closed + 1] in _CLOSING and closed < len(text):
        closed += 1
    is_quoted = closed > at + 1
    beyond = closed
    while text[beyond : beyond + 1] in (" ", "\t", "\u3000"):
        beyond += 1
    follows = text[beyond : beyond + 1]
    is_last = follows in ("", "\r", "\n") or _BLOCK.match(text, beyond) is not None
    # 支持 .他说, and 提供有力支持 . 他在会上表示; but not .NET, and not 首页 . 新闻
    first = context.before_space(at)
    is_close = beyond == at + 1 and begins_sentence(follows) and not follows.isascii()
    may_be_spaced = is_quoted or is_last or is_close or _is_prose(text, first, beyond)
    behind = first if may_be_spaced else at
    before = context.before(behind)
    if before != Side.CHINESE and _ends_with_chinese_brackets(text, behind) and context.is_chinese_line(at):
        before = Side.CHINESE  # 营收为RMB 123 million（约合8亿元）. 气压为945hPa（百帕）.
    if before == Side.OTHER and _EXCLAIMED.search(text, max(0, behind - 3), behind):
        before = Side.CHINESE  # "万古长青!".许多人
    if before == Side.CHINESE or (before == Side.TOKEN and text[behind - 1] in UNITS):
        item = _ITEM.search(text, max(0, at - _APART_REACH), at)
        # 比分是三，四. ends what 结论：一.加强领导 begins.
        is_item = item is not None and not (is_last and text[item.start() - 1 : item.start()].strip())
        if is_item or _is_list_number(text, at, context) or _APART.search(text, max(0, at - _APART_REACH), at):
            return False
        if beyond > closed and not context.is_chinese_line(at):
            return False
        # 建仓. Horton: a Latin name may have lost what stood before its period.
        begins = begins_sentence(follows) and not (beyond > closed and follows.isascii() and follows.isalpha())
        is_between = is_han(text[first - 1]) and (is_han(follows) or follows.isdecimal())
        goes_on = (
            begins
            and not _is_piece(text, first)
            and not is_part_of_name(text, at, first, beyond)
            and not is_inside_slogan(text, at)
            and not (is_between and not _are_clauses(text, first, beyond, context.line(at)))
        )
        return is_last or is_quoted or goes_on or follows in _BEHIND or _ADDRESS.match(text, beyond) is not None
    if before == Side.EDGE or not context.is_chinese_line(at):
        return False
    if is_last and before == Side.TOKEN and _BRACKETS.search(text, max(0, at - _REACH), at):
        return not _is_list_number(text, at, context)  # 见表2(b). 研究表明[3].
    if is_han(follows) and _CITED.search(text, max(0, at - _REACH), at):
        return True
    # After a figure or Latin word a period may be its own: 1. and Inc. are not ends of sentences.
    if is_last and not is_quoted and before == Side.TOKEN and text[at - 1].isdecimal():
        return _FIGURE_GOES_ON.match(text, beyond) is None
    if (is_han(follows) or (is_quoted and not is_last)) and _is_counted_on(view, at, context):
        return False
    # Punkt.取消, 画师 PALOW. 两人: a name can end with its own, which is seen again or has a space behind it.
    if not is_quoted and is_han(follows) and text[at - 1].isalpha() and (beyond > at + 1 or _is_named(view, at)):
        return False
    return (is_last or is_quoted or is_han(follows)) and _ends_latin(text, at, is_quoted=is_quoted)


def _has_stops(view: DocumentView) -> bool:
    """Return whether a text ends its sentences with 。, and may mean no stop by a period. For `view.cached`."""
    stops, inside = view.text.count("。"), sum(1 for _ in _INSIDE.finditer(view.text))
    return stops > 0 and (stops >= inside if inside < _SEVERAL else stops > inside)


def _are_clauses(text: str, at: int, beyond: int, line: tuple[int, int]) -> bool:
    """Return whether what stands on the two sides of a period is long enough for two clauses, 责任编辑.张三 is not.

    In a line that ends in a period too, or is a question or exclamation of several clauses, nothing is too short.
    """
    start, end = line
    last = _LAST.search(text, max(start, end - _CLOSED), end)
    if last and (text[last.start()] in ".．" or _CLAUSES.search(text, start, end)):
        return True
    before = _CLAUSE_BEFORE.search(text, max(start, at - _LEAST), at) or _is_predicate(text, at)
    return bool(before) and _CLAUSE_BEHIND.match(text, beyond, end) is not None


def _is_piece(text: str, first: int) -> bool:
    """Return whether what ends at a place is too short for a sentence that another follows."""
    if first > _PIECE_REACH and is_han(text[first - 2]) and is_han(text[first - 3]):  # as mostly
        return False
    pieces = (_PIECE.match(text, start) for start in range(max(0, first - _PIECE_REACH), first))
    return any(piece is not None and piece.end() == first for piece in pieces) and not _is_predicate(text, first)


def _is_predicate(text: str, first: int) -> bool:
    return first >= _PIECE_REACH and _PREDICATE.match(text, first - _PIECE_REACH) is not None


def _is_prose(text: str, end: int, start: int) -> bool:
    """Return whether so many Han characters stand before and behind a period that it parts no names and no headings."""
    around = text[max(0, end - _CLAUSE) : end] + text[start : start + _CLAUSE]
    return len(around) == 2 * _CLAUSE and all(map(is_han, around))


def _ends_with_chinese_brackets(text: str, end: int) -> bool:
    return _CHINESE_BRACKETS.search(text, max(0, end - _REACH), end) is not None


def _is_list_number(text: str, at: int, context: Context) -> bool:
    return _LIST_NUMBER.fullmatch(text, context.line(at)[0], at + 1) is not None


def _numbers(view: DocumentView) -> dict[int, set[int]]:
    """The numbers before a period of each line that has some, by where it begins. For `view.cached`."""
    found: dict[int, set[int]] = defaultdict(set)
    context = view.cached(Context)
    for match in _NUMBERED.finditer(view.text):
        found[context.line(match.start())[0]].add(int(match[1]))
    return found


def _names(view: DocumentView) -> Counter[str]:
    """Return how often each Latin word stands before a period. For `view.cached`."""
    return Counter(_LATIN_WORDS.findall(view.text))


def _is_counted_on(view: DocumentView, at: int, context: Context) -> bool:
    """Return whether a period stands behind one of the numbers that a list inside a line counts on.

    1.认真2.仔细3.负责.
    """
    if view.text.endswith(_INDICES, 0, at) or _FIRST.search(view.text, max(0, at - _NUMBER_REACH), at):
        return True
    found = _NUMBER.search(view.text, max(0, at - _NUMBER_REACH), at)
    if found is None:
        return False
    others = view.cached(_numbers).get(context.line(at)[0], set())
    return not others.isdisjoint((int(found[0]) - 1, int(found[0]) + 1))


def _is_named(view: DocumentView, at: int) -> bool:
    """Return whether the Latin word before a period stands before one elsewhere in the text too."""
    word = _WORD_BEFORE.search(view.text, max(0, at - _REACH), at)
    return word is not None and view.cached(_names)[word[0]] > 1


def _ends_latin(text: str, at: int, *, is_quoted: bool) -> bool:
    """Return whether a period ends the sentence that a figure or Latin name ends.

    比分追到61-81.最后阶段, 一辆黑色SUV.她.

    Not so after the number of a list or figure (一是：1.总体要求, 图1.北京), an initial (J.K.罗琳), an abbreviation, or
    an English sentence. In names of several words each begins with a capital or figure.
    """
    found = _LATIN_END.search(text, max(0, at - _REACH), at)
    if found is None or (is_quoted and not is_han(found[1])):  # an English quotation keeps its period
        return False
    if found[1] in _OPENING_QUOTES and found.end(2) == at:  # “MUJI.无印良品”
        return False
    *others, word = found[2].split(" ")
    if not all(other[0].isupper() or other[0].isdecimal() or other in _SMALL_WORDS for other in others):
        return False
    if others and word[0].islower():
        return False
    last = word.rpartition(".")[2]
    if last.isdecimal():
        is_short = last == word and len(word) < _LONG_NUMBER
        is_number = found[1] in _LABELS or (is_short and not is_han(found[1]))
        return bool(others) or not (is_number and found.end(2) == at)
    return len(last) > 1 and last.lower() not in _ABBREVIATIONS


_SURE = (
    Substitution(".", ".", ("A-Za-z0-9",), ("A-Za-z0-9",)),
    Substitution("．", ""),
    Substitution(".", "", (f"{NUMERALS}百",)),
    *(Substitution(".", "", (*(HAN,) * length, ".．")) for length in (1, 2)),
    Substitution(".", "", behind=(HAN, HAN, ".．")),
    Substitution(".", "。", (HAN,), ("\r\n",)),
    Substitution(".", "。", (HAN,), ("".join(_CLOSING), f"^ \t\u3000{''.join(_CLOSING)}")),
    # What may be part of a name, or begin one.
    Substitution(".", "", behind=("", ".．")),
    Substitution(".", "", (SPELLING, SPELLING)),
    Substitution(".", "", behind=(SPELLING, SPELLING)),
    *(Substitution(".", "", behind=domain) for domain in DOMAINS),
    # Behind a quotation, or a share of so many per cent.
    Substitution(".", "。", ("\"'", HAN, HAN), (f"0-9\r\n{HAN}",)),
    *(
        Substitution(".", "。", ("%", *figure, HAN), (f"\r\n{HAN}",))
        for figure in (
            *(("0-9",) * count for count in (1, 2, 3)),
            *(("0-9",) * places + (".",) + ("0-9",) * count for count in (1, 2) for places in (1, 2)),
        )
    ),
    *(Substitution(".", "", (*far, PREPOSITIONS)) for far in (("",) * 2, ("",) * 3, ("",) * 4)),
    # Between two clauses, in a text that has no other stops.
    *(
        Substitution(".", "。", (HAN,) * _LEAST, behind, unless="。")
        for behind in (
            (f"0-9{HAN}", *(f"0-9A-Za-z{HAN}",) * (_LEAST - 1)),
            *((*(HAN,) * count, ",，(（") for count in (2, 3)),
        )
    ),
    # In a line that ends in one, where what stands before it is no piece.
    *(
        Substitution(".", "。", before, (f"0-9{HAN}",), unless="。", line_end=".．")
        for before in ((HAN,) * 3, (HAN, "0-9"), (HAN, HAN, "0-9"))
    ),
)

RULES = (
    Rule(
        id="punctuation/period",
        kind="normalisation",
        safe=True,
        what="Turns a period, `.` or `．`, into a full stop where a Chinese sentence ends.",
        why="At the end of a line, after Chinese text, and inside a line before Chinese text; never in a decimal, "
        "after a list number or abbreviation, or between the parts of a foreign name. Inside a line of a text that "
        "ends its sentences with 。 it is flagged.",
        source="GB/T 15834-2011 4.1.3, 5.1.1",
        example=Example("会议在北京召开.", "会议在北京召开。"),
        find=_periods,
        reasons=(_PERHAPS_STOP,),
        substitutions=_SURE,
        doubt=IN_SKELETON,
        trigger=Trigger("．", bigram=(("^A-Za-z0-9.", "."), (".", "^A-Za-z0-9."))),
    ),
)
