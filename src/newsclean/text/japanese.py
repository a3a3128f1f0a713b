"""Japanese in a text, which stays as it is: its marks and widths follow other rules than those of Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from newsclean.text.charsets import ANY_HAN, HAN
from newsclean.text.code import LINE
from newsclean.text.patterns import lazy_regex

MARKERS = "のはをにがたでとる"
"""Of these every Japanese sentence has one: particles and endings."""

_KANA = lazy_regex("[\u3041-\u3096\u30a1-\u30fa\u30fc]")
# A word in Han characters with its ending; a Japanese word that Chinese text quotes stands by itself.
_WITH_ENDING = lazy_regex(f"[{HAN}][\u3041-\u3096]")
_LEAST_ENDINGS = 2
# So many characters to one of kana a Japanese line has at most; half of a newspaper's are kana.
_PER_KANA = 5


def japanese_lines(text: str) -> Iterator[tuple[int, int]]:
    """Find Japanese: lines that stand together, or the whole text, if they are most of it.

    Args:
        text: Any text.

    Yields:
        Spans from the first line to the end of the last, in code points.
    """
    if not any(marker in text for marker in MARKERS):
        return
    lines = (match for match in LINE.finditer(text) if not match.group().isspace())
    found = []
    for is_japanese, together in groupby(lines, lambda line: _is_japanese(line.group())):
        if is_japanese:
            spans = [line.span() for line in together]
            found.append((spans[0][0], spans[-1][1]))
    is_most = 2 * sum(end - start for start, end in found) > len(text)
    yield from [(0, len(text))] if is_most else found


def _is_japanese(line: str) -> bool:
    kana = len(_KANA.findall(line))
    is_dense = kana * _PER_KANA > kana + len(ANY_HAN.findall(line))
    return is_dense and len(_WITH_ENDING.findall(line)) >= _LEAST_ENDINGS
