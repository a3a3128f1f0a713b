"""The boundaries between the paragraphs of a text, and those at which a sentence may have been cut."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsclean.article.view import Line, View

FINAL = frozenset('。！？；…”’）》】」』〉)!?;"：:.')
"""Marks after which a paragraph may end."""

FORBIDDEN_START = frozenset("，。、；：！？”’）》】」』〉,;")
"""Marks with which no line begins (GB/T 15834-2011 5.1.10; CLREQ 3.1.3)."""

# A colon may end a paragraph that a quotation or list follows, or announce a sentence that was cut.
_CERTAIN = FINAL - {"：", ":"}
_COMMAS = frozenset("，、,")
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
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
# A headline may hold a question or exclamation mark, but no full stop.
_SENTENCE_END = re.compile("[。；;]")


class Boundary(NamedTuple):
    """Two paragraphs that follow each other, at least one blank line or line break apart.

    Attributes:
        before: The line before the boundary.
        after: The line after it.
        head: The text of `before`, without the white space around it.
        tail: The text of `after`, likewise.
    """

    before: Line
    after: Line
    head: str
    tail: str


class Layout(NamedTuple):
    """A text as a sequence of paragraphs.

    Attributes:
        boundaries: Between each two paragraphs, in order.
        suspects: Those at which a sentence may run on: no final mark before, or a closing one after.
        is_clause_a_line: Most lines are short and end without a final mark: verse, captions, posts.
        ends_with_commas: Lines end with a comma so often that this is how the text is set.
    """

    boundaries: list[Boundary]
    suspects: list[Boundary]
    is_clause_a_line: bool
    ends_with_commas: bool


def layout(view: View) -> Layout:
    """The layout of a text; made once for a view, by `view.derive(layout)`."""
    lines = view.paragraphs
    texts = [view.body(line) for line in lines]
    boundaries = [
        Boundary(lines[number], lines[number + 1], texts[number], texts[number + 1]) for number in range(len(lines) - 1)
    ]
    open_lines = sorted(len(text) for text in texts if text[-1] not in FINAL)
    commas = sum(text[-1] in _COMMAS for text in texts)
    return Layout(
        boundaries,
        [
            boundary
            for boundary in boundaries
            if boundary.head[-1] not in _CERTAIN or boundary.tail[0] in FORBIDDEN_START
        ],
        len(texts) >= 4 and len(open_lines) > 0.6 * len(texts) and open_lines[len(open_lines) // 2] < 28,
        commas > 2 and commas > 0.2 * len(texts),
    )


def is_open(boundary: Boundary) -> bool:
    """Whether a sentence may run over the boundary: no final mark before it, running text on both sides."""
    return (
        boundary.head[-1] not in FINAL
        and not is_structure(boundary.head)
        and not is_structure(boundary.tail)
        and bool(_HAN.search(boundary.head))
        and bool(_HAN.search(boundary.tail))
    )


def is_structure(text: str) -> bool:
    """Whether a line begins as a list item, byline, dateline, caption or other furniture does."""
    return _STRUCTURE.match(text) is not None


def is_prose(text: str) -> bool:
    """Whether a line reads as running text: long, or with a sentence ending inside it."""
    return len(text) >= 40 or (len(text) >= 12 and _SENTENCE_END.search(text, 0, len(text) - 1) is not None)
