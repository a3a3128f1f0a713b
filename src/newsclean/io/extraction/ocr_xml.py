"""Words with boxes in what OCR writes for archives: hOCR (1.2) and ALTO XML (2 to 4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.errors import InputError
from newsclean.io.encodings.detection import decode
from newsclean.io.extraction.markup import refuse_own_entities, root_of
from newsclean.io.layout.boxes import Box, Page
from newsclean.text.patterns import lazy_regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_BBOX = lazy_regex(rf"\bbbox\s+{_NUMBER}\s+{_NUMBER}\s+{_NUMBER}\s+{_NUMBER}")
_LINES = ("ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocr_footer")
_ADVICE = "have OCR write the boxes too, or clean the text that it writes without"
HOCR_SIGN = b"ocr_page"
"""Stands in every file of hOCR, and in no other page."""


def pages_of_hocr(data: bytes, encoding: str, name: str) -> list[Page]:
    """Return the pages of a file of hOCR.

    Args:
        data: The file.
        encoding: `auto`, or the name of its encoding.
        name: What to call it in an error.

    Raises:
        ImportError: lxml is not installed.
        DecodeError: It is in no encoding that is known.
        InputError: It has no page or entities of its own, or some word in it has no box.
    """
    from lxml import html

    text = decode(data, encoding, name).text
    refuse_own_entities(text, name)
    root = html.document_fromstring(text.encode("utf-8", "surrogatepass"), parser=html.HTMLParser(encoding="utf-8"))
    found = list(_of_class(root, "ocr_page"))
    if not found:
        raise InputError(name, "no hOCR: nothing in it is of the class ocr_page", "say what it is with --format")
    pages = []
    unplaced = 0
    for number, page in enumerate(found, 1):
        boxes: list[Box] = []
        lines = [line for kind in _LINES for line in _of_class(page, kind)] or [page]
        for line in lines:
            words = [*_of_class(line, "ocrx_word")] or [line]
            for word in words:
                content = " ".join("".join(word.itertext()).split())
                edges = _edges(word) or (_edges(line) if len(words) == 1 else None)
                if content and edges:
                    boxes.append(Box(content, *edges))
                unplaced += bool(content and not edges)
        _, _, width, height = _edges(page) or (0.0, 0.0, 0.0, 0.0)
        pages.append(_page(number, width, height, boxes))
    return _all_placed(pages, unplaced, name)


def pages_of_alto(data: bytes, name: str) -> list[Page]:
    """Return the pages of a file of ALTO.

    Args:
        data: The file.
        name: What to call it in an error.

    Raises:
        ImportError: lxml is not installed.
        InputError: It is no ALTO or has entities of its own, or some text in it has no box.
        XMLSyntaxError: It is no XML.
    """
    root = root_of(data, name)
    if not isinstance(root.tag, str) or root.tag.rpartition("}")[2].lower() != "alto":
        raise InputError(name, "XML, and no ALTO", "name the files of its text, or say what it is with --format")
    pages = []
    unplaced = 0
    for number, page in enumerate(root.iter("{*}Page"), 1):
        boxes: list[Box] = []
        for line in page.iter("{*}TextLine"):
            words = [*_words(line)]
            if all(box is not None for _, box in words):
                boxes += [Box(content, *box) for content, box in words if box is not None]
            elif (edges := _alto_edges(line)) is not None:
                boxes.append(Box(_content(line), *edges))
            else:
                unplaced += len(words)
        width, height = (float(page.get(key) or 0) for key in ("WIDTH", "HEIGHT"))
        pages.append(_page(number, width, height, boxes))
    return _all_placed(pages, unplaced, name)


def _all_placed(pages: list[Page], unplaced: int, name: str) -> list[Page]:
    if unplaced:
        raise InputError(name, f"{unplaced} words in it have no box, so that their order is not known", _ADVICE)
    return pages


def _page(number: int, width: float, height: float, boxes: list[Box]) -> Page:
    height = max([height, *(box.bottom for box in boxes)])
    width = max([width, *(box.right for box in boxes)])
    return Page(number, width, height, boxes, is_measured=False)


def _of_class(element: _Element, name: str) -> Iterator[_Element]:
    return (each for each in element.iterdescendants("*") if name in (each.get("class") or "").split())


def _edges(element: _Element) -> tuple[float, float, float, float] | None:
    found = _BBOX.search(element.get("title") or "")
    if found is None:
        return None
    left, top, right, bottom = map(float, found.groups())
    return left, top, right, bottom


def _words(line: _Element) -> Iterator[tuple[str, tuple[float, float, float, float] | None]]:
    """The words of a line; a hyphen at its end belongs to the last."""
    strings = [each for each in line if isinstance(each.tag, str)]
    for at, string in enumerate(strings):
        if string.tag.endswith("String") and (content := string.get("CONTENT")):
            after = strings[at + 1] if at + 1 < len(strings) else None
            if after is not None and after.tag.endswith("HYP"):
                content += after.get("CONTENT") or "-"
            yield content, _alto_edges(string)


def _content(line: _Element) -> str:
    """The text of a line, with a space where it has one."""
    content = ""
    for each in line.iterchildren("{*}String", "{*}SP", "{*}HYP"):
        content += " " if each.tag.endswith("SP") else each.get("CONTENT") or ("-" if each.tag.endswith("HYP") else "")
    return content


def _alto_edges(element: _Element) -> tuple[float, float, float, float] | None:
    try:
        left, top, width, height = (float(element.get(key, "")) for key in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    except ValueError:
        return None
    return left, top, left + width, top + height
