"""Context of a place in a text, Chinese or not, by what stands on its two sides."""

from __future__ import annotations

import re
from enum import IntEnum

from newsclean.core.document_view import DocumentView
from newsclean.text.charsets import ANY_HAN, CHINESE_MARKS, HAN, UNITS, is_han
from newsclean.text.patterns import lazy_regex

_CHINESE = lazy_regex(f"[{HAN}{CHINESE_MARKS}]")
_HAN_RUN = lazy_regex(f"[{HAN}]+")
_WORD = lazy_regex("[A-Za-z]+")
_PHRASE = lazy_regex(r"[A-Za-z]['’]?,? [A-Za-z'’]+['’]?\Z")
_SPACE = frozenset(" \t")
# What may stand between a mark and the Chinese character that decides for it: a figure or a Latin word, and
# the marks that close or open around it, those of Markdown too.
_MARKUP = "*_`"
_CLOSING = f"”’\"'）)】]》」』〉{UNITS}°~{_MARKUP}"
_OPENING = f"“‘\"'（([【《「『〈{_MARKUP}"
_TOKEN_CHARACTER = lazy_regex(
    rf"[A-Za-z0-9.\-+/&{_MARKUP}#$€£¥∶{UNITS}°”’\"'）)】\]》」』〉“‘（(\[【《「『〈]|(?<=[0-9{UNITS}])[,:](?=[0-9])"
)
_REACH = 40
_BRACKETS = {"）": "（", ")": "(", "】": "【", "》": "《"}
_NESTED_OR_BREAK = frozenset("（()）【】《》\r\n")
_COUNTED = lazy_regex(f"[0-9]+[{HAN}]")
BETWEEN_WORDS = lazy_regex(rf"[{HAN}] +[{HAN}]")
"""A space between words: their line is a row, or a headline, of which spaces part the fields."""
_BEGINNING = frozenset("“《‘（「『【")
_QUOTED, _BRACKETED, _SPOKEN_OF = ("“”", "‘’", "「」", "『』"), ("（）", "()"), frozenset(",;:.．")


class Side(IntEnum):
    """Side of a mark, by what stands there."""

    OTHER = 0
    """Latin text, or a symbol: nothing Chinese near."""
    EDGE = 1
    """The line begins or ends there."""
    TOKEN = 2
    """A single figure or Latin word, and Chinese text beyond it."""
    CHINESE = 3
    """A Chinese character or mark, perhaps behind closing or opening marks."""


