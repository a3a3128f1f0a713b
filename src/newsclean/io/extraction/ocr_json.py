"""Text with boxes in the JSON that programs for OCR write: PaddleOCR, RapidOCR, Umi-OCR and MinerU.

They are told by their shape. A box is four corners, or left, top, right and bottom; its text stands beside it under one
of several names, in a list beside it, or in a list that runs beside that of the boxes. MinerU and layout models give
whole paragraphs, in the order in which they are read; these stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from newsclean.errors import InputError
from newsclean.io.encodings.detection import decode
from newsclean.io.file_signatures import data_in
from newsclean.io.layout.boxes import Box, Page, units_of
from newsclean.io.layout.document import LaidOut, laid_out, paragraphs_as_given
from newsclean.text.patterns import lazy_regex

_TEXTS = ("text", "txt", "transcription", "content", "rec_text", "block_content")
_BOXES = ("box", "bbox", "text_region", "points", "poly", "dt_box", "block_bbox")
# Lists that run side by side, as PaddleOCR and RapidOCR have them from their third versions on.
_SIDE_BY_SIDE = (("rec_texts", "rec_polys"), ("rec_texts", "rec_boxes"), ("txts", "boxes"))
# What holds the result of a page, and what holds those of several; the first that is there counts.
_WRAPPERS = ("overall_ocr_res", "res", "result", "prunedResult", "ocr_result", "data", "parsing_res_list")
_SEVERAL = ("pdf_info", "layoutParsingResults", "ocrResults", "results", "pages")
_NO_TEXT = ("header", "footer", "page_number", "aside_text", "page_footnote", "discarded", "abandon")
_ROWS, _CELLS, _TAGS = lazy_regex(r"<tr\b[^>]*>"), lazy_regex(r"<t[dh]\b[^>]*>"), lazy_regex(r"<[^>]*>")
_DEEPEST = 40
# A text so long, in so high a box for its width, has several lines.
_BLOCK, _BLOCK_RATIO = 10, 3.5
_ADVICE = "let OCR write the boxes too, or clean the text that it writes without"


class Block(NamedTuple):
    """A text of a page.

    Attributes:
        box: The text with its box.
        kind: What the program takes it for; empty if it does not say.
        is_whole: Whether it is a paragraph, and not a line of one.
    """

    box: Box
    kind: str = ""
    is_whole: bool = False


def blocks_of(data: bytes, encoding: str, name: str) -> list[list[Block]]:
    """Return the texts of each page of a result of OCR.

    Args:
        data: The file: one value of JSON, or a value a line.
        encoding: `auto`, or the name of its encoding.
        name: What to call it in an error.

    Raises:
        DecodeError: It is in no encoding that is known.
        InputError: It is no JSON, no result of OCR, or some text in it has no box.
    """
    text = decode(data, encoding, name).text.lstrip("\ufeff")
    try:
        values = [orjson.loads(text)]
    except orjson.JSONDecodeError as error:
        try:
            values = [orjson.loads(line) for line in text.splitlines() if line.strip()]
        except orjson.JSONDecodeError:
            raise InputError(name, f"not JSON ({error})", "get it again") from None
    found = _Found(name)
    pages = [page for value in values for page in found.pages(value, 0)]
    if not found.is_result:
        data_of_other_kind = data_in(text)
        advice = data_of_other_kind.advice if data_of_other_kind else "say what it is with --format"
        writers = "PaddleOCR, RapidOCR, Umi-OCR or MinerU"
        raise InputError(name, f"JSON, and no result of OCR that {writers} would write", advice)
    if found.unplaced:
        raise InputError(name, f"{found.unplaced} texts in it have no box, so that their order is not known", _ADVICE)
    return pages


class _Found:
    """What was found so far: whether anything was, and how many texts have no box."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.is_result = False
        self.unplaced = 0

    def pages(self, value: Any, depth: int) -> Iterator[list[Block]]:
        """The pages in a value."""
        if isinstance(value, dict):
            if several := next((value[key] for key in _SEVERAL if isinstance(value.get(key), list)), None):
                self.is_result = True
                for page in several:
                    yield from self.pages(page, depth + 1)
                return
            if value.get("code") == 101 and "data" in value:  # of Umi-OCR: no text on the page
                self.is_result = True
            yield list(self._blocks(value, depth))
        elif isinstance(value, list) and depth < _DEEPEST:
            if any(map(_is_paged, value)):
                yield from self._by_page(value, depth)
            elif value and all(map(_is_page, value)):
                for page in value:
                    yield from self.pages(page, depth + 1)
            else:
                yield list(self._blocks(value, depth))
        elif value is None:  # of PaddleOCR: no text on the page
            yield []

    def _by_page(self, items: list[Any], depth: int) -> Iterator[list[Block]]:
        """The pages of a list of paragraphs, each of which says on which page it stands."""
        numbers = [item.get("page_idx", 0) if isinstance(item, dict) else 0 for item in items]
        last = max((number for number in numbers if isinstance(number, int)), default=0)
        pages: list[list[Block]] = [[] for _ in range(min(last, 10**6) + 1)]
        for item, number in zip(items, numbers, strict=True):
            blocks = self._blocks(item, depth + 1)
            pages[number if isinstance(number, int) and 0 <= number < len(pages) else 0] += (
                block._replace(is_whole=True) for block in blocks
            )
        yield from pages

    def _blocks(self, value: Any, depth: int, kind: str = "") -> Iterator[Block]:
        """The texts in a value, in its order."""
        if depth > _DEEPEST:
            raise InputError(self._name, f"nested deeper than {_DEEPEST} levels", "check the file")
        if isinstance(value, dict):
            yield from self._in_object(value, depth, kind)
        elif isinstance(value, list):
            pair = _pair(value)
            if pair is not None:
                self.is_result = True
                yield Block(Box(pair[1], *pair[0]), kind)
                return
            for item in value:
                yield from self._blocks(item, depth + 1, kind)

    def _in_object(self, value: Mapping[str, Any], depth: int, kind: str) -> Iterator[Block]:
        label = next((value[key] for key in ("type", "block_label") if isinstance(value.get(key), str)), kind)
        edges = next((edges for key in _BOXES if (edges := _edges(value.get(key))) is not None), None)
        text = next((value[key] for key in _TEXTS if isinstance(value.get(key), str)), None)
        if text is None and isinstance(value.get("html"), str) and edges is not None:
            yield from _rows(value["html"], edges, label)
            return
        if text is not None:
            is_result = edges is not None or any(key in value for key in ("score", "confidence", "page_idx"))
            self.is_result |= is_result
            if edges is not None:
                yield Block(Box(text, *edges), label, "block_content" in value)
            elif text.strip() and is_result:
                self.unplaced += 1
            return
        for texts, boxes in _SIDE_BY_SIDE:
            if isinstance(value.get(texts), list) and isinstance(value.get(boxes), list):
                self.is_result = True
                yield from self._side_by_side(value[texts], value[boxes], kind)
                return
        # MinerU has lines as they stand on a page, and the same put together over pages; and what it leaves out.
        if "preproc_blocks" in value or "para_blocks" in value:
            own = value.get("preproc_blocks") or value.get("para_blocks")
            yield from self._blocks(own, depth + 1)
            yield from self._blocks(value.get("discarded_blocks"), depth + 1, "discarded")
            return
        if (inner := next((value[key] for key in _WRAPPERS if value.get(key)), None)) is not None:
            yield from self._blocks(inner, depth + 1, label)
            return
        for key in ("lines", "spans", "blocks"):
            yield from self._blocks(value.get(key), depth + 1, label)

    def _side_by_side(self, texts: list[Any], boxes: list[Any], kind: str) -> Iterator[Block]:
        self.unplaced += max(0, len(texts) - len(boxes))
        for text, corners in zip(texts, boxes, strict=False):
            edges = _edges(corners)
            if isinstance(text, str) and edges is not None:
                yield Block(Box(text, *edges), kind)
            elif isinstance(text, str) and text.strip():
                self.unplaced += 1


