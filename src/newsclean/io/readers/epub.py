"""EPUB books (EPUB 3.3)."""

from __future__ import annotations

from newsclean.io.extraction.documents import ZippedReader


class EpubReader(ZippedReader):
    """Reads the chapters of a book."""

    extensions = (".epub",)
    extra = "epub"
    needs = ".epub files need resiliparse"
    libraries = ("resiliparse",)

    def text(self, data: bytes, encoding: str, name: str, most: int) -> str:
        """Read the text of a book."""
        from newsclean.io.extraction.epub_text import text_of_epub

        return text_of_epub(data, encoding, name)


READER = EpubReader()