class Context:
    """The sides of every place of a text. Made once for a view, by `view.cached(Context)`."""

    def __init__(self, view: DocumentView) -> None:
        self._text = view.text
        self._protected = view.protected_spans
        self._lines = view.text.replace("\r", "\n") if "\r" in view.text else view.text
        self._line = (0, -1)  # the one asked for last: a line may be a whole book
        self._is_chinese: dict[int, bool] = {}

    def before(self, start: int) -> Side:
        """Return what stands before the place `start`, in code points of the text."""
        text, at, edge = self._text, start - 1, max(0, start - _REACH)
        while at >= edge and text[at] in _CLOSING:
            # 德曼（Chris Weidman）(#3): what stands in brackets decides nothing, however many words it has.
            at = self._opening(at, edge) - 1
        if at < 0 or text[at] in "\r\n":
            return Side.EDGE
        if _CHINESE.match(text, at):
            return Side.CHINESE
        while at >= edge and _TOKEN_CHARACTER.match(text, at):
            at -= 1
        if at < 0 or text[at] in "\r\n":
            return Side.OTHER
        return Side.TOKEN if at < start - 1 and _CHINESE.match(text, at) else Side.OTHER

    def _opening(self, at: int, edge: int) -> int:
        """Return where the bracket opens that closes at `at`, if it does so behind `edge` in the same line.

        Else `at`.
        """
        bracket = _BRACKETS.get(self._text[at])
        if bracket is None:
            return at
        opening = self._text.rfind(bracket, edge, at)
        is_whole = opening >= 0 and _NESTED_OR_BREAK.isdisjoint(self._text[opening + 1 : at])
        return opening if is_whole else at

    def after(self, end: int) -> Side:
        """Return what stands after the place `end`, in code points of the text."""
        text, at = self._text, end
        edge = min(len(text), end + _REACH)
        while at < edge and text[at] in _OPENING:
            at += 1
        if at >= len(text) or text[at] in "\r\n":
            return Side.EDGE
        if _CHINESE.match(text, at):
            return Side.CHINESE
        while at < edge and _TOKEN_CHARACTER.match(text, at):
            at += 1
        if at >= len(text) or text[at] in "\r\n":
            return Side.TOKEN if at > end else Side.EDGE
        return Side.TOKEN if at > end and _CHINESE.match(text, at) else Side.OTHER

    def is_chinese_line(self, offset: int) -> bool:
        """Return whether the line at `offset` has as many Han characters as Latin words, addresses left out."""
        start, end = self.line(offset)
        if start not in self._is_chinese:
            han = end - start - len(_HAN_RUN.sub("", self._text[start:end]))
            words = _WORD.findall(self._text, start, end)
            if len(words) > han > 0 and self._protected:
                words = [word for word in _WORD.finditer(self._text, start, end) if not self._is_protected(word)]
            self._is_chinese[start] = han > 0 and han >= len(words)
        return self._is_chinese[start]

    def _is_protected(self, word: re.Match[str]) -> bool:
        return self._protected.touch(*word.span())

    def line(self, offset: int) -> tuple[int, int]:
        """The half-open span of the line at `offset`, without its line break."""
        start, end = self._line
        if not start <= offset <= end:
            start, end = self._lines.rfind("\n", 0, offset) + 1, self._lines.find("\n", offset)
            self._line = start, len(self._lines) if end < 0 else end
        return self._line

    def is_chinese(self, start: int, end: int) -> bool:
        """Return whether a mark at `[start, end)` stands in Chinese text.

        Certain when a Chinese character stands beside it, in a Chinese line; or when the figure or Latin
        word on each side is a single one with Chinese text beyond. `GPT-4,Claude等` is Chinese,
        `I came, I saw` inside a Chinese sentence is not.
        """
        if start and ANY_HAN.match(self._text, start - 1) and ANY_HAN.match(self._text, end):  # as mostly
            return True
        before, after = self.before(start), self.after(end)
        if before == after == Side.CHINESE:
            return True
        if self._text.startswith(("”", "’", '"', "'"), end) and _PHRASE.search(
            self._text, max(0, start - _REACH), start
        ):
            return False  # “I love you,”他说
        is_counted = after == Side.TOKEN and _COUNTED.match(self._text, end) is not None  # Carlota Ciganda,68杆
        is_token = before != Side.OTHER != after and Side.TOKEN in (before, after)
        if Side.CHINESE in (before, after) or is_counted or is_token:
            return self.is_chinese_line(start)
        # `AI, 人工智能`: a space beside a half-width mark belongs to the mark.
        first, last = self.before_space(start), self.after_space(end)
        if first < start:  # 北京 , 上海; and 好 ! at the end of a line
            before, after = self.before(first), self.after(last)
            is_between = before >= Side.TOKEN <= after or (before == Side.CHINESE and after == Side.EDGE)
            return is_between and self.is_chinese_line(start)
        return last > end and before == Side.TOKEN and after == Side.OTHER and self.after(last) == Side.CHINESE

    def before_space(self, start: int) -> int:
        """The place before the spaces that stand before the place `start`; `start` itself if there are none."""
        while start and self._text[start - 1] in _SPACE:
            start -= 1
        return start

    def after_space(self, end: int) -> int:
        """The place behind the spaces that stand behind the place `end`; `end` itself if there are none."""
        while self._text[end : end + 1] in _SPACE:
            end += 1
        return end


def begins_sentence(character: str) -> bool:
    """Return whether a character, or an empty string, is one that a Chinese sentence may begin with."""
    return is_han(character) or character.isdecimal() or character in _BEGINNING or "A" <= character <= "Z"


def end_of_space(text: str, end: int) -> int:
    """Return where the space ends behind a half-width mark: `嗨! 你`, `吗? GPT` have it for the mark's sake."""
    after = end
    while text[after : after + 1] == " ":
        after += 1
    return after if after > end and begins_sentence(text[after : after + 1]) else end


def is_mentioned(text: str, start: int, end: int) -> bool:
    """Return whether marks stand by themselves in quotation marks or brackets, and are what is spoken of: 以“,”分隔."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return around in _QUOTED or (around in _BRACKETED and text[start] in _SPOKEN_OF)
