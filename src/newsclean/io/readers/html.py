"""Pages, in which an article must be found."""

from __future__ import annotations

import re

from newsclean.io.extraction.documents import ExtractingReader
from newsclean.io.reader import Source
from newsclean.io.readers import hocr

_OF_OCR = re.compile(rb"<div\b[^>]*\bclass\s*=\s*[\"']?ocr_page\b")
_BEGINNING = 1 << 16


class PageReader(ExtractingReader):
    """Finds the article in a page."""

    extensions = (".html", ".htm", ".shtml", ".xhtml")
    extra = "html"
    needs = "pages need trafilatura and resiliparse"
    libraries = ("trafilatura", "resiliparse")
    nothing = "no article found in the page"

    def read(self, data: bytes, encoding: str, name: str, most: int = 0) -> Source:
        """Find the text of an article, as `ExtractingReader`; a page of OCR is read as hOCR."""
        if _OF_OCR.search(data, 0, _BEGINNING):
            return hocr.READER.read(data, encoding, name, most)
        return super().read(data, encoding, name, most)

    def text(self, data: bytes, encoding: str, name: str, most: int) -> str:
        """Find the text of an article."""
        from newsclean.io.extraction.html_text import text_of_page

        return text_of_page(data, encoding, name)


READER = PageReader()
