"""Files that an article must be found in first. What is cleaned, logged and restored is that text, not the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from newsclean.errors import InputError, NewscleanError
from newsclean.packing import too_large

CLEAN_NAMES = {"html": ".txt", "docx": ".txt", "epub": ".txt", "warc": ".jsonl"}
"""The formats of such files, and what the clean text of each is called: the text of a page is no page."""


class Finder(NamedTuple):
    """What finds the text of an article in a file.

    Attributes:
        text: From the bytes of the file, `auto` or the name of its encoding, and what to call it in an error.
        libraries: The packages that do it.
        is_zip: Whether the file is a ZIP archive.
    """

    text: Callable[[bytes, str, str], str]
    libraries: tuple[str, ...]
    is_zip: bool


def _finder(format: str) -> Finder:
    # Loaded when a file asks for it: most runs have none, and each start would wait for all three.
    if format == "html":
        from newsclean.read.pages import LIBRARIES, text_of_page

        return Finder(text_of_page, LIBRARIES, False)
    if format == "docx":
        from newsclean.read.word import text_of_docx

        return Finder(text_of_docx, ("python-docx",), True)
    from newsclean.read.books import text_of_epub

    return Finder(text_of_epub, ("resiliparse",), True)


class Found(NamedTuple):
    """The text of an article that was found in a file.

    Attributes:
        text: The text, its paragraphs a line each.
        by: What found it, with its version.
    """

    text: str
    by: str


def found_in(data: bytes, format: str, encoding: str, name: str, most: int = 0) -> Found:
    """Find the text of an article.

    Args:
        data: The file.
        format: `html`, `docx` or `epub`.
        encoding: `auto`, or the name of its encoding; for pages.
        name: What to call it in an error.
        most: How many bytes a ZIP archive may hold, unpacked; 0 for any number.

    Raises:
        UsageError: What finds it is not installed.
        DecodeError: A page is in no encoding that is known.
        InputError: There is no text in it, it is damaged, or it holds more.
    """
    finder = _finder(format)
    if finder.is_zip:
        _refuse_bomb(data, format, name, most)
    try:
        text = finder.text(data, encoding, name).strip(" \t\n")
    except NewscleanError:
        raise
    except Exception as error:  # what parsers raise for bytes of any kind is not written down anywhere
        cause = f"not a whole .{format} file ({type(error).__name__}: {error})"
        raise InputError(name, " ".join(cause.split()), "get it again") from None
    if not text.strip():
        what = "no article found in the page" if format == "html" else "there is no text in it"
        raise InputError(name, what, "extract it by other means, and clean the text")
    return Found(f"{text}\n", by(*finder.libraries))


def by(*libraries: str) -> str:
    """Packages with their versions, as the log names what found a text."""
    from importlib.metadata import version

    return ", ".join(f"{library} {version(library)}" for library in libraries)


def _refuse_bomb(data: bytes, format: str, name: str, most: int) -> None:
    # No member is ever unpacked beyond the size that the directory of the archive states (zipfile.ZipExtFile).
    try:
        size = sum(member.file_size for member in zipfile.ZipFile(io.BytesIO(data)).infolist())
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise InputError(name, f"not a whole .{format} file ({error})", "get it again") from None
    if most and size > most:
        raise too_large(name, most)
