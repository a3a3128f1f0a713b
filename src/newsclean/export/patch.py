"""A unified diff that `patch_lines` applies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import diff_bytes, unified_diff

from newsclean.text.patterns import lazy_regex

_QUOTED = lazy_regex(r'[\x00-\x1f"\\\x7f]')
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def unified(before: bytes, after: bytes, name: str) -> Iterator[bytes]:
    """The difference between two files, line by line.

    Args:
        before: The file as it is.
        after: The file as it shall be.
        name: Its name; one that `patch_lines` could not read is quoted as GNU diff does.

    Yields:
        Lines of the difference; none if the files are the same.
    """
    spelt = name.encode("utf-8", "surrogateescape")
    if _QUOTED.search(name):
        spelt = b'"%s"' % _QUOTED.sub(_escape, name).encode("utf-8", "surrogateescape")
    elif b" " in spelt:
        spelt += b"\t"  # or the name would end at the space
    for line in diff_bytes(unified_diff, _lines(before), _lines(after), spelt, spelt):
        yield line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"


def _escape(match: re.Match[str]) -> str:
    return _SHORT.get(match.group()) or f"\\{ord(match.group()):03o}"


def _lines(data: bytes) -> list[bytes]:
    """Lines end at line feeds only, as they do for `patch_lines`."""
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def patch_lines(files: Iterable[tuple[str, bytes, bytes]]) -> Iterator[bytes]:
    """The difference of many files.

    Args:
        files: Name, bytes of the source, and bytes of the clean text of each.
    """
    for name, source, clean in files:
        yield from unified(source, clean, name)
