"""Files that an article must be found in first. What is cleaned, logged and restored is that text, not the file."""

from __future__ import annotations

import io
import zipfile
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, NamedTuple

from newsclean.errors import InputError, NewscleanError
from newsclean.io.compression import too_large
from newsclean.io.encodings.codec import Decoded
from newsclean.io.reader import DocumentReader, Source


class Extracted(NamedTuple):
    """Text that was found in a file.

    Attributes:
        text: The text, its paragraphs a line each.
        more: What else the log says of the file: where the text stands in it, and what was left out.
        refused: What is in the file and cannot be read.
    """

    text: str
    more: Mapping[str, Any] = {}
    refused: tuple[InputError, ...] = ()


class ExtractingReader(DocumentReader):
    """Reads files that an article must be found in first.

    Attributes:
        libraries: The packages that find it, which the log names.
        nothing: What is said where there is no text.
    """

    clean_extension = ".txt"
    libraries: tuple[str, ...]
    nothing = "there is no text in it"

    @abstractmethod
    def text(self, data: bytes, encoding: str, name: str, most: int) -> str | Extracted:
        """Return the text of an article, its paragraphs a line each, perhaps with what else the log says of it.

        Args:
            data: The file.
            encoding: `auto`, or the name of its encoding, where the file does not say it.
            name: What to call it in an error.
            most: How many bytes it may hold, unpacked; 0 for any number.

        Raises:
            ImportError: What finds it is not installed.
            Exception: Of any kind, where the file is damaged or is something else.
        """

    def read(self, data: bytes, encoding: str, name: str, most: int = 0) -> Source:
        """Find the text of an article, as `DocumentReader` has it; its source is the text that was found.

        Raises:
            UsageError: What finds it is not installed.
            DecodeError: It is in no encoding that is known.
            InputError: There is no text in it, it is damaged, or it holds more.
        """
        try:
            found = self.text(data, encoding, name, most)
        except NewscleanError:
            raise
        except ImportError as error:
            raise self.missing(name, error) from None
        except Exception as error:  # what parsers raise for bytes of any kind is not written down anywhere
            cause = f"not a whole {self.extensions[0]} file ({type(error).__name__}: {error})"
            raise InputError(name, " ".join(cause.split()), "get it again") from None
        if isinstance(found, str):
            found = Extracted(found)
        if not found.text.strip():
            raise next(iter(found.refused), None) or InputError(
                name, self.nothing, "extract it by other means, and clean the text"
            )
        text = found.text.strip(" \t\n") + "\n"
        data = text.encode("utf-8", "surrogatepass")
        return Source(Decoded(text, "utf-8"), data, by(*self.libraries), found.more, found.refused)


class ZippedReader(ExtractingReader):
    """Reads files that are ZIP archives."""

    def read(self, data: bytes, encoding: str, name: str, most: int = 0) -> Source:
        """Find the text of an article, as `ExtractingReader`, in no archive that holds more than it may."""
        # No member is ever unpacked beyond the size that the directory of the archive states (zipfile.ZipExtFile).
        try:
            size = sum(member.file_size for member in zipfile.ZipFile(io.BytesIO(data)).infolist())
        except (zipfile.BadZipFile, NotImplementedError) as error:
            raise InputError(name, f"not a whole {self.extensions[0]} file ({error})", "get it again") from None
        if most and size > most:
            raise too_large(name, most)
        return super().read(data, encoding, name, most)


def by(*libraries: str) -> str:
    """Packages with their versions, as the log names what found a text."""
    from importlib.metadata import version

    return ", ".join(f"{library} {version(library)}" for library in libraries)
