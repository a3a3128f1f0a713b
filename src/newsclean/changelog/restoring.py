"""The original of an article from its clean text and its log."""

from __future__ import annotations

from newsclean.changelog.log_records import Record, clean_bytes, clean_text, decoded_from, first_altered_line, fixity
from newsclean.changelog.reading import ArticleLog
from newsclean.core.result import restore
from newsclean.errors import RestoreError
from newsclean.io.encodings.codec import encode


def restored_text(article: ArticleLog, text: str, where: str) -> str:
    """The original text of an article.

    Args:
        article: What the log says of it.
        text: Its clean text, as text.
        where: What to call the clean text in an error.

    Returns:
        The original, decoded.

    Raises:
        RestoreError: The article is not done, or the text is not the one that was logged; the first line that
            was altered is named.
    """
    if not article.end or not article.head:
        raise RestoreError(where, "the log does not say that the article is done", "clean it again")
    clean = article.head["clean"]
    try:
        data = clean_bytes(text, clean)
    except UnicodeError:  # altered into something that the encoding does not have
        data = b""
    if not matches(data, clean):
        line = first_altered_line(text, clean.get("lines", ""))
        at = f"first at line {line}" if line else "in a place that the log cannot name"
        raise RestoreError(
            where,
            f"not the clean text of {article.name}: it was altered, {at}",
            "restore from an unaltered copy",
        )
    return restore(text, article.changes)


def restored_bytes(article: ArticleLog, data: bytes, where: str) -> bytes:
    """The original bytes of an article that is a file of its own.

    Args:
        article: What the log says of it.
        data: The bytes of its clean text.
        where: What to call the clean text in an error.

    Returns:
        The bytes of the source, of which the sha256 was checked.

    Raises:
        RestoreError: As `restored_text`, or the result is not the source that was logged.
    """
    try:
        clean = clean_text(data, article.head.get("clean", {}))
    except UnicodeError as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        cause = f"not the clean text of {article.name}: it was altered, at line {line} into what is no text"
        raise RestoreError(where, cause, "restore from an unaltered copy") from None
    text = restored_text(article, clean, where)
    source = article.head["source"]
    try:
        original = encode(decoded_from(source, text))
    except UnicodeError:
        original = b""  # of a log that names another encoding
    return checked(original, source, where)


def checked(data: bytes, source: Record, where: str) -> bytes:
    """`data`, which must be what `source` says.

    Raises:
        RestoreError: It is not.
    """
    if not matches(data, source):
        raise RestoreError(where, "what the log rebuilds is not the source it names", "check that the log is whole")
    return data


def matches(data: bytes, record: Record) -> bool:
    """Return whether `data` has the fixity that a record says."""
    return fixity(data) == {"sha256": record.get("sha256"), "bytes": record.get("bytes")}
