"""Settings files: where they are looked for, and what may stand in them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from newsclean.errors import SettingsError
from newsclean.settings import FORMER_NAMES, Settings, settings_from, suggestion

OWN_FILE = "newsclean.toml"
SHARED_FILE = "pyproject.toml"

# How input is read is set beside how it is cleaned.
_READING: dict[str, type] = {
    "encoding": str, "format": str, "field": list, "id-field": str, "include": list, "exclude": list, "max-bytes": int,
}  # fmt: skip


class Configuration(NamedTuple):
    """Configuration that a settings file, and then the command line, have set.

    Attributes:
        settings: How to clean.
        reading: How to read, as far as it was set: `encoding`, `format`, `field`, `id-field`, `include`, `exclude`,
            `max-bytes`.
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
            return tomllib.load(file)
    except OSError as error:
        raise SettingsError(str(path), error.strerror or str(error), "check --config") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), f"not TOML ({error})", "mend the file") from None
