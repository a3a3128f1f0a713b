"""The run of `newsclean export`: a log in the form another tool reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from newsclean.changelog.log_files import read_records
from newsclean.changelog.log_records import fixity
from newsclean.changelog.logged_files import logged_contents
from newsclean.changelog.reading import ArticleLog, LoggedFile
from newsclean.errors import InputError
from newsclean.export.card import markdown_card, statistics_json, tell_unfinished
from newsclean.export.corpus import corpus_lines
from newsclean.export.manifest import manifest_lines
from newsclean.export.patch import patch_lines
from newsclean.export.premis import premis_xml
from newsclean.export.table import table_lines
from newsclean.i18n.messages import Catalog
from newsclean.io.compression import compression_suffix
from newsclean.io.inputs import STANDARD
from newsclean.jobs.file_restoring import files_of
from newsclean.jobs.originals import cleaned, original, texts_of

_Warn = Callable[[str], None]


def _files(log: Path, warn: _Warn) -> Iterator[LoggedFile]:
    unfinished = []
    for file in files_of(log):
        if isinstance(file, LoggedFile):
            yield file
        elif not file.errors:
            unfinished.append(file.name)
    tell_unfinished(log, unfinished, warn)


def _pairs(log: Path, warn: _Warn) -> Iterator[tuple[str, bytes, bytes]]:
    for file in _files(log, warn):
        source = original(file)
        yield file.name, source, cleaned(file, source)


def _digests(log: Path, warn: _Warn) -> Iterator[tuple[str, str]]:
    """The clean files that are files, each with its SHA-256 as it lies on the disk.

    The log knows what a packed file holds, which is looked at here, and not how it is packed.
    """
    for file in _files(log, warn):
        path = file.clean["path"]
        if file.dropped is not None:
            continue
        if path != STANDARD and not compression_suffix(Path(path)):
            yield path, file.clean["sha256"]
        elif path != STANDARD:
            if fixity(logged_contents(Path(path), file.clean))["sha256"] != file.clean["sha256"]:
                raise InputError(path, "altered since it was logged", "clean its source again")
            yield path, fixity(Path(path).read_bytes())["sha256"]


def _corpus(log: Path, warn: _Warn) -> Iterator[bytes]:
    day = str(next(read_records(log)).get("started", ""))[:10].replace("-", "")
    return corpus_lines(_texts(log, warn), day)


def _texts(log: Path, warn: _Warn) -> Iterator[tuple[ArticleLog, str | None, str]]:
    for article, text, problem in texts_of(log):
        if problem:
            warn(f"{article.name}: {problem}; left out")
        yield article, text, problem


EXPORTERS: dict[str, Callable[[Path, Catalog, _Warn], Iterator[bytes]]] = {
    "csv": lambda log, catalog, _: table_lines(texts_of(log), catalog),
    "diff": lambda log, _, warn: patch_lines(_pairs(log, warn)),
    "sha256": lambda log, _, warn: manifest_lines(_digests(log, warn)),
    "premis": lambda log, _, warn: premis_xml(lambda: _files(log, warn), next(read_records(log))),
    "stats": lambda log, _, warn: statistics_json(log, warn),
    "card": lambda log, _, warn: markdown_card(log, warn),
    "mnbvc": lambda log, _, warn: _corpus(log, warn),
}
"""Exporters by form, from a log, the language of its reasons, and what is told of its end, to pieces of a file.

Raises:
    LogError: The log cannot be read.
    InputError: A text that the form needs cannot be had.
"""
