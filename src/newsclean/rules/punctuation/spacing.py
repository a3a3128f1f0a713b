"""Spaces that a full-width mark makes needless."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.trigger import Trigger
from newsclean.rules.punctuation.context import BETWEEN_WORDS, Context
from newsclean.settings import Settings
from newsclean.text.charsets import HAN, MEASURES, UNITS, is_han
from newsclean.text.lines import LineNumbers
from newsclean.text.patterns import lazy_regex
from newsclean.text.segment import words_in

_FEWEST_HAN = 4
_FIGURE = "[0-9]+(?:[.:：][0-9]+)?"
_TOKEN = rf"(?:[{HAN}]|{_FIGURE})"
_SPACED = lazy_regex(
    rf"(?:(?<![{HAN}A-Za-z0-9 \u3000])|(?m:^)[ \t\u3000]+)"
    rf"({_TOKEN}([ \u3000]){_TOKEN}(?:\2{_TOKEN}){{2,}})(?![{HAN}A-Za-z0-9 \u3000])"
)
_BETWEEN_HAN = lazy_regex(rf"[{HAN}][ \u3000](?=[{HAN}])")
_COUNTED = lazy_regex(rf"{_FIGURE}[{HAN}]?")
# A figure with a space behind each digit, as text recognition leaves of full-width ones, in a sentence, before what it
# counts: 到 1 9 9 8 年, 增长 3 . 7 %. One of two digits alone may be two figures.
_DIGITS = "[0-9](?: [0-9])*"
_SPACED_FIGURE = lazy_regex(
    rf"(?<![0-9.])(?<![0-9.] )(?:(?<=[{HAN}，。、；：（“）”》])|(?<=[{HAN}，。、；：（“）”》] ))(?={_DIGITS}[ .])"
    rf"{_DIGITS}(?: ?\. ?{_DIGITS})?(?! ?[0-9.])"
    rf"(?= ?(?!年级)[{UNITS}{MEASURES}港英毫厘])"
)
_FEWEST_FIGURES, _LONG_FIGURE = 2, 5
_BETWEEN_DIGITS = lazy_regex(" (?<=[0-9] )(?=[0-9])")
_SENTENCE = frozenset("，。")
# These begin with what they look for, as all that are looked for in a whole text do: the others wait behind.
_SPACED_BEGINS = {
    space: lazy_regex(f"{space}(?<=[{HAN}].)(?<![{HAN}]..)[{HAN}]{space}[{HAN}]{space}") for space in " \u3000"
}
_LATIN = lazy_regex(rf" (?:(?<=[{HAN}] ) *(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%] ) *(?=[{HAN}]))")
# What stands on the two sides of a needless space, 中 for a Han character and A for a Latin letter or figure: a mark
# that the next word follows, or that opens, before it; one that follows its word, or closes, behind it.
_BEFORE = {"：": "“‘（《", "“‘「『": "中", "（《〈【〔": "中A"}
_BEHIND = {"，。、；：！？": f"中A{UNITS}”’）》", "”’」』": "中。！？…", "）》〉】〕": "中A"}
_SIDES = (*_BEFORE.items(), *((left, right) for right, left in _BEHIND.items()))
# After these one space may part what follows, a signature or the entry of a form, or be a slip of the source; not where
# the mark has one before it too, or more than one mark of the line has one: so text comes out of a program.
_PARTING, _PARTED = "，、；：。！？", "中A“‘（《"
_COLUMN = 4  # so many spaces part columns
_MARKS_BEFORE, _MARKS_BEHIND = "".join((*_BEFORE, _PARTING)), "".join(_BEHIND)
_ALWAYS_BEFORE = "".join(_BEFORE).replace("：", "")
# Sides of a needless space, roughly, or two spaces of one line that may part something.
_PROOF = tuple(
    lazy_regex(
        rf"{space}(?:(?=[{_MARKS_BEHIND}])|(?<=[{_ALWAYS_BEFORE}].)|(?<=：.)[ \t]*[“‘（《]"
        rf"|(?<=[{_PARTING}].)[^\r\n]*[{_PARTING}][ \t])"
    )
    for space in " \t"
)
_RUN = {
    space: lazy_regex(rf"{space}(?<![ \t].)(?:(?<=[{_MARKS_BEFORE}].)[ \t]*|[ \t]*(?=[{_MARKS_BEHIND}]))")
    for space in " \t"
}
# Spaces around a quotation of a sentence, on both sides, or on one where a mark stands on the other: 名叫 “某某” 的.
# One alone in its line is the source's own, as behind a mark.
_QUOTED = lazy_regex(rf"(?:(?<=[{HAN}])( +))?“[^“”\r\n]{{1,80}}”(?:( +)(?=[{HAN}]))?")
_AROUND_QUOTED = lazy_regex(
    rf"“(?:(?<= “)[^“”\r\n]{{1,80}}”(?: +[{HAN}]|[，。、；：！？])|(?<=[，。、；：！？]“)[^“”\r\n]{{1,80}}” +[{HAN}])"
)
_IN_SENTENCE = frozenset("，。；！？")
_POINTS = frozenset("，。、；：！？")
# These bind a quotation to what stands beside it, in a line that is no sentence too: no part of a headline ends
# or begins so.
_BINDING = lazy_regex("[叫为為称稱是的了在和与與把被将將以用对對从從向] +“|” +[的之等是和与與及]")


def _around_quotations(view: DocumentView) -> Iterator[tuple[int, int]]:
    """The spaces around quotations of lines that are sentences and have no spaces between their words."""
    text, context = view.text, view.cached(Context)
    lines = {context.line(match.start()) for match in _AROUND_QUOTED.finditer(text)}
    for first, last in sorted(lines):
        if BETWEEN_WORDS.search(text, first, last):
            continue
        is_sentence = not _IN_SENTENCE.isdisjoint(text[first:last])
        found: list[tuple[int, int]] = []
        for match in _QUOTED.finditer(text, first, last):
            before, behind = match.span(1), match.span(2)
            is_both = match[1] and match[2]
            if not is_sentence and not (is_both and _BINDING.search(text, before[0] - 1, behind[1] + 1)):
                continue
            if match[1] and (is_both or text[match.end() : match.end() + 1] in _POINTS):
                found.append(before)
            if match[2] and (is_both or text[max(0, match.start() - 1) : match.start()] in _POINTS):
                found.append(behind)
        if len(found) > 1:
            yield from found


def _spaces(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    parting: list[tuple[int, int]] = []
    for start, end in view.skeleton.guarded(_RUN):
        left, right = _kind(view.text[start - 1 : start]), _kind(view.text[end : end + 1])
        if not (left and right):
            continue
        if any(left in before and right in behind for before, behind in _SIDES):
            yield Edit(start, end, "", "punctuation/space")
        elif left in _PARTING and right in _PARTED and end - start < _COLUMN:
            parting.append((start, end))
    for start, end in (*(_needless(view.text, parting) if parting else ()), *_around_quotations(view)):
        yield Edit(start, end, "", "punctuation/space")


def _needless(text: str, parting: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Of spaces after marks, those that part nothing."""
    numbers = LineNumbers(text)
    lines = [numbers.of(start) for start, _ in parting]
    count = Counter(lines)
    for line, (start, end) in zip(lines, parting, strict=True):
        if count[line] > 1 or text[start - 2 : start - 1] in (" ", "\t"):
            yield start, end


