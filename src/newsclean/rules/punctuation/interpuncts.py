"""Middle dots: periods in their place, 《沁园春.雪》, “中国梦.劳动美”, and other dots in foreign names, 约翰•史密斯."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.trigger import Trigger
from newsclean.rules.punctuation.names import SPELLING, is_part_of_name
from newsclean.settings import Settings
from newsclean.text.charsets import HAN
from newsclean.text.opencc import simplified
from newsclean.text.patterns import lazy_regex

_DOTS = ".．"
_TITLE = rf"《[{HAN}]{{2,8}}([{_DOTS}])[{HAN}]{{1,8}}》"
# Two parts of one length, as slogans and the names of series have them; sentences are longer, days shorter: “五.一”.
_PARTS = "|".join(f"[{HAN}]{{{length}}}([{_DOTS}])[{HAN}]{{{length}}}" for length in range(2, 4))
_TITLE_OR_SLOGAN = lazy_regex(rf"{_TITLE}|[“‘「『](?:{_PARTS})[”’」』]")
IN_SKELETON = lazy_regex(rf"[《“‘「『\"][{HAN}][{_DOTS}][{HAN}][》”’」』\"]")
"""Matches in a skeleton what may be one of them."""
_LONGEST_PART = 7
_FIRST_PART = lazy_regex(rf"[“‘「『\"]([{HAN}]{{2,{_LONGEST_PART}}})\Z")
_LAST_PART = lazy_regex(rf"([{HAN}]{{2,{_LONGEST_PART}}})[”’」』\"]")
_OTHER_DOTS, _FULL_WIDTH = "•・‧∙･", "．"
_SPELLING = frozenset(SPELLING)


def is_inside_slogan(text: str, at: int) -> bool:
    """Return whether a period parts a quotation into two parts of one length, which may be a slogan or two sentences.

    A straight mark opens where an even number of them stands before it in its line.
    """
    before = _FIRST_PART.search(text, max(0, at - _LONGEST_PART - 1), at)
    behind = _LAST_PART.match(text, at + 1)
    if before is None or behind is None or len(before[1]) != len(behind[1]):
        return False
    opening = before.start()
    return text[opening] != '"' or text.count('"', text.rfind("\n", 0, opening) + 1, opening) % 2 == 0


def interpunct_places(view: DocumentView) -> list[int]:
    """The places of the periods that stand for a middle dot. For `view.cached`."""
    if not IN_SKELETON.search(view.skeleton.text):
        return []
    text, found = view.text, list[int]()
    for match in _TITLE_OR_SLOGAN.finditer(text):
        at = next(match.start(group) for group in range(1, len(match.groups()) + 1) if match[group])
        if not view.protected_spans.touch(at, at + 1):
            found.append(at)
    return found


def _interpuncts(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for at in view.cached(interpunct_places):
        yield Edit(at, at + 1, "·", "punctuation/interpunct")


def _in_names(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for mark in _OTHER_DOTS + _FULL_WIDTH:
        at = view.text.find(mark)
        while at >= 0:
            if _is_in_name(view.text, at) and not view.protected_spans.touch(at, at + 1):
                yield Edit(at, at + 1, "·", "punctuation/middle-dot")
            at = view.text.find(mark, at + 1)


def _is_in_name(text: str, at: int) -> bool:
    """Return whether a dot stands between two parts of a foreign name, of which one has two characters at least."""
    before, behind = simplified(text[max(0, at - 2) : at]), simplified(text[at + 1 : at + 3])
    if text[at] == _FULL_WIDTH:
        return is_part_of_name(text, at, at, at + 1)
    if not before or not behind or not _SPELLING.issuperset((before[-1], behind[0])):
        return False
    return any(len(part) == 2 and _SPELLING.issuperset(part) for part in (before, behind))


RULES = (
    Rule(
        id="punctuation/interpunct",
        kind="normalisation",
        safe=True,
        what="Turns a period between the parts of a title, 《沁园春.雪》, or a slogan, “中国梦.劳动美”, into a middle "
        "dot.",
        why="No sentence ends inside so short a title; a slogan, only where both parts have as many characters.",
        source="GB/T 15834-2011 4.14.3",
        example=Example("他朗诵了《沁园春.雪》", "他朗诵了《沁园春·雪》"),
        find=_interpuncts,
        trigger=Trigger(trigram=((HAN, _DOTS, HAN),), confirm=(_TITLE_OR_SLOGAN,)),
    ),
    Rule(
        id="punctuation/middle-dot",
        kind="normalisation",
        safe=True,
        what="Turns the dots •, ・, ‧ and ． between the parts of a foreign name into middle dots.",
        why="Off unless the setting `interpunct` is `middle-dot`: ‧ is the usual one in Taiwan.",
        source="GB/T 15834-2011 4.14.3",
        example=Example("约翰•史密斯", "约翰·史密斯"),
        find=_in_names,
        trigger=Trigger(_OTHER_DOTS, trigram=((HAN, _FULL_WIDTH, HAN),)),
        is_on=lambda settings: settings.interpunct == "middle-dot",
    ),
)
