"""A record as a line: all that is needed of the log where none of the rules is."""

from __future__ import annotations

import json
from typing import Any

import orjson

Record = dict[str, Any]


def dumps(record: Record) -> bytes:
    """A record as one line of UTF-8, line break included."""
    try:
        return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # halves of surrogate pairs, from JSON or from names of files; ids that are nested deeply
        return json.dumps(record, separators=(",", ":")).encode() + b"\n"
