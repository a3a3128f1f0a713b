"""The run of `newsclean restore` and `newsclean verify`: files rebuilt from their clean text and the log."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from newsclean.changelog.log_records import Record, fixity
from newsclean.changelog.logged_files import contents_up_to, logged_contents, logged_digest, path_from
from newsclean.changelog.reading import ArticleLog, LoggedFile, read_articles, read_files
from newsclean.changelog.restoring import checked, matches, restored_bytes, restored_text
from newsclean.errors import NewscleanError, RecordError, RestoreError
from newsclean.io.compression import UNPACKING_ERRORS, compression_suffix, contents, damaged
from newsclean.io.encodings.recoding import as_utf8, from_utf8
from newsclean.io.inputs import STANDARD
from newsclean.io.json_fields import UTF8_MARK, Field, replaced
from newsclean.io.record_formats import RecordFormat, format_by_log, lines_of, with_dropped


def choose(log: Path, clean: str, data: bytes) -> LoggedFile:
    """The file of a log that a clean file belongs to: by its path, by its content, or as the only one.

    Args:
        log: The log.
        clean: Path of the clean file, or `-`.
        data: Its bytes.

    Raises:
        RestoreError: The log knows no such file.
    """
    path = None if clean == STANDARD else os.path.realpath(clean)
    now = fixity(data)["sha256"]
    same: LoggedFile | None = None
    only: LoggedFile | None = None
    files = 0
    for file in read_files(log):
        if isinstance(file, ArticleLog):
            file = completed(file, data) or file
        if isinstance(file, LoggedFile):
            if path and os.path.realpath(file.clean_path) == path:
                return file
            if same is None and file.clean["sha256"] == now:
                same = file
            files += 1
            only = file if files == 1 else None
    found = same or only
    if found is None:
        raise RestoreError(clean, f"{log} knows no such clean file", "check --log, and the path of the clean file")
    return found


def completed(article: ArticleLog, data: bytes) -> LoggedFile | None:
    """Return the file of an article without `end`, if it was written all the same; the run was killed before the `end`.

    Args:
        article: What the log says of it.
        data: What its clean file holds; that this is what was logged, and leads back to what was read, is the proof.
    """
    head = article.planned or article.head
    if not head or article.end or article.errors or article.is_record or not matches(data, head["clean"]):
        return None
    counts = {"changes": len(article.changes), "flags": len(article.flags)}
    end = (article.planned or {"article": article.name, **counts}) | {"type": "end"}
    whole = replace(article, changes=sorted(article.changes, key=lambda change: change.start), end=end)
    articles = article.records if article.planned else [whole]
    file = LoggedFile(article.name, head["source"], head["clean"], bool(article.planned), articles, end, article.folder)
    try:
        restored(file, data, article.name)
    except NewscleanError:
        return None
    return file


def as_found(article: ArticleLog) -> LoggedFile | None:
    """Return the file of an article without `end`, if the clean file on the disk proves that it was written."""
    head = article.planned or article.head
    if not head or article.is_record or head["clean"]["path"] == STANDARD:
        return None
    try:
        path = path_from(article.folder, head["clean"]["path"])
        return completed(article, logged_contents(path, head["clean"]))
    except (NewscleanError, ValueError):
        return None


def files_of(log: Path) -> Iterator[LoggedFile | ArticleLog]:
    """Read a log as `read_files`; a file is whole, too, that was written before its run was stopped, without an `end`.

    Raises:
        LogError: As `read_files`.
    """
    for found in read_files(log):
        yield found if isinstance(found, LoggedFile) else as_found(found) or found


def articles_of(log: Path) -> Iterator[ArticleLog]:
    """Read a log as `read_articles`; an article is done, too, whose file proves it, as in `files_of`.

    Raises:
        LogError: As `read_articles`.
    """
    for article in read_articles(log):
        file = None if article.end or article.planned else as_found(article)
        yield article if file is None else file.articles[0]


def clean_contents(log: Path, clean: Path) -> bytes:
    """Read a clean file that shall be restored; of a packed one no more than a file of the log could hold.

    Args:
        log: The log.
        clean: The file.

    Raises:
        InputError: It cannot be read, is damaged, or holds far more than any file of the log.
    """
    if not compression_suffix(clean):
        return contents(clean)
    sizes = (int(file.clean["bytes"]) for file in read_files(log) if isinstance(file, LoggedFile))
    return contents_up_to(clean, max(sizes, default=0))


def left_out(log: Path, clean: str) -> tuple[LoggedFile, bytes] | None:
    """The file of a log that was left out of what was written, as a copy of another one, and its clean text.

    Args:
        log: The log.
        clean: Path of the clean file that it would have.
    """
    for file in read_files(log):
        if isinstance(file, LoggedFile) and os.path.realpath(file.clean_path) == os.path.realpath(clean):
            data = file.dropped
            return None if data is None else (file, data)
    return None


def restored(file: LoggedFile, data: bytes, where: str) -> bytes:
    """The original bytes of a file.

    Args:
        file: The file, as the log knows it.
        data: The bytes of its clean text.
        where: What to call the clean file in an error.

    Raises:
        RestoreError: The clean file does not match the log; the first place that differs is named.
    """
    if not file.is_records:
        return restored_bytes(file.articles[0], data, where)
    by_record: dict[int, list[ArticleLog]] = {}
    for article in file.articles:
        if article.changes:
            by_record.setdefault(article.head["record"], []).append(article)
    record_format = format_by_log(article.head for article in file.articles)
    try:
        whole = with_dropped(as_utf8(data, file.clean_encoding), file.dropped_records(), record_format)
        lines = lines_of(whole, record_format)
        rebuilt = [
            _restored_line(line, by_record[number], record_format, f"{where}:{number}") if number in by_record else line
            for number, line in enumerate(lines, 1)
        ]
        original = from_utf8(b"\n".join(rebuilt), file.source_encoding)
    except (UnicodeError, LookupError) as error:
        raise RestoreError(where, f"it was altered ({error})", "restore from an unaltered copy") from None
    try:
        return checked(original, file.source, where)
    except RestoreError:
        if matches(data, file.clean):
            raise
        cause = "it was altered, in what no rule has changed"
        raise RestoreError(where, cause, "restore from an unaltered copy") from None


def _restored_line(line: bytes, articles: Iterable[ArticleLog], record_format: RecordFormat, where: str) -> bytes:
    mark = UTF8_MARK if line.startswith(UTF8_MARK) else b""
    try:
        text = line[len(mark) :].decode("utf-8")
        originals: list[tuple[Field, str]] = []
        for article in articles:
            (field,) = record_format.values(text, [article.head["field"]]).fields
            original = restored_text(article, field.text, where)
            spelt = record_format.literal(original, text, text[field.start : field.end])
            spelt = article.head["source"].get("literal", spelt)
            originals.append((field, spelt))
    except (RecordError, UnicodeDecodeError) as error:
        raise RestoreError(where, f"the record was altered ({error})", "restore from an unaltered copy") from None
    return mark + replaced(text, originals).encode()


class Finding(NamedTuple):
    """Finding of verifying one file: a problem, or a remark."""

    is_problem: bool
    message: str


def verify(log: Path) -> Iterator[tuple[str, list[Finding]]]:
    """Yield whether log, clean files and sources still agree, file by file.

    Yields:
        The name of each file, and what is wrong or worth a remark; nothing if all is well.

    Raises:
        LogError: The log cannot be read.
    """
    told: set[tuple[str, str, str, str]] = set()
    for file in read_files(log):
        if isinstance(file, LoggedFile):
            # A log that stands twice in a file, as logs that were packed and put one behind the other, counts once.
            which = file.name, file.source["sha256"], str(file.clean["path"]), file.clean["sha256"]
            if which not in told:
                told.add(which)
                yield file.name, list(_verified(file))
        elif (proven := as_found(file)) is not None:
            note = Finding(False, "the run was stopped before it logged the end; the file is whole all the same")
            yield file.name, [note, *_verified(proven)]
        elif not file.errors:
            yield file.name, [Finding(True, "not done: the log ends before the article does; clean it again")]


def _verified(file: LoggedFile) -> Iterator[Finding]:
    if file.name != STANDARD and os.path.realpath(file.source_path) != os.path.realpath(file.clean_path):
        # The source of a page is the text that was found in it; the page has a fixity of its own.
        yield from _same(file.source_path, file.source.get("extracted", file.source), "source")
    path = file.clean["path"] if file.clean["path"] == STANDARD else os.fspath(file.clean_path)
    if file.dropped is not None:
        yield Finding(False, "left out as a copy of another article; the log has its text")
        try:
            restored(file, file.dropped, path)
        except NewscleanError as error:
            yield Finding(True, str(error))
        return
    if path == STANDARD:
        yield Finding(False, "the clean text went to standard output and is not checked")
        return
    wrong = list(_same(Path(path), file.clean, "clean file"))
    if wrong:
        yield from (finding._replace(is_problem=True) for finding in wrong)
        if not Path(path).is_file():
            return
    try:
        restored(file, logged_contents(Path(path), file.clean), path)
    except NewscleanError as error:
        yield Finding(True, str(error))


def _same(path: Path, record: Record, what: str) -> Iterator[Finding]:
    try:
        digest = logged_digest(path, record)
    except UNPACKING_ERRORS as error:
        yield Finding(True, f"{what} {damaged(path, error)}")
        return
    except NewscleanError as error:
        yield Finding(True, f"{what} {error}")
        return
    except OSError as error:
        yield Finding(False, f"{what} {path}: {error.strerror or error}")
        return
    if digest != record.get("sha256"):
        yield Finding(True, f"{what} {path}: altered since it was logged")
