"""Files that appear whole or not at all: a temporary file beside the target, fsync, rename."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import IO, NamedTuple

from newsclean.errors import OutputError, TargetError
from newsclean.io.access import FileState, is_replaced, opener_as, state_of, take_over
from newsclean.io.compression import compression_suffix, packer

_TEMPORARY = ".newsclean"

_OF_ONE_FILE = frozenset(
    [
        errno.ENAMETOOLONG,
        errno.EILSEQ,
        errno.EISDIR,
        errno.ENOTDIR,
        errno.EEXIST,
        errno.ELOOP,
        errno.EACCES,
        errno.EPERM,
    ]
)
"""Faults of a path, which other files need not share, other than those of a disk."""

_LONGEST_NAME = 120
"""Bytes of a name from which on it is not repeated in that of another file; most file systems take 255, some 143."""


class NewFile(NamedTuple):
    """File to be written.

    Attributes:
        path: The target.
        data: What it shall hold.
        source: What it is made from, which nobody may read who may not read that.
        replaced: The state of the file whose place it takes, when that was read; None to take the place of any.
    """

    path: Path
    data: bytes
    source: Path | None = None
    replaced: FileState | None = None


@contextlib.contextmanager
def atomic_file(path: Path, like: Path | None = None, replaced: FileState | None = None) -> Iterator[IO[bytes]]:
    """Open a file that takes the place of `path` when the block ends, and never if it raises.

    What is written is packed if the extension of `path` says so.

    Args:
        path: The target; its folder is made if it is not there.
        like: The file that it is made from: it gives the permissions, in its own place also owner, times and extended
            attributes, and the rest of a Parquet file.
        replaced: The state of the file whose place it takes, when that was read; None to take the place of any.

    Yields:
        A binary file to write to.

    Raises:
        OutputError: Folder or file cannot be written; nothing stands under the name `path` that did not
            stand there before.
        TargetError: The file to be replaced is no longer the one that was read.
    """
    with writing(path), contextlib.ExitStack() as undo:
        if is_stream(path):
            with path.open("wb") as device, _packed(device, path, like) as packed:
                yield packed
            return
        place = place_of(path)
        temporary, file = _begun(place, undo, like)
        with _packed(file, path, like) as packed:
            yield packed
        file.flush()
        if like is not None and is_replaced(like, place):
            take_over(place, temporary)
        os.fsync(file.fileno())
        file.close()
        _replace(place, temporary, replaced)
        _sync_folder(place.parent)


def is_stream(path: Path) -> bool:
    """Return whether a path is written into as it stands, and never replaced: a terminal, a pipe, `/dev/null`."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def place_of(path: Path) -> Path:
    """Return where a file goes that is written as `path`: a link stays, and what it leads to is written.

    Raises:
        TargetError: Something stands there that is no regular file, or a link leads in a circle.
    """
    place = Path(os.path.realpath(path)) if path.is_symlink() else path
    try:
        mode = place.lstat().st_mode
    except OSError:
        return place  # not there yet, or its folder tells why it cannot be
    if not stat.S_ISREG(mode):
        cause = "a folder" if stat.S_ISDIR(mode) else "no regular file, and only such a one is replaced"
        raise TargetError(str(path), cause, "choose another -o")
    return place


def remove(path: Path) -> None:
    """Remove a file that an earlier run has written; of anything but a regular file nothing is touched.

    Raises:
        OutputError: It cannot be removed.
    """
    if not is_stream(path):
        with writing(path):
            place_of(path).unlink(missing_ok=True)


def remove_remains(targets: Iterable[Path]) -> None:
    """Remove the temporary files that a process left which was killed.

    Args:
        targets: The files that it was to write, and that no other process writes now.

    Raises:
        OutputError: One cannot be removed.
    """
    by_folder: dict[Path, set[str]] = {}
    for target in targets:
        place = Path(os.path.realpath(target)) if target.is_symlink() else target
        by_folder.setdefault(place.parent, set()).add(_digest(place))
    for folder, names in by_folder.items():
        for path in folder.glob(f".*{_TEMPORARY}"):
            name, _, token = path.name.removesuffix(_TEMPORARY).removeprefix(".").partition(".")
            if name in names and token.isalnum():
                with writing(path):
                    path.unlink(missing_ok=True)


