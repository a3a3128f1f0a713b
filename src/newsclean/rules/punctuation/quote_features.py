"""What stands around each quotation mark of a paragraph, as the reader of quotations sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from newsclean.text.patterns import lazy_regex
from newsclean.text.segment import tagged

REACH = 5
"""So many characters on each side of a mark are looked at."""
_SPACES = " \t\u3000\u00a0"
_SLACK = REACH + 4
_START, _END, _QUOTE = "^", "$", '"'
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”＂", _QUOTE),
        **dict(zip(",:;?!().．", "，：；？！（）。。", strict=True)),
        **dict.fromkeys("0123456789０１２３４５６７８９", "0"),
        **dict.fromkeys(map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B))), "a"),
    }
)
_KINDS = {
    mark: kind
    for kind, marks in enumerate(
        (_START + _END, "，", "：", "。！？…", "、；", "（《【「", "）》】」", _QUOTE, "0", "a", "‘", "’", "—"), 1
    )
    for mark in marks
}
_ENDED = (2, 4)
KINDS = 14
"""How many kinds of characters are told apart beside a mark; Han characters and all others are 0."""
LENGTHS = (0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 28, 40, 60, 90)
"""The lengths of the text before a mark at which another kind of length begins."""
_LENGTH = [sum(length >= least for least in LENGTHS) - 1 for length in range(LENGTHS[-1] + 1)]
_COMMA, _STOP = lazy_regex("[，,、；;]"), lazy_regex(r"[。！？!?]|(?<![0-9A-Za-z])\.")
_BEGINS_SENTENCE = frozenset("。！？…" + _START + _QUOTE)
_SAYING = frozenset("说道称示出调为是问答写喊叫言析诉绍复指求露记曰")
INSIDE = 9
"""How many kinds there are of what the text before a mark holds."""
# What stands behind direct speech: ，”王宝玉介绍道，
_SAID = lazy_regex(
    '[^，。：；！？,.:;!?“”"]{0,18}?(?:说|道|表示|介绍|指出|认为|透露|称|强调|坦言|感慨|告诉|回忆|问|答|喊|写|谈|解释|调侃|表达)'
    '[^，。：；！？,.:;!?“”"]{0,5}[，。：,.:]'
)
SAID = 3
"""How many kinds there are of what stands behind a mark: not looked at, nobody said it, somebody did."""


class Around(NamedTuple):
    """What is seen at a mark.

    Attributes:
        left: The last characters before it, as keys have them.
        right: The first ones behind it.
        shape: Kinds, as numbers: of the character before, behind; spaces before and behind; the length of the text
            since the mark before; what that text holds; whether somebody said it; how a
            quotation would begin.
        beginning: How a quotation begins that opens here: 0 inside a clause, 1 introduced, 2 at the beginning of a
            sentence.
    """

    left: str
    right: str
    shape: tuple[int, int, int, int, int, int, int]
    beginning: int

    @property
    def grams(self) -> tuple[str, ...]:
        """The characters and words on each side, as keys of what was learned."""
        (before, before_tag), (word, tag) = _word(self.left, -1), _word(self.right, 0)
        return (*self.characters, "<" + before, "<<" + before_tag, ">" + word, ">>" + tag, f"{before_tag}<>{tag}")

    @property
    def characters(self) -> tuple[str, ...]:
        """The characters on each side, likewise."""
        left, right = self.left, self.right
        beside, beyond = left[-1] + "|", "|" + right[0]
        two, behind = left[-2:] + "|", "|" + right[:2]
        return (
            left[-4:], left[-3:] + "|", two, beside, beyond, behind, "|" + right[:3], "|" + right[:4],
            beside + right[0], two + right[0], left[-1] + behind,
        )  # fmt: skip

    @property
    def words(self) -> tuple[Sequence[str], Sequence[str]]:
        """Keys of all that may be the words on the two sides; one for each that begins with a mark, and is none."""
        before = ("<",) if self.left[-1] in _KINDS else [f"<{self.left[-length:]}" for length in range(1, REACH + 1)]
        behind = (">",) if self.right[0] in _KINDS else [f">{self.right[:length]}" for length in range(1, REACH + 1)]
        return before, behind


@lru_cache(8192)
def _word(side: str, number: int) -> tuple[str, str]:
    """The first or the last word of one side of a mark, and its part of speech; of what begins with a mark, none."""
    return tagged(side)[number] if side[number] not in _KINDS else ("", "")


def around(text: str, places: Sequence[int]) -> Iterator[Around]:
    """Yield what is seen at each mark of a paragraph.

    Args:
        text: The paragraph, simplified, without the white space around it.
        places: Where the marks stand in it, in order.
    """
    last = 0
    for at in places:
        end = at + 1
        spaces = 0
        if at >= REACH and text[at - 1] not in _SPACES:
            left = text[at - REACH : at]
        else:
            before = text[max(0, at - _SLACK) : at]
            left = before.rstrip(_SPACES)
            spaces += len(left) < len(before)
            left = (left if len(left) >= REACH else _START + left)[-REACH:]
        right = text[end : end + REACH]
        if len(right) < REACH or right[0] in _SPACES:
            behind = text[end : end + _SLACK]
            right = behind.lstrip(_SPACES)
            spaces += 2 * (len(right) < len(behind))
            right = (right if len(right) >= REACH else right + _END)[:REACH]
        left, right = left.translate(_PLAIN), right.translate(_PLAIN)
        beside = left[-1]
        length = at - last
        inside = 0
        if length:
            stop, comma = _STOP.search(text, last, at), _COMMA.search(text, last, at)
            inside = (0 if stop is None else 1 if stop.end() == at else 2) + (
                0 if comma is None else 3 if comma.end() == at else 6
            )
        kind = _KINDS.get(beside, 0)
        said = 0 if kind not in _ENDED else 1 if _SAID.match(text, end) is None else 2
        is_introduced = beside == "：" or (beside == "，" and left[-2:-1] in _SAYING)
        beginning = 1 if is_introduced else 2 if beside in _BEGINS_SENTENCE else 0
        long = _LENGTH[length] if length < len(_LENGTH) else len(LENGTHS) - 1
        yield Around(left, right, (kind, _KINDS.get(right[0], 0), spaces, long, inside, said, beginning), beginning)
        last = end
