"""Full-width marks inside figures and Latin names, where half-width ones belong."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.trigger import Trigger
from newsclean.settings import Settings
from newsclean.text.patterns import lazy_regex
from newsclean.text.spans import AREA_CODE, CLOCK, PHONE

_IN_SKELETON = {
    sign: (lazy_regex(sign + beside), narrow)
    for sign, beside, narrow in (
        ("．", "(?:(?<=[A-Za-z0-9].)(?=[A-Za-z0-9])|(?<=[A-Za-z][.．][A-Z].))", "."),
        ("＆", "(?<=[A-Za-z].)(?=[A-Za-z])", "&"),
        ("＠", "(?<=[A-Za-z0-9].)(?=[A-Za-z0-9])", "@"),
        ("／", "(?<=[0-9].)(?=[0-9])", "/"),
        ("：／／", "(?<=[a-z].{3})(?=[A-Za-z0-9])", "://"),
    )
}
# The short hyphen, of names with figures, compounds, numbers of telephones, pictures and tables, and dates (4.13.3.1).
# Between other figures `－` may stand for a range, which is written otherwise.
_HYPHEN = lazy_regex(
    "－(?<=[A-Za-z].)(?=[0-9a-z])|－(?<=[0-9].)(?=[A-Za-z])"
    f"|(?<![0-9－]){AREA_CODE}－{PHONE}(?:－[0-9]{{1,4}})?(?![0-9])"
    "|[图圖表][0-9]{1,3}(?:－[0-9]{1,3})+(?![0-9])|(?<![0-9－])[0-9]{4}－[0-9]{1,2}－[0-9]{1,2}(?![0-9－])"
)
# What is rare is looked for first, in the skeleton, since a long text has every sign somewhere.
_BETWEEN_DIGITS = {sign: lazy_regex(f"{sign}(?<=[0-9].)(?=[0-9])") for sign in "，：·"}
# Two commas with three digits behind each, one before decimals or a zero, are those of thousands.
_THOUSANDS = lazy_regex(
    r"(?<![0-9.])(?<![0-9]，)(?![1-9]00(?:，[1-9]00)+[^0-9，])"
    r"[1-9][0-9]{0,2}(?:(?:，[0-9]{3}){2,}|，[0-9]{3}(?=\.[0-9])|，0[0-9]{2})(?![0-9，])"
)
# One that may part two numbers is it where the second counts something and is far larger than the numbers of one row.
_COUNTED = lazy_regex(
    r"(?<![0-9]，)(?<![0-9.A-Za-z第比图圖表：:∶\-])([1-9][0-9]?)，([1-9][0-9]{2})"
    r"(?=[元美日英港欧歐万萬亿億人名股吨噸亩畝户戶辆輛台家次个個份件公平立千]|多[人名家户戶个個]|mAh)"
)
_FAR_LARGER = 20
# The number of a list before a year, 1．2026年, is no decimal.
_NUMBERED = lazy_regex(r"．(?:19|20)[0-9]{2}年")
# The decimal point of papers until the nineties, before what is measured; that of a day stays, “3·15”晚会, 9·11事件.
_MEASURED = (
    r"·[0-9]{1,4}"
    r"(?=[%％‰℃亿億万萬倍元吨噸米亩畝岁歲秒]|[美日港欧歐]元|公[里斤顷頃升]|平方|千[瓦克米伏]|厘米|立方|级(?!别)"
    r"|[个個]百分[点點]|[点點](?=[，。、；]|[报報]收))"
)
_RAISED = lazy_regex(rf"(?<![0-9·“‘「『])[0-9]{{1,9}}{_MEASURED}")
# A time of day, or two from which to which, and no score: at the start of a line, behind what times follow, or before
# what follows times.
_CLOCK = rf"(?<![0-9：]){CLOCK}(?![0-9：])"
_CLOCKS = rf"{_CLOCK}(?:[-—–~～至到]{{1,2}}{_CLOCK})?"
_TIME = lazy_regex(
    rf"(?:(?<=[午晨晚日夜间于）\r\n])|\A){_CLOCKS}|{_CLOCKS}(?=重播|播出|首播|档|开始|开幕|整|许|左右|[前后起])"
)
# Of the marks beside figures and letters, those that are not of a score, the date of an event, or from year to year.
_PROOF = (
    lazy_regex("，(?<=[0-9].)[0-9]{3}(?![0-9])"),
    lazy_regex("：(?<=[0-9].)[0-5][0-9]"),
    lazy_regex(_MEASURED),
    lazy_regex("－(?<=[A-Za-z0-9].)(?!(?<=[0-9]{4}.)[0-9]{4}(?![0-9]))[A-Za-z0-9]"),
    *map(lazy_regex, "．＆＠／"),
)


def _figures(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    skeleton = view.skeleton
    for sign, (pattern, narrow) in _IN_SKELETON.items():
        for start, end in skeleton.spans(pattern) if sign in skeleton.text else ():
            if not _NUMBERED.match(view.text, start):
                yield Edit(start, end, narrow, "punctuation/figure")
    for match in _HYPHEN.finditer(view.text) if "－" in skeleton.text else ():
        yield from _narrowed(view, *match.span(), "－", "-")
    for match in _COUNTED.finditer(view.text) if _BETWEEN_DIGITS["，"].search(skeleton.text) else ():
        if int(match[2]) >= _FAR_LARGER * int(match[1]):
            yield Edit(match.end(1), match.start(2), ",", "punctuation/figure")
    for pattern, sign, narrow in (_THOUSANDS, "，", ","), (_TIME, "：", ":"), (_RAISED, "·", "."):
        for match in pattern.finditer(view.text) if _BETWEEN_DIGITS[sign].search(skeleton.text) else ():
            yield from _narrowed(view, *match.span(), sign, narrow)


def _narrowed(view: DocumentView, start: int, end: int, sign: str, narrow: str) -> Iterator[Edit]:
    for at in range(start, end):
        if view.text[at] == sign:
            yield Edit(at, at + 1, narrow, "punctuation/figure")


RULES = (
    Rule(
        id="punctuation/figure",
        kind="normalisation",
        safe=True,
        what="Narrows full-width marks inside decimals, fractions, thousands, times of day, dates, Latin names and "
        "addresses, and writes the raised point of decimals, 13·4亿, as a period.",
        why="A figure is one word, set half-width. A single comma between figures may part two of them and stays then, "
        "50，100米, and so do the colon of a score or ratio, and a hyphen between figures that may be a range.",
        source="GB/T 15835-2011 5.1; GB/T 15834-2011 4.13.3.1",
        example=Example("晚上19：30播出，收入3．5万元", "晚上19:30播出，收入3.5万元"),
        find=_figures,
        trigger=Trigger(
            trigram=(("0-9", "，：·", "0-9"), ("A-Za-z0-9", "．＠／－", "A-Za-z0-9"), ("A-Za-z", "＆", "A-Za-z")),
            doubled="／",
            confirm=_PROOF,
        ),
    ),
)
