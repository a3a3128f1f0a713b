"""Marks made of several characters, and marks that stand twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.trigger import Trigger
from newsclean.rules.punctuation.context import Context, Side
from newsclean.settings import Settings
from newsclean.text.charsets import HAN
from newsclean.text.patterns import lazy_regex

# Three dots or full stops, or more; up to six middle dots, as more lead to the number of a page; one ellipsis
# character, three, two apart, or some with full stops behind: …... Four stand for a paragraph left out (4.11.3.7) and
# stay.
_DOTS, _MIDDLE_DOTS = ".。．", "·•・"
_ELLIPSES = {
    **{
        dot * 3: lazy_regex(
            rf"{re.escape(dot * 3)}(?<![…{dot}]...){re.escape(dot)}*(?:…{{1,2}}(?!…)|(?: {re.escape(dot * 3)}+)*)"
        )
        for dot in _DOTS
    },
    **{dot * 3: lazy_regex(f"{dot * 3}(?<!{dot * 4}){dot}{{0,3}}(?!{dot})") for dot in _MIDDLE_DOTS},
    "…": lazy_regex(r"…(?<!……)(?:……|(?: …)+|…?[.。]{2,6})?(?!…)(?!(?<= …) …)"),
}
# The signs that are typed for a dash, and how many more of each may follow one.
_DASH_SIGNS = {"-": 2, "－": 1, "―": 1, "─": 1, "━": 1, "–": 1}
_ANY_DASH = re.escape("".join(_DASH_SIGNS))
_DASHES = {
    sign: lazy_regex(rf"{sign}(?<![{_ANY_DASH}]{{2}}){sign}{{1,{most}}}(?![{_ANY_DASH}>])")
    for sign, most in _DASH_SIGNS.items()
}
# One dash and a half, and one in two pieces.
_BROKEN_DASH = {"—": lazy_regex("—(?<!——)(?:——(?!—)| —(?!—))")}
# Two hyphens with spaces around them, between Chinese words: alone in their line, or two of them around what is put
# into a sentence; several part a menu.
_SPACED_DASH = {" -": lazy_regex(rf" --(?<=[{HAN}”’）》] --) (?=[{HAN}“‘（《])(?![{HAN}]{{1,8}}[：:])")}
_SENTENCE = frozenset("，。！？")
_COMMA_STOP = ("，。", "、。", "；。")
_TWICE = frozenset("，、；：。")
_DOUBLED = lazy_regex(r"([，、；：])\1+|(?<!。)。。(?!。)|[，、；]。")


def _ellipses(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for start, end in view.skeleton.guarded(_ELLIPSES):
        context = view.cached(Context)
        beside = context.before(context.before_space(start)), context.after(context.after_space(end))
        is_between = Side.CHINESE in beside and Side.OTHER not in beside
        is_chinese = (is_between or beside == (Side.TOKEN, Side.EDGE)) and context.is_chinese_line(start)
        if (view.text[start] == "。" or is_chinese) and not view.protected_spans.touch(start, end):
            yield Edit(start, end, "……", "punctuation/ellipsis")


def _dashes(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for start, end in view.skeleton.guarded(_DASHES):
        context = view.cached(Context)
        beside = {context.before(start), context.after(end)}
        if (
            beside <= {Side.CHINESE, Side.EDGE}
            and Side.CHINESE in beside
            and not view.protected_spans.touch(start, end)
        ):
            yield Edit(start, end, "——", "punctuation/dash")

    for start, end in view.skeleton.guarded(_BROKEN_DASH):
        context = view.cached(Context)
        if Side.CHINESE in (context.before(start), context.after(end)) and not view.protected_spans.touch(start, end):
            yield Edit(start, end, "——", "punctuation/dash")
    spaced = list(view.skeleton.guarded(_SPACED_DASH))
    lines = Counter(view.cached(Context).line(start) for start, _ in spaced)
    for start, end in spaced:
        line = view.cached(Context).line(start)
        is_dash = lines[line] == 1 or (lines[line] == 2 and not _SENTENCE.isdisjoint(view.text[slice(*line)]))
        if is_dash and not view.protected_spans.touch(start, end):
            yield Edit(start, end, "——", "punctuation/dash")


def _doubled(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    skeleton = view.skeleton
    if _TWICE.isdisjoint(skeleton.twice) and not any(marks in skeleton.text for marks in _COMMA_STOP):
        return
    for start, end in skeleton.spans(_DOUBLED):
        yield Edit(start, end, view.text[end - 1], "punctuation/doubled")


RULES = (
    Rule(
        id="punctuation/ellipsis",
        kind="normalisation",
        safe=True,
        what="Turns `...`, `。。。`, `···` and a single `…` in Chinese text into `……`.",
        why="The ellipsis takes the width of two characters. Four `…` for a paragraph left out stay.",
        source="GB/T 15834-2011 4.11, 5.1.5",
        example=Example("增收约2000元等...", "增收约2000元等……"),
        find=_ellipses,
        trigger=Trigger(trigram=(("^…", "…", "^…"), ("…", "…", "…")), doubled=_DOTS + _MIDDLE_DOTS),
    ),
    Rule(
        id="punctuation/dash",
        kind="normalisation",
        safe=True,
        what="Turns `--` and look-alikes between Chinese words, `———` and `— —` into `——`.",
        why="The dash takes the width of two characters. A single `—` stays: it is the sign of a range.",
        source="GB/T 15834-2011 4.10, 4.13, 5.1.4",
        example=Example("一个目标--共同富裕", "一个目标——共同富裕"),
        find=_dashes,
        trigger=Trigger(trigram=(("—", "—", "—"), ("—", " ", "—")), doubled=_ANY_DASH),
    ),
    Rule(
        id="punctuation/doubled",
        kind="correction",
        safe=True,
        what="Keeps one of two equal commas, enumeration commas, semicolons, colons or full stops, and the full "
        "stop of `，。`.",
        why="No sentence has them. Repeated question and exclamation marks are the author's and stay.",
        source="GB/T 15834-2011 4.1–4.7",
        example=Example("会议指出，，要坚持", "会议指出，要坚持"),
        find=_doubled,
        trigger=Trigger(bigram=(("，", "，。"), ("、", "、。"), ("；", "；。"), ("：", "："), ("。", "。"))),
    ),
)
