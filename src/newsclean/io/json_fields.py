"""The fields of a JSON Lines record, replaced in place: every other byte stays as it came."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from newsclean.errors import RecordError
from newsclean.text.patterns import lazy_regex

_OPENING = lazy_regex(r"[ \t\r\n]*\{[ \t\r\n]*(\})?")
_OPENING_INSIDE = lazy_regex(r"([{\[])[ \t\r\n]*([}\]])?")
_PLAIN_KEY = lazy_regex(r'"([^"\\\x00-\x1f]*)"[ \t\r\n]*:[ \t\r\n]*')
_COLON = lazy_regex(r"[ \t\r\n]*:[ \t\r\n]*")
_BEHIND = lazy_regex(r"[ \t\r\n]*([,}\]])[ \t\r\n]*")
# Values of other fields are skipped, not understood: a number of 5,000 digits is left alone.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


# So many keys of a record are named where the one that was asked for is not among them.
_MOST_KEYS = 20

UTF8_MARK = b"\xef\xbb\xbf"
"""The byte-order mark that may begin a file; it is no part of the first record."""


class Field(NamedTuple):
    """A text field of a record.

    Attributes:
        name: Its key, or the JSON Pointer (RFC 6901) of one that lies deeper: `/content/body`.
        start: Where its value begins, opening quotation mark included, in code points of the line.
        end: One past the closing quotation mark.
        text: Its value.
    """

    name: str
    start: int
    end: int
    text: str


class Values(NamedTuple):
    """Values found in a record: the text fields, and the value of the id field if there is one."""

    fields: list[Field]
    id: object


def text_of(line: bytes, *, is_first: bool) -> str:
    """A line of JSON Lines as text, without the byte-order mark that the first line may have.

    Raises:
        RecordError: It is blank, or not UTF-8.
    """
    try:
        text = (line.removeprefix(UTF8_MARK) if is_first else line).decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError("record", f"not UTF-8 (byte {error.start})", "convert the file to UTF-8") from None
    if not text.strip():
        raise RecordError("record", "a blank line", "leave it out")
    return text


def mark_of(line: bytes, *, is_first: bool) -> bytes:
    """The byte-order mark that the first line of a file may have; empty if there is none."""
    return UTF8_MARK if is_first and line.startswith(UTF8_MARK) else b""


@lru_cache
def pointer_parts(name: str) -> tuple[str, ...]:
    """Return the keys that lead to a field: its name, or the parts of its JSON Pointer."""
    if not name.startswith("/"):
        return (name,)
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in name[1:].split("/"))


def values_of(line: str, names: Sequence[str], id_field: str | None = None) -> Values:
    """Find the text fields of a record.

    Args:
        line: One JSON object.
        names: Keys of the fields to find, at the top level, or JSON Pointers.
        id_field: The field that identifies the record, alike.

    Returns:
        The fields in the order of the line, and the value of the id field or None.

    Raises:
        RecordError: The line is not one JSON object, a field is missing, not text, or there twice. The
            error's place is a record's part, not a file.
    """
    fields: list[Field] = []
    keys: list[str] = []
    identity: object = None
    deep = {name: pointer_parts(name) for name in (*names, id_field or "") if name[:1] == "/"}
    opening = _OPENING.match(line)
    if opening is None:
        raise RecordError("record", "not a JSON object", "write one object a line")
    at, closing = opening.end(), opening[1]
    try:
        while closing != "}":
            key, start = _key(line, at)
            value, at = _DECODER.raw_decode(line, start)
            keys.append(key)
            if key in names and key[:1] != "/":
                fields.append(_field(key, start, at, value, line))
            if key == id_field:
                identity = value
            for name, parts in deep.items():
                if parts[0] == key:
                    for inner_start, inner_end, inner in _deeper(line, start, at, value, parts[1:]):
                        if name in names:
                            fields.append(_field(name, inner_start, inner_end, inner, line))
                        if name == id_field:
                            identity = inner
            behind = _BEHIND.match(line, at)
            if behind is None or behind[1] == "]":
                raise ValueError("a comma or the end was expected")
            at, closing = behind.end(), behind[1]
    except RecursionError:
        raise RecordError("record", "nested too deeply", "flatten it") from None
    except ValueError as error:
        raise RecordError("record", f"not JSON ({error})", "mend the line") from None
    if line[at:].strip(" \t\r\n"):
        raise RecordError("record", "more than one JSON value in the line", "write one object a line")
    fields.sort(key=lambda field: field.start)
    return Values(_checked(fields, names, keys), identity)


def _deeper(line: str, start: int, end: int, value: Any, parts: Sequence[str]) -> Iterator[tuple[int, int, Any]]:
    """Yield where the values that a pointer leads to from a value, of valid JSON, begin and end, and the values."""
    if not parts:
        yield start, end, value
    elif isinstance(value, dict | list):
        opening = _OPENING_INSIDE.match(line, start)
        assert opening is not None
        at, closing, number = opening.end(), opening[2], 0
        while closing not in ("}", "]"):
            key, begin = _key(line, at) if opening[1] == "{" else (str(number), at)
            inner, at = _DECODER.raw_decode(line, begin)
            if key == parts[0]:
                yield from _deeper(line, begin, at, inner, parts[1:])
            behind = _BEHIND.match(line, at)
            assert behind is not None
            at, closing, number = behind.end(), behind[1], number + 1


def _key(line: str, at: int) -> tuple[str, int]:
    """A key of an object, and where its value begins."""
    plain = _PLAIN_KEY.match(line, at)
    if plain is not None:
        return plain[1], plain.end()
    if line[at : at + 1] == "}":
        raise ValueError("a comma before the end")
    key, end = _DECODER.raw_decode(line, at)
    colon = _COLON.match(line, end)
    if line[at] != '"' or colon is None:
        raise ValueError("a key and a colon were expected")
    return key, colon.end()


def _field(key: str, start: int, end: int, value: object, line: str) -> Field:
    if isinstance(value, list):
        path = "".join(f"[{part}]" if part.isdecimal() else f'["{part}"]' for part in pointer_parts(key))
        next_step = f"join its parts, as jq -c '.{path} |= join(\"\\n\")' does"
        raise RecordError(f"field {key}", "a list, and not text", next_step)
    if not isinstance(value, str) or line[start] != '"':
        cause = "null, and not text" if value is None else "not text"
        raise RecordError(f"field {key}", cause, "name a text field with --field")
    return Field(key, start, end, value)


def _checked(fields: list[Field], names: Sequence[str], keys: Sequence[str]) -> list[Field]:
    found = [field.name for field in fields]
    for name in names:
        if name not in found:
            raise _not_there(name, keys)
        if found.count(name) > 1:
            raise RecordError(f"field {name}", "in the record twice", "keep one of the two")
    return fields


def _not_there(name: str, keys: Sequence[str]) -> RecordError:
    from difflib import get_close_matches

    near = get_close_matches(name, keys, n=1)
    shown = ", ".join(f"{key:.40}" for key in keys[:_MOST_KEYS]) + (", …" if len(keys) > _MOST_KEYS else "")
    cause = f"not in the record, which has {shown}" if keys else "not in the record, which is empty"
    return RecordError(
        f"field {name}", cause, f"did you mean --field {near[0]}?" if near else "name another with --field"
    )


def replaced(line: str, literals: Sequence[tuple[Field, str]]) -> str:
    """`line` with the values of fields replaced by JSON literals, everything else as it was."""
    pieces: list[str] = []
    done = 0
    for field, literal in sorted(literals, key=lambda pair: pair[0].start):
        pieces += line[done : field.start], literal
        done = field.end
    return "".join((*pieces, line[done:]))


def literal(text: str, like: str) -> str:
    """`text` as a JSON string: escaped to ASCII if the line `like` is ASCII, and plain otherwise."""
    plain = json.dumps(text, ensure_ascii=like.isascii())
    # Halves of surrogate pairs cannot be written in UTF-8.
    return plain if plain.isascii() else re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", plain)


def with_member(line: str, key: str, value: str) -> str:
    """A record with one field more at its end, or with the value of that field replaced; all else as it was.

    Args:
        line: One JSON object, not an empty one.
        key: The name of the field.
        value: Its value, as JSON.

    Raises:
        RecordError: The line is not one JSON object.
    """
    values_of(line, ())
    opening = _OPENING.match(line)
    at, closing = (opening.end(), opening[1]) if opening else (0, "}")
    end = at
    while closing != "}":
        name, start = _key(line, at)
        _, end = _DECODER.raw_decode(line, start)
        if name == key:
            return line[:start] + value + line[end:]
        behind = _BEHIND.match(line, end)
        at, closing = (behind.end(), behind[1]) if behind else (end, "}")
    return f"{line[:end]}, {json.dumps(key, ensure_ascii=line.isascii())}: {value}{line[end:]}"
