"""Signatures of what is no text.

Files of other kinds, told by their first bytes, and data that programs have written as text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import orjson

from newsclean.errors import InputError, RecordError
from newsclean.io.compression import compression_suffix
from newsclean.text.patterns import lazy_regex

_PICTURE = "a picture", "have its text read by OCR, and clean that"
_UNPACK = "let its name end in {}, or unpack it"
_ZIP = b"PK\x03\x04"
_KINDS = {
    b"%PDF-": ("a PDF file", "let its name end in .pdf"),
    b"{\\rtf": ("an RTF file", "let its name end in .rtf"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": (
        "a file of Word or Excel before 2007",
        "let its name end in .doc if it is of Word, or save it as .csv",
    ),
    _ZIP: ("a ZIP archive, as .docx and .epub files are", "unpack it, or say what it is with --format"),
    b"\x1f\x8b": ("packed by gzip", _UNPACK.format(".gz")),
    b"BZh": ("packed by bzip2", _UNPACK.format(".bz2")),
    b"\xfd7zXZ\0": ("packed by xz", _UNPACK.format(".xz")),
    b"\x28\xb5\x2f\xfd": ("packed by Zstandard", _UNPACK.format(".zst")),
    b"PAR1": ("a Parquet file", "let its name end in .parquet"),
    b"\x89PNG\r\n": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF89a": _PICTURE,
    b"GIF87a": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
}
# What a ZIP archive is by the name of a file in it, or by the kind that it says it is.
_ZIPPED = {
    b"xl/workbook.xml": ("an Excel file", "save it as .csv"),
    b"word/document.xml": ("a Word file", "let its name end in .docx"),
    b"application/epub+zip": ("an EPUB book", "let its name end in .epub"),
    b"application/vnd.oasis.opendocument": ("a file of LibreOffice", "save it as .docx, .csv or text"),
    b"ppt/presentation.xml": ("a PowerPoint file", "copy its text to a file, and clean that"),
}


def refuse_other_kinds(data: bytes, name: str) -> None:
    """See to it that a file is not of a kind that is known and no text.

    Args:
        data: The file.
        name: What to call it in an error.

    Raises:
        InputError: It is; the error says of which, and what to do.
    """
    if kind := kind_by_beginning(data):
        if packed := kind.advice.startswith(_UNPACK[:20]) and compression_suffix(Path(name)):
            kind = kind._replace(advice=f"it was packed twice: unpack it once, to a name that ends in one {packed}")
        raise InputError(name, f"{kind.what}, and no text", kind.advice)


def kind_by_beginning(data: bytes) -> Data | None:
    """Return the kind of a file that is no text, by its first bytes; None if it is not known."""
    for beginning, found in _KINDS.items():
        if data.startswith(beginning):
            inner = (known for inner, known in _ZIPPED.items() if beginning == _ZIP and inner in data)
            return Data(*next(inner, found))
    return None


_STRING = r"""(?:'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+")"""
_PYTHON_LIST = lazy_regex(rf"\s*\[{_STRING}(?:, {_STRING})*+\]\s*", re.DOTALL)


class Data(NamedTuple):
    """Kind of data that is no text, or is written as text but whose quotation marks and commas are none of a text.

    Attributes:
        what: What it is.
        advice: What to make of a file of it.
    """

    what: str
    advice: str


_PYTHON = Data("a list as Python prints it", "join its parts before they are written, and clean that")


def data_in(text: str) -> Data | None:
    """Return what a text is if it is data: an object of JSON, an array of objects or strings, or a list of Python.

    Else None.

    Args:
        text: A text.
    """
    if not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return None
    try:
        value = orjson.loads(text.removeprefix("\ufeff"))
    except orjson.JSONDecodeError:
        return _PYTHON if _PYTHON_LIST.fullmatch(text) else None
    if value and isinstance(value, dict):
        return Data("JSON", "write it in one line, as jq -c . does, to a .jsonl file")
    if any(isinstance(item, dict) for item in value):
        return Data("JSON", "write one object a line, as jq -c '.[]' does, to a .jsonl file")
    if any(isinstance(item, str) for item in value):
        return Data("JSON", "write a record a line, as jq -c '{text: .[]}' does, to a .jsonl file")
    return None


def refuse_data(text: str, field: str) -> None:
    """See to it that a field of a record holds a text.

    Raises:
        RecordError: It holds data, by `data_in`.
    """
    if data := data_in(text):
        raise RecordError(f"field {field}", f"{data.what}, and not a text", "write the texts in it as fields")
