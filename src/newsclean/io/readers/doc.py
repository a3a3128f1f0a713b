"""Files of Word 97 to 2003."""

from __future__ import annotations

from newsclean.io.extraction.documents import ExtractingReader


class DocReader(ExtractingReader):
    """Reads old files of Word, if LibreOffice is installed."""

    extensions = (".doc",)
    extra = "docx"
    needs = ".doc files need python-docx and LibreOffice"
    libraries = ("python-docx",)

    def text(self, data: bytes, encoding: str, name: str, most: int) -> str:
        """Read the text of a file."""
        from newsclean.io.extraction.doc_text import text_of_doc

        return text_of_doc(data, name, most)


READER = DocReader()
