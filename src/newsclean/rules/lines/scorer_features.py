"""Features of a boundary for the scorer.

The language around it, the features of the two lines, the layout they stand in.

Features are strings hashed into a table of weights (Weinberger et al. 2009, feature hashing). Digits and Latin letters
are masked and marks are taken full-width, so that what is learned is the language and not the house style.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from newsclean.rules.lines.associations import UNKNOWN, lookup
from newsclean.rules.lines.boundary_features import (
    SAMPLED,
    BoundaryFeatures,
    DocumentFeatures,
    features_of_boundary,
)
from newsclean.rules.lines.cues import Break, word_break
from newsclean.text.charsets import MEASURES
from newsclean.text.patterns import lazy_regex
from newsclean.text.segment import tagged

BITS = 20
"""The table has two to the power of so many weights."""

PAGE_FEATURES = 25
"""So many features more has a boundary on a page whose language is not that of news."""

_SIZE = (1 << BITS) - 1
LENGTHS = (2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 25, 28, 32, 36, 42, 50, 60, 80, 120, 200)
_REACH = 6
_FIRST_CLAUSE = 24
MASKS = {
    **{chr(code): "0" for code in range(0x30, 0x3A)},
    **{chr(code): "A" for code in range(0x41, 0x5B)},
    **{chr(code): "a" for code in range(0x61, 0x7B)},
    ",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）", "\u3000": " ",
}  # fmt: skip
"""Digits and Latin letters, and the marks that are written in two widths, each with what stands for all of its kind."""

# Of Chinese text few characters are masked; `str.translate` looks up every one of them.
_MASKED = lazy_regex(f"[{re.escape(''.join(MASKS))}]")
_OPENING = frozenset("“（《「(")
_CLAUSE_MARKS = lazy_regex("[，,；;。！？!?：:]")
# Bounds of the buckets of shares of the unknown and of Latin letters.
_UNKNOWN = (0.25, 0.35, 0.42, 0.48, 0.54, 0.6, 0.68)
_LATIN = (0.001, 0.01, 0.03, 0.08, 0.16)
# For each bucket of Latin letters, from which one of the unknown the language is not that of news.
_UNFAMILIAR, _MUCH_LATIN = (5, 5, 3, 2, 2, 2), 2
# An ending that stands more often says no more.
_MOST_PLACES = 6
# Fewer places say nothing.
_LEAST_PLACES = 64


def features(document: DocumentFeatures, number: int, table: bytes, page: PageLanguage | None = None) -> list[int]:
    """The features of the boundary after paragraph `number`.

    Args:
        document: The paragraphs.
        number: Which of them stands before the boundary; not the last one.
        table: The associations of characters, as `newsclean.rules.lines.associations.build` makes it.
        page: The language of the document, for `PAGE_FEATURES` more of them that say what kind of page it is.

    Returns:
        Indices into the table of weights, below two to the power of `BITS`; some may come twice.
    """
    head, tail = document.texts[number], document.texts[number + 1]
    left, right = masked(head[-_REACH:]), masked(tail[:_REACH])
    boundary = features_of_boundary(document, number, left, right)
    cut = word_break(head, tail)
    share_open = str(document.share_open)
    names = (
        *_characters(left, right),
        *_strengths(left, right, cut, boundary, share_open, table),
        *_words(cut, boundary, share_open),
        *_grammar(cut, boundary, share_open, _verbs(head), _verbs(tail)),
        *_lengths(boundary, len(head), len(tail)),
        *_heading_cues(head, tail, left, right, boundary),
        *_layout(document, boundary, share_open, left, right),
    )
    if page is not None:
        names = *names, *_page_features(page, boundary, cut, _clauses(head, tail))
        names = *names, *_recurrences(document.whole, head, tail, boundary, str(page.unknown))
    encoded = "\0".join(names).encode("utf-8", "surrogatepass")
    return [code & _SIZE for code in map(crc32, encoded.split(b"\0"))]


def _characters(left: str, right: str) -> tuple[str, ...]:
    """One to four characters on each side, and across the break."""
    l1, l2, r1, r2 = left[-1:], left[-2:], right[:1], right[:2]
    return (
        f"l1{l1}", f"l2{l2}", f"l3{left[-3:]}", f"l4{left[-4:]}",
        f"r1{r1}", f"r2{r2}", f"r3{right[:3]}", f"r4{right[:4]}",
        f"x1{l1}{r1}", f"x2{l2}{r1}", f"x3{l1}{r2}", f"x4{l2}{r2}", f"x5{left[-3:]}{r1}", f"x6{l1}{right[:3]}",
    )  # fmt: skip


def _strengths(
    left: str, right: str, cut: Break, boundary: BoundaryFeatures, share_open: str, table: bytes
) -> tuple[str, ...]:
    """Return how strongly the characters across the break follow each other in running text."""
    one = lookup(table, left[-1:], right[:1])
    two = lookup(table, left[-2:], right[:1])
    three = lookup(table, left[-1:], right[:2])
    best = str(max(one, two, three) // 2)
    size, ends = boundary.size, boundary.ends
    return (
        f"s1{one}{ends}", f"s2{one // 3}|{two // 3}|{three // 3}", f"s3{best}{size}{ends}", f"s4{best}{share_open}",
        f"s5{best}{cut.kind}{boundary.stops}", f"s6{boundary.page}{best}{ends}", f"s7{two}", f"s8{three}",
    )  # fmt: skip


def _words(cut: Break, boundary: BoundaryFeatures, share_open: str) -> tuple[str, ...]:
    """The words on each side, or the word that is cut."""
    word, following = masked(cut.before), masked(cut.after)
    kind, size = cut.kind, boundary.size
    whole = f"{kind}{cut.whole}"
    return (
        f"w1{word}", f"w2{following}", f"w3{word}|{following}", f"w4{word}{size}{boundary.ends}",
        f"w5{whole}", f"w6{kind}{size}{boundary.stops}", f"w7{kind}{share_open}", f"w8{boundary.page}{whole}",
    )  # fmt: skip


def _grammar(cut: Break, boundary: BoundaryFeatures, share_open: str, verbs: str, verbs_tail: str) -> tuple[str, ...]:
    """The parts of speech around the break, and the verbs in the clauses on both sides."""
    before, last, first, after = cut.tags
    size, page, ends = boundary.size, boundary.page, boundary.ends
    whole, across, clauses = (
        f"{size}{boundary.stops}{ends}",
        f"{last}|{first}",
        f"{verbs}{verbs_tail}{ends}{boundary.stops}",
    )
    return (
        f"g1{across}", f"g2{before}|{across}", f"g3{across}|{after}", f"g4{before}|{across}|{after}",
        f"g5{last}{whole}", f"g6{first}{whole}", f"g7{across}|{cut.kind}|{ends}", f"g8{last}{first}{share_open}",
        f"g9{page}{across}", f"v1{clauses}", f"v2{verbs}{last}{first}", f"v3{before}|{last}|{verbs}{ends}",
        f"v4{first}|{after}|{verbs_tail}{ends}", f"v5{page}{clauses}",
    )  # fmt: skip


def _lengths(boundary: BoundaryFeatures, head: int, tail: int) -> tuple[str, ...]:
    """The lengths of both lines, sentence ends and clauses in the head, and the marks at the break."""
    size, ends, before = boundary.size, boundary.ends, boundary.before
    long, whole = str(bisect_right(LENGTHS, head)), f"{boundary.stops}{boundary.clauses}{ends}"
    marks = f"{boundary.last}{boundary.first}"
    return (
        f"h1{long}", f"h2{bisect_right(LENGTHS, tail)}", f"h3{long}{whole}", f"h4{size}{boundary.size_tail}{whole}",
        f"h5{marks}", f"h6{marks}{size}", f"h7{marks}{whole}", f"h8{boundary.place}{size}{ends}",
        f"h9{before}{size}{ends}", f"b1{before}{ends}{boundary.following}{size}",
    )  # fmt: skip


def _heading_cues(head: str, tail: str, left: str, right: str, boundary: BoundaryFeatures) -> tuple[str, ...]:
    """Signs of a heading, and of a sentence that runs on."""
    counted = "01"[left[-1] == "0" and right[0] in MEASURES]
    size = boundary.size
    return (
        f"p1{_pair(head, tail)}", f"p2{counted}{boundary.stops}{size}", f"p3{_recurs(head, tail)}{size}",
        f"p4{'01'[' ' in head]}{size}", f"p5{_title(head)}{size}", f"p6{masked(head[:2])}",
    )  # fmt: skip


def _layout(
    document: DocumentFeatures, boundary: BoundaryFeatures, share_open: str, left: str, right: str
) -> tuple[str, ...]:
    """The layout of the whole text, alone and with what stands at the break."""
    size, size_tail, stops, clauses, ends, before, following, last, first, _, page = boundary
    short = str(document.share_short)
    return (
        f"y1{share_open}", f"y2{short}", f"y3{document.share_comma}{last}", f"y4{share_open}{short}",
        f"y5{share_open}{size}{stops}", f"y6{document.number}{before}", f"y7{short}{size}{clauses}",
        f"y8{share_open}{last}{first}", f"z1{page}{left[-1:]}", f"z2{page}{right[:1]}",
        f"z3{page}{size}{size_tail}{ends}", f"z4{page}{before}{ends}{following}", f"z5{page}{clauses}{last}{size}",
        "bias",
    )  # fmt: skip


def _page_features(
    page: PageLanguage, boundary: BoundaryFeatures, cut: Break, clauses: tuple[str, str]
) -> tuple[str, ...]:
    """Features of the kind of page, by its language, and of the clauses on both sides of the break."""
    size, size_tail, stops, number, ends, before, following, last, first, _, _ = boundary
    odd, latin = str(page.unknown), str(page.latin)
    clause, rest = clauses
    verbs, verbs_tail = _verbs(clause), _verbs(rest)
    long, long_tail = bisect_right(LENGTHS, len(clause)), bisect_right(LENGTHS, len(rest))
    _, tag, tag_tail, _ = cut.tags
    page_ends, across = f"{odd}{ends}", f"{tag}|{tag_tail}"
    word, word_tail = masked(cut.before), masked(cut.after)
    return (
        f"d0{odd}{latin}", f"d1{page_ends}{size}{stops}", f"d2{odd}{cut.kind}", f"d3{odd}{across}",
        f"d4{page_ends}{size}{size_tail}", f"d5{odd}{last}{first}", f"d6{page_ends}{number}{before}{following}",
        f"d7{odd}{word}", f"d8{odd}{word_tail}", f"d9{latin}{page_ends}{before}{size}",
        f"e1{verbs}{verbs_tail}{across}", f"e2{verbs}{verbs_tail}{ends}{stops}{odd}",
        f"e3{long}|{long_tail}{ends}", f"e4{long}{verbs}{tag}",
        f"e5{long_tail}{verbs_tail}{tag_tail}", f"e6{odd}{verbs}{tag}", f"e7{odd}{long}{verbs}",
        f"e8{odd}{long_tail}{verbs_tail}",
    )  # fmt: skip


def _recurrences(whole: str, head: str, tail: str, boundary: BoundaryFeatures, odd: str) -> tuple[str, ...]:
    """Features of what stands on both sides of the break, and across it, where else in the document it stands."""
    across = "".join(
        "01"[head[-left:] + tail[:right] in whole] for left, right in ((1, 1), (2, 1), (1, 2), (2, 2), (4, 4))
    )
    ending, beginning = head[-3:], tail[:3]
    ended = _kinds_behind(whole, ending)
    began = "".join("01"[mark + beginning in whole] for mark in "。，") + str(min(3, whole.count(beginning)))
    starts = str(min(3, whole.count("\n" + tail[:2])))
    ends = boundary.ends
    return (
        f"q1{across}", f"q2{across}{ends}{odd}", f"q3{ended}{ends}", f"q4{began}{ends}", f"q5{starts}{ends}{odd}",
        f"q6{across[1:4]}{ended}{began}", f"q7{tail[:2]}{ends}{boundary.stops}",
    )  # fmt: skip


def _kinds_behind(whole: str, ending: str) -> str:
    """Return what follows the end of a line elsewhere: words, marks, ends of lines; how often, two at most."""
    kinds, at = {"H": 0, "m": 0, "n": 0}, whole.find(ending)
    while at >= 0 and sum(kinds.values()) < _MOST_PLACES:
        following = whole[at + len(ending) : at + len(ending) + 1]
        kinds["n" if following in ("", "\n") else "H" if following.isalnum() else "m"] += 1
        at = whole.find(ending, at + 1)
    return "".join(str(min(2, number)) for number in kinds.values())


def _clauses(head: str, tail: str) -> tuple[str, str]:
    """The clause that a line ends in, and the one that the next begins with; no more of them than tells something."""
    ending = _CLAUSE_MARKS.split(head[-_FIRST_CLAUSE:])[-1]
    return ending, _CLAUSE_MARKS.split(tail[:_FIRST_CLAUSE], maxsplit=1)[0]


class PageLanguage(NamedTuple):
    """Language of a document: the same before and after its lines are joined.

    Attributes:
        unknown: At what share of its places nothing is known of how characters follow each other, as a bucket.
        latin: Share of Latin letters, as a bucket.
    """

    unknown: int
    latin: int

    @property
    def is_familiar(self) -> bool:
        """Whether it is like that of news: so are 97 items of it in a hundred, and one page of ten about trade."""
        return self.unknown < _UNFAMILIAR[self.latin]

    @property
    def has_latin(self) -> bool:
        """Whether Latin letters are one of a hundred characters, as on pages about technology."""
        return self.latin >= _MUCH_LATIN


@lru_cache(64)
def page_language(sample: str, latin: float, table: bytes) -> PageLanguage:
    """Return the language of a document.

    Args:
        sample: Characters of it, as `DocumentFeatures` holds them.
        latin: The share of Latin letters in it.
        table: The associations of characters.
    """
    marked = masked(sample)
    places = range(0, len(marked), SAMPLED)
    unknown = sum([lookup(table, marked[at], marked[at + 1 : at + SAMPLED]) == UNKNOWN for at in places])
    return language_of(unknown_bucket(unknown, len(places)), latin)


def language_of(unknown: int, latin: float) -> PageLanguage:
    """Return the language of a document by what is unknown in it, as a bucket, and the share of Latin letters."""
    return PageLanguage(unknown, bisect_right(_LATIN, latin))


def unknown_bucket(unknown: int, places: int) -> int:
    """The bucket of the share of unknown places; the lowest where they are too few to say anything."""
    return bisect_right(_UNKNOWN, unknown / places) if places >= _LEAST_PLACES else 0


def masked(text: str) -> str:
    """`text` with digits and Latin letters masked and marks full-width, as features see it."""
    return text if MASKS.keys().isdisjoint(text) else _MASKED.sub(_mask_of, text)


def _mask_of(character: re.Match[str]) -> str:
    return MASKS[character[0]]


def _verbs(text: str) -> str:
    """Return how many verbs stand in the first clause of a line that has one, up to 3."""
    return _verbs_in(text[:_FIRST_CLAUSE])


@lru_cache(4096)  # a line is the head of one boundary and the tail of another, and mostly the same in the next pass
def _verbs_in(beginning: str) -> str:
    verbs = 0
    for word, tag in tagged(beginning):
        if (verbs and word in "，,；;：:、") or word in "。！？!":
            break
        verbs += tag[0] == "v" and tag != "vn"
    return str(min(verbs, 3))


def _pair(head: str, tail: str) -> str:
    """Which pair is open at the end of the head, and whether the tail closes it."""
    if _OPENING.isdisjoint(head):  # as mostly
        return ""
    for opening, closing in ("“”", "（）", "《》", "「」", "()"):
        if head.count(opening) > head.count(closing):
            at, again = tail.find(closing), tail.find(opening)
            return opening + ("+" if at >= 0 and (again < 0 or at < again) else "-")
    return ""


def _recurs(head: str, tail: str) -> int:
    """Return whether the tail says again what the head says, as the lead does with a headline."""
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
