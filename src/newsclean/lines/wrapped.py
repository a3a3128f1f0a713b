"""Hard-wrapped text, as e-mail and PDF give it, recognised for the whole article and reflowed."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.article.proposal import Edit
from newsclean.article.rule import Example, Rule
from newsclean.article.view import View
from newsclean.lines.boundary import Boundary, boundaries, is_structure, layout
from newsclean.lines.evidence import is_final
from newsclean.settings import Settings

_NARROWEST = 16
_FEWEST = 4


def _wrapped(view: View, settings: Settings) -> Iterator[Edit]:
    if 2 * len(view.derive(layout).suspects) < _FEWEST:
        return
    inner = [boundary for boundary in boundaries(view) if _is_inner(boundary)]
    if len(inner) < _FEWEST:
        return
    # Every line inside a paragraph is as wide as the widest, or one short where a mark may not begin a line.
    width = max(_width(boundary) for boundary in inner)
    full = [boundary for boundary in inner if _width(boundary) >= width - 1]
    if width < _NARROWEST or len(full) < 0.95 * len(inner):
        return
    if sum(not is_final(boundary.head, boundary.tail) for boundary in full) < 0.5 * len(
        full
    ):  # sentences that are as long
        return
    for boundary in full:
        if not is_structure(boundary.tail) and not _is_latin_break(boundary):
            yield Edit(
                boundary.before.stop,
                boundary.after.body,
                "",
                "lines/wrapped",
                0.99,
                f"the text is wrapped at {width} characters",
            )


def _is_inner(boundary: Boundary) -> bool:
    """Whether the two lines may belong to one paragraph: no blank line between, the second not indented."""
    before, after = boundary.before, boundary.after
    return after.number == before.number + 1 and after.body == after.start


def _width(boundary: Boundary) -> int:
    return boundary.before.stop - boundary.before.start


def _is_latin_break(boundary: Boundary) -> bool:
    return boundary.head[-1].isascii() and boundary.tail[0].isascii() and boundary.head[-1].isalpha()


_EXAMPLE = (
    "　　会议在北京举行来自全国各地的代表",
    "参加了会议并就共同关心的问题交换意见",
    "与会人士表示要认真学习贯彻会议的精神",
    "推动各项工作取得新的更大的成绩不断前",
    "进再上新的台阶为人民群众多做好事实事",
    "。",
)

RULES = (
    Rule(
        id="lines/wrapped",
        kind="correction",
        safe=True,
        what="Joins the lines of text that was wrapped at a fixed width.",
        why="Only when nearly every line inside a paragraph is as wide as the widest. Paragraphs, known by an "
        "indent, a blank line or a short last line, stay. A break between Latin letters is left: a space may "
        "have stood there.",
        example=Example("\n".join(_EXAMPLE), "".join(_EXAMPLE)),
        find=_wrapped,
    ),
)
