"""A manifest of the clean files that `sha256sum -c` checks (BagIt, RFC 8493, 2.1.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def manifest_lines(files: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """A line for every file: its SHA-256, two spaces, its path.

    Args:
        files: The path of each as the run wrote it, and its SHA-256.
    """
    for path, digest in files:
        escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
        mark = "\\" if escaped != path else ""
        yield f"{mark}{digest}  {escaped}\n".encode("utf-8", "surrogateescape")
