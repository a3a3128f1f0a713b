"""The rule that converts, each converted word an edit of its own."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.reasons import ReasonTemplate
from newsclean.core.rule import Example, Rule
from newsclean.rules.script.known_errors import words_before
from newsclean.settings import Settings
from newsclean.text.alignment import differing_spans
from newsclean.text.opencc import INVERSE, converter

_OF_USER = ReasonTemplate("user-word", "user's word")


def _convert(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    words = words_before(settings.script_words, settings.script)
    # No word of OpenCC's goes over a line break, so that the lines of a text stay if all of it does.
    if not settings.script_words and converter(settings.script)(view.text) == view.text:
        return
    for line in view.paragraphs:
        done = line.body
        # A word of the user's is converted as the user says; OpenCC sees what lies between.
        for match in words.pattern.finditer(view.text, line.body, line.stop) if words.pattern else ():
            yield from _converted(view, done, match.start(), settings.script)
            if words.target[match.group()] != match.group() and not view.protected_spans.touch(*match.span()):
                is_users = any(match.group() in pair for pair in settings.script_words)
                reasons = (_OF_USER(),) if is_users else ()
                yield Edit(*match.span(), words.target[match.group()], "script/convert", reasons=reasons)
            done = match.end()
        yield from _converted(view, done, line.stop, settings.script)


def _converted(view: DocumentView, start: int, end: int, configuration: str) -> Iterator[Edit]:
    before = view.text[start:end]
    after = converter(configuration)(before)
    if after == before or _is_done(before, configuration):
        return
    for low, high, replacement in _differences(before, after):
        if not view.protected_spans.touch(start + low, start + high):
            yield Edit(start + low, start + high, replacement, "script/convert")


def _is_done(text: str, configuration: str) -> bool:
    """Return whether a text has been converted before. OpenCC is not idempotent: s2t makes 一齣 of its own 一出.

    It has if it is what converting its other form gives, or if the target is simplified and it is so throughout.
    """
    inverse = INVERSE.get(configuration)
    if inverse and converter(configuration)(converter(inverse)(text)) == text:
        return True
    return configuration.partition("2")[2].startswith("s") and _is_simplified(text)


def _is_simplified(text: str) -> bool:
    """Return whether a text has characters that are simplified only, and none that are traditional only."""
    return converter("t2s")(text) == text != converter("s2t")(text)


def _differences(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    """The spans of `before` that differ in `after`, none of them empty."""
    if len(before) == len(after):
        start = None
        for at in range(len(before) + 1):
            differs = at < len(before) and before[at] != after[at]
            if differs and start is None:
                start = at
            elif not differs and start is not None:
                yield start, at, after[start:at]
                start = None
        return
    for low, high, low_after, high_after in differing_spans(before, after):
        if low == high:  # an insertion borrows the character before it, or after it
            if low:
                low, low_after = low - 1, low_after - 1
            else:
                high, high_after = high + 1, high_after + 1
        yield low, high, after[low_after:high_after]


RULES = (
    Rule(
        id="script/convert",
        kind="normalisation",
        safe=False,
        what="Converts between traditional and simplified characters by the OpenCC configuration in `script`.",
        why="Off unless asked for. A line is converted once; one in mixed script until nothing more changes. "
        "Configurations with phrases (s2twp, tw2sp) change words, not only characters, and lose information. What the "
        "setting `script-words` says comes first, then a table of words that OpenCC is known to get wrong; what the "
        "keep-list holds stays. "
        "Addresses and code are left alone.",
        source="OpenCC",
        example=Example("漢語", "汉语"),
        find=_convert,
        reasons=(_OF_USER,),
        is_on=lambda settings: settings.script != "keep",
    ),
)
