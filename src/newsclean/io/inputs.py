"""Which files a run reads, and where the clean text of each goes. Nothing is written here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path
from typing import NamedTuple

from newsclean.errors import InputError, UsageError
from newsclean.io.compression import compression_suffix, inner_suffix
from newsclean.io.file_selection import Chooser, Patterns
from newsclean.io.folder_walk import Skipped, entries
from newsclean.io.formats import AUTO, by_extension, clean_extension

_ALL = Patterns()


def _untold(skipped: Skipped) -> None:
    """Take no notice of what is not read."""


STANDARD = "-"
"""The name of standard input, on the command line and in the log."""


class Task(NamedTuple):
    """One input and where its clean text goes.

    Attributes:
        name: Its name in the log and in messages: the path as given, or `-`.
        source: Its path; None for standard input.
        target: Where the clean text goes; None for standard output.
        format: One of `newsclean.io.formats.format_names`, or `auto` for standard input that must be looked at first.
    """

    name: str
    source: Path | None
    target: Path | None
    format: str

    @property
    def size(self) -> int:
        """Bytes of the file, packed; 0 for standard input, and for a file that is gone, as reading it tells."""
        try:
            return self.source.stat().st_size if self.source is not None else 0
        except OSError:
            return 0


def plan(
    paths: Sequence[str],
    out: str | None,
    format: str,
    patterns: Patterns = _ALL,
    *,
    force: bool = False,
    share: slice = slice(None),
    skip: Callable[[Skipped], object] = _untold,
) -> list[Task]:
    """Decide what to read and what to write, before anything is written.

    Args:
        paths: Files, folders, or `-`; none stands for `-`.
        out: A file for one input, a folder for several or for a folder; None for standard output.
        format: `auto`, or what they all are.
        patterns: Which files of a folder to read.
        force: Whether outputs that are there may be replaced.
        share: Which of the tasks are to be done; the outputs of others may be there.
        skip: Is told what of the folders is not read.

    Returns:
        The tasks in a fixed order: paths as given, files of a folder by name.

    Raises:
        InputError: No path exists, or a folder holds nothing that can be read.
        UsageError: An output is there already, is an input, lies inside an input, or is meant twice; or several
            inputs have no folder to go to.
    """
    paths = _some(paths)
    folders = [Path(path) for path in paths if path != STANDARD and Path(path).is_dir()]
    many = goes_to_folder(paths, out)
    if many and out is None:
        what = f"{folders[0]} is a folder" if folders else f"there are {len(paths)} inputs"
        raise UsageError("clean", f"{what} and needs a folder to write to", "pass -o FOLDER")
    root = None if out is None else Path(out)
    if many and root is not None and root.exists() and not root.is_dir():
        raise UsageError(str(root), "not a folder, and there are several inputs", "pass a folder with -o")
    tasks = [task for path in paths for task in _tasks(path, root, many, format, patterns, skip)]
    if root is not None:
        refuse_clashes(tasks[share], folders, root, force=force)
    return tasks[share]


def goes_to_folder(paths: Sequence[str], out: str | None) -> bool:
    """Return whether clean texts go to a folder: those of several inputs, and those of a folder.

    Args:
        paths: As `plan`.
        out: As `plan`; a name that ends in a slash means a folder, there or not.
    """
    has_folder = any(path != STANDARD and Path(path).is_dir() for path in paths)
    return len(paths) > 1 or has_folder or (out is not None and out.endswith(("/", os.sep)))


def plan_in_place(
    paths: Sequence[str], format: str, patterns: Patterns = _ALL, *, skip: Callable[[Skipped], object] = _untold
) -> list[Task]:
    """Plan what to read, each file the place of its own clean text.

    Args:
        paths: As `plan`.
        format: As `plan`.
        patterns: As `plan`.
        skip: As `plan`.

    Raises:
        InputError: As `plan`.
        UsageError: Standard input has no place; or a file is named twice.
    """
    tasks = sources(paths, format, patterns, skip=skip)
    seen: set[Path] = set()
    for task in tasks:
        if clean_extension(task.format):
            cause = f"the text found in a .{task.format} file cannot take its place"
            raise UsageError(task.name, cause, "pass -o instead of --in-place")
        if task.source is None:
            raise UsageError("--in-place", "standard input is no file", "name files or a folder")
        if _real(task.source) in seen:
            raise UsageError(task.name, "is named twice", "name it once")
        seen.add(_real(task.source))
    # A link stays a link: what it points to is replaced.
    return [task._replace(target=_real(task.source)) if task.source else task for task in tasks]


def sources(
    paths: Sequence[str],
    format: str,
    patterns: Patterns = _ALL,
    *,
    stdin_name: str | None = None,
    skip: Callable[[Skipped], object] = _untold,
) -> list[Task]:
    """Return what to read, for commands that write no clean text.

    Args:
        paths: As `plan`.
        format: As `plan`.
        patterns: As `plan`.
        stdin_name: The file that standard input is the text of, as editors have it.
        skip: As `plan`.

    Raises:
        InputError: As `plan`.
    """
    tasks = [task for path in _some(paths) for task in _tasks(path, None, False, format, patterns, skip)]
    if stdin_name is None:
        return tasks
    kind = _format(Path(stdin_name), format)
    return [task._replace(name=stdin_name, format=kind) if task.source is None else task for task in tasks]


def expanded(paths: Sequence[str]) -> list[str]:
    """Return paths with those that match put in the place of a pattern, in order, where no shell has done so."""
    return [
        found
        for path in paths
        for found in (has_magic(path) and not Path(path).exists() and sorted(glob(path, recursive=True))) or [path]  # noqa: PTH207
    ]


def _some(paths: Sequence[str]) -> Sequence[str]:
    """The paths, at least one of which must be there; what others lack is told when they are read."""
    paths = expanded(paths)
    if paths and not any(path == STANDARD or Path(path).exists() for path in paths):
        raise InputError(paths[0], "no such file or folder", "check the path")
    return paths or [STANDARD]


def _tasks(
    path: str, root: Path | None, many: bool, format: str, patterns: Patterns, skip: Callable[[Skipped], object]
) -> Iterator[Task]:
    if path == STANDARD:
        if format == "parquet":
            raise InputError(STANDARD, "a Parquet file is read from its end, and not from a pipe", "name the file")
        target = root / "stdin.txt" if root is not None and (many or root.is_dir()) else root
        yield Task(STANDARD, None, target, format)
        return
    source = Path(path)
    if not source.is_dir():
        into = root is not None and (many or root.is_dir())
        kind = _format(source, format)
        yield Task(path, source, _named(root / source.name, kind) if into and root else root, kind)
        return
    found = False
    for file in entries(source, Chooser(source, patterns), follow=patterns.follow):
        if isinstance(file, Skipped):
            skip(file)
            continue
        found = True
        kind = _format(file, format)
        target = _named(root / file.relative_to(source), kind) if root is not None else None
        yield Task(os.fspath(file), file, target, kind)
    if not found:
        raise InputError(
            path,
            f"the folder holds no file to clean ({', '.join(by_extension())})",
            "name the files, another folder, or other patterns",
        )


def _named(target: Path, format: str) -> Path:
    """The name of a clean file: that of its source, but the text found in a page is no page."""
    if not (extension := clean_extension(format)):
        return target
    return target.with_name(f"{target.name.removesuffix(compression_suffix(target)).rpartition('.')[0]}{extension}")


def clean_name(source: Path) -> Path:
    """Return the name that the clean file of a source has, beside it.

    Raises:
        InputError: As for a source.
    """
    return _named(source, _format(source, AUTO))


def _format(path: Path, format: str) -> str:
    if format == "parquet" and compression_suffix(path) != ".parquet":
        raise InputError(str(path), "no Parquet file by its name", "let its name end in .parquet")
    return by_extension().get(inner_suffix(path), "text") if format == AUTO else format


def refuse_clashes(tasks: Iterable[Task], folders: Sequence[Path], root: Path, *, force: bool) -> None:
    """See to it that no output takes the place of an input, of another output, or of what is there already.

    Args:
        tasks: What is to be read and written.
        folders: Folders that are read.
        root: The file or folder that is written.
        force: Whether files that are there may be replaced.

    Raises:
        UsageError: One would.
    """
    for folder in folders:
        if _real(root) == _real(folder) or _real(folder) in _real(root).parents:
            raise UsageError(str(root), f"the output lies inside the input {folder}", "choose another -o")
    tasks = list(tasks)
    inputs = {_real(task.source) for task in tasks if task.source is not None}
    meant: dict[Path, str] = {}
    for task in tasks:
        if task.target is None:
            continue
        target = _real(task.target)
        if target in inputs:
            raise UsageError(str(task.target), "output and input are the same file", "choose another -o")
        if compression_suffix(target) == ".parquet" and (
            task.source is None or compression_suffix(task.source) != ".parquet"
        ):
            cause = "a Parquet file is made from a Parquet file only"
            raise UsageError(str(task.target), cause, "name a .jsonl file with -o")
        if target in meant:
            raise UsageError(
                str(task.target), f"both {meant[target]} and {task.name} would go there", "clean them apart"
            )
        if os.path.lexists(task.target) and not force:
            raise UsageError(str(task.target), "is there already", "choose another -o or pass --force")
        meant[target] = task.name


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
