"""The text of DOCX files (ECMA-376, part 1, WordprocessingML). They are read only: their clean text is a text file.

Elements that are not known are looked into: dates that Word has marked by itself, tracked insertions, content controls
and fields hold text, which python-docx, mammoth and pandoc leave out, each some of it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsclean.io.extraction.docx_numbering import Numbering, W
from newsclean.io.extraction.markup import refuse_entities, root_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARAGRAPH, _ROW, _CELL, _BOX = f"{W}p", f"{W}tr", f"{W}tc", f"{W}txbxContent"
# Properties, what was deleted or moved away (17.13.5), the reading of a ruby (17.3.3.24), and what stands there twice,
# for programs that do not know the first.
_LEFT_OUT = frozenset(
    (f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}del", f"{W}moveFrom", f"{W}rt", f"{_COMPATIBILITY}Fallback")
)
_TEXTS = (f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_SIGNS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad",
}  # fmt: skip
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


def text_of_docx(data: bytes, name: str) -> str:
    """The paragraphs and table rows of a DOCX file in its order, a line each, and behind them its notes.

    Args:
        data: The file.
        name: What to call it in an error.

    Returns:
        The text as it stands when all tracked changes are accepted, with the numbers and bullets that Word counts.
        Text boxes follow the paragraph that they hang on; `[1]` stands where a note is referred to, and before it.

    Raises:
        ImportError: python-docx is not installed.
        InputError: It has entities of its own.
        Exception: Of any kind, where the file is damaged or is something else.
    """
    from docx import Document

    document = Document(io.BytesIO(data))
    refuse_entities(document.element, name)
    parts = {
        related.reltype.rpartition("/")[2]: related.target_part
        for related in document.part.rels.values()
        if not related.is_external
    }
    numbering = Numbering(_root(parts.get("numbering"), name), _root(parts.get("styles"), name))
    text = _Text(numbering)
    lines = [*text.blocks(document.element.body)]
    notes: dict[tuple[str, str | None], list[_Element]] = {}
    for kind in {kind for kind, _ in text.notes}:
        for note in _root(parts[kind], name):
            notes.setdefault((kind, note.get(f"{W}id")), []).append(note)
    for which, number in text.notes.items():
        blocks = (block for note in notes.get(which, ()) for block in _Text(numbering).blocks(note))
        lines.append(f"[{number}] " + "\n".join(blocks).strip())
    return "\n".join(lines)


def _root(part: Any, name: str) -> Any:
    """The root element of a part of the package; None where there is no such part."""
    return None if part is None else root_of(part.blob, name)


class _Text:
    """Reads a document from its first element to its last.

    Args:
        numbering: Numbers its paragraphs.

    Attributes:
        notes: The notes referred to so far, `footnotes` or `endnotes` and the number of the note there, each with its
            number here.
    """

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self.notes: dict[tuple[str, str | None], int] = {}

    def blocks(self, parent: _Element) -> Iterator[str]:
        """The paragraphs and table rows in an element, however deep they stand."""
        begun = ""
        for child in _left(parent):
            if child.tag == _PARAGRAPH:
                boxes: list[str] = []
                label = self._numbering.label(child)
                begun += ("" if begun else label) + "".join(self._pieces(child, boxes))
                if not _goes_on(child):
                    yield begun
                    begun = ""
                yield from boxes
            elif child.tag == _ROW:
                if child.find(f"{W}trPr/{W}del") is None:
                    yield "\t".join("\n".join(self.blocks(cell)) for cell in _cells(child))
            else:
                yield from self.blocks(child)
        if begun:
            yield begun

    def _pieces(self, parent: _Element, boxes: list[str]) -> Iterator[str]:
        """The text in a paragraph; what stands in text boxes is added to `boxes`."""
        for child in _left(parent):
            if child.tag in _TEXTS:
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag == f"{W}sym":
                yield chr(int(child.get(f"{W}char"), 16))
            elif child.tag in _NOTES:
                note = _NOTES[child.tag], child.get(f"{W}id")
                yield f"[{self.notes.setdefault(note, len(self.notes) + 1)}]"
            elif child.tag == _BOX:
                boxes += self.blocks(child)
            else:
                yield from self._pieces(child, boxes)


def _left(parent: _Element) -> Iterator[Any]:
    """The elements in another, but for those that are left out."""
    return (child for child in parent.iterchildren("*") if child.tag not in _LEFT_OUT)


def _cells(row: _Element) -> Iterator[_Element]:
    """The cells of a row, also those in content controls; not those of the tables in its cells."""
    for child in row.iterchildren("*"):
        if child.tag == _CELL:
            yield child
        else:
            yield from _cells(child)


def _goes_on(paragraph: _Element) -> bool:
    """Return whether the end of a paragraph was deleted or moved, and the next one goes on with it (17.13.5.15)."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(f"{W}{gone}") is not None for gone in ("del", "moveFrom"))
