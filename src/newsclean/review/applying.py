"""The run of `newsclean apply`: the texts of a log as a person has reviewed them, and a log of their own."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from newsclean.changelog.log_files import LogWriter, folder_from, read_records
from newsclean.changelog.log_records import Record, dumps, fixity
from newsclean.changelog.reading import ArticleLog, LoggedFile, run_folder
from newsclean.errors import DecisionError, NewscleanError, UsageError
from newsclean.io.atomic import remove_remains, write_atomically
from newsclean.io.encodings.codec import decode_as
from newsclean.io.encodings.recoding import as_utf8
from newsclean.io.inputs import STANDARD, Task, refuse_clashes
from newsclean.io.json_fields import text_of
from newsclean.io.record_formats import format_by_log, lines_of
from newsclean.jobs.entries import NO_ID, Finished, Written, document, record
from newsclean.jobs.file_restoring import files_of
from newsclean.jobs.locking import locked
from newsclean.jobs.originals import original, texts
from newsclean.review.decisions import Decision, read_decisions
from newsclean.review.protect_entries import protect_list_of
from newsclean.review.reviewed import Reviewed, review
from newsclean.settings import Settings, settings_from

Decisions = dict[str, list[Decision]]


class Review(NamedTuple):
    """A review that can be carried out.

    Attributes:
        log: The log that was reviewed.
        settings: Its settings, with a protect list under which the reviewed texts stay as they are.
        keep: The entries that the decisions have added to that protect list.
        targets: The file that each file of the log goes to, by its name.
        errors: The error records of the log, by the name of what they are on.
        unfinished: Names of what the log says is not done.
    """

    log: Path
    settings: Settings
    keep: list[str]
    targets: dict[str, Path]
    errors: dict[str, list[Record]]
    unfinished: list[str]


class Count(NamedTuple):
    """Counts of a review."""

    articles: int
    decisions: int
    open_flags: int
    errors: int


def apply_decisions(
    log: Path,
    files: Sequence[Path],
    out: Path,
    is_folder: bool,
    new_log: Path,
    warn: Callable[[str], None],
    *,
    force: bool,
) -> tuple[Review, Count]:
    """Carry out the decisions in some files, and write a log of it.

    Args:
        log: The log that was reviewed.
        files: The files of decisions.
        out: As `prepare`.
        is_folder: As `prepare`.
        new_log: The log to write.
        warn: As `carry_out`.
        force: As `prepare`.

    Raises:
        DecisionError: A file of decisions cannot be read, or as `prepare`.
        NewscleanError: As `prepare` and `carry_out`.
    """
    decisions = read_decisions(files)
    planned = prepare(log, decisions, out, is_folder, force=force)
    more = reviewed_run(log, files, new_log)
    with locked([out, *([new_log] if new_log.parent.is_dir() else ())]):
        remove_remains(planned.targets.values())
        others = [log, *files, *planned.targets.values()]
        writer = LogWriter(new_log, planned.settings, others, more=more, force=force)
        try:
            return planned, carry_out(planned, decisions, writer, warn)
        finally:
            writer.close()


def prepare(log: Path, decisions: Decisions, out: Path, is_folder: bool, *, force: bool) -> Review:
    """Look through the log and the decisions, so that whatever is wrong is found before anything is written.

    Args:
        log: The log that was reviewed.
        decisions: The decisions, by article.
        out: Where the reviewed texts shall go.
        is_folder: Whether `out` is meant as a folder, whatever is there now.
        force: Whether files that are there may be replaced.

    Raises:
        LogError: The log cannot be read.
        DecisionError: A decision does not fit the log.
        UsageError: A file would be overwritten.
        SettingsError: The log was written with settings that this version does not know.
    """
    settings = _settings(log)
    known: set[str] = set()
    keep: dict[str, None] = {}
    cleaned: dict[str, LoggedFile] = {}
    errors: dict[str, list[Record]] = {}
    unfinished: list[str] = []
    for file in files_of(log):
        if isinstance(file, ArticleLog):
            if file.errors:
                errors[file.name] = file.errors
            else:
                unfinished.append(file.name)
            continue
        cleaned[file.name] = file
        names = {article.name for article in file.articles}
        known |= names
        if not names.isdisjoint(decisions):
            keep |= dict.fromkeys(_protect_entries(file, decisions, settings))
    for name, made in decisions.items():
        if name not in known:
            raise DecisionError(made[0].where, f"{log} has no article {name}", "name the log it was made on")
    # From elsewhere the sources keep the names that they have from where the run was started.
    targets = _targets(cleaned, out if is_run_from(log) else out.absolute(), is_folder)
    tasks = [Task(name, cleaned[name].clean_path, target, "auto") for name, target in targets.items()]
    sources = (Task(name, cleaned[name].source_path, None, "auto") for name in targets)
    refuse_clashes([*tasks, *sources], (), out, force=force)
    keep = {entry: None for entry in keep if entry not in settings.protect}
    settings = replace(settings, protect=(*settings.protect, *keep))
    return Review(log, settings, list(keep), targets, errors, unfinished)


def _settings(log: Path) -> Settings:
    run = next(read_records(log))
    mapping = run.get("settings")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # a log has the names of its day
        return settings_from(mapping if isinstance(mapping, dict) else {}, str(log))


def _protect_entries(file: LoggedFile, decisions: Decisions, settings: Settings) -> Iterator[str]:
    try:
        data = original(file)
    except NewscleanError:
        return  # told when the file is to be written
    for article, text in texts(file, data):
        if article.name in decisions:
            yield from protect_list_of(review(article, text, decisions[article.name]), settings)


def _targets(cleaned: dict[str, LoggedFile], out: Path, is_folder: bool) -> dict[str, Path]:
    paths = {
        name: Path("stdin.txt") if file.clean["path"] == STANDARD else file.clean_path for name, file in cleaned.items()
    }
    if len(paths) == 1 and not is_folder:
        return dict.fromkeys(paths, out)
    absolute = {name: Path(os.path.normpath(path.absolute())) for name, path in paths.items()}
    root = os.path.commonpath([path.parent for path in absolute.values()]) if absolute else ""
    return {name: out / path.relative_to(root) for name, path in absolute.items()}


def carry_out(planned: Review, decisions: Decisions, log: LogWriter, warn: Callable[[str], None]) -> Count:
    """Write the reviewed texts and their log.

    Args:
        planned: What `prepare` gave.
        decisions: The decisions, by article.
        log: The new log.
        warn: Called with one line for each file that could not be reviewed.

    Returns:
        How much was done.

    Raises:
        OutputError: A text or the log cannot be written.
    """
    articles = made = flags = wrong = 0
    for file in files_of(planned.log):
        if isinstance(file, ArticleLog):
            continue
        try:
            data = original(file)
            reviewed = {
                article.name: review(article, text, decisions.get(article.name, ()))
                for article, text in texts(file, data)
            }
        except NewscleanError as error:
            warn(str(error))
            wrong += 1
            continue
        written = _written(file, data, planned, reviewed)
        log.write_lines(written.log)
        log.sync()
        if file.dropped is None:
            write_atomically(planned.targets[file.name], written.output, file.clean_path)
        log.write_lines([written.end])
        articles += len(reviewed)
        made += sum(len(decisions.get(name, ())) for name in reviewed)
        flags += sum(len(each.result.flags) for each in reviewed.values())
    for name in planned.unfinished:
        warn(f"{name}: the log says that it is not done; clean it again")
    log.write([each for found in planned.errors.values() for each in found])
    log.sync()
    return Count(articles, made, flags, wrong + len(planned.unfinished))


def _written(file: LoggedFile, data: bytes, planned: Review, reviewed: dict[str, Reviewed]) -> Written:
    target = os.fspath(planned.targets[file.name])
    if not file.is_records:
        (article,) = file.articles
        decoded = decode_as(data, article.head["source"]["encoding"])
        found = {key: value for key, value in file.source.items() if key == "extracted"}
        return document(decoded, data, file.name, target, _finished(reviewed[file.name], article), more=found)
    by_record: dict[int, list[ArticleLog]] = {}
    for article in file.articles:
        by_record.setdefault(article.head["record"], []).append(article)
    output: list[bytes] = []
    entries: list[bytes] = []
    record_format = format_by_log(article.head for article in file.articles)
    lines = lines_of(as_utf8(data, file.source_encoding), record_format)
    for number, line in enumerate(lines, 1):
        if number not in by_record:
            output.append(line)
            continue
        there = by_record[number]
        text = text_of(line, is_first=number == 1)
        fields = record_format.values(text, [article.head["field"] for article in there]).fields
        by_field = {article.head["field"]: article for article in there}
        finished = [_finished(reviewed[f"{file.name}:{number}:{field.name}"], by_field[field.name]) for field in fields]
        identity = there[0].head.get("id", NO_ID)
        written = record(line, text, fields, finished, number, file.name, target, identity, record_format)
        entries += written.log
        if not any(one.is_dropped for one in finished):
            output.append(written.output)
    clean = b"\n".join(output)
    end = {
        **file.end,
        "source": file.source,
        "clean": {"path": target, **fixity(clean)},
        "changes": sum(len(each.result.changes) for each in reviewed.values()),
        "flags": sum(len(each.result.flags) for each in reviewed.values()),
    }
    return Written(clean, entries, dumps(end))


def _finished(reviewed: Reviewed, article: ArticleLog) -> Finished:
    of = article.head.get("copy_of")
    name = str(of.get("article", "")) if isinstance(of, dict) else ""
    return Finished(reviewed.result, reviewed.decisions, name, article.dropped is not None)


def reviewed_run(log: Path, files: Sequence[Path], new_log: Path) -> Record:
    """Return what the `run` record of a review says beside the settings: the log and the decisions, with their fixity.

    Args:
        log: The log that was reviewed.
        files: The files of decisions.
        new_log: The log to write.

    Raises:
        UsageError: A file cannot be read any more.
    """
    try:
        named = [{"path": os.fspath(path), **fixity(path.read_bytes())} for path in (log, *files)]
    except OSError as error:
        raise UsageError(str(error.filename), error.strerror or str(error), "check the path") from None
    folder = {} if is_run_from(log) else folder_from(new_log, run_folder(log))
    return {"reviewed": {"log": named[0], "decisions": named[1:]}, **folder}


def is_run_from(log: Path) -> bool:
    """Return whether the paths in a log start from the current folder."""
    return os.path.realpath(run_folder(log)) == os.path.realpath(os.curdir)
