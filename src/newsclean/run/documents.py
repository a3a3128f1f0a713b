"""Files that are one article each, cleaned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from newsclean.article.view import Beside
from newsclean.decode.codec import Decoded
from newsclean.decode.ladder import decode
from newsclean.errors import NewscleanError
from newsclean.log.records import Record, fixity
from newsclean.read.extracting import found_in
from newsclean.run.entries import Finished, document
from newsclean.run.outcome import Outcome, Reading, cleaned
from newsclean.run.resuming import Lines, resumed
from newsclean.settings import Settings

_NONE: Mapping[str, Lines] = {}


class Source(NamedTuple):
    """The source of an article that is a file of its own.

    Attributes:
        decoded: Its text.
        data: The bytes of that text.
        found: What the log shall say of the file, if the text was found in it and is not all of it.
    """

    decoded: Decoded
    data: bytes
    found: Record


def text_file(data: bytes, encoding: str, name: str) -> Source:
    """A file that is text.

    Raises:
        DecodeError: It is in no encoding that is known, or not in the one named.
    """
    return Source(decode(data, encoding, name), data, {})


def found_text(data: bytes, encoding: str, name: str, format: str, most: int) -> Source:
    """A page, or another file that an article must be found in; its source is the text that was found.

    Raises:
        UsageError: What finds it is not installed.
        NewscleanError: The file cannot be read, or there is no text in it.
    """
    found = found_in(data, format, encoding, name, most)
    text = found.text.encode("utf-8", "surrogatepass")
    return Source(Decoded(found.text, "utf-8"), text, {"extracted": {"by": found.by, **fixity(data)}})


def clean_document(
    data: bytes,
    name: str,
    target: str,
    settings: Settings,
    reading: Reading,
    beside: Beside | None = None,
    prior: Mapping[str, Lines] = _NONE,
    read: Callable[[bytes, str, str], Source] = text_file,
) -> Outcome:
    """Clean a file that is one article.

    Args:
        data: Its bytes.
        name: Its name in the log.
        target: The path of its clean text, as the log shall have it.
        settings: How to clean.
        reading: How to read.
        beside: What other articles have of it, where that was asked for.
        prior: What an earlier run has logged of it.
        read: Finds its text: `text_file` or `found_text`.

    Returns:
        Clean text as UTF-8, and the records.

    Raises:
        DecodeError: The bytes are not text that can be told.
        NewscleanError: The article cannot be read or cleaned.
    """
    source = read(data, reading.encoding, name)
    known = resumed(name, source.decoded.text, fixity(source.data)["sha256"], prior) if prior else None
    result = known or cleaned([(source.decoded.text, beside or {})], settings)[0]
    if isinstance(result, NewscleanError):
        raise result
    # The text that was found in a page has no encoding of its own.
    own = reading.in_own_encoding and not source.found
    written = document(
        source.decoded, source.data, name, target, Finished(result), in_own_encoding=own, more=source.found
    )
    return Outcome(
        written.output,
        written.log,
        written.end,
        Counter(change.rule for change in result.changes),
        Counter(flag.rule for flag in result.flags),
        resumed=int(known is not None),
    )
