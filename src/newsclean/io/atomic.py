"""Files that appear whole or not at all: a temporary file beside the target, fsync, rename."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from newsclean.errors import OutputError
from newsclean.io.compression import compression_suffix, packer

_TEMPORARY = ".newsclean"


@contextlib.contextmanager
def atomic_file(path: Path, like: Path | None = None) -> Iterator[IO[bytes]]:
    """Open a file that takes the place of `path` when the block ends, and never if it raises.

    What is written is packed if the extension of `path` says so.

    Args:
        path: The target; its folder is made if it is not there.
        like: What the rest of a Parquet file is taken from.

    Yields:
        A binary file to write to.

    Raises:
        OutputError: Folder or file cannot be written; nothing stands under the name `path` that did not
            stand there before.
    """
    with writing(path), contextlib.ExitStack() as undo:
        temporary, file = _begun(path, undo)
        with _packed(file, path, like) as packed:
            yield packed
        file.flush()
        os.fsync(file.fileno())
        file.close()
        temporary.replace(path)
        _sync_folder(path.parent)


def remove_remains(targets: Iterable[Path]) -> None:
    """Remove the temporary files that a process left which was killed.

    Args:
        targets: The files that it was to write, and that no other process writes now.

    Raises:
        OutputError: One cannot be removed.
    """
    by_folder: dict[Path, set[str]] = {}
    for target in targets:
        by_folder.setdefault(target.parent, set()).add(f".{target.name[:100]}")
    for folder, names in by_folder.items():
        for path in folder.glob(f".*{_TEMPORARY}"):
            name, _, process = path.name.removesuffix(_TEMPORARY).rpartition(".")
            if name in names and process.isdecimal():
                with writing(path):
                    path.unlink(missing_ok=True)


def _begun(path: Path, undo: contextlib.ExitStack) -> tuple[Path, IO[bytes]]:
    """The temporary file that shall become `path`, open; gone when `undo` ends, unless it has another name by then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}{_TEMPORARY}")
    file = undo.enter_context(temporary.open("xb"))
    undo.callback(temporary.unlink, missing_ok=True)
    return temporary, file


def _packed(file: IO[bytes], path: Path, like: Path | None = None) -> contextlib.AbstractContextManager[IO[bytes]]:
    """Return what to write to, so that `file` is packed as the name `path` says; at its end `file` stays open."""
    return packer(file, compression_suffix(path), like) if compression_suffix(path) else contextlib.nullcontext(file)


@contextlib.contextmanager
def writing(path: Path, option: str = "-o") -> Iterator[None]:
    """Say of what fails in writing a file that it was this one.

    Args:
        path: The file.
        option: The option that names it.

    Raises:
        OutputError: For an `OSError`.
    """
    try:
        yield
    except OSError as error:
        cause = error.strerror or str(error)
        raise OutputError(str(path), cause, f"free the disk or choose another {option}") from error


def write_all(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write several files, each whole or not at all.

    All are on the disk before the first of them takes its name, which a file system does in a fraction of the time
    that it takes one by one.

    Args:
        files: The targets, all different, and what each shall hold.

    Raises:
        OutputError: As `atomic_file`; of the others some may have been written, and some not.
    """
    with contextlib.ExitStack() as undo:
        written = []
        for path, data in files:
            with writing(path):
                temporary, file = _begun(path, undo)
                with _packed(file, path) as packed:
                    packed.write(data)
                file.flush()
                written.append((path, temporary, file))
        for path, _, file in written:
            with writing(path):
                os.fsync(file.fileno())
                file.close()
        for path, temporary, _ in written:
            with writing(path):
                temporary.replace(path)
        for folder in {path.parent: path for path, _, _ in written}.values():
            with writing(folder):
                _sync_folder(folder.parent)


def write_atomically(path: Path, data: bytes, like: Path | None = None) -> None:
    """Write `data` to `path`, whole or not at all.

    Raises:
        OutputError: As `atomic_file`.
    """
    with atomic_file(path, like) as file:
        file.write(data)


def _sync_folder(folder: Path) -> None:
    """Make a rename last; where folders cannot be opened, as on Windows, the rename must do."""
    with contextlib.suppress(PermissionError, IsADirectoryError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
