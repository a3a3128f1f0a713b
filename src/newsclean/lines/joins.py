"""Rules that join two lines between which a sentence was cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from newsclean.article.proposal import Edit, Flag
from newsclean.article.rule import Example, Finder, Rule
from newsclean.article.view import View
from newsclean.lines.boundary import (
    FINAL,
    FORBIDDEN_START,
    Boundary,
    Layout,
    is_open,
    is_prose,
    is_structure,
    layout,
)
from newsclean.lines.words import cut_word
from newsclean.settings import Settings

# A verdict on one boundary: how sure the rule is that the lines belong together, and why.
Verdict = tuple[float, str]
Judge = Callable[[Boundary, Layout], Verdict | None]

_MEASURES = (
    "名个人位家项次件条座所处批户万亿千百多余元年月日号时分秒岁届场种类部台辆架艘只头匹株棵亩吨公米里平立斤克升度倍成"
    "点层级期轮组队支套张份本册幅枚颗粒块片间栋幢村县市镇省国届周天小美欧"
)
_FIGURE = re.compile(r"(?<![0-9.])[0-9]{1,9}(?:\.[0-9]+)?\Z")
_PAIRS = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "(": ")",
    "《": "》",
    "「": "」",
    "『": "』",
    "【": "】",
    "〈": "〉",
}
_MOST_TAIL = 400


def _join(rule: str, judge: Judge) -> Finder:
    def find(view: View, settings: Settings) -> Iterator[Edit | Flag]:
        plan = view.derive(layout)
        for boundary in plan.suspects:
            verdict = judge(boundary, plan)
            if verdict is None:
                continue
            confidence, reason = verdict
            start, end = boundary.before.stop, boundary.after.body
            if confidence >= settings.join_at:
                yield Edit(start, end, "", rule, confidence, reason)
            elif confidence >= settings.flag_at:
                yield Flag(start, end, rule, f"{reason}; joined only from confidence {settings.join_at}")

    return find


def _forbidden_start(boundary: Boundary, plan: Layout) -> Verdict | None:
    first = boundary.tail[0]
    if first not in FORBIDDEN_START or is_structure(boundary.head):
        return None
    return 0.98, f"no line begins with {first}"


def _measure_word(boundary: Boundary, plan: Layout) -> Verdict | None:
    if boundary.tail[0] not in _MEASURES or not boundary.head[-1].isdecimal() or not is_open(boundary):
        return None
    figure = _FIGURE.search(boundary.head)
    if figure is None or figure.start() == 0:
        return None
    confidence = 0.98 if is_prose(boundary.head) else 0.9
    return confidence, f"figure + measure word: {figure.group()}{boundary.tail[0]}"


def _open_pair(boundary: Boundary, plan: Layout) -> Verdict | None:
    if boundary.head[-1] in FINAL - {"：", ":"} or is_structure(boundary.tail) or plan.is_clause_a_line:
        return None
    for opening, closing in _PAIRS.items():
        if opening not in boundary.head:
            continue
        if boundary.head.count(opening) - boundary.head.count(closing) != 1:
            continue
        tail = boundary.tail[:_MOST_TAIL]
        at, again = tail.find(closing), tail.find(opening)
        if at >= 0 and (again < 0 or at < again):
            return 0.97, f"sentence open: {opening} is closed in the next line"
    return None


def _cut_word(boundary: Boundary, plan: Layout) -> Verdict | None:
    if plan.is_clause_a_line or not is_open(boundary):
        return None
    word = cut_word(boundary.head, boundary.tail)
    if word is None:
        return None
    sure = boundary.tail[-1] in FINAL and (is_prose(boundary.head) or boundary is not plan.boundaries[0])
    return 0.96 if sure else 0.8, f"the word {word} was cut"


def _comma(boundary: Boundary, plan: Layout) -> Verdict | None:
    last = boundary.head[-1]
    if last not in "，、," or plan.is_clause_a_line or plan.ends_with_commas or not is_open(boundary):
        return None
    if boundary.tail[-1] not in FINAL:
        return 0.8, f"sentence open: the line ends with {last}"
    return 0.97, f"sentence open: the line ends with {last}"


def _open_sentence(boundary: Boundary, plan: Layout) -> Verdict | None:
    if plan.is_clause_a_line or not is_open(boundary) or boundary.head[-1] in "，、,":
        return None
    if is_prose(boundary.head) and boundary.tail[-1] in FINAL:
        return 0.96, "sentence open: running text without a final mark"
    return None


RULES = (
    Rule(
        id="lines/forbidden-start",
        kind="correction",
        safe=True,
        what="Joins a line that begins with a comma, full stop, or closing mark to the line before.",
        why="Such marks may not begin a line, so the break was put there by a program. A line after a list "
        "number, byline or the like is left alone.",
        source="GB/T 15834-2011 5.1.10; CLREQ 3.1.3 (line-start prohibition)",
        example=Example("会议在北京召开\n，来自各地的代表参加。", "会议在北京召开，来自各地的代表参加。"),
        find=_join("lines/forbidden-start", _forbidden_start),
    ),
    Rule(
        id="lines/measure-word",
        kind="correction",
        safe=True,
        what="Joins a line that ends with a figure to one that begins with a measure word.",
        why="选派8⏎名干部: a figure and its measure word are one expression. In a heading, which may end with a "
        "year, the boundary is only flagged.",
        example=Example(
            "珠海市选派4名干部赴凤挂职。凤冈县累计选派8\n\n名干部赴珠海交流学习。",
            "珠海市选派4名干部赴凤挂职。凤冈县累计选派8名干部赴珠海交流学习。",
        ),
        find=_join("lines/measure-word", _measure_word),
    ),
    Rule(
        id="lines/open-pair",
        kind="correction",
        safe=True,
        what="Joins two lines when a quotation mark or bracket opened in the first is closed in the second.",
        why="The sentence runs on inside the pair. Quotations of several paragraphs end each with a final mark "
        "and are left alone.",
        source="GB/T 15834-2011 4.8, 4.9",
        example=Example("要打通“最后\n一公里”，服务群众。", "要打通“最后一公里”，服务群众。"),
        find=_join("lines/open-pair", _open_pair),
        needs="".join(_PAIRS),
    ),
    Rule(
        id="lines/cut-word",
        kind="correction",
        safe=True,
        what="Joins two lines between which a word was cut.",
        why="联⏎合 is one word, and neither half begins or ends a sentence as a word of its own. Only in running "
        "text; between a headline and what follows the boundary is flagged.",
        example=Example(
            "开头一段。\n2026年我们以东西部协作为抓手,联\n合广州花都等对口帮扶地区,已接连举办6场大型劳务协作专场招聘会。",
            "开头一段。\n2026年我们以东西部协作为抓手,联合广州花都等对口帮扶地区,已接连举办6场大型劳务协作专场招聘会。",
        ),
        find=_join("lines/cut-word", _cut_word),
    ),
    Rule(
        id="lines/comma",
        kind="correction",
        safe=True,
        what="Joins a line that ends with a comma to the next, when that ends with a final mark.",
        why="A comma does not end a paragraph. In a text set a clause a line, where many lines end so, nothing is "
        "joined.",
        source="GB/T 15834-2011 4.4, 4.5",
        example=Example("会议指出，\n要坚持稳中求进。", "会议指出，要坚持稳中求进。"),
        find=_join("lines/comma", _comma),
        needs="，、,",
    ),
    Rule(
        id="lines/open-sentence",
        kind="correction",
        safe=True,
        what="Joins a line of running text without a final mark to the next, when that ends with one.",
        why="Prose ends its paragraphs with a final mark. Headings and captions are short and hold no sentence end.",
        example=Example(
            "会议在北京召开。来自全国各地的代表参加了会议并就共同关心的\n问题进行了讨论。",
            "会议在北京召开。来自全国各地的代表参加了会议并就共同关心的问题进行了讨论。",
        ),
        find=_join("lines/open-sentence", _open_sentence),
    ),
)
