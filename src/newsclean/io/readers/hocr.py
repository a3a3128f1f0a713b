"""hOCR (1.2): what Tesseract and others write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsclean.io.extraction.laid_out import LayoutReader

if TYPE_CHECKING:
    from newsclean.io.layout.boxes import Page


class HocrReader(LayoutReader):
    """Reads the paragraphs of pages that OCR has read; those in .html files too."""

    extensions = (".hocr",)
    extra = "ocr"
    needs = "hOCR and ALTO need lxml"
    libraries = ("lxml",)
    nothing = "OCR has found no text"

    def pages(self, data: bytes, encoding: str, name: str, most: int) -> Sequence[Page]:
        """Return the pages of a file."""
        from newsclean.io.extraction.ocr_xml import pages_of_hocr

        return pages_of_hocr(data, encoding, name)


READER = HocrReader()
