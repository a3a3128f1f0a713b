"""Settings files: where they are looked for, whose they may be, and what may stand in them."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from newsclean.errors import SettingsError
from newsclean.settings import FORMER_NAMES, Settings, settings_from, suggestion

OWN_FILE = "newsclean.toml"
SHARED_FILE = "pyproject.toml"

_MOST_BYTES = 1 << 20  # of a settings file

# How input is read is set beside how it is cleaned.
_READING: dict[str, type] = {
    "encoding": str, "format": str, "field": list, "id-field": str, "include": list, "exclude": list, "follow": bool,
    "max-bytes": int,
}  # fmt: skip


class Configuration(NamedTuple):
    """Configuration that a settings file, and then the command line, have set.

    Attributes:
        settings: How to clean.
        reading: How to read, as far as it was set: `encoding`, `format`, `field`, `id-field`, `include`, `exclude`,
            `follow`, `max-bytes`.
    """

    settings: Settings
    reading: dict[str, Any]


def find(start: Path) -> Path | None:
    """The settings file for a folder: the nearest one, in it or above it.

    Args:
        start: The folder to begin at.

    Returns:
        `newsclean.toml`, or a `pyproject.toml` with a table `[tool.newsclean]`; None if there is none.
    """
    for folder in (start, *start.parents):
        if (folder / OWN_FILE).is_file():
            return folder / OWN_FILE
        shared = folder / SHARED_FILE
        if shared.is_file() and "newsclean" in _toml(shared).get("tool", {}):
            return shared
    return None


def check_owner(path: Path) -> None:
    """See to it that a settings file which nobody has named is the user's own: it says what is changed and left out.

    Those of the system's administrator count as own. Where there are no owners, as on Windows, all do.

    Args:
        path: The settings file.

    Raises:
        SettingsError: It or its folder belongs to another user, or all users can write it.
    """
    if not hasattr(os, "geteuid"):
        return
    own = {0, os.geteuid()}
    if os.geteuid() == 0:
        own.add(int(os.environ.get("SUDO_UID", "0")))
    file = path.stat()
    cause = "belongs to another user" if not own.issuperset((file.st_uid, path.parent.stat().st_uid)) else ""
    if file.st_mode & stat.S_IWOTH:
        cause = "can be written by all users"
    if cause:
        next_step = f"read it, then pass --config {path}, or --config {os.devnull} to go without"
        raise SettingsError(
            str(path), f"settings that were found here and not named, in a file that {cause}", next_step
        )


def configure(path: Path | None, given: Mapping[str, Any]) -> Configuration:
    """Settings from a file, and over them what the command line gives.

    Args:
        path: The settings file, or None.
        given: Names as in a settings file, and values; None for what was not given.

    Returns:
        The settings that hold.

    Raises:
        SettingsError: The file cannot be read, or holds an unknown name (the nearest is suggested) or a value
            that cannot be.
    """
    table = {} if path is None else _table(path)
    where = "command line" if path is None else str(path)
    table |= {name: value for name, value in given.items() if value is not None}
    reading = {name: table.pop(name) for name in _READING if name in table}
    for name, value in reading.items():
        items = value if isinstance(value, list) else ()
        if type(value) is not _READING[name] or not all(isinstance(item, str) for item in items):
            raise SettingsError(f"{where}: {name}", f"{value!r} is not a {_READING[name].__name__}", "change it")
    known = {**dict.fromkeys(Settings().as_mapping()), **dict.fromkeys(_READING)}
    for name in table:
        if name not in known and name not in FORMER_NAMES:
            raise SettingsError(where, f"unknown setting {name!r}", suggestion(name, known))
    return Configuration(settings_from(table, where), reading)


def _table(path: Path) -> dict[str, Any]:
    table = _toml(path)
    if path.name == SHARED_FILE:
        table = table.get("tool", {}).get("newsclean", {})
    return dict(table)


def _toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise SettingsError(str(path), error.strerror or str(error), "check --config") from None
    if len(data) > _MOST_BYTES:
        raise SettingsError(str(path), f"more than {_MOST_BYTES} bytes", "write a shorter one")
    try:
        return tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(str(path), f"not TOML ({error})", "mend the file") from None
