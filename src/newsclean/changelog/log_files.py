"""Log files: appended to while a run goes on, compressed by their extension, read as a stream."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import newsclean
from newsclean.changelog.log_records import SCHEMA, Record, dumps
from newsclean.changelog.record_checks import checked_run
from newsclean.errors import LogError, UsageError
from newsclean.io.access import opener_as
from newsclean.io.atomic import writing
from newsclean.io.compression import UNPACKING_ERRORS, compression_suffix, opened, packer
from newsclean.settings import Settings

# Those that can be read up to where a run was stopped.
_LOG_COMPRESSIONS = (".gz", ".zst")
_LIBRARIES = ("opencc", "rjieba", "datasketch")

_FORMER_NAMES = {1: {"of": "duplicate_of", "via": "also_by", "other": "other_reading", "next": "hint"}}
"""What was called otherwise in the logs of former schemas, which are still read."""
_RENAMED = ("change", "flag", "error")


class LogWriter:
    """A log that is being written. Its records can be relied on once `sync` has returned.

    The file stands under its final name from the start: a log that was cut off is valid up to its last whole
    line, and says by the `end` records which articles are done.

    Args:
        path: Where to write; `.gz` and `.zst` are compressed. None: records are counted, not kept.
        settings: The settings of the run, for the `run` record.
        others: Files of the run that the log must not overwrite: its inputs and outputs.
        more: What else the `run` record shall say.
        force: Whether a file that is there may be replaced.
        append: Whether to go on behind what is in the file, which must be whole.

    Raises:
        UsageError: The file is there, is one of `others`, or its folder does not exist.
        OutputError: It cannot be written; so do all methods.
    """

    def __init__(
        self,
        path: Path | None,
        settings: Settings,
        others: Iterable[Path] = (),
        *,
        more: Record | None = None,
        force: bool = False,
        append: bool = False,
    ) -> None:
        self.path = path
        self._file: IO[bytes] | None = None  # what is written to
        self._disk: IO[bytes] | None = None  # and the file it goes into, the same unless packed
        if path is None:
            return
        others = list(others)
        if os.path.realpath(path) in {os.path.realpath(other) for other in others}:
            raise UsageError(str(path), "the log is also an input or output", "choose another --log")
        if path.is_file() and not (force or append):
            raise UsageError(str(path), "the log is there already", "choose another --log, or pass --resume or --force")
        if not path.parent.is_dir():
            raise UsageError(str(path), "its folder does not exist", f"make it: mkdir -p {path.parent}")
        if compression_suffix(path) not in ("", *_LOG_COMPRESSIONS):
            raise UsageError(str(path), "a log is packed as .gz or .zst", "choose another --log")
        with self._writing():
            self._disk = open(path, "ab" if append else "wb", opener=opener_as(others))  # noqa: SIM115
            self._file = packer(self._disk, compression_suffix(path)) if compression_suffix(path) else self._disk
        self.write([run_record(settings) | folder_from(path) | (more or {})])

    def write(self, records: Iterable[Record]) -> None:
        """Append records."""
        self.write_lines(map(dumps, records))

    def write_lines(self, lines: Iterable[bytes]) -> None:
        """Append records that are lines already."""
        if self._file is not None:
            with self._writing():
                self._file.write(b"".join(lines))

    def sync(self, *, to_disk: bool = True) -> None:
        """Hand everything to the operating system and, unless told otherwise, to the disk."""
        if self._file is None:
            return
        with self._writing():
            self._file.flush()
            if self._disk is not None and to_disk and self.path is not None and self.path.is_file():
                self._disk.flush()
                os.fsync(self._disk.fileno())

    def close(self) -> None:
        """Write what is left and close the file."""
        with self._writing():
            for file in (self._file, self._disk):
                if file is not None:
                    file.close()

    def _writing(self) -> AbstractContextManager[None]:
        return writing(self.path, "--log") if self.path is not None else nullcontext()


def folder_from(log: Path, start: Path = Path()) -> Record:
    """Return where a run was started, as a log in another folder has it: the paths in it start there.

    Args:
        log: The log.
        start: Where the run was started.
    """
    try:
        folder = os.path.relpath(os.path.realpath(start), os.path.realpath(log.parent))
    except (OSError, ValueError):  # on another drive
        return {}
    return {} if folder == os.curdir else {"folder": folder}


def run_record(settings: Settings) -> Record:
    """The first record of a log: what makes a run what it is, and when it began."""
    return {
        "type": "run",
        "schema": SCHEMA,
        "newsclean": newsclean.__version__,
        "libraries": {name: found for name in _LIBRARIES if (found := _version(name))},
        "settings": settings.as_mapping(),
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def dated(pattern: str, **names: str) -> str:
    """Return the name of a log with the time for `%(time)s`, in UTC, and what else it names in the same way."""
    time = datetime.now(UTC).isoformat(timespec="microseconds").partition("+")[0].replace(":", "-")
    for name, value in {**names, "time": time}.items():
        pattern = pattern.replace(f"%({name})s", value)
    return pattern


def _version(name: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version  # which takes as long as half of click

    try:
        return version(name)
    except PackageNotFoundError:
        return None


def read_records(path: Path) -> Iterator[Record]:
    """The records of a log, the `run` record first.

    Args:
        path: The log.

    Yields:
        Records. A last line that was cut off is left out: what it belonged to has no `end`.

    Raises:
        LogError: The file is not there, is not a log, or was written by a version this one does not know.
    """
    name = str(path)
    number = 0
    names: Mapping[str, str] = {}
    try:
        with opened(path) as lines:
            for number, line in enumerate(lines, 1):
                record = _parsed(line)
                if number == 1:
                    _check_run(record, name)
                if record is None:
                    if line.endswith(b"\n"):
                        raise LogError(name, f"line {number} is not a record", "use the log as newsclean wrote it")
                    return
                if number == 1:
                    names = _FORMER_NAMES.get(record["schema"], {})
                yield _renamed(record, names) if record.get("type") in _RENAMED and names else record
    except EOFError:  # a compressed log that was cut off
        return
    except UNPACKING_ERRORS as error:
        raise LogError(name, f"not a {path.suffix} file ({error})", "check the path of --log") from None
    except OSError as error:
        raise LogError(name, error.strerror or str(error), "check the path of --log") from None
    if not number:
        raise LogError(name, "the log is empty", "use the log as newsclean wrote it")


def _renamed(record: Record, names: Mapping[str, str]) -> Record:
    return {names.get(key, key): value for key, value in record.items()}


def _parsed(line: bytes) -> Any:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _check_run(record: Record | None, name: str) -> None:
    if record is None or record.get("type") != "run" or "schema" not in record:
        raise LogError(name, "not a log of newsclean", "check the path of --log")
    if not isinstance(record["schema"], int) or record["schema"] not in (SCHEMA, *_FORMER_NAMES):
        raise LogError(
            name,
            f"written in schema {record['schema']!r:.40}, this version knows {SCHEMA}",
            "use the newsclean that wrote it",
        )
    checked_run(record, name)