def hidden_name(path: Path, ending: str) -> Path:
    """Return a hidden name beside `path` that says which it belongs to, and is short enough for any file system."""
    name = f".{path.name}{ending}"
    return path.with_name(name if len(os.fsencode(name)) <= _LONGEST_NAME else f".{_digest(path)}{ending}")


def _digest(path: Path) -> str:
    return blake2b(os.fsencode(path.name), digest_size=8).hexdigest()


def _begun(place: Path, undo: contextlib.ExitStack, source: Path | None) -> tuple[Path, IO[bytes]]:
    """The temporary file that shall become `place`, open; gone when `undo` ends, unless it has another name by then."""
    if is_replaced(source, place) and (links := place.stat().st_nlink) > 1:
        cause = f"has {links} names (hard links), which would be parted"
        raise TargetError(str(place), cause, "write it elsewhere with -o")
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_name(f".{_digest(place)}.{secrets.token_hex(4)}{_TEMPORARY}")
    file = undo.enter_context(open(temporary, "xb", opener=opener_as(() if source is None else [source])))  # noqa: SIM115
    undo.callback(temporary.unlink, missing_ok=True)
    return temporary, file


def _replace(place: Path, temporary: Path, replaced: FileState | None) -> None:
    """Give a temporary file its name, unless what has the name by now is not what was read: that would be lost."""
    if replaced is not None and state_of(place) != replaced:
        raise TargetError(str(place), "was changed while it was cleaned, and is left as it is", "clean it again")
    temporary.replace(place)


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
        TargetError: For an `OSError` that lies in the path of an output.
        OutputError: For any other `OSError`.
    """
    try:
        yield
    except OSError as error:
        cause = error.strerror or str(error)
        if option == "-o" and error.errno in _OF_ONE_FILE:
            raise TargetError(str(path), cause, "choose another -o") from error
        raise OutputError(str(path), cause, f"free the disk or choose another {option}") from error


def write_all(files: Sequence[NewFile]) -> dict[Path, TargetError]:
    """Write several files, each whole or not at all, with one of them open at a time.

    All are on the disk before the first of them takes its name, which a file system does in a fraction of the time
    that it takes one by one.

    Args:
        files: The files, their targets all different.

    Returns:
        The targets that could not be written, for what they are, and why; the others are.

    Raises:
        OutputError: The disk failed; of the files some may have been written, and some not.
    """
    failed: dict[Path, TargetError] = {}
    with contextlib.ExitStack() as undo:
        begun: dict[Path, tuple[Path, Path]] = {}
        by_path = {file.path: file for file in files}
        for path, data, source, _ in files:
            with _costing_itself(path, failed):
                if is_stream(path):
                    with path.open("wb") as device, _packed(device, path) as packed:
                        packed.write(data)
                    continue
                place = place_of(path)
                temporary, file = _begun(place, undo, source)
                with file, _packed(file, path) as packed:
                    packed.write(data)
                begun[path] = temporary, place
        for path, (temporary, place) in begun.items():
            with writing(path), temporary.open("r+b") as file:
                if is_replaced(by_path[path].source, place):
                    take_over(place, temporary)
                os.fsync(file.fileno())
        folders: dict[Path, Path] = {}
        for path, (temporary, place) in begun.items():
            with _costing_itself(path, failed):
                _replace(place, temporary, by_path[path].replaced)
                folders[place.parent] = path
        for folder, path in folders.items():
            with writing(path):
                _sync_folder(folder)
    return failed


@contextlib.contextmanager
def _costing_itself(path: Path, failed: dict[Path, TargetError]) -> Iterator[None]:
    try:
        with writing(path):
            yield
    except TargetError as error:
        failed[path] = error


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
