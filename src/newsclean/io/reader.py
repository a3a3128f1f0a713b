"""Readers: an object for each format of input, with its extensions, what it needs, and how its text is read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from newsclean.errors import InputError, UsageError
    from newsclean.io.batching import Rows
    from newsclean.io.encodings.codec import Decoded
    from newsclean.io.encodings.recoding import Recoded
    from newsclean.io.record_formats import RecordFormat

Read = Callable[[int], bytes]
Part = TypeVar("Part")


MOST_BYTES = 1 << 28
"""Size of the largest article unless more is asked for: larger than any, smaller than a bomb."""


class ReadOptions(NamedTuple):
    """Options of reading input, apart from how it is cleaned.

    Attributes:
        encoding: `auto`, or the name of an encoding.
        fields: Names of the text fields of a record.
        id_field: Name of the field that identifies a record.
        in_own_encoding: Whether clean text is written in the encoding of its source, and not in UTF-8.
        max_bytes: How many bytes an article or a record may have, unpacked; 0 for any number.
        drops_copies: Whether an article that another one has every line of is left out of what is written.
    """

    encoding: str = "auto"
    fields: tuple[str, ...] = ("text",)
    id_field: str | None = None
    max_bytes: int = 0
    in_own_encoding: bool = False
    drops_copies: bool = False


class Source(NamedTuple):
    """The source of an article that is a file of its own.

    Attributes:
        decoded: Its text.
        data: The bytes of that text.
        by: What found the text, if it was found in the file and is not all of it, with its version; else empty.
        more: What else the log says of the file that it was found in.
        refused: What is in that file and cannot be read.
    """

    decoded: Decoded
    data: bytes
    by: str = ""
    more: Mapping[str, Any] = {}
    refused: tuple[InputError, ...] = ()


class Stream(NamedTuple):
    """The records of an input as UTF-8.

    Attributes:
        read: Reads up to so many bytes; has the encoding that they came in once something was read.
        extracted: Gives what the log shall say of the input beside, once all was read.
    """

    read: Recoded
    extracted: Callable[[], Mapping[str, Any]]


class Each(Protocol):
    """Does work on items and gives the results in order, perhaps in several processes."""

    def __call__(
        self, do: Callable[[Part], bytes], lost: Callable[[Part, str], bytes], items: Iterable[Part]
    ) -> Iterator[bytes]:
        """Do `do` on each item; `lost` gives the result, with the reason, of one that a process died of."""


def one_by_one(
    do: Callable[[Part], bytes], lost: Callable[[Part, str], bytes], items: Iterable[Part]
) -> Iterator[bytes]:
    """Do work on items here, as `Each`."""
    return map(do, items)


class Reader(ABC):
    """What all formats have.

    Attributes:
        extensions: The extensions of its files, packing aside.
        clean_extension: The extension of the clean text, if that is not of the format: the text of a page is no page.
        extra: The extra of the package that installs what it needs; empty if it needs nothing.
        needs: What it needs, as a person is told.
    """

    extensions: tuple[str, ...]
    clean_extension = ""
    extra = ""
    needs = ""

    def begins(self, beginning: bytes) -> bool:
        """Tell by its first bytes that an input of unknown format is of this one."""
        return False

    def is_own(self, beginning: bytes) -> bool:
        """Tell by its first bytes a file of a folder that has an extension of this format from one of another.

        Only extensions that mean little, as .json and .xml, need it; a file that is named is read.
        """
        return True

    def missing(self, name: str, error: ImportError | None = None) -> UsageError:
        """Return the error that names what must be installed to read `name`, and what could not be imported."""
        from newsclean.errors import UsageError

        cause = self.needs if error is None else f"{self.needs} ({type(error).__name__}: {error})"
        return UsageError(name, " ".join(cause.split()), f"run: pip install 'newsclean[{self.extra}]'")


class DocumentReader(Reader):
    """Reads files that are one article each."""

    @abstractmethod
    def read(self, data: bytes, encoding: str, name: str, most: int = 0) -> Source:
        """Read the text of a file.

        Args:
            data: The file, unpacked.
            encoding: `auto`, or the name of its encoding.
            name: What to call it in an error.
            most: How many bytes it may hold, unpacked; 0 for any number.

        Raises:
            UsageError: What reads it is not installed.
            InputError: It cannot be read, or there is no text in it.
        """


class RecordReader(Reader):
    """Reads inputs that hold records, each with an article or more in its fields."""

    def stream(self, read: Read, reading: ReadOptions, name: str, each: Each = one_by_one) -> Stream:
        """Return the records of an input.

        Args:
            read: Reads up to so many bytes of it, unpacked.
            reading: How it is read.
            name: What to call it in an error.
            each: How articles are found where they must be found first.

        Raises:
            UsageError: What reads it is not installed.
        """
        from newsclean.io.encodings.recoding import Recoded

        return Stream(Recoded(read, reading.encoding, name), dict)

    def batches(self, read: Read, most: int, name: str) -> Iterator[Rows]:
        """Yield the records of a stream in batches, as they come.

        Args:
            read: Reads up to so many bytes of UTF-8.
            most: How many bytes a line may have; 0 for any number.
            name: What to call the input in an error.

        Raises:
            InputError: A line is longer.
        """
        from newsclean.io.batching import line_batches

        return line_batches(read, most, name)

    def shape(self, first: bytes, names: Sequence[str], where: str) -> RecordFormat:
        """Return what records look like, by the first of them.

        Raises:
            InputError: It is a header that cannot be read, or that lacks one of the columns named.
        """
        from newsclean.io.record_formats import JSON_LINES

        return JSON_LINES
