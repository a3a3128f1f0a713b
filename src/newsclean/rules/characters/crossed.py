"""Big5 that was read as GBK, and GB2312 that was read as Big5: each character became one of the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from newsclean.core.document_view import DocumentView
from newsclean.rules.characters.decodings import Decoding, common, exactly
from newsclean.text.patterns import lazy_regex

_RUN = lazy_regex("[^\x00-\xa0]+")
_FIRST_HAN, _LAST_HAN = "\u4e00", "\u9fff"
# Kana, bopomofo, Greek, shapes and private use, which stand in no word of Chinese.
_FOREIGN = lazy_regex("[\u0370-\u04ff\u2460-\u26ff\u3040-\u312f\ue000-\uf8ff]")
# Left by a program that had no character for what it read.
_LOST = frozenset("?□\ufffd")
# So many Han characters must have been read otherwise, and so many of them be common in the right reading.
_LEAST, _SHARE = 6, 0.5


class _Crossing(NamedTuple):
    """Two encodings, one taken for the other.

    Attributes:
        read_as: The one the text was read in.
        was: The one it was in.
        triggers: What common characters and marks became that is rare in any other text, as between the brackets of a
            pattern; no Han characters, which are found more slowly.
    """

    read_as: str
    was: str
    triggers: str


_CROSSINGS = (
    # What became of ，。的 and of hundreds more, for which GBK has no character.
    _Crossing("gb18030", "big5hkscs", "\ue000-\uf8ff"),
    # What became of ，。（）：、
    _Crossing("big5hkscs", "gb2312", "ㄛ﹝ㄗㄘㄩ﹜"),
)
TRIGGERS = "".join(crossing.triggers for crossing in _CROSSINGS)
"""Triggers: what shows that a text may have been read so, as between the brackets of a pattern."""

_SIGNED = [(crossing, lazy_regex(f"[{crossing.triggers}]")) for crossing in _CROSSINGS]


def readings(view: DocumentView) -> Iterator[Decoding]:
    """Find what was read in the wrong one of two encodings of double bytes.

    Nearly all bytes of one are characters of the other: what a line says in it proves it, by how many of its characters
    are common ones.

    Args:
        view: Any text.

    Yields:
        The runs of lines of which that is so, without the ASCII between them; where any of a line's bytes was lost, all
        from the first to the last as one.
    """
    for crossing, sign in _SIGNED:
        for line in view.paragraphs if sign.search(view.text) else ():
            if sign.search(view.text, line.body, line.stop):
                yield from _runs(view.text, line.body, line.stop, crossing)


def _runs(text: str, start: int, end: int, crossing: _Crossing) -> Iterator[Decoding]:
    found: list[Decoding] = []
    han = right = wrong = 0
    for match in _RUN.finditer(text, start, end):
        run = match.group()
        data = run.encode(crossing.read_as, "replace")
        gain = common(data.decode(crossing.was, "ignore")) - common(run)
        if gain < 0 or (gain == 0 and not _FOREIGN.search(run)):
            continue
        was = exactly(data, crossing.was)
        found.append(Decoding(*match.span(), was))
        # Kana and bopomofo lie where the commonest characters and marks of the other encoding do, and prove nothing.
        meet = zip(run, was or "", strict=False)
        pairs = [(before, after) for before, after in meet if _FIRST_HAN <= before <= _LAST_HAN]
        han += len(pairs)
        right += common("".join(after for _, after in pairs))
        wrong += common("".join(before for before, _ in pairs))
    if han < _LEAST or right < _SHARE * han or right <= 2 * wrong:
        return
    if not _LOST.isdisjoint(text[start:end]) or any(reading.was is None for reading in found):
        yield Decoding(found[0].start, found[-1].end, None)
    else:
        yield from found
