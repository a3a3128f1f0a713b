"""Options that several commands share."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsclean.cli.terminal import warn
from newsclean.config import Configuration, check_owner, configure, find
from newsclean.errors import SettingsError, UsageError
from newsclean.io.formats import AUTO, format_names
from newsclean.io.reader import MOST_BYTES

if TYPE_CHECKING:
    from newsclean.corpus.canonical_policy import Policy
    from newsclean.io.article_stream import Described
    from newsclean.io.file_selection import Patterns
    from newsclean.io.reader import ReadOptions

Command = TypeVar("Command", bound=Callable[..., Any])

CANONICAL = ("first", "longest", "earliest")
"""Policy: which of several copies can stay; `newsclean.corpus.canonical_policy` is not loaded to print a help text."""

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
        type=click.Choice((AUTO, *format_names())),
        help="What the input is.  [auto]",
    ),
    click.option(
        "--field", multiple=True, metavar="NAME", help="Text field of a record, or JSON Pointer; repeatable.  [text]"
    ),
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
    click.option("--follow", is_flag=True, default=None, help="Follow links that lead out of a folder."),
    click.option("--encoding", metavar="NAME", help="Encoding of the input: gbk, big5, utf-16 …  [detected]"),
    click.option(
        "--max-bytes",
        type=click.IntRange(min=0),
        metavar="N",
        help=f"Refuse larger articles, and lines of records; 0 for no limit.  [{MOST_BYTES}]",
    ),
    click.option("--config", metavar="FILE", help="Settings file.  [the nearest newsclean.toml or pyproject.toml]"),
)


_CANONICAL = (
    click.option("--canonical", type=click.Choice(CANONICAL), help="Which copy stays.  [first]"),
    click.option("--keep", "old_canonical", type=click.Choice(CANONICAL), hidden=True),
    click.option("--date-field", metavar="NAME", default="",
                 help="Field with the date of a record, for --canonical earliest."),
    click.option("--prefer-source", multiple=True, metavar="NAME",
                 help="Source whose articles stay before others; repeatable, the most preferred first. Without "
                 "--source-field, what the path of an article begins with; also a pattern: 'wire/*'."),
    click.option("--source-field", metavar="NAME", default="", help="Field with the source of a record."),
)  # fmt: skip


def canonical_options(command: Command) -> Command:
    """Give a command the options that say which of several copies stays."""
    return _with(_CANONICAL, command)


def policy_of(given: dict[str, Any]) -> Policy:
    """Policy: which of several copies stays.

    Args:
        given: The options of `canonical_options`, as click passes them.

    Raises:
        UsageError: The earliest shall, and there is no date; or two options contradict each other.
    """
    from newsclean.corpus.canonical_policy import Policy

    canonical, old = given["canonical"], given["old_canonical"]
    if old is not None:
        if canonical not in (None, old):
            raise UsageError("--keep", "--canonical says something else", "leave --keep out")
        warn("--keep is called --canonical now, and will go")
        canonical = old
    if canonical == "earliest" and not given["date_field"]:
        raise UsageError("--canonical earliest", "no field has the date", "name it with --date-field")
    return Policy(canonical or "first", tuple(given["prefer_source"]))


def described(given: dict[str, Any], id_field: str | None = None) -> Described:
    """The fields that say what a record is.

    Args:
        given: The options of `canonical_options`, as click passes them.
        id_field: The field that identifies a record, if there is one.
    """
    from newsclean.io.article_stream import Described

    return Described(given["date_field"], given["source_field"], id_field or "")


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
    if path is not None and not given["config"]:
        check_owner(path)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", FutureWarning)
        found = _configured(path, given)
    for warning in told:
        warn(f"{path}: {warning.message}")
    if (format := found.reading.get("format", AUTO)) not in (AUTO, *format_names()):
        known = ", ".join((AUTO, *format_names()))
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
            "follow": given["follow"],
            "max-bytes": given["max_bytes"],
        },
    )


def patterns(reading: Mapping[str, Any]) -> Patterns:
    """Which files of a folder to read, by `include`, `exclude` and `follow`."""
    from newsclean.io.file_selection import Patterns

    return Patterns(tuple(reading.get("include", ())), tuple(reading.get("exclude", ())), reading.get("follow", False))


def reading_of(given: Mapping[str, Any]) -> ReadOptions:
    """Return how to read, from `Configuration.reading`."""
    from newsclean.io.reader import ReadOptions

    return ReadOptions(
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
    lines = _lines(path, "--script-words")
    words: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        word, tab, becomes = line.partition("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if not tab or not word or not becomes.split():
            raise SettingsError(f"{path}, line {number}", "not a word, a tab, and a word", "mend the line")
        words[word] = becomes.split()[0]
    return words


def lines_in_file(path: str) -> list[str]:
    """The lines of a file that lists paragraphs, blank ones left out.

    Raises:
        SettingsError: The file cannot be read.
    """
    return [line.strip() for line in _lines(path, "--boilerplate-file") if line.strip()]


def _lines(path: str, option: str) -> list[str]:
    try:
        return Path(path).read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise SettingsError(path, error.strerror or str(error), f"check {option}") from None
    except UnicodeDecodeError:
        raise SettingsError(path, "not UTF-8", "save it as UTF-8") from None


def names(values: Sequence[str]) -> list[str] | None:
    """Names that were given with commas between them, by one option or several; None where there was no option."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()] if values else None
