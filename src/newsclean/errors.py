"""Errors: what newsclean says when it cannot go on: one line with the place, the cause and the next step."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of the command, as the design lists them."""

    DONE = 0
    FOUND = 1
    USAGE = 2
    SOME_FAILED = 3
    OUTPUT_FAILED = 4
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class NewscleanError(Exception):
    """Something a person can mend. `str()` gives one line: where, what is wrong, what to do."""

    exit_code = ExitCode.SOME_FAILED

    def __init__(self, where: str, cause: str, next_step: str) -> None:
        super().__init__(where, cause, next_step)
        self.where = where
        self.cause = cause
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.where}: {self.cause}; {self.next_step}"


class UsageError(NewscleanError):
    """The command line asks for something that cannot be done."""

    exit_code = ExitCode.USAGE


class SettingsError(NewscleanError):
    """A setting is unknown or has a value it cannot have."""

    exit_code = ExitCode.USAGE


class InputError(NewscleanError):
    """An input cannot be read."""


class DecodeError(InputError):
    """Bytes that are not text in the encoding named, or in any that was tried."""


class RecordError(InputError):
    """A JSON Lines record that cannot be cleaned."""


class LogError(NewscleanError):
    """A change log that is torn, foreign, or written by a version this one does not know."""


class RestoreError(NewscleanError):
    """A clean text and a log that do not belong together."""


class IndexFileError(NewscleanError):
    """An index that is not there, is damaged or foreign, or was made with other parameters."""


class DecisionError(NewscleanError):
    """A decision that cannot be carried out. Nothing is written."""

    exit_code = ExitCode.USAGE


class OutputError(NewscleanError):
    """The output cannot be written."""

    exit_code = ExitCode.OUTPUT_FAILED


class TargetError(OutputError):
    """One output cannot be written, for its name or for what stands there; others may be."""


class UnstableError(NewscleanError):
    """The rules did not come to rest on a text. A fault of newsclean, never of the text."""
