"""RTF files (Rich Text Format 1.9.1)."""

from __future__ import annotations

from newsclean.io.extraction.documents import ExtractingReader


class RtfReader(ExtractingReader):
    """Reads the text of a file of a word processor."""

    extensions = (".rtf",)
    extra = "rtf"
    needs = ".rtf files need striprtf"
    libraries = ("striprtf",)

    def begins(self, beginning: bytes) -> bool:
        """Tell an RTF file by its first bytes."""
        return beginning.startswith(b"{\\rtf")

    def text(self, data: bytes, encoding: str, name: str, most: int) -> str:
        """Read the text of a file."""
        from newsclean.io.extraction.rtf_text import text_of_rtf

        return text_of_rtf(data, name)


READER = RtfReader()
