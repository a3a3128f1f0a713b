"""The characters of PDF files (ISO 32000-2) with their boxes, by PDFium; the layout of pages makes text of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import pi
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.errors import InputError
from newsclean.io.compression import too_large
from newsclean.io.layout.boxes import Box, Page

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# In radians: a quarter of a turn, and from which angle on a character stands at a slant.
_QUARTER, _SLANT = pi / 2, 0.05
# The share of characters that may be unreadable: those of code 0, control characters, and those of private use.
_UNREADABLE = 0.1
_BREAKS = (10, 13)
_UNKNOWN = frozenset((*range(2), *range(3, 9), *range(14, 32), *range(0xE000, 0xF900), 0xFFFD))
_ENCRYPTED = ("password", "security")
_ADVICE = "save it anew with the program that made it, or have its pages read by OCR, and clean that"


class _Character(NamedTuple):
    """A character in the units of its page, of which y grows upwards; the angle in radians, with the clock."""

    text: str
    angle: float
    left: float
    bottom: float
    right: float
    top: float
    is_readable: bool


class PdfPages:
    """The pages of a PDF file, as an iterator.

    Args:
        data: The file.
        name: What to call it in an error.
        most: How many bytes its text may have; 0 for any number.

    Attributes:
        count: How many pages it has.
        without_text: The numbers of the pages, read so far, that show something but have no text.

    Raises:
        ImportError: pypdfium2 is not installed.
        InputError: It is encrypted or damaged, or has no page.
    """

    def __init__(self, data: bytes, name: str, most: int = 0) -> None:
        self._document = _opened(data, name)
        self._name = name
        self._most = most
        self.count = len(self._document)
        self.without_text: list[int] = []

    def __iter__(self) -> Iterator[Page]:
        """The pages.

        Raises:
            InputError: A page is damaged, what is read is more than it may be, or most characters are unreadable.
        """
        size = count = 0
        unreadable: dict[int, int] = {}
        for number in range(1, self.count + 1):
            page, unread = self._page(number)
            for box in (*page.boxes, *page.slanted):
                size += len(box.text.encode("utf-8", "surrogatepass"))
                count += 1
            if self._most and size > self._most:
                raise too_large(self._name, self._most)
            if unread:
                unreadable[number] = unread
            yield page
        if sum(unreadable.values()) > _UNREADABLE * count:
            cause = f"its fonts do not say which characters they show (on {pages_named([*unreadable])})"
            raise InputError(self._name, cause, _ADVICE)

    def close(self) -> None:
        """Give back what the file takes of memory."""
        self._document.close()

    def _page(self, number: int) -> tuple[Page, int]:
        """A page, and how many of its characters are unreadable."""
        from pypdfium2 import PdfiumError

        try:
            page = self._document[number - 1]
        except PdfiumError as error:
            raise InputError(self._name, f"page {number} is damaged ({error})", "get it again") from None
        text = page.get_textpage()
        try:
            found = list(_characters(text))
            if not found and next(page.get_objects(max_depth=1), None) is not None:
                self.without_text.append(number)
            return _placed(number, page.get_cropbox(), found), sum(not each.is_readable for each in found)
        finally:
            text.close()
            page.close()


def pages_named(numbers: list[int]) -> str:
    """Return the names of pages, those in a row as the first and the last of them: `pages 1-3, 7`."""
    ranges = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        row = [number for _, number in run]
        ranges.append(str(row[0]) if len(row) == 1 else f"{row[0]}-{row[-1]}")
    return f"{'page' if len(numbers) == 1 else 'pages'} {', '.join(ranges)}"


def _opened(data: bytes, name: str) -> PdfDocument:
    import pypdfium2

    if not data.strip():
        raise InputError(name, "an empty file", "get it again")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        cause = str(error).lower()
        if any(word in cause for word in _ENCRYPTED):
            cause = "encrypted: it opens with a password only"
            raise InputError(name, cause, "save it without one, and clean that") from None
        raise InputError(name, "not a whole .pdf file", "get it again") from None


def _characters(text: Any) -> Iterator[_Character]:
    """The characters of a page that are in the file; spaces and breaks that PDFium sees are not."""
    import pypdfium2.raw as pdfium

    raw, box = text.raw, pdfium.FS_RECTF()
    for number in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, number)
        if code in _BREAKS or pdfium.FPDFText_IsGenerated(raw, number) == 1:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(raw, number, box):
            continue
        is_readable = code not in _UNKNOWN and pdfium.FPDFText_HasUnicodeMapError(raw, number) != 1
        character = chr(code) if code else "\ufffd"
        angle = pdfium.FPDFText_GetCharAngle(raw, number)
        yield _Character(character, angle, box.left, box.bottom, box.right, box.top, is_readable)


def _placed(number: int, area: tuple[float, float, float, float], characters: Sequence[_Character]) -> Page:
    """A page with the characters as most of them are read: from left to right, and y grows downwards."""
    left, bottom, right, top = area
    width, height = right - left, top - bottom
    quarters = Counter(round(each.angle / _QUARTER) % 4 for each in characters)
    quarter = max(quarters, key=lambda each: quarters[each]) if quarters else 0
    boxes: list[Box] = []
    slanted: list[Box] = []
    for each in characters:
        x0, x1, y0, y1 = each.left - left, each.right - left, each.bottom - bottom, each.top - bottom
        box = Box(each.text, *(
            (x0, height - y1, x1, height - y0),
            (height - y1, width - x1, height - y0, width - x0),
            (width - x1, y0, width - x0, y1),
            (y0, x0, y1, x1),
        )[quarter])  # fmt: skip
        off = (each.angle - quarter * _QUARTER) % (4 * _QUARTER)
        (boxes if min(off, 4 * _QUARTER - off) < _SLANT else slanted).append(box)
    if quarter % 2:
        width, height = height, width
    return Page(number, width, height, boxes, slanted)
