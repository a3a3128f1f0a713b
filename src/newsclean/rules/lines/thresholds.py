"""Thresholds: how sure a join must be, whatever the settings.

One that is wrong does more harm than a sentence left cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise, takewhile

from newsclean.rules.lines.cues import FINAL, PAIRS, goes_on_figure, is_final, word_break
from newsclean.rules.lines.scorer_features import PageLanguage
from newsclean.rules.lines.structure import is_entry
from newsclean.rules.lines.verse import clause_lines, is_verse
from newsclean.text.charsets import HAN, MEASURES
from newsclean.text.line_kinds import LineTest
from newsclean.text.patterns import lazy_regex
from newsclean.text.segment import tagged

_is_set_phrase, _may_be_name, _is_date = LineTest("heading"), LineTest("personal-name"), LineTest("signature-date")
_ends_in_session, begins_sentence = LineTest("session"), LineTest("connective")
_begins_paragraph, _begins_clause = LineTest("paragraph-opening"), LineTest("sentence-opening")
# So headings are made too, of two parts that are as long: 讲究方法，务求实效.
_PARALLEL = lazy_regex(f"([{HAN}“”]{{4,10}})[，、 \u3000]([{HAN}“”]{{4,10}})")
_SURE_OF_HEADING = 0.7
# A heading of which a footnote is called.
_CALL = lazy_regex(rf"\A[^，。；,;]*[{HAN}”》][0-9]{{1,2}}\Z")
_LONGEST_TITLE = 32
# A heading of one clause is said again below it, 第十条 设置参数⏎设置参数下限; the clauses of one of two are short.
_LONGEST_HEADING, _SAID_AGAIN, _LONGEST_CLAUSE, _CLAUSES = 24, 4, 16, frozenset("，。；：！？、,;:!?")
# So many lines in a row, each so short and without a full stop, are a list: standings, a programme, headlines.
_LIST_LINES, _LONG_LIST, _LONGEST_ENTRY, _HEADLINE_MARKS = 4, 8, 36, frozenset("！：!|｜")
_NO_ENTRY_END = FINAL.union("，、,") - frozenset("）)》】？！?!”")
_OF_LISTS = frozenset(("lines/open-sentence", "lines/measure-word", "lines/cut-word"))
_OF_TITLES = frozenset(("lines/open-sentence", "lines/cut-word"))
_SURE_OF_LIST, _SURE_OF_LONG_LIST = 0.92, 0.99
# In wrapped text a program leaves no line short, whatever it ends with; more blank lines than elsewhere part sections.
_UNSURE = _OF_LISTS.union(("lines/comma",))
_SURE_OF_PARTED = 0.97
# On pages in another language than that of news, and with many Latin letters.
_SURE_OF_UNFAMILIAR, _SURE_OF_TECHNOLOGY = 0.8, 0.975
# Less where the language is a little nearer to that of news, a shade more than elsewhere on what counts as news.
_LESS_UNFAMILIAR, _SURE_OF_LESS, _NEARLY, _SURE_OF_NEARLY = 5, 0.65, 3, 0.35
# A line by itself that is the number of a section, or the name of a picture, mgt20190925; and one that stands before
# several is a caption, a button or a name, while that of a pasted copy stands before the same one again.
_is_section = LineTest("section-number", "picture-name")
_NEVER = 1.01
# An opening mark ends no line, but what it opened may have been lost: 报道（⏎本报记者.
_OPENING, _LOST = frozenset("（(《「『【〈“‘"), 1.0
_PAUSES = frozenset("，、；：。,;:")
_LEAST_REPEATED = 4
# On web pages, as spaces around Latin words show them, the end of a paragraph may be one of the links that were lost.
_OF_WEB, _SURE_OF_WEB = 100, {"lines/open-sentence": 0.7, "lines/comma": 0.45}
_SPACED_WORD = lazy_regex(f"[{HAN}] [A-Za-z0-9]|[A-Za-z0-9] [{HAN}]")
# What somebody says goes on with the opening of a paragraph; no sentence does behind a legal item or two marks, no
# enumeration with a preposition, and no figure with the number of a list or version: 0311—88600512⏎1．规模表.
_SAID = lazy_regex("(?:[说說称稱示出道调調布悉到露看现現]|[认認][为為]|消息|[讯訊电電])[，,]\\Z|[至到]\\Z")
_LAST_ITEM = lazy_regex("[；;](?:以及|和|或|或者|并|並)\\Z|[。！？][，,]\\Z")
_NO_ITEM = lazy_regex("、\n(?:[为為](?:了|加快|进一步|進一步|深入)|[按依][照据據]|根[据據]|自[0-9])")
# What is called again, 《史记》将重印，⏎《史记》由…, and the next entry of a form.
_TITLE, _LABELLED = (
    lazy_regex("《[^《》]{1,30}》"),
    lazy_regex(rf"(?:[（(][^（()）]{{1,3}}[)）] ?)?[{HAN}]{{2,8}}[：:]"),
)
_OTHER_NUMBER = lazy_regex(rf"[0-9]+(?:[.．、](?=[{HAN}“《])|[.．][0-9]+[.．][0-9]|．[0-9]{{4}}年)")
# Parts of speech, as jieba names them, with which no line begins: 的, 了, 着, 过, 得, 地, 吗.
_PARTICLES = frozenset(("u", "uj", "ul", "uz", "ug", "ud", "uv", "y"))


class StandaloneLines:
    """Lines of an article that stand by themselves; each kind is looked for when first asked about.

    Args:
        texts: All its lines, without the white space around them.
        may_be_verse: Whether it may be set as verse is: not where it was wrapped.
    """

    def __init__(self, texts: Sequence[str], may_be_verse: bool = True) -> None:
        self._texts, self._may_be_verse = texts, may_be_verse

    @cached_property
    def repeated(self) -> frozenset[str]:
        """Those that stand more than once, each time before another line."""
        behind: defaultdict[str, set[str]] = defaultdict(set)
        for text, following in pairwise((*self._texts, "")):
            if len(text) >= _LEAST_REPEATED:
                behind[text].add(following)
        return frozenset(text for text, those in behind.items() if len(those) > 1)

    @cached_property
    def sections(self) -> frozenset[str]:
        """Those that are the number of a section, or the name of a picture."""
        return frozenset(filter(_is_section, self._texts))

    @cached_property
    def is_verse(self) -> bool:
        """Whether the article is set as verse is."""
        return self._may_be_verse and is_verse(self._texts)

    @cached_property
    def is_web(self) -> bool:
        """Whether the article is set as web pages are, with spaces around Latin words."""
        whole = "\n".join(self._texts)
        if " " not in whole:
            return False
        return _OF_WEB * len(_SPACED_WORD.findall(whole)) >= sum(map(len, self._texts)) > _OF_WEB

    @cached_property
    def has_gaps(self) -> bool:
        """Whether words between two lines were lost, as marks say that do not stand side by side: 、⏎、 or （⏎）."""
        return any(
            (head[-1:] in _PAUSES and tail[:1] in _PAUSES) or PAIRS.get(head[-1:], "") == tail[:1] != ""
            for head, tail in pairwise(self._texts)
        )

    @cached_property
    def clauses(self) -> frozenset[int]:
        """The numbers of those that are set a clause a line."""
        return clause_lines(self._texts)


def min_confidence(
    rule: str,
    number: int,
    texts: Sequence[str],
    standalone: StandaloneLines,
    is_parted: bool,
    page: PageLanguage | None,
) -> float:
    """Return the confidence that the join of two lines needs.

    Args:
        rule: The rule whose matter it is.
        number: Which of the lines stands first, from 0.
        texts: The lines of the article that are not blank, without the white space around them.
        standalone: Those of them that stand apart.
        is_parted: Whether what stands between the lines parts them: more blank lines than elsewhere, or, where the
            article was wrapped, room for more in the first one.
        page: The language of the article; None where its width speaks for a join.

    Returns:
        The least confidence, 0 to 1; 0 where the settings alone decide, more than 1 where nothing is to be joined.
    """
    if rule in _OF_LISTS and _is_standalone(number, texts, standalone):
        return _NEVER
    if rule == "lines/comma" and standalone.clauses.issuperset((number, number + 1)):
        return _LOST
    if rule == "lines/comma" and page is not None and standalone.has_gaps:
        return _LOST  # where words between lines were lost, those that end a paragraph may be, too
    if rule == "lines/open-sentence" and texts[number][-1] in _OPENING:
        return _LOST
    if rule in _OF_TITLES and _is_said_again(*texts[number : number + 2]):
        return _LOST
    unfamiliar = page if page is not None and not page.is_familiar and rule in _OF_TITLES else None
    least_lines = 0 if page is None else _LIST_LINES if unfamiliar is not None else _LONG_LIST
    if rule in _OF_TITLES and least_lines and not standalone.is_verse and _is_in_list(number, texts, least_lines):
        return _NEVER if unfamiliar is not None else _SURE_OF_LONG_LIST
    if rule == "lines/comma" and (_is_cut_headline(number, texts) or _is_heading_of_two(number, texts)):
        return _LOST
    if rule in _UNSURE and _are_apart(texts[number], texts[number + 1]):
        return _LOST
    if (is_parted or standalone.is_verse) and rule in _UNSURE:
        return _SURE_OF_PARTED
    stands = _is_in_list, _is_before_list, _is_signature
    is_in_list = rule in _OF_LISTS and any(is_so(number, texts) for is_so in stands)
    is_title = rule in _OF_TITLES and (_is_title(number, texts) or begins_sentence(texts[number + 1]))
    if is_in_list or is_title:
        least = _SURE_OF_LIST
    elif rule == "lines/open-sentence" and (_is_heading(number, texts) or _is_last_entry(number, texts)):
        least = _SURE_OF_HEADING
    else:
        least = 0.0
    if unfamiliar is not None:
        is_less = unfamiliar.unknown <= _LESS_UNFAMILIAR
        is_sure = _SURE_OF_TECHNOLOGY if unfamiliar.has_latin else _SURE_OF_LESS if is_less else _SURE_OF_UNFAMILIAR
        least = max(least, is_sure, _SURE_OF_LIST if _is_heading_of_two(number, texts) else 0.0)
    elif rule in _OF_TITLES and page is not None and page.unknown >= _NEARLY:
        least = max(least, _SURE_OF_NEARLY)
    if _clings(texts[number], texts[number + 1]):
        return 0.0
    return max(least, _SURE_OF_WEB.get(rule, 0.0)) if standalone.is_web and page is not None else least


def is_session(head: str, tail: str) -> bool:
    """Return whether a line ends in the number of a session, which the next says of what: 第十四届⏎人民代表大会."""
    return head[-1] == "届" and tail[0] != "第" and _ends_in_session(head)


def _are_apart(head: str, tail: str) -> bool:
    """Return whether the second line begins a paragraph or item, though the first, cut or mistyped, ends none."""
    if (_begins_paragraph(tail) or (head[-1] in "，," and _begins_clause(tail))) and not _SAID.search(head):
        return True
    title = _TITLE.match(tail)
    if _NO_ITEM.match(f"{head[-1]}\n{tail[:5]}") or (title and title[0] in head and head[-1] in "，,"):
        return True
    if head[-1] in "，," and _LABELLED.match(head) and _LABELLED.match(tail):
        return True
    return bool(_LAST_ITEM.search(head)) or (head[-1].isdecimal() and _OTHER_NUMBER.match(tail) is not None)


def _clings(head: str, tail: str) -> bool:
    """Return whether the second line begins with what no line does, or goes on with what no line ends in.

    That is a figure, and the number of a session: 第十四届⏎人民代表大会.
    """
    goes_on = (head[-1].isdecimal() and tail[0].isdecimal()) or is_session(head, tail)
    # 等 ends an enumeration of which the last part, a link, may be lost.
    return goes_on or (tail[0] != "等" and word_break(head, tail).tags[2] in _PARTICLES)


def _is_standalone(number: int, texts: Sequence[str], standalone: StandaloneLines) -> bool:
    """Return whether one of the lines stands by itself; not a number that may begin a cut sentence, 20⏎12年12月."""
    text, following = texts[number], texts[number + 1]
    if text in standalone.repeated or following in standalone.repeated:
        return not (text[-1].isdecimal() and following[0] in "年月日")  # as many sentences begin: 今天（4月4⏎日）
    if not _is_section(text) or (number > 0 and not is_final(texts[number - 1])):
        return False
    may_begin = text.isnumeric() and (following[0].isdecimal() or following[0] in MEASURES)
    return not may_begin or len(standalone.sections) > 1


def _is_title(number: int, texts: Sequence[str]) -> bool:
    """Return whether the first line may be the title of the article."""
    text = texts[0]
    return number == 0 and len(text) <= _LONGEST_TITLE and text[-1] not in _NO_ENTRY_END and "。" not in text


def _is_in_list(number: int, texts: Sequence[str], least: int = _LIST_LINES) -> bool:
    """Return whether both lines stand in a list, of so many lines at least."""
    before = takewhile(_is_entry_line, reversed(texts[max(0, number + 1 - least) : number + 1]))
    behind = takewhile(_is_entry_line, (text.rstrip("、") or text for text in texts[number + 1 : number + 1 + least]))
    rows = len([*before]), len([*behind])
    return min(rows) > 0 and sum(rows) >= least


def _is_entry_line(text: str) -> bool:
    """Return whether a line may stand in a list, with a comma at its end if it reads as a headline that was cut off."""
    return _is_bare(text) or (text[-1] in "，、" and not _HEADLINE_MARKS.isdisjoint(text) and _is_bare(text[:-1]))


def _is_said_again(head: str, tail: str) -> bool:
    """Return whether the second line begins with words of the first, a heading of one clause."""
    again = tail[:_SAID_AGAIN]
    is_heading = len(head) <= _LONGEST_HEADING and _CLAUSES.isdisjoint(head)
    if len(again) < _SAID_AGAIN:  # the rest of it was cut off
        return is_heading and len(again) > 1 and again.isalnum() and again in head
    return is_heading and again.isalnum() and (again.isdecimal() or not again.isascii()) and again in head


def _is_heading_of_two(number: int, texts: Sequence[str]) -> bool:
    """Return whether the lines may be the two of a heading, a clause each: 只要有机会，⏎我一定把球往门里踢."""
    head, tail = texts[number : number + 2]
    is_short = max(len(head), len(tail)) <= _LONGEST_CLAUSE and _CLAUSES.isdisjoint(head[:-1] + tail)
    return is_short and number + 2 < len(texts) and len(texts[number + 2]) > _LONGEST_ENTRY


def _is_cut_headline(number: int, texts: Sequence[str]) -> bool:
    """Return whether a line that ends inside an enumeration stands in a list of headlines that were cut off."""
    if texts[number][-1] != "、":
        return False
    near = *texts[max(0, number - 1) : number], *texts[number + 1 : number + _LIST_LINES - 1]
    return len(near) == _LIST_LINES - 1 and all(map(_is_bare, near))


def _is_bare(text: str) -> bool:
    return text[-1] not in _NO_ENTRY_END and (
        len(text) <= _LONGEST_ENTRY or 2 * len(text) - sum(map(str.isascii, text)) <= 2 * _LONGEST_ENTRY
    )


def _is_before_list(number: int, texts: Sequence[str]) -> bool:
    """Return whether entries with names stand behind the first line, two at least: 书名：…⏎定价：…."""
    return is_entry(texts[number + 1]) and number + 2 < len(texts) and is_entry(texts[number + 2])


def _is_signature(number: int, texts: Sequence[str]) -> bool:
    """Return whether the lines say who signed, on two lines, or who did and when: 某某公司⏎董事会⏎2023年4月15日."""
    dated = [_is_date(text) for text in texts[number + 1 : number + 3]]
    return any(dated) and _is_bare(texts[number]) and _is_bare(texts[number + 1])


def _is_heading(number: int, texts: Sequence[str]) -> bool:
    """Return whether the first line may be a heading, or the author behind one: 春⏎朱自清⏎盼望着."""
    text = texts[number]
    parallel = _PARALLEL.fullmatch(text)
    if _is_set_phrase(text) or (parallel and len(parallel[1]) == len(parallel[2])):
        return True
    if len(text) <= _LONGEST_TITLE and _CALL.search(text) and not goes_on_figure(texts[number + 1]):
        return True
    if number == 0 or not _may_be_name(text) or not _is_bare(texts[number - 1]):
        return False
    return len(words := tagged(text)) == 1 and words[0][1].startswith("nr")


def _is_last_entry(number: int, texts: Sequence[str]) -> bool:
    """Return whether the first line and the one before it are entries of a list: 年龄：35周岁以下⏎薪资：5000元/月."""
    return number > 0 and all(_is_bare(text) and is_entry(text) for text in texts[number - 1 : number + 1])
