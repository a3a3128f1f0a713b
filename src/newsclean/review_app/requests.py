"""Requests and answers of the review: what a page of it sends, and nothing else, is understood."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from newsclean.changelog.record_lines import Record, dumps

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_MOST_BYTES = 1 << 20
_HIGHEST = 1 << 40


class BadRequestError(Exception):
    """A request that no page of this server makes."""


async def in_thread(work: Callable[[], Any]) -> Any:
    """Return what some work gives that may take a while."""
    from starlette.concurrency import run_in_threadpool

    return await run_in_threadpool(work)


def as_json(value: Record) -> Response:
    """Return a value as an answer."""
    from starlette.responses import Response

    return Response(dumps(value), media_type="application/json")


def saved_as(name: str) -> dict[str, str]:
    """Return the headers by which an answer becomes a file."""
    from urllib.parse import quote

    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}


async def body_of(request: Request) -> dict[str, Any]:
    """The object that a request brings.

    Raises:
        BadRequestError: It is larger than any page sends, or no object.
    """
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > _MOST_BYTES:
            raise BadRequestError("too large")
    try:
        body = json.loads(bytes(data))
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise BadRequestError("not an object")
    return body


def texts_in(body: dict[str, Any], *names: str) -> list[str]:
    """Return texts of an object; what is not there is empty.

    Raises:
        BadRequestError: One is no text.
    """
    values = [body.get(name, "") for name in names]
    for name, value in zip(names, values, strict=True):
        if not isinstance(value, str):
            raise BadRequestError(f"{name} is not a text")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise BadRequestError(f"{name} has half of a character") from None
    return values


def number_in(values: Any, name: str, default: int, least: int = 0) -> int:
    """Return a number of an object or of the parameters of an address.

    Raises:
        BadRequestError: It is none, or out of range.
    """
    try:
        found = int(values.get(name, default))
    except (ValueError, TypeError, OverflowError) as error:
        raise BadRequestError(f"{name}: {error}") from None
    if not least <= found < _HIGHEST:
        raise BadRequestError(f"{name} is out of range")
    return found
