"""Options that several commands share."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsclean.command.terminal import complain
from newsclean.configuration import Configuration, configure, find
from newsclean.errors import SettingsError, UsageError
from newsclean.read.formats import AUTO, formats
from newsclean.read.reader import MOST_BYTES

if TYPE_CHECKING:
    from newsclean.read.choosing import Patterns
    from newsclean.read.reader import Reading

Command = TypeVar("Command", bound=Callable[..., Any])

KEEP = ("first", "longest", "earliest")
"""Which of several copies can stay; `newsclean.archive.keeping` is not loaded to print a help text."""


def refuse_undated(keep: str, date_field: str) -> None:
    """See to it that there is a date where the earliest copy shall stay.

    Raises:
        UsageError: There is none.
    """
    if keep == "earliest" and not date_field:
        raise UsageError("--keep earliest", "no field has the date", "name it with --date-field")


_CLEANING = (
    click.option(
        "--select", multiple=True, metavar="NAMES", help="Run only these stages or rules: lines,punctuation/comma."
    ),
    click.option(
        "--ignore", multiple=True, metavar="NAMES", help="Leave these stages or rules out; repeatable, as --select."
    ),
    click.option("--script", metavar="CONFIG", help="Convert by an OpenCC configuration: t2s, s2t, s2tw …"),
    click.option("--script-words", metavar="FILE", help="Words and what --script makes of them, a tab between."),
)
_READING = (
    click.option(
        "--format",
        type=click.Choice((AUTO, *formats())),
        help="What the input is.  [auto]",
    ),
    click.option("--field", multiple=True, metavar="NAME", help="Text field of a record; repeatable.  [text]"),
    click.option("--id-field", metavar="NAME", help="Field that identifies a record in the log."),
    click.option(
        "--include", multiple=True, metavar="GLOB", help="Read only files of a folder that match; repeatable."
    ),
    click.option(
        "--exclude",
        multiple=True,
        metavar="GLOB",
        help="Leave files of a folder out; repeatable. So does its .newscleanignore.",
    ),
    click.option("--encoding", metavar="NAME", help="Encoding of the input: gbk, big5, utf-16 …  [detected]"),
    click.option(
        "--max-bytes",
        type=click.IntRange(min=0),
        metavar="N",
        help=f"Refuse larger articles, and lines of records; 0 for no limit.  [{MOST_BYTES}]",
    ),
    click.option("--config", metavar="FILE", help="Settings file.  [the nearest newsclean.toml or pyproject.toml]"),
)


def cleaning_options(command: Command) -> Command:
    """Give a command the options that say how input is read and cleaned."""
    return _with(_CLEANING, reading_options(command))


def reading_options(command: Command) -> Command:
    """Give a command the options that say how input is read."""
    return _with(_READING, command)


def _with(options: Sequence[Callable[[Command], Command]], command: Command) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


def configuration(given: dict[str, Any]) -> Configuration:
    """The settings file that holds, with the options over it.

    Args:
        given: The options of `cleaning_options`, or of `reading_options`, as click passes them.
    """
    path = Path(given["config"]) if given["config"] else find(Path.cwd())
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", FutureWarning)
        found = _configured(path, given)
    for warning in told:
        complain(f"{path}: {warning.message}")
    if (format := found.reading.get("format", AUTO)) not in (AUTO, *formats()):
        known = ", ".join((AUTO, *formats()))
        raise SettingsError(f"{path}: format", f"{format!r} is none that is known", f"write one of {known}")
    return found


def _configured(path: Path | None, given: dict[str, Any]) -> Configuration:
    return configure(
        path,
        {
            "select": names(given.get("select", ())),
            "ignore": names(given.get("ignore", ())),
            "script": given.get("script"),
            "script-words": words_in_file(given["script_words"]) if given.get("script_words") else None,
            "format": given["format"],
            "field": list(given["field"]) or None,
            "id-field": given["id_field"],
            "encoding": given["encoding"],
            "include": list(given["include"]) or None,
            "exclude": list(given["exclude"]) or None,
            "max-bytes": given["max_bytes"],
        },
    )


def patterns(reading: Mapping[str, Any]) -> Patterns:
    """Which files of a folder to read, by `include` and `exclude`."""
    from newsclean.read.choosing import Patterns

    return Patterns(tuple(reading.get("include", ())), tuple(reading.get("exclude", ())))


def reading_of(given: Mapping[str, Any]) -> Reading:
    """How to read, from `Configuration.reading`."""
    from newsclean.read.reader import Reading

    return Reading(
        given.get("encoding", "auto"),
        tuple(given.get("field", ("text",))),
        given.get("id-field"),
        given.get("max-bytes", MOST_BYTES),
    )


def words_in_file(path: str) -> dict[str, str]:
    """A user's dictionary, in the form of OpenCC's: a word and what becomes of it, a tab between, a line each.

    Raises:
        SettingsError: The file cannot be read, or a line is not so.
    """
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise SettingsError(path, error.strerror or str(error), "check --script-words") from None
    except UnicodeDecodeError:
        raise SettingsError(path, "not UTF-8", "save it as UTF-8") from None
    words: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        word, tab, becomes = line.partition("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if not tab or not word or not becomes.split():
            raise SettingsError(f"{path}, line {number}", "not a word, a tab, and a word", "mend the line")
        words[word] = becomes.split()[0]
    return words


def names(values: Sequence[str]) -> list[str] | None:
    """Names that were given with commas between them, by one option or several; None where there was no option."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()] if values else None
