"""What the scorer sees of a boundary: characters around it, the shape of the two lines, and the layout they stand in.

Features are strings hashed into a table of weights (Weinberger et al. 2009, feature hashing). Digits and Latin letters
are masked and marks are taken full-width, so that what is learned is the language and not the house style.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

from newsclean.lines.associations import lookup
from newsclean.lines.evidence import FINAL, MEASURES, word_break

BITS = 17
"""The table has two to the power of so many weights."""

_SIZE = (1 << BITS) - 1
_LENGTHS = (2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 25, 28, 32, 36, 42, 50, 60, 80, 120, 200)
_COARSE = (5, 10, 15, 20, 26, 34, 48, 80)
_SHARES = (0.02, 0.08, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95)
_REACH = 6
_MASKS = {
    **{chr(code): "0" for code in range(0x30, 0x3A)},
    **{chr(code): "A" for code in range(0x41, 0x5B)},
    **{chr(code): "a" for code in range(0x61, 0x7B)},
    ",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）", "\u3000": " ",
}  # fmt: skip
_MASK = str.maketrans(_MASKS)
_CLAUSE = re.compile("[，,；;、]")
_STOP = re.compile("[。！？!?]")
_HAN = re.compile("[\u3400-\u9fff]")


class Surroundings(NamedTuple):
    """What the lines of a text say about each other; the same for all its boundaries.

    Attributes:
        texts: The paragraphs, in simplified characters, without the white space around them.
        share_open: Share of paragraphs without a final mark, as a bucket.
        share_short: Share of paragraphs of fewer than 20 characters, as a bucket.
        share_comma: Share of paragraphs that end with a comma, as a bucket.
        number: How many paragraphs there are, as a bucket.
    """

    texts: Sequence[str]
    share_open: int
    share_short: int
    share_comma: int
    number: int


def surroundings(texts: Sequence[str]) -> Surroundings:
    """The surroundings of the boundaries between paragraphs, none of them empty."""
    number = max(1, len(texts))
    return Surroundings(
        texts,
        bisect_right(_SHARES, sum(text[-1] not in FINAL for text in texts) / number),
        bisect_right(_SHARES, sum(len(text) < 20 for text in texts) / number),
        bisect_right(_SHARES, sum(text[-1] in "，、," for text in texts) / number),
        bisect_right(_COARSE, number),
    )


def features(around: Surroundings, number: int, table: bytes) -> list[int]:
    """The features of the boundary after paragraph `number`.

    Args:
        around: The paragraphs.
        number: Which of them stands before the boundary; not the last one.
        table: The associations of characters, as `newsclean.lines.associations.build` makes it.

    Returns:
        Indices into the table of weights, below two to the power of `BITS`; some may come twice.
    """
    head, tail = around.texts[number], around.texts[number + 1]
    left, right = head[-_REACH:].translate(_MASK), tail[:_REACH].translate(_MASK)
    long_head, long_tail = bisect_right(_LENGTHS, len(head)), bisect_right(_LENGTHS, len(tail))
    size, size_tail = bisect_right(_COARSE, len(head)), bisect_right(_COARSE, len(tail))
    ends = int(tail[-1] in FINAL)
    stops = 1 + (_STOP.search(head, 0, len(head) - 1) is not None) if len(head) > 1 else 0
    clauses = min(3, len(_CLAUSE.findall(head)))
    before = "-" if number == 0 else str(int(around.texts[number - 1][-1] in FINAL))
    break_ = word_break(head, tail)
    one = lookup(table, left[-1:], right[:1])
    two = lookup(table, left[-2:], right[:1])
    three = lookup(table, left[-1:], right[:2])
    best = max(one, two, three) // 2
    word, following = break_.before.translate(_MASK), break_.after.translate(_MASK)
    last, first = _kind(left[-1]), _kind(right[0])
    shape = f"{stops}{clauses}{ends}"
    names = [
        f"l1{left[-1:]}", f"l2{left[-2:]}", f"l3{left[-3:]}", f"l4{left[-4:]}",
        f"r1{right[:1]}", f"r2{right[:2]}", f"r3{right[:3]}", f"r4{right[:4]}",
        f"a{left[-1:]}{right[:1]}", f"b{left[-2:]}{right[:1]}", f"c{left[-1:]}{right[:2]}", f"d{left[-2:]}{right[:2]}",
        f"e{left[-3:]}{right[:1]}", f"f{left[-1:]}{right[:3]}",
        f"h{long_head}", f"t{long_tail}", f"i{long_head}{shape}", f"j{size}{size_tail}{shape}",
        f"k{last}{first}", f"m{last}{first}{size}", f"n{last}{first}{shape}",
        f"p{min(number, 3)}{size}{ends}", f"q{before}{size}{ends}", f"u{head[:2].translate(_MASK)}",
        f"w{break_.kind}{break_.whole}", f"x{break_.kind}{size}{stops}", f"z{break_.kind}{around.share_open}",
        f"R{one}{ends}", f"S{two}", f"T{three}", f"U{one // 3}|{two // 3}|{three // 3}",
        f"V{best}{size}{ends}", f"W{best}{around.share_open}", f"X{best}{break_.kind}{stops}",
        f"N{word}", f"O{following}", f"P{word}|{following}", f"Q{word}{size}{ends}",
        f"A{_pair(head, tail)}", f"B{int(left[-1] == '0' and right[0] in MEASURES)}{stops}{size}",
        f"C{_recurs(head, tail)}{size}", f"D{int(' ' in head)}{size}", f"E{_title(head)}{size}",
        f"F{around.share_open}", f"G{around.share_short}", f"H{around.share_comma}{last}",
        f"I{around.share_open}{around.share_short}", f"J{around.share_open}{size}{stops}", f"K{around.number}{before}",
        f"L{around.share_short}{size}{clauses}", f"M{around.share_open}{last}{first}", "bias",
    ]  # fmt: skip
    return [crc32(name.encode("utf-8", "surrogatepass")) & _SIZE for name in names]


def masked(text: str) -> str:
    """`text` with digits and Latin letters masked and marks full-width, as features see it."""
    return text.translate(_MASK)


def _kind(character: str) -> str:
    if character in "0Aa，、：；？！（）“”‘’《》。…—% ":
        return character
    return "H" if _HAN.match(character) else "o"


def _pair(head: str, tail: str) -> str:
    """Which pair is open at the end of the head, and whether the tail closes it."""
    for opening, closing in ("“”", "（）", "《》", "「」", "()"):
        if head.count(opening) > head.count(closing):
            at, again = tail.find(closing), tail.find(opening)
            return opening + ("+" if at >= 0 and (again < 0 or at < again) else "-")
    return ""


def _recurs(head: str, tail: str) -> int:
    """Whether the tail says again what the head says, as the lead does with a headline."""
    if len(head) < 4:
        return int(head in tail[:200])
    lead = tail[:200]
    pieces = [head[at : at + 3] for at in range(0, min(len(head), 42) - 2, 2)]
    return min(4, 5 * sum(piece in lead for piece in pieces) // len(pieces))


def _title(head: str) -> str:
    """A sign of a headline at the start: a bracket, a colon after a few characters, a question."""
    if head[0] in "【[（(《“":
        return head[0]
    return "：" if "：" in head[:12] or ":" in head[:12] else "|" if "|" in head else ""
