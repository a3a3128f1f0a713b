"""Chinese text that was read in a code page of single bytes: a line of it is put right as a whole, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsclean.core.document_view import DocumentView
from newsclean.rules.characters.decodings import Decoding, common, exactly, is_nearly
from newsclean.text.charsets import ANY_HAN
from newsclean.text.patterns import lazy_regex

_LOST = "\ufffd"
# Marks of Chinese text that are bytes of these pages too: at the ends of a run they may be what they look like.
_OWN_MARKS = "“”‘’…—\xa0"
_FEWEST, _SHARE = 3, 0.5
_LETTER = lazy_regex("[A-Za-z]")
_MARKS_AROUND = "«»„“”‘’–—…№°"


class _Page:
    """Code page.

    Args:
        name: Its name.
        letters: Letters of its own languages, small and great, between the brackets of a pattern; empty where four of
            them never stand side by side.
    """

    def __init__(self, name: str, letters: tuple[str, str] = ("", "")) -> None:
        # What reads the bytes that it has no character for leaves the control characters of Latin-1 there.
        high = [bytes([byte]).decode(name, "ignore") or chr(byte) for byte in range(0x80, 0x100)]
        self.bytes = {ord(character): byte for byte, character in enumerate(high, 0x80)}
        if name == "cp1252":
            self.bytes |= {byte: byte for byte in range(0x80, 0xA0)}
        self.leads, self.continuations = self.of(0xE4, 0xEA), self.of(0x80, 0xC0)
        self.runs = lazy_regex(f"[{self.of(0x80, 0x100)}{_LOST}]+")
        small, great = letters
        self._words = lazy_regex(f"[{great}]?[{small}]+|[{great}]+") if small else None

    def of(self, first: int, end: int) -> str:
        """The characters of some of its bytes, as between the brackets of a pattern."""
        return "".join(re.escape(chr(code)) for code, byte in self.bytes.items() if first <= byte < end)

    def encoded(self, text: str) -> bytes:
        """The bytes that were read so."""
        return text.translate(self.bytes).encode("latin-1", "replace")

    def is_word(self, run: str) -> bool:
        """Return whether a run is a word of one of its own languages."""
        return self._words is not None and self._words.fullmatch(run.strip(_MARKS_AROUND)) is not None


class _Misreading(NamedTuple):
    """An encoding of Chinese that was read in a code page.

    Attributes:
        page: The code page.
        encoding: The encoding; "twice" for UTF-8 that was read so, written as UTF-8, and read so again.
        sign: What shows in a line that it may have been read so.
    """

    page: _Page
    encoding: str
    sign: re.Pattern[str]

    @classmethod
    def of_utf8(cls, page: _Page) -> _Misreading:
        """UTF-8: two Han characters of three bytes side by side, of which one may have lost a byte."""
        lead, other = f"[{page.leads}]", f"[{page.continuations}]"
        return cls(page, "utf-8", lazy_regex(f"{lead}{other}(?:{other}{lead}{other}|{lead}{other}{{2}})"))

    @classmethod
    def of_gb(cls, page: _Page) -> _Misreading:
        """GB2312: two characters of its rows of Han characters side by side, or with a space between them."""
        han = f"[{page.of(0xB0, 0xF8)}][{page.of(0xA1, 0xFF)}]"
        return cls(page, "gb2312", lazy_regex(f"{han} ?{han}"))

    def was(self, run: str) -> str | None:
        """What a run says, if all of it is Chinese text."""
        data = self.page.encoded(run)
        if self.encoding != "twice":
            return exactly(data, self.encoding)
        once = data.decode("utf-8", "replace")
        return exactly(self.page.encoded(once), "utf-8") if self.page.runs.fullmatch(once) else None

    def runs(self, text: str, start: int, end: int) -> Iterator[Decoding]:
        """The runs of a line that may have been read so, without those that are what they look like."""
        is_chinese = ANY_HAN.search(text, start, end) is not None
        for match in self.page.runs.finditer(text, start, end):
            run, begin, was = match.group(), match.start(), self.was(match.group())
            stripped = run.strip(_OWN_MARKS)
            if was is None and (not stripped or self.was(stripped)):
                run, begin, was = stripped, begin + run.index(stripped), self.was(stripped)
            # Of a French word at most a letter and the marks behind it are taken for one: café”…
            is_tail = len(was or run) == 1 and _LETTER.match(text, max(0, begin - 1), begin) is not None
            # One by itself, ° or é, is what it looks like in a line of Chinese, and half a character in any other.
            is_own = is_tail or (is_chinese and len(run) == 1 and run != _LOST)
            if run and not is_own:
                yield Decoding(begin, begin + len(run), was)


_WESTERN = _Page("cp1252")
_CENTRAL, _CYRILLIC = _Page("cp1250"), _Page("cp1251", ("а-яёђѓєѕіїјљњћќўџґ", "А-ЯЁЂЃЄЅІЇЈЉЊЋЌЎЏҐ"))
_MISREADINGS = (
    *map(_Misreading.of_utf8, (_WESTERN, _CENTRAL, _CYRILLIC, *map(_Page, ("mac_roman", "cp437", "cp850")))),
    _Misreading(
        _WESTERN,
        "twice",
        lazy_regex(f"Ã[¤-©](?:Â[{_WESTERN.continuations}]|[â-ã]|Å|Æ|Ë|[\xa0-\xff])"),
    ),
    *map(_Misreading.of_gb, (_WESTERN, _CENTRAL, _CYRILLIC)),
)
TRIGGERS = (
    ("Ã", "¤-©"),
    *(
        (page.of(0xB0, 0xF8), page.of(0xA1, 0xFF)) if encoding == "gb2312" else (page.leads, page.continuations)
        for page, encoding, _ in _MISREADINGS
        if encoding != "twice"
    ),
)
"""Pairs of characters of which a text must hold one, as a trigger has them."""


def readings(view: DocumentView) -> Iterator[Decoding]:
    """Find what was read in a code page.

    Args:
        view: Any text.

    Yields:
        The runs of the lines that were; where any of a line's bytes was lost, all from the first to the last as one.
        Where one line shows what was done to it, others whose bytes lead back are taken to have suffered the same.
    """
    text = view.text
    likely = [each for each in _MISREADINGS if each.sign.search(text)]
    if not likely:
        return
    proved: dict[_Misreading, None] = {}
    rest: list[tuple[int, int]] = []
    for line in view.paragraphs:
        best, gain = None, 0
        for misreading in likely:
            runs = list(misreading.runs(text, line.body, line.stop))
            if runs and misreading.sign.search(text, line.body, line.stop):
                found = _proof(text, misreading, runs)
                if found > gain:
                    best, gain = (misreading, runs), found
        if best is None:
            rest.append((line.body, line.stop))
        elif gain > 1 and all(run.was for run in best[1]):
            proved[best[0]] = None
            yield from best[1]
        else:
            yield Decoding(best[1][0].start, best[1][-1].end, None)
    for start, end in rest:
        for misreading in proved:
            runs = list(misreading.runs(text, start, end))
            if runs and all(run.was for run in runs):
                yield from runs
                break


def _proof(text: str, misreading: _Misreading, runs: list[Decoding]) -> int:
    """How many common characters speak for a line having been read so; 0 if they prove nothing."""
    if misreading.encoding != "gb2312":
        return common("".join([run.was or "" for run in runs])) or 1
    pieces = [text[run.start : run.end] for run in runs]
    # Words of another language prove nothing; where others do, they were read so too.
    data = misreading.page.encoded("".join([piece for piece in pieces if not misreading.page.is_word(piece)]))
    was = data.decode("gb2312", "ignore")
    number = common(was)
    is_whole = all(run.was for run in runs)
    if is_whole:
        is_proof = (number == len(was) and len({*was}) > 1) or (number >= _FEWEST and number >= _SHARE * len(was))
    else:
        is_proof = is_nearly(data, "gb2312") and number >= _SHARE * len(was)
    return number if is_proof else 0
