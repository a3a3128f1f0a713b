"""PDF files (ISO 32000-2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from newsclean.errors import InputError
from newsclean.io.extraction.laid_out import LayoutReader

if TYPE_CHECKING:
    from newsclean.io.layout.boxes import Page


class PdfReader(LayoutReader):
    """Reads the paragraphs of a PDF file."""

    extensions = (".pdf",)
    extra = "pdf"
    needs = ".pdf files need pypdfium2"
    libraries = ("pypdfium2",)

    def begins(self, beginning: bytes) -> bool:
        """Tell a PDF file by its first bytes."""
        return beginning.startswith(b"%PDF-")

    def pages(self, data: bytes, encoding: str, name: str, most: int) -> Iterable[Page]:
        """Return the pages of a file."""
        from newsclean.io.extraction.pdf_text import PdfPages

        return PdfPages(data, name, most)

    def refused(self, pages: Iterable[Page], name: str) -> Sequence[InputError]:
        """Return the error for pages that are pictures."""
        from newsclean.io.extraction.pdf_text import PdfPages, pages_named

        if not isinstance(pages, PdfPages) or not pages.without_text:
            return ()
        which = pages_named(pages.without_text)
        cause = "pictures without text, as scanning makes them"
        return (InputError(f"{name}, {which}", cause, "have them read by OCR, and clean its result"),)


READER = PdfReader()
