"""Workspace of people without a terminal: a folder that takes what they drop, has it cleaned, and holds the review."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath
from typing import Any

from newsclean.errors import ExitCode, InputError, OutputError
from newsclean.i18n.messages import Catalog
from newsclean.io.compression import too_large
from newsclean.io.inputs import clean_name
from newsclean.io.reader import MOST_BYTES
from newsclean.review_app.requests import in_thread
from newsclean.review_app.store import review_of

_LONGEST_NAME, _DEEPEST = 200, 20
_TAIL = 100_000  # bytes of what cleaning has told
# What no system takes in a name, and what Windows takes for something else.
_UNFIT = re.compile(
    r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE
)
_CLEANED = ExitCode.DONE, ExitCode.SOME_FAILED
_TAKEN = "is there already", "rename it"
_FREE = "free the disk or choose another place"

SCRIPTS = ("keep", "t2s", "s2t")
"""What the page offers for the setting `script`."""


class Workspace:
    """Folder with what was dropped, what became of it, and the log between the two.

    Args:
        folder: The folder; it is made when the first file comes.
        catalog: The language that cleaning tells its errors in.

    Raises:
        InputError: A file in it is none that can be cleaned.
    """

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        self.folder = folder
        self.log = folder / "clean.changes.jsonl"
        self._originals, self._clean = folder / "originals", folder / "clean"
        originals = [path for path in self._originals.rglob("*") if path.is_file()]
        self._clean_names = {clean_name(path): path.name for path in originals}
        self._originals_count = len(originals)
        self._counted = 0, 0.0  # clean files, and when to count them again
        self._language = catalog.language
        self._lock = threading.Lock()
        self._arriving = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._messages: Path | None = None

    @property
    def is_reviewed(self) -> bool:
        """Return whether what was dropped is clean, and its review was begun."""
        return review_of(self.log).exists()

    async def take(self, name: str, size: int, chunks: AsyncIterator[bytes]) -> None:
        """Keep a file among the originals; it is there as a whole, or not at all.

        Args:
            name: Its name, with the folders it was dropped in.
            size: How many bytes it is said to have; nothing of one that has too many is read.
            chunks: What it holds.

        Raises:
            InputError: The name is none for a file or is taken, or the file is larger than any that is read; or the
                clean text of another one has its place.
            OutputError: It cannot be written, or cleaning has begun.
        """
        target = self._originals / place_of(name)
        if size > MOST_BYTES:
            raise too_large(name, MOST_BYTES)
        clean = self._reserve(name, target)
        try:
            await self._store(name, target, chunks)
            self._originals_count += 1
        except BaseException as error:
            del self._clean_names[clean]
            if isinstance(error, FileExistsError):
                raise InputError(name, *_TAKEN) from None
            if isinstance(error, OSError):
                raise OutputError(name, error.strerror or str(error), _FREE) from None
            raise
        finally:
            self._arriving -= 1

    def _reserve(self, name: str, target: Path) -> Path:
        """Keep the name of a file that arrives, and that of its clean text, from all others."""
        clean = clean_name(target)
        with self._lock:
            if self._process is not None and self._process.poll() in (None, *_CLEANED):
                raise OutputError(name, "cleaning has begun", "take another folder for it")
            if os.path.lexists(target) or self._clean_names.get(clean) == name:
                raise InputError(name, *_TAKEN)
            if clean in self._clean_names:
                cause = f"{self._clean_names[clean]} is there, and both would become {clean.name}"
                raise InputError(name, cause, "rename one of them")
            self._clean_names[clean] = name
            self._arriving += 1
        return clean

    async def _store(self, name: str, target: Path, chunks: AsyncIterator[bytes]) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".part-", delete=False) as part:
            try:
                written = 0
                async for chunk in chunks:
                    written += len(chunk)
                    if written > MOST_BYTES:
                        raise too_large(name, MOST_BYTES)
                    part.write(chunk)
                part.flush()
                await in_thread(lambda: os.fsync(part.fileno()))
                part.close()
                target.open("xb").close()  # of several processes, and of names that are one to the disk, one has it
                Path(part.name).replace(target)
            except BaseException:
                part.close()
                Path(part.name).unlink()
                raise

    def start(self, script: str) -> None:
        """Begin to clean what was dropped, in a process of its own; once more only if that has failed.

        Args:
            script: The setting of this name: one of `SCRIPTS`.

        Raises:
            InputError: Nothing was dropped, or files still arrive.
            OutputError: It cannot be begun.
        """
        with self._lock:
            if self._process is not None and self._process.poll() in (None, *_CLEANED):
                return
            if self._arriving:
                raise InputError(str(self.folder), "files are still arriving", "wait a moment")
            if not self._originals.is_dir():
                raise InputError(str(self.folder), "nothing was dropped", "drop files first")
            own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "newsclean"]
            command = [*own, "--language", self._language, "clean", str(self._originals), "-o", str(self._clean)]
            messages = self.folder / "clean.messages.txt"
            try:
                with messages.open("wb") as told:
                    self._process = subprocess.Popen(
                        [*command, "--script", script, "--log", str(self.log), "--resume"],
                        stdin=subprocess.DEVNULL,
                        stdout=told,
                        stderr=told,
                        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                    )
            except OSError as error:
                raise OutputError(str(messages), error.strerror or str(error), _FREE) from None
            self._messages = messages
            self._counted = 0, 0.0

    def state(self) -> dict[str, Any]:
        """Return how many files were dropped and are clean, whether all is done, and what was told meanwhile."""
        code = self._process.poll() if self._process is not None else None
        is_running = self._process is not None and code is None
        return {
            "originals": self._originals_count,
            "clean": self._clean_count(is_running),
            "isRunning": is_running,
            "isDone": code in _CLEANED,
            "told": _last_lines(self._messages) if self._messages is not None else [],
        }

    def _clean_count(self, is_running: bool) -> int:
        """How many files are clean: counted in a tenth of the time while they are written, and once in the end."""
        count, again = self._counted
        now = time.monotonic()
        if now >= again or (not is_running and again < math.inf):
            count = sum(len(files) for _, _, files in os.walk(self._clean))
            again = now + 10 * (time.monotonic() - now) if is_running else math.inf
            self._counted = count, again
        return count

    def close(self) -> None:
        """End cleaning, if it still runs."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait()


def place_of(name: str) -> PurePosixPath:
    """Return where a file goes, below a folder.

    Args:
        name: Its name as a browser gives it.

    Raises:
        InputError: It is none for a file here, or would lead out of the folder.
    """
    parts = name.split("/")
    fit = all(part and part not in (".", "..") and not _UNFIT.search(part) for part in parts)
    if not fit or len(parts) > _DEEPEST or any(len(os.fsencode(part)) > _LONGEST_NAME for part in parts):
        raise InputError(repr(name[:_LONGEST_NAME]), "no name for a file", "rename it")
    return PurePosixPath(*parts)


def _last_lines(path: Path) -> list[str]:
    with path.open("rb") as file:
        start = max(0, file.seek(0, os.SEEK_END) - _TAIL)
        file.seek(start)
        lines = file.read().decode("utf-8", "replace").splitlines()
    return lines[1 if start else 0 :][-1000:]
