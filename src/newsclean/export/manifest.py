"""A manifest of the clean files that `sha256sum -c` checks (BagIt, RFC 8493, 2.1.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.log.articles import LoggedFile
from newsclean.read.inputs import STANDARD


def manifest(files: Iterable[LoggedFile]) -> Iterator[bytes]:
    """A line for every clean file of a log: its SHA-256, two spaces, its path as the run wrote it.

    Clean text that went to standard output is no file and has no line.

    Args:
        files: The files of a log.
    """
    for file in files:
        if file.clean["path"] == STANDARD:
            continue
        path = file.clean["path"]
        escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
        mark = "\\" if escaped != path else ""
        yield f"{mark}{file.clean['sha256']}  {escaped}\n".encode("utf-8", "surrogateescape")