def document_of(pages: Sequence[Sequence[Block]]) -> LaidOut:
    """Return the text of a document: laid out from lines, or as the program gives it where it gives paragraphs."""
    whole = sum(len(block.box.text) for page in pages for block in page if block.is_whole or _has_lines(block.box))
    total = sum(len(block.box.text) for page in pages for block in page)
    if total and 2 * whole > total:
        given = [
            (number, block.box, block.kind if block.kind in _NO_TEXT else "")
            for number, page in enumerate(pages, 1)
            for block in page
        ]
        return paragraphs_as_given(given, len(pages))
    return laid_out(
        Page(
            number,
            max((block.box.right for block in page), default=0),
            max((block.box.bottom for block in page), default=0),
            [block.box for block in page],
            is_measured=False,
        )
        for number, page in enumerate(pages, 1)
    )


def _has_lines(box: Box) -> bool:
    """Tell a box of several lines from one of a line, level or upright."""
    units, width, height = units_of(box.text), box.right - box.left, box.bottom - box.top
    return units >= _BLOCK and height * units > _BLOCK_RATIO * width and height < 0.6 * units * width


def _is_page(value: Any) -> bool:
    """Tell the result of a page from that of a line: there are texts in it, and it is none."""
    if isinstance(value, dict):
        is_region = "type" in value and "bbox" in value
        return not is_region and not any(isinstance(value.get(key), str) for key in _TEXTS)
    return value is None or (isinstance(value, list) and _pair(value) is None and _edges(value) is None)


def _is_paged(value: Any) -> bool:
    return isinstance(value, dict) and "page_idx" in value and "bbox" in value


def _pair(value: list[Any]) -> tuple[tuple[float, float, float, float], str] | None:
    """The box and the text of `[box, text, score]` or `[box, [text, score]]`."""
    if not 2 <= len(value) <= 3 or (edges := _edges(value[0])) is None:
        return None
    text = value[1][0] if isinstance(value[1], list) and value[1] else value[1]
    return (edges, text) if isinstance(text, str) else None


def _edges(value: Any) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom of a box of corners or of edges; None if it is no box."""
    if not isinstance(value, list) or not value:
        return None
    if len(value) == 4 and all(map(_is_number, value)):
        left, top, right, bottom = map(float, value)
        return min(left, right), min(top, bottom), max(left, right), max(top, bottom)
    if len(value) < 3 or not all(isinstance(at, list) and len(at) == 2 and all(map(_is_number, at)) for at in value):
        return None
    across, down = [float(x) for x, _ in value], [float(y) for _, y in value]
    return min(across), min(down), max(across), max(down)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _rows(table: str, edges: tuple[float, float, float, float], kind: str) -> Iterator[Block]:
    """The rows of a table in HTML, one below the other in its box."""
    from html import unescape

    rows = [unescape(_TAGS.sub("", _CELLS.sub("\t", row))).strip() for row in _ROWS.split(table)]
    rows = [" ".join(row.split("\n")) for row in rows if row]
    left, top, right, bottom = edges
    for number, row in enumerate(rows):
        step = (bottom - top) / len(rows)
        yield Block(Box(row, left, top + number * step, right, top + (number + 1) * step), kind, is_whole=True)
