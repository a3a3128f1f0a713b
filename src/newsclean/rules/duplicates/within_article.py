"""The rules on repeated paragraphs: what is removed, what is kept and flagged."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit, Flag
from newsclean.core.reasons import Reason, ReasonTemplate
from newsclean.core.rule import Example, Rule
from newsclean.rules.duplicates.comparison import Verdict
from newsclean.rules.duplicates.readings import READING_REASONS, reading_reason
from newsclean.rules.duplicates.removals import found, spans
from newsclean.rules.duplicates.repeats import Repeat
from newsclean.settings import Settings
from newsclean.text.fold import places
from newsclean.text.lines import Line

_CONFLICT = "duplicates/conflict"
_MOST_READINGS, _LONGEST_READING = 8, 60
_DIFFER = ReasonTemplate("copies-differ", "two copies of a paragraph differ")
_SAYS_MORE = ReasonTemplate("later-says-more", "the later copy says more than the earlier one")
_IN_BLOCK = ReasonTemplate("in-block", "stands in a pasted block")
_AND_MORE = ReasonTemplate("and-more", "and {number} more")


def _exact(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for repeat in found(view, settings):
        if repeat.is_removed and not repeat.comparison.differences:
            yield _removal(view, settings, repeat, "duplicates/exact", ())


def _near(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for repeat in found(view, settings):
        if repeat.is_removed and repeat.comparison.differences and not repeat.comparison.material:
            yield _removal(view, settings, repeat, "duplicates/near", _summary(repeat))


def _block(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for repeat in found(view, settings):
        if repeat.is_removed and repeat.comparison.material:
            reasons = _IN_BLOCK(), *_summary(repeat)
            yield _removal(view, settings, repeat, "duplicates/block", reasons, tuple(_conflicts(view, repeat)))


def _conflict(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    for repeat in found(view, settings):
        if not repeat.is_removed and repeat.comparison.verdict is Verdict.CONFLICT:
            yield from _conflicts(view, repeat)


def _more(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    for repeat in found(view, settings):
        if not repeat.is_removed and repeat.comparison.verdict is Verdict.MORE:
            yield from _flags(view, repeat, "duplicates/more", _SAYS_MORE())


def _removal(
    view: DocumentView,
    settings: Settings,
    repeat: Repeat,
    rule: str,
    reasons: tuple[Reason, ...],
    flags: tuple[Flag, ...] = (),
) -> Edit:
    return Edit(
        *spans(view, settings)[repeat.later],
        "",
        rule,
        1.0 if not repeat.comparison.differences else 0.99,
        reasons,
        view.paragraphs[repeat.earlier].body,
        None,
        round(repeat.comparison.similarity, 4),
        flags,
    )


def _conflicts(view: DocumentView, repeat: Repeat) -> Iterator[Flag]:
    return _flags(view, repeat, _CONFLICT, _DIFFER())


def _flags(view: DocumentView, repeat: Repeat, rule: str, reason: Reason) -> Iterator[Flag]:
    later, earlier = view.paragraphs[repeat.later], view.paragraphs[repeat.earlier]
    for difference in repeat.comparison.material:
        span = difference.span
        here = _span(view, later, (span.low_later, span.high_later))
        yield Flag(*here, rule, (reason,), _span(view, earlier, (span.low, span.high)))


def _span(view: DocumentView, line: Line, folded: tuple[int, int]) -> tuple[int, int]:
    """Return the span of a folded span of a paragraph in the text of the view; an empty one where it stands."""
    start, end = folded
    at = places(view.body(line))
    if start == end:
        there = line.body + (at[start] if start < len(at) else at[-1] + 1)
        return there, there
    return line.body + at[start], line.body + at[end - 1] + 1


def _summary(repeat: Repeat) -> tuple[Reason, ...]:
    """Return the first differences, and how many more there are."""
    differences = repeat.comparison.differences
    shown = (
        reading_reason(difference.text[:_LONGEST_READING], difference.other[:_LONGEST_READING])
        for difference in differences[:_MOST_READINGS]
    )
    more = len(differences) - _MOST_READINGS
    return (*shown, *([_AND_MORE(number=more)] if more > 0 else []))


_PARAGRAPH = "会议要求，各地要认真贯彻落实中央决策部署，扎实推进各项工作。"
_CLOSING = "据介绍，当地已建成一批特色产业基地，带动农民就近就业增收。"
_DATED = "2024年4月23日，会议在重庆召开，研究部署新时代推动西部大开发工作。"

RULES = (
    Rule(
        id="duplicates/exact",
        kind="duplicate",
        safe=True,
        what="Removes a paragraph that stands earlier in the article; script, width and white space aside.",
        why="It was pasted twice. Paragraphs of fewer than twenty Han characters, captions, numbered headings, items, "
        "rows of names, what somebody asks or answers (发言人：…) and what may be the rest of a sentence go only "
        "inside a pasted block; code, tables and front matter never. The record names the copy that stays.",
        example=Example(f"{_PARAGRAPH}\n\n{_PARAGRAPH}\n\n完。", f"{_PARAGRAPH}\n\n完。"),
        find=_exact,
    ),
    Rule(
        id="duplicates/near",
        kind="duplicate",
        safe=False,
        what="Removes a paragraph that stands earlier in the article but for what is harmless: pauses and styles of "
        "marks, a lead-in (本报讯, 据新华社报道), whole clauses that it lacks at its end, a character typed twice, "
        "a slip that makes a non-word (含作社 for 合作社).",
        why="It says nothing that the copy that stays does not say: each difference is judged by itself, and one that "
        "is not on the list keeps both. The reason in the record lists every difference.",
        source="Broder 1997 (resemblance); Indel similarity as in RapidFuzz; characters that are confused in sound and "
        "shape from pypinyin and glyphs (training/confusables.py)",
        example=Example(f"{_PARAGRAPH}\n\n本报讯 {_PARAGRAPH}", _PARAGRAPH),
        find=_near,
        reasons=(*READING_REASONS, _AND_MORE),
    ),
    Rule(
        id="duplicates/block",
        kind="duplicate",
        safe=False,
        what="Removes a paragraph of a pasted block although it differs from its original, and flags both readings.",
        why="The paragraphs beside it repeat too, two on each side or up to the end of the block, so that it is a "
        "copy; which reading is right a person must say.",
        example=Example(
            "\n".join((_PARAGRAPH, _DATED, _CLOSING, _PARAGRAPH, _DATED.replace("4年", "1年"), _CLOSING)),
            "\n".join((_PARAGRAPH, _DATED, _CLOSING)),
        ),
        find=_block,
        reasons=(_IN_BLOCK, *READING_REASONS, _AND_MORE),
    ),
    Rule(
        id=_CONFLICT,
        kind="flag",
        safe=True,
        what="Flags two copies of a paragraph that differ in anything that is not harmless: a figure, a name, a word.",
        why="2024年4月23日 against 2021年4月23日 is a conflict, not a repeat: both stay unless a whole block was "
        "pasted. So are 涉嫌 or 拟 that one of them lacks, 去年 for 今年, 开幕 for 闭幕. Where much differs, as in "
        "news of weather or markets, it is another story in the same form, and nothing is said.",
        example=Example(f"{_DATED}\n{_DATED.replace('4年', '1年')}", "2021年"),
        find=_conflict,
        reasons=(_DIFFER,),
    ),
    Rule(
        id="duplicates/more",
        kind="flag",
        safe=True,
        what="Flags a later copy that says whole clauses more than the earlier one.",
        why="Both stay: removing either would lose text or repeat it.",
        example=Example(
            f"{_PARAGRAPH}\n{_PARAGRAPH}会议还听取了有关工作情况的汇报。", "会议还听取了有关工作情况的汇报。"
        ),
        find=_more,
        reasons=(_SAYS_MORE,),
    ),
)
