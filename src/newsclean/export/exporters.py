"""The run of `newsclean export`: a log in the form another tool reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from newsclean.changelog.log_files import read_records
from newsclean.changelog.log_records import fixity
from newsclean.changelog.logged_files import logged_contents
from newsclean.changelog.reading import LoggedFile, read_files
from newsclean.errors import InputError
from newsclean.export.card import markdown_card, statistics_json
from newsclean.export.corpus import corpus_lines
from newsclean.export.manifest import manifest_lines
from newsclean.export.patch import patch_lines
from newsclean.export.premis import premis_xml
from newsclean.export.table import table_lines
from newsclean.i18n.messages import Catalog
from newsclean.io.compression import compression_suffix
from newsclean.io.inputs import STANDARD
from newsclean.jobs.originals import cleaned, original, texts_of


def _files(log: Path) -> Iterator[LoggedFile]:
    return (file for file in read_files(log) if isinstance(file, LoggedFile))


def _pairs(log: Path) -> Iterator[tuple[str, bytes, bytes]]:
    for file in _files(log):
        source = original(file)
        yield file.name, source, cleaned(file, source)


def _digests(log: Path) -> Iterator[tuple[str, str]]:
    """The clean files that are files, each with its SHA-256 as it lies on the disk.

    The log knows what a packed file holds, which is looked at here, and not how it is packed.
    """
    for file in _files(log):
        path = file.clean["path"]
        if file.dropped is not None:
            continue
        if path != STANDARD and not compression_suffix(Path(path)):
            yield path, file.clean["sha256"]
        elif path != STANDARD:
            if fixity(logged_contents(Path(path), file.clean))["sha256"] != file.clean["sha256"]:
                raise InputError(path, "altered since it was logged", "clean its source again")
            yield path, fixity(Path(path).read_bytes())["sha256"]


def _corpus(log: Path) -> Iterator[bytes]:
    day = str(next(read_records(log)).get("started", ""))[:10].replace("-", "")
    return corpus_lines(texts_of(log), day)


EXPORTERS: dict[str, Callable[[Path, Catalog], Iterator[bytes]]] = {
    "csv": lambda log, catalog: table_lines(texts_of(log), catalog),
    "diff": lambda log, _: patch_lines(_pairs(log)),
    "sha256": lambda log, _: manifest_lines(_digests(log)),
    "premis": lambda log, _: premis_xml(lambda: _files(log), next(read_records(log))),
    "stats": lambda log, _: statistics_json(log),
    "card": lambda log, _: markdown_card(log),
    "mnbvc": lambda log, _: _corpus(log),
}
"""Exporters by form, from a log, and the language of its reasons, to pieces of a file.

Raises:
    LogError: The log cannot be read.
    InputError: A text that the form needs cannot be had.
"""
