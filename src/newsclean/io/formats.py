"""The registry of formats: a module in `newsclean.io.readers` for each, which is named as the format is."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from newsclean.io import readers
from newsclean.io.reader import Reader, RecordReader

AUTO = "auto"
"""The format of an input that must be looked at first."""


@cache
def format_names() -> tuple[str, ...]:
    """Return the names of all formats; none is loaded for it."""
    return tuple(sorted(module.name for module in iter_modules(readers.__path__)))


@cache
def reader_of(format: str) -> Reader:
    """Return the reader of a format."""
    reader: Reader = import_module(f"{readers.__name__}.{format}").READER
    return reader


@cache
def by_extension() -> dict[str, str]:
    """Return the format that each extension stands for; a file with another one is text if it is named by itself."""
    return {extension: format for format in format_names() for extension in reader_of(format).extensions}


def format_by_beginning(beginning: bytes) -> str:
    """Return the format of an input by its first bytes; what is not known is text."""
    return next((format for format in format_names() if reader_of(format).begins(beginning)), "text")


def holds_records(format: str) -> bool:
    """Tell a format of records from one of files that are an article each."""
    return isinstance(reader_of(format), RecordReader)


def clean_extension(format: str) -> str:
    """Return the extension of clean text that is not of the format of its source; else empty."""
    return "" if format == AUTO else reader_of(format).clean_extension
