"""Files that hold boxes of text on pages: their text is that of the layout, and the log says where it stands."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from newsclean.io.extraction.documents import Extracted, ExtractingReader

if TYPE_CHECKING:  # all readers are loaded to tell the format of an input
    from newsclean.errors import InputError
    from newsclean.io.layout.boxes import Page
    from newsclean.io.layout.document import LaidOut


class LayoutReader(ExtractingReader):
    """Reads files of pages with boxes."""

    @abstractmethod
    def pages(self, data: bytes, encoding: str, name: str, most: int) -> Iterable[Page]:
        """Return the pages of a file; as `text`, and an error for more bytes than it may hold."""

    def refused(self, pages: Iterable[Page], name: str) -> Sequence[InputError]:
        """Return which of the pages, all of which were read, cannot be read and why."""
        return ()

    def text(self, data: bytes, encoding: str, name: str, most: int) -> Extracted:
        """Return the text of a file, as `ExtractingReader` has it."""
        from newsclean.io.layout.document import laid_out

        pages = self.pages(data, encoding, name, most)
        return as_extracted(laid_out(pages), self.refused(pages, name))


def as_extracted(found: LaidOut, refused: Sequence[InputError] = ()) -> Extracted:
    """Return the text of a document with what the log says of it.

    Args:
        found: The document.
        refused: What in its file cannot be read.
    """
    more: dict[str, Any] = {"pages": found.pages, "boxes": found.places}
    if found.left_out:
        more["left_out"] = found.left_out
    if found.hyphens:
        more["hyphens"] = found.hyphens
    return Extracted(found.text, more, tuple(refused))