def _kind(character: str) -> str:
    return "中" if is_han(character) else "A" if character.isascii() and character.isalnum() else character


def _spaced_out(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    is_likely = any(
        space in view.skeleton.text and begins.search(view.text) for space, begins in _SPACED_BEGINS.items()
    )
    for match in _SPACED.finditer(view.text) if is_likely else ():
        run, space = match.groups()
        text = run.replace(space, "")
        is_set_wide = len(_BETWEEN_HAN.findall(run)) > 1 and sum(map(is_han, text)) >= _FEWEST_HAN
        if is_set_wide and _reads_as_words(text) and not view.protected_spans.touch(*match.span(1)):
            yield Edit(*match.span(1), text, "punctuation/spaced-out")
    if _BETWEEN_DIGITS.search(view.skeleton.text):
        yield from _spaced_figures(view)


def _spaced_figures(view: DocumentView) -> Iterator[Edit]:
    found = [match for match in _SPACED_FIGURE.finditer(view.text) if " " in match.group()]
    if len(found) >= _FEWEST_FIGURES or any(len(match.group()) >= _LONG_FIGURE for match in found):
        context = view.cached(Context)
        sentences: dict[tuple[int, int], bool] = {}  # a line may have all figures of the text
        for match in found:
            start, end = line = context.line(match.start())
            if line not in sentences:
                sentences[line] = not _SENTENCE.isdisjoint(view.text[start:end])
            if sentences[line] and not view.protected_spans.touch(*match.span()):
                yield Edit(*match.span(), match.group().replace(" ", ""), "punctuation/spaced-out")


def _reads_as_words(text: str) -> bool:
    """Return whether most of the characters make up words, several of them: a list, 东 南 西 北, is one word or none.

    A figure is one with what it counts: 5月.
    """
    counted = [len(figure) for figure in _COUNTED.findall(text)]
    rest = _COUNTED.sub("，", text)
    words = [end - start for start, end in words_in(rest) if end - start > 1]
    return len(words) + len(counted) > 1 and len(words) > 0 and 2 * (sum(words) + sum(counted)) > len(text)


def _latin(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for start, end in view.skeleton.spans(_LATIN):
        if not view.protected_spans.touch(start, end):
            yield Edit(start, end, "", "punctuation/latin-space")


RULES = (
    Rule(
        id="punctuation/space",
        kind="normalisation",
        safe=True,
        what="Removes spaces before a Chinese mark, and inside brackets and quotation marks; after a mark where it has "
        "one before it too, or more than one mark of the line has one; around quotations in a sentence, if there are "
        "several.",
        why="A full-width mark brings its own space. Spaces between words, in headlines and lists of names, stay, and "
        "so does one alone in its line behind a mark: after a full stop or colon it may part a signature, after a "
        "comma it is the source's own. None is ever put between Han and Latin.",
        source="CLREQ 3.1.6",
        example=Example("会议指出 ， 要坚持", "会议指出，要坚持"),
        find=_spaces,
        trigger=Trigger(
            bigram=((" \t", _MARKS_BEHIND + "“"), (_MARKS_BEFORE + "”", " \t")),
            confirm=(*_PROOF, _AROUND_QUOTED),
        ),
    ),
    Rule(
        id="punctuation/spaced-out",
        kind="correction",
        safe=True,
        what="Closes up Chinese text, and the figures of sentences, that have a space after every character.",
        why="Text recognition and headlines set wide leave it so, and no search finds the words. Only runs of four "
        "characters and more that read as words, from mark to mark, with the figures among them; spaces between words, "
        "names and the parts of a headline stay, and so does a figure of two digits alone, which may be two.",
        source="CLREQ 3.2.2",
        example=Example("中 国 新 闻 社 报 道", "中国新闻社报道"),
        find=_spaced_out,
        trigger=Trigger(trigram=(*((space, "^\n", space) for space in " \u3000"), ("0-9", " ", "0-9"))),
    ),
    Rule(
        id="punctuation/latin-space",
        kind="normalisation",
        safe=True,
        what="Removes spaces between Chinese characters and Latin letters or figures.",
        why="Off unless the setting `latin-space` is `remove`: some houses set such a space. None is ever put in.",
        source="CLREQ 3.2.2",
        example=Example("使用 GPT 模型", "使用GPT模型"),
        find=_latin,
        trigger=Trigger(" "),
        is_on=lambda settings: settings.latin_space == "remove",
    ),
)
