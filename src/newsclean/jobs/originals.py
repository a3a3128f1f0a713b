"""The originals of a log's articles, from their clean files or, where those are gone, from their sources."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from pathlib import Path

from newsclean.changelog.log_records import clean_bytes
from newsclean.changelog.logged_files import logged_contents
from newsclean.changelog.reading import ArticleLog, LoggedFile
from newsclean.changelog.restoring import checked
from newsclean.core.result import replay
from newsclean.errors import InputError, LogError, NewscleanError, RestoreError
from newsclean.io.encodings.codec import decode_as
from newsclean.io.encodings.recoding import as_utf8, from_utf8
from newsclean.io.inputs import STANDARD
from newsclean.io.json_fields import mark_of, replaced, text_of
from newsclean.io.record_formats import format_by_log, lines_of
from newsclean.jobs.file_restoring import files_of, restored


def original(file: LoggedFile) -> bytes:
    """The original bytes of a file, of which the sha256 was checked.

    Raises:
        InputError: Neither its clean file nor its source is there as it was logged.
    """
    causes = []
    if file.dropped is not None:
        return restored(file, file.dropped, file.name)
    for name, path, is_clean in ((file.clean["path"], file.clean_path, True), (file.name, file.source_path, False)):
        if name == STANDARD:
            continue
        try:
            data = logged_contents(path, file.clean if is_clean else file.source)
            return restored(file, data, str(path)) if is_clean else checked(data, file.source, str(path))
        except ValueError as error:  # a name with NUL in it
            causes.append(f"{name!r}: {error}")
        except NewscleanError as error:
            causes.append(f"{error.where}: {error.cause}")
    raise InputError(
        file.name, "; ".join(causes) or "its clean text went to standard output", "run it where the clean files are"
    )


def texts(file: LoggedFile, data: bytes) -> Iterator[tuple[ArticleLog, str]]:
    """The articles of a file with their original texts.

    Args:
        file: The file, as the log knows it.
        data: Its original bytes.

    Raises:
        LogError: The log says of the file what is not so.
    """
    try:
        if not file.is_records:
            (article,) = file.articles
            yield article, decode_as(data, article.head["source"]["encoding"]).text
            return
        record_format = format_by_log(article.head for article in file.articles)
        lines = lines_of(as_utf8(data, file.source_encoding), record_format)
        for article in file.articles:
            number, name = article.head["record"], article.head["field"]
            text = text_of(lines[number - 1], is_first=number == 1)
            (field,) = record_format.values(text, [name]).fields
            yield article, field.text
    except (LookupError, ValueError, TypeError, NewscleanError) as error:
        raise LogError(file.name, f"the log does not fit it ({error})", "use the log as newsclean wrote it") from None


def texts_of(log: Path, names: Collection[str] = ()) -> Iterator[tuple[ArticleLog, str | None, str]]:
    """The articles of a log with their original texts.

    Args:
        log: The log.
        names: Those that are wanted; empty for all.

    Yields:
        An article, its original text, and an empty text; or, if that could not be read, None and the reason. Last,
        with a reason, what could not be cleaned or is not done, which has no text and no `end`.

    Raises:
        LogError: The log cannot be read.
    """
    for file in files_of(log):
        if not isinstance(file, LoggedFile):
            if not names or file.name in names:
                yield file, None, "" if file.errors else "not done"
            continue
        wanted = [article for article in file.articles if not names or article.name in names]
        if not wanted:
            continue
        try:
            found = {article.name: text for article, text in texts(file, original(file))}
        except NewscleanError as error:
            for article in wanted:
                yield article, None, error.cause
        else:
            for article in wanted:
                yield article, found[article.name], ""


def cleaned(file: LoggedFile, data: bytes) -> bytes:
    """The clean bytes of a file: its clean file, or, where that is gone, the changes made once more.

    Nothing of one that was left out as a copy of another.

    Args:
        file: The file, as the log knows it.
        data: Its original bytes.

    Raises:
        LogError: The log says of the file what is not so.
    """
    if file.dropped is not None:
        return b""
    with contextlib.suppress(InputError, RestoreError):
        return checked(logged_contents(file.clean_path, file.clean), file.clean, file.clean["path"])
    made = {article.name: replay(text, article.changes) for article, text in texts(file, data)}
    if not file.is_records:
        return clean_bytes(made[file.name], file.clean)
    record_format = format_by_log(article.head for article in file.articles)
    lines = lines_of(as_utf8(data, file.source_encoding), record_format)
    by_record: dict[int, dict[str, str]] = {}
    for article in file.articles:
        if article.changes:
            by_record.setdefault(article.head["record"], {})[article.head["field"]] = made[article.name]
    for number, clean in by_record.items():
        line = lines[number - 1]
        text = text_of(line, is_first=number == 1)
        literals = [
            (field, record_format.literal(clean[field.name], text, text[field.start : field.end]))
            for field in record_format.values(text, list(clean)).fields
        ]
        lines[number - 1] = mark_of(line, is_first=number == 1) + replaced(text, literals).encode()
    left = file.dropped_records()
    ended = [*(line + b"\n" for line in lines[:-1]), lines[-1]]
    kept = b"".join(line for number, line in enumerate(ended, 1) if number not in left)
    made_again = from_utf8(kept, file.clean_encoding)
    return checked(made_again, file.clean, file.name)
