"""JSON Lines: an object a line."""

from __future__ import annotations

import re

from newsclean.io.reader import RecordReader

_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}\{\s{0,64}[\"}]")


class JsonLinesReader(RecordReader):
    """Reads records that are JSON objects, a line each."""

    extensions = (".jsonl", ".ndjson")

    def begins(self, beginning: bytes) -> bool:
        """Tell an object by its first bytes."""
        return _OBJECT.match(beginning) is not None


READER = JsonLinesReader()
