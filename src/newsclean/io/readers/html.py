"""Pages, in which an article must be found."""

from __future__ import annotations

from newsclean.io.extraction.documents import ExtractingReader


class PageReader(ExtractingReader):
    """Finds the article in a page."""

    extensions = (".html", ".htm", ".shtml", ".xhtml")
    extra = "html"
    needs = "pages need trafilatura and resiliparse"
    libraries = ("trafilatura", "resiliparse")
    nothing = "no article found in the page"

    def text(self, data: bytes, encoding: str, name: str, most: int) -> str:
        """Find the text of an article."""
        from newsclean.io.extraction.html_text import text_of_page

        return text_of_page(data, encoding, name)


READER = PageReader()
