"""Half-width question marks that ask nothing, as a program writes for a character that it has no code for."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_letters, digits

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Flag
from newsclean.core.reasons import ReasonTemplate
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.trigger import Trigger
from newsclean.rules.punctuation.names import is_part_of_name
from newsclean.settings import Settings
from newsclean.text.charsets import HAN, is_han
from newsclean.text.patterns import lazy_regex

_MARKS = lazy_regex(r"\?+")
# What a clause goes on with, beside Han characters.
_GOES_ON = frozenset(f"{ascii_letters}{digits},，、。;；:：")
# What makes a question of a clause: words, or a verb said again with 不 or 没.
_ASKING = lazy_regex(
    r"[吗嗎嘛么麼呢吧谁誰哪啥咋怎孰岂豈焉]|(?<!任)何|[几幾](?!乎)|是否|否(?![则則认認定決决])|[难難]道|[还還]是"
    r"|有多|多[少大久长長远遠高重快深]|(.)[不没沒]\1|(?:[没沒]有?|不)\Z"
)
_PARTICLES = frozenset("吗嗎呢吧啊呀嘛")
_END_OF_SENTENCE = lazy_regex(r"[。！？!?；;…]|\.(?![!-~ ])")
_REACH = 80
# Where no question can end: behind what opens or parts, before what goes on; behind a figure, before a full stop or
# the rest of a unit, 1?。 5?g/L.
_LOST = {
    "?": lazy_regex(
        rf"\?(?<=[、（《“‘「『【〈].)(?=[{HAN}A-Za-z0-9])|\?(?<=[{HAN}][，；：].)(?=[{HAN}])"
        r"|\?(?<=[0-9].)(?=[。；、）·]|[A-Za-z]{1,3}(?:/[A-Za-z]|[^A-Za-z!-~]))"
    )
}

_NOTHING_ASKED = ReasonTemplate("nothing-asked", "nothing is asked here: a character may be lost")


def in_doubt(view: DocumentView) -> dict[int, int]:
    """Return where half-width question marks stand that may be none, by the start of each run of them: where it ends.

    One inside a clause without a word that asks, or between the parts of a foreign name, or where no question can end;
    and where there is one, all of its paragraph that stand inside a clause and behind no particle of a question.
    """
    found: dict[int, int] = {}
    text = view.text
    impossible = {start for start, _ in view.skeleton.guarded(_LOST)}
    for line in view.paragraphs if "?" in view.skeleton.text else ():
        done = line.body
        inside: list[tuple[int, int]] = []
        lost = not impossible.isdisjoint(range(line.body, line.stop)) if impossible else False
        for match in _MARKS.finditer(text, line.body, line.stop):
            start, end = match.span()
            if start in impossible and not view.protected_spans.touch(start, end):
                inside.append((start, end))
            elif _is_inside(text, start, end) and not view.protected_spans.touch(start, end):
                inside.append((start, end))
                lost = lost or not _asks(text, max(done, start - _REACH), start)
                lost = lost or is_part_of_name(text, start, start, end)
            done = end
        if lost:
            found |= {start: end for start, end in inside if text[start - 1] not in _PARTICLES}
    return found


def _is_inside(text: str, start: int, end: int) -> bool:
    return is_han(text[max(0, start - 1) : start]) and (is_han(text[end : end + 1]) or text[end : end + 1] in _GOES_ON)


def _asks(text: str, start: int, end: int) -> bool:
    """Return whether the sentence that ends at `end`, or its last part from `start` on, has a word that asks."""
    for match in _END_OF_SENTENCE.finditer(text, start, end):
        start = match.end()
    return _ASKING.search(text, start, end) is not None


def _flags(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    for start, end in view.cached(in_doubt).items():
        yield Flag(start, end, "punctuation/question-in-doubt", (_NOTHING_ASKED(),))


RULES = (
    Rule(
        id="punctuation/question-in-doubt",
        kind="flag",
        safe=True,
        what="Flags a half-width question mark inside a clause that asks nothing, in a foreign name, or where no "
        "question can end.",
        why="A program that has no code for a character writes one: 朱?基, 乔治?布什, （?江县）, 5?g/L. Such a mark "
        "stays half-width, and so do those beside it in the paragraph that no 吗 or 呢 stands before.",
        example=Example("国务院总理朱?基出席会议", "?"),
        find=_flags,
        reasons=(_NOTHING_ASKED,),
        trigger=Trigger("?"),
    ),
)
