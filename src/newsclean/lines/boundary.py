"""The boundaries between the paragraphs of a text, and those at which a sentence may have been cut."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsclean.article.view import Line, View
from newsclean.lines.evidence import FINAL, FORBIDDEN_START
from newsclean.lines.features import Surroundings, surroundings
from newsclean.script.converter import simplified

# Lines that are not running text, by how they begin.
_STRUCTURE = re.compile(
    r"""
      [（(【\[]?(?:[一二三四五六七八九十百]{1,3}|[0-9]{1,3}|[A-Za-z])[）)、.．】\]：:](?![0-9])   # 一、 （一） 1. A.
    | 第[一二三四五六七八九十百0-9]{1,4}[章节条款回届轮部分][\s　：:]
    | [①-⑳⒈-⒛㈠-㈩●○■□◆◇★☆▲△▼※•·►▶◎－\-*#|+=_~—]
    | (?:问|答|记者|主持人|[QA])[：:]
    | (?:本报|新华社|中新社|中新网|央视网|人民网|新华网|光明网|央广网|中国日报|据)
      .{0,24}?(?:电|讯|消息|报道)[\s　（(：:]                                                 # datelines
    | [\[【（(]?\s*(?:编者按|责任编辑|责编|编辑|审核|校对|监制|来源|作者|摄影|摄|图片?|文[/／字]|图[/／]
      |视频|记者|通讯员|策划|撰稿|出品|统筹|实习生|原标题|资料图)[：:／/\s　]                    # bylines
    | [（(]?(?:下转|上接|紧接|转|接)第?[0-9A-Za-z一二三四五六七八九十]{1,4}版
    | 《[^》]{1,30}》\s*（?\(?\d{4}\s*年?
    """,
    re.VERBOSE,
)
# The credit of a photograph ends a caption, which has no final mark.
_CREDIT = re.compile(r"(?:[\s　/／]|记者|通讯员|图片).{0,12}(?:摄|供图|制图|绘|摄影|图)[）)]?\Z")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


# Two lines of so few characters are cells of a table, or vertical text.
_NARROW = 3


class Boundary(NamedTuple):
    """Two paragraphs that follow each other, at least one line break apart.

    Attributes:
        number: Which paragraph stands before it, counted from 0.
        before: The line before the boundary.
        after: The line after it.
        head: The text of `before`, without the white space around it.
        tail: The text of `after`, likewise.
    """

    number: int
    before: Line
    after: Line
    head: str
    tail: str


class Layout(NamedTuple):
    """A text as a sequence of paragraphs.

    Attributes:
        boundaries: Between each two paragraphs, in order.
        suspects: Those at which a sentence may run on: no final mark before, or a mark after that begins no line.
        around: What the paragraphs say about each other, for the scorer.
    """

    boundaries: list[Boundary]
    suspects: list[Boundary]
    around: Surroundings


def layout(view: View) -> Layout:
    """The layout of a text; made once for a view, by `view.derive(layout)`."""
    lines = view.paragraphs
    texts = [view.body(line) for line in lines]
    boundaries = [
        Boundary(number, lines[number], lines[number + 1], texts[number], texts[number + 1])
        for number in range(len(lines) - 1)
    ]
    suspects = [
        boundary for boundary in boundaries if boundary.head[-1] not in FINAL or boundary.tail[0] in FORBIDDEN_START
    ]
    return Layout(boundaries, suspects, surroundings([simplified(text) for text in texts] if suspects else texts))


def is_open(boundary: Boundary) -> bool:
    """Whether a sentence may run over the boundary: no final mark before it, running text on both sides."""
    return (
        boundary.head[-1] not in FINAL
        and max(len(boundary.head), len(boundary.tail)) > _NARROW
        and not _CREDIT.search(boundary.head, max(0, len(boundary.head) - 24))
        and not is_structure(boundary.tail)
        and bool(_HAN.search(boundary.head) or _HAN.search(boundary.tail))
    )


def is_structure(text: str) -> bool:
    """Whether a line begins as a list item, byline, dateline, caption or other furniture does."""
    return _STRUCTURE.match(text) is not None
