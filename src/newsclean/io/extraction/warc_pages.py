"""The pages of a WARC file (ISO 28500), a record each, as JSON Lines: `url`, `date` and `text`.

What is cleaned, logged and restored is those lines, not the file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from newsclean.errors import InputError, NewscleanError
from newsclean.io.extraction.documents import by
from newsclean.io.extraction.html_text import LIBRARIES, finders_of_articles, text_of_page

_PAGES = ("text/html", "application/xhtml+xml")
_CHUNK = 1 << 16


class Response(NamedTuple):
    """A page as a server sent it.

    Attributes:
        url: Its address.
        date: When it was fetched, as the file has it.
        page: Its bytes, with no transfer or content encoding.
    """

    url: str
    date: str
    page: bytes


class _Hashed:
    """A stream, hashed as it is read; warcio takes whatever is raised in reading for the end."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self.digest = hashlib.sha256()
        self.size = 0
        self.tail = b""
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._read(size)
        except Exception as error:
            self.error = error
            raise
        self.digest.update(data)
        self.size += len(data)
        self.tail = (self.tail + data)[-4:]
        return data


class Responses:
    """The pages in a WARC file that were answered with 200, as an iterator.

    Args:
        read: Reads up to so many bytes of the file, unpacked or compressed record by record with gzip.
        name: What to call it in an error.
        most: How many bytes a page may have; 0 for any number.

    Raises:
        ImportError: warcio, trafilatura or resiliparse is not installed.
    """

    def __init__(self, read: Callable[[int], bytes], name: str, most: int = 0) -> None:
        from warcio.archiveiterator import ArchiveIterator

        finders_of_articles()
        self._name = name
        self._most = most
        self._file = _Hashed(read)
        self._records = ArchiveIterator

    def __iter__(self) -> Iterator[Response]:
        """The pages.

        Raises:
            InputError: The file is no WARC file, or is cut off.
            OSError: It cannot be read; so what `newsclean.io.compression` raises for damaged files.
        """
        from warcio.exceptions import ArchiveLoadFailed

        try:
            for record in self._records(self._file):
                if record.rec_type == "response" and _is_page(record.http_headers):
                    yield self._response(record)
                self._read_to_end(record)
            while self._file.read(_CHUNK):
                pass
        except ArchiveLoadFailed as error:
            if self._file.error is None:
                cause = " ".join(str(error).split())[:200]
                raise InputError(self._name, f"not a WARC file ({cause})", "check the file") from None
        if self._file.error is not None:
            raise self._file.error
        if not self._file.tail.endswith((b"\r\n\r\n", b"\n\n")):  # what every record ends with (ISO 28500, 4.2)
            raise _cut_off(self._name)

    def _response(self, record: Any) -> Response:
        headers = record.rec_headers
        page = bytearray()
        stream = record.content_stream()
        while (not self._most or len(page) <= self._most) and (piece := stream.read(_CHUNK)):  # which may be short
            page += piece
        return Response(headers.get_header("WARC-Target-URI", ""), headers.get_header("WARC-Date", ""), bytes(page))

    def _read_to_end(self, record: Any) -> None:
        while record.raw_stream.read(_CHUNK):
            pass
        if getattr(record.raw_stream, "limit", 0):
            raise _cut_off(self._name)

    @property
    def extracted(self) -> dict[str, Any]:
        """Return what the log says of the file, once all of it was read: its fixity, and what found the text."""
        return {"by": by("warcio", *LIBRARIES), "sha256": self._file.digest.hexdigest(), "bytes": self._file.size}


def _cut_off(name: str) -> InputError:
    return InputError(name, "cut off in the middle of a record", "get it again")


def line_of(response: Response, most: int = 0) -> bytes:
    """A page as a line of JSON Lines, its line feed included.

    Args:
        response: The page.
        most: How many bytes it may have; 0 for any number.

    Returns:
        A record with `text`, empty if there is no article in the page; or with `error` and no text, if the page
        cannot be read.
    """
    if most and len(response.page) > most:
        return line_without_text(response, f"more than {most:,} bytes")
    try:
        text = text_of_page(response.page, "auto", response.url)
    except NewscleanError as error:
        return line_without_text(response, error.cause)
    return _line(response, {"text": f"{text}\n" if text else ""})


def line_without_text(response: Response, cause: str) -> bytes:
    """The line of a page that cannot be read."""
    return _line(response, {"error": cause})


def _line(response: Response, more: dict[str, str]) -> bytes:
    fields = {"url": response.url, "date": response.date, **more}
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _is_page(headers: Any) -> bool:
    if headers is None or headers.get_statuscode() != "200":
        return False
    kind = headers.get_header("Content-Type", "").partition(";")[0].strip().lower()
    return kind in _PAGES
