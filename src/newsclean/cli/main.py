"""The entry point: subcommands found by name and loaded when they are called; errors turned into exit codes."""

from __future__ import annotations

import errno
import gc
import os
import sys
from importlib import import_module
from typing import NoReturn

import click

import newsclean
from newsclean.cli.languages import LocalisedContext, language_option, localised, show_error
from newsclean.cli.streams import open_standard_streams
from newsclean.cli.terminal import warn
from newsclean.errors import ExitCode, NewscleanError, UsageError

_COMMANDS = (
    "clean",
    "check",
    "diff",
    "restore",
    "verify",
    "report",
    "apply",
    "review",
    "show",
    "export",
    "duplicates",
    "split",
    "index",
    "rules",
    "lsp",
)


class _PipeClosed(Exception):  # noqa: N818 - an event, not an error
    """The reader has gone. Click would take a `BrokenPipeError` for itself and exit with 1."""


class _Commands(click.Group):
    context_class = LocalisedContext

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _PipeClosed from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            from newsclean.settings import suggestion

            raise UsageError(cmd_name, "there is no such command", suggestion(cmd_name, set(_COMMANDS)))
        return localised(import_module(f"newsclean.cli.{cmd_name}").command)


@click.group(
    cls=_Commands,
    params=[language_option()],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(newsclean.__version__, "-V", "--version", prog_name="newsclean")
def main() -> None:
    """Clean scraped Chinese news articles, and log every change.

    \b
    Examples:
      newsclean clean inbox/ -o clean/ --log changes.jsonl
      cat article.txt | newsclean clean --log changes.jsonl > clean.txt
      newsclean check article.txt
      newsclean restore clean.txt --log changes.jsonl -o article.txt

    Exit codes: 0 done; 1 check or diff found something; 2 usage or settings; 3 some inputs failed, the rest
    are done; 4 the output failed; 130 interrupted; 141 the reader closed the pipe.
    """


def run() -> NoReturn:
    """Run the command and leave with its exit code."""
    # What an article leaves behind goes by itself: looking for what refers to itself more seldom saves a tenth.
    gc.set_threshold(50_000)
    # numpy's threads for matrices, of which there are none here, would take a tenth of a second of another core.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    open_standard_streams()
    sys.exit(_run())


def _run() -> int:
    try:
        code = main(standalone_mode=False)
        sys.stdout.flush()
        return int(code or 0)
    except NewscleanError as error:
        warn(str(error))
        return error.exit_code
    except click.ClickException as error:
        show_error(error)
        return ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        warn("interrupted: what was finished is written and logged")
        return ExitCode.INTERRUPTED
    except (_PipeClosed, BrokenPipeError):
        _abandon_stdout()
        return ExitCode.PIPE_CLOSED
    except OSError as error:
        _abandon_stdout()
        if error.errno == errno.EBADF:
            warn("standard input or output: it is closed; leave it open, or name a file")
        else:
            warn(f"{error.filename or 'output'}: {error.strerror or error}; free the disk or choose another place")
        return ExitCode.OUTPUT_FAILED


def _abandon_stdout() -> None:
    """Keep the interpreter from writing to a closed pipe, or a full disk, once more as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
