"""Periods that stand for the middle dot between the two parts of a title or slogan: 《沁园春.雪》, “中国梦.劳动美”."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.trigger import Trigger
from newsclean.settings import Settings
from newsclean.text.charsets import HAN
from newsclean.text.patterns import lazy_regex

_DOTS = ".．"
_TITLE = rf"《[{HAN}]{{2,8}}([{_DOTS}])[{HAN}]{{1,8}}》"
# Two parts of one length, as slogans and the names of series have them; sentences are longer, days shorter: “五.一”.
_PARTS = "|".join(f"[{HAN}]{{{length}}}([{_DOTS}])[{HAN}]{{{length}}}" for length in range(2, 4))
_TITLE_OR_SLOGAN = lazy_regex(rf"{_TITLE}|[“‘「『](?:{_PARTS})[”’」』]")
IN_SKELETON = lazy_regex(rf"[《“‘「『][{HAN}][{_DOTS}][{HAN}][》”’」』]")
"""Matches in a skeleton what may be one of them."""


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
        trigger=Trigger(trigram=((HAN, _DOTS, HAN),)),
    ),
)
