"""ALTO XML (2 to 4): the text of pages that libraries have had read by OCR."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsclean.io.extraction.laid_out import LayoutReader

if TYPE_CHECKING:
    from newsclean.io.layout.boxes import Page

_ROOT = re.compile(rb"<(?:\w+:)?alto\b", re.IGNORECASE)


class AltoReader(LayoutReader):
    """Reads the paragraphs of pages that OCR has read."""

    extensions = (".xml",)
    extra = "ocr"
    needs = "hOCR and ALTO need lxml"
    libraries = ("lxml",)
    nothing = "OCR has found no text"

    def is_own(self, beginning: bytes) -> bool:
        """Tell ALTO from other XML by its first element."""
        return _ROOT.search(beginning.replace(b"\0", b"")) is not None

    def pages(self, data: bytes, encoding: str, name: str, most: int) -> Sequence[Page]:
        """Return the pages of a file."""
        from newsclean.io.extraction.ocr_xml import pages_of_alto

        return pages_of_alto(data, name)


READER = AltoReader()
