"""DOCX files (ECMA-376)."""

from __future__ import annotations

from newsclean.io.extraction.documents import ZippedReader


class DocxReader(ZippedReader):
    """Reads the paragraphs, tables and notes of a file of Word."""

    extensions = (".docx",)
    extra = "docx"
    needs = ".docx files need python-docx"
    libraries = ("python-docx",)

    def text(self, data: bytes, encoding: str, name: str, most: int) -> str:
        """Read the text of a file."""
        from newsclean.io.extraction.docx_text import text_of_docx

        return text_of_docx(data, name)


READER = DocxReader()
