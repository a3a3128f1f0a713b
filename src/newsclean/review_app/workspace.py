"""Workspace of people without a terminal: a folder that takes what they drop, has it cleaned, and holds the review."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath
from typing import Any

from newsclean.errors import ExitCode, InputError, OutputError
from newsclean.i18n.messages import Catalog
from newsclean.io.compression import too_large
from newsclean.io.inputs import clean_name
from newsclean.io.reader import MOST_BYTES
from newsclean.review_app.store import review_of

_LONGEST_NAME, _DEEPEST = 200, 20
# What no system takes in a name, and what Windows takes for something else.
_UNFIT = re.compile(
    r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE
)


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
        self._clean_names = {clean_name(path): path.name for path in self._originals.rglob("*") if path.is_file()}
        self._language = catalog.language
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
        if self._process is not None:
            raise OutputError(name, "cleaning has begun", "take another folder for it")
        if size > MOST_BYTES:
            raise too_large(name, MOST_BYTES)
        if os.path.lexists(target):
            raise InputError(name, "is there already", "rename it")
        clean = clean_name(target)
        if clean in self._clean_names:
            cause = f"{self._clean_names[clean]} is there, and both would become {clean.name}"
            raise InputError(name, cause, "rename one of them")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".part-", delete=False) as part:
                try:
                    written = 0
                    async for chunk in chunks:
                        written += len(chunk)
                        if written > MOST_BYTES:
                            raise too_large(name, MOST_BYTES)
                        part.write(chunk)
                    part.close()
                    Path(part.name).replace(target)
                    self._clean_names[clean] = name
                except BaseException:
                    part.close()
                    Path(part.name).unlink()
                    raise
        except OSError as error:
            raise OutputError(name, error.strerror or str(error), "free the disk or choose another place") from None

    def start(self, script: str) -> None:
        """Begin to clean what was dropped, in a process of its own; once.

        Args:
            script: The setting of this name: one of `SCRIPTS`.

        Raises:
            InputError: Nothing was dropped.
        """
        if self._process is None:
            if not self._originals.is_dir():
                raise InputError(str(self.folder), "nothing was dropped", "drop files first")
            own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "newsclean"]
            command = [*own, "--language", self._language, "clean", str(self._originals), "-o", str(self._clean)]
            self._messages = self.folder / "clean.messages.txt"
            with self._messages.open("wb") as told:
                self._process = subprocess.Popen(
                    [*command, "--script", script, "--log", str(self.log), "--resume"],
                    stdin=subprocess.DEVNULL,
                    stdout=told,
                    stderr=told,
                    env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                )

    def state(self) -> dict[str, Any]:
        """Return how many files were dropped and are clean, whether all is done, and what was told meanwhile."""
        code = self._process.poll() if self._process is not None else None
        told = self._messages.read_text("utf-8", "replace") if self._messages is not None else ""
        return {
            "originals": _count(self._originals),
            "clean": _count(self._clean),
            "isRunning": self._process is not None and code is None,
            "isDone": code in (ExitCode.DONE, ExitCode.SOME_FAILED),
            "told": told.splitlines()[-1000:],
        }

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


def _count(folder: Path) -> int:
    return sum(len(files) for _, _, files in os.walk(folder))
