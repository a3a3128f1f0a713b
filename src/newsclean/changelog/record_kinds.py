"""Kinds of values in the records of a log: each checks a value, and tells the same to others as a JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

_Value = TypeVar("_Value")
# The largest number that JSON readers agree on, in the page of the report too.
_LARGEST = 2**53


class ValueKind(NamedTuple):
    """Kind of a value.

    Attributes:
        check: Raises TypeError, ValueError or KeyError for a value that is not of it.
        schema: The same as a JSON Schema, as far as one can say it.
    """

    check: Callable[[Any], object]
    schema: dict[str, Any]


def checked_type(value: object, kind: type[_Value]) -> _Value:
    """Return a value, which must be of a type of JSON.

    Raises:
        TypeError: It is not.
    """
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{value!r:.40} is not {kind.__name__}")
    return value


def _count(value: object) -> None:
    number = checked_type(value, int)
    if not 0 <= number <= _LARGEST:
        raise ValueError(f"{str(number)[:40]} is no number of anything")


def _share(value: object) -> None:
    number = value if isinstance(value, float) else checked_type(value, int)
    if not 0 <= number <= 1:
        raise ValueError(f"{str(number)[:40]} is not from 0 to 1")


def _hexadecimal(value: object) -> None:
    bytes.fromhex(checked_type(value, str))


def _number(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r:.40} is no number")


def _text_or_number(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError(f"{value!r:.40} is neither text nor a number")


TEXT = ValueKind(lambda value: checked_type(value, str), {"type": "string"})
NUMBER = ValueKind(_number, {"type": "number"})
YES_OR_NO = ValueKind(lambda value: checked_type(value, bool), {"type": "boolean"})
TEXT_OR_NUMBER = ValueKind(_text_or_number, {"type": ["string", "number"]})
MAPPING = ValueKind(lambda value: checked_type(value, dict), {"type": "object"})
COUNT = ValueKind(_count, {"type": "integer", "minimum": 0, "maximum": _LARGEST})
SHARE = ValueKind(_share, {"type": "number", "minimum": 0, "maximum": 1})
HEXADECIMAL = ValueKind(_hexadecimal, {"type": "string", "pattern": "^([0-9A-Fa-f]{2})*$"})


def or_null(kind: ValueKind) -> ValueKind:
    """Return the kind of values that are of a kind, or null."""
    return ValueKind(
        lambda value: None if value is None else kind.check(value), {"anyOf": [kind.schema, {"type": "null"}]}
    )


def list_of(kind: ValueKind, also: Callable[[list[Any]], None] | None = None) -> ValueKind:
    """Return the kind of lists of values of one kind.

    Args:
        kind: The kind of each value.
        also: Checks what no schema can say.
    """

    def check(value: object) -> None:
        items = checked_type(value, list)
        for item in items:
            kind.check(item)
        if also is not None:
            also(items)

    return ValueKind(check, {"type": "array", "items": kind.schema})


def tuple_of(*kinds: ValueKind) -> ValueKind:
    """Return the kind of lists of so many values, each of its own kind."""

    def check(value: object) -> None:
        for kind, item in zip(kinds, checked_type(value, list), strict=True):
            kind.check(item)

    size = {"minItems": len(kinds), "maxItems": len(kinds)}
    return ValueKind(check, {"type": "array", "prefixItems": [kind.schema for kind in kinds], **size})


def object_of(
    needed: Mapping[str, ValueKind],
    others: Mapping[str, ValueKind] | None = None,
    *,
    rest: ValueKind | None = None,
    together: Mapping[str, tuple[str, ...]] | None = None,
    either: tuple[str, ...] = (),
    also: Callable[[dict[str, Any]], None] | None = None,
) -> ValueKind:
    """Return the kind of objects; keys that are not named here may be there too.

    Args:
        needed: Keys that must be there, and the kinds of their values.
        others: Keys that may be there.
        rest: The kind of the values of all other keys.
        together: For a key those that must be there where it is.
        either: Keys of which one must be there.
        also: Checks what no schema can say.
    """
    others, together = others or {}, together or {}

    def check(value: object) -> None:
        record = checked_type(value, dict)
        for key, kind in needed.items():
            kind.check(record[key])
        for key, kind in others.items():
            if key in record:
                kind.check(record[key])
        if rest is not None:
            for key in record.keys() - members.keys():
                rest.check(record[key])
        if either and not record.keys() & {*either}:
            raise KeyError(either[0])
        for key, with_it in together.items():
            if key in record:
                for each in with_it:
                    record[each]
        if also is not None:
            also(record)

    members = {key: kind.schema for key, kind in {**needed, **others}.items()}
    schema: dict[str, Any] = {"type": "object", "required": [*needed], "properties": members}
    if rest is not None:
        schema["additionalProperties"] = rest.schema
    if either:
        schema["anyOf"] = [{"required": [key]} for key in either]
    if together:
        schema["dependentRequired"] = {key: [*with_it] for key, with_it in together.items()}
    return ValueKind(check, schema)
