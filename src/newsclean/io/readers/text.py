"""Text files."""

from __future__ import annotations

from newsclean.errors import InputError
from newsclean.io.encodings.detection import decode
from newsclean.io.file_signatures import data_in, refuse_other_kinds
from newsclean.io.reader import DocumentReader, Source


class TextReader(DocumentReader):
    """Reads files that are text from their first byte to their last."""

    extensions = (".txt", ".text")

    def read(self, data: bytes, encoding: str, name: str, most: int = 0) -> Source:
        """Read a file, as `DocumentReader` has it.

        Raises:
            DecodeError: It is in no encoding that is known, or not in the one named.
            InputError: It is data, as JSON, or of another kind that is no text.
        """
        refuse_other_kinds(data, name)
        decoded = decode(data, encoding, name)
        if found := data_in(decoded.text):
            raise InputError(name, f"{found.what}, and not a text", found.advice)
        return Source(decoded, data)


READER = TextReader()
