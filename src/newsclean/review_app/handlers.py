"""What the page of a review asks for, and asks to be done."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from newsclean.changelog.record_lines import dumps
from newsclean.errors import OutputError
from newsclean.i18n.messages import Catalog
from newsclean.review_app.deciding import BulkChoice, Choice
from newsclean.review_app.finishing import FinishedReview, Outputs, finish
from newsclean.review_app.queries import Query
from newsclean.review_app.requests import (
    BadRequestError,
    as_json,
    body_of,
    in_thread,
    number_in,
    saved_as,
    texts_in,
)
from newsclean.review_app.store import ReviewStore

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Handler = Callable[["Request"], Awaitable["Response"]]


class ReviewHandlers:
    """Answers of a review.

    Args:
        store: Gives the review.
        outputs: Where its outcome goes.
        catalog: The language of the page.
    """

    def __init__(self, store: Callable[[], ReviewStore], outputs: Outputs, catalog: Catalog) -> None:
        self._store = store
        self._outputs = outputs
        self._catalog = catalog
        self._finishing = Lock()
        self._finished: FinishedReview | None = None

    def reads(self) -> dict[str, Handler]:
        """Return what changes nothing, by path."""
        return {
            "/index": lambda request: self._answer(lambda: self._store().index),
            "/progress": lambda request: self._answer(lambda: self._store().progress()),
            "/rules": lambda request: self._answer(lambda: self._store().views.rules()),
            "/queue": self._queue,
            "/place": self._place,
            "/scopes": self._scopes,
            "/articles": self._articles,
            "/articles/{number}": self._article,
            "/decisions.jsonl": self._decisions,
            "/log.jsonl": self._log,
            "/texts.zip": self._texts,
        }

    def writes(self) -> dict[str, Handler]:
        """Return what changes something, by path."""
        return {
            "/decide": self._decide,
            "/decide-all": self._decide_all,
            "/undo": self._undo,
            "/comment": self._comment,
            "/read": self._read,
            "/finish": self._finish,
        }

    async def _answer(self, work: Callable[[], Any]) -> Response:
        return as_json(await in_thread(work))

    async def _queue(self, request: Request) -> Response:
        asked = request.query_params
        query, offset, limit = _query(asked), number_in(asked, "offset", 0), number_in(asked, "limit", 100, 1)
        return await self._answer(lambda: self._store().views.queue(query, offset, limit))

    async def _place(self, request: Request) -> Response:
        asked = request.query_params
        query, key, after = _query(asked), asked.get("key", ""), number_in(asked, "after", -1, -1)
        return await self._answer(lambda: {"place": self._store().views.place(query, key, after)})

    async def _scopes(self, request: Request) -> Response:
        query, key = _query(request.query_params), request.query_params.get("key", "")
        return await self._answer(lambda: self._store().views.open_in_scopes(query, key))

    async def _articles(self, request: Request) -> Response:
        asked = request.query_params
        text, offset, limit = asked.get("text", ""), number_in(asked, "offset", 0), number_in(asked, "limit", 100, 1)
        return await self._answer(lambda: self._store().views.articles(text, offset, limit))

    async def _article(self, request: Request) -> Response:
        from starlette.responses import PlainTextResponse

        number = number_in(request.path_params, "number", 0)
        found = await in_thread(lambda: self._store().views.article(number))
        return PlainTextResponse("not found\n", 404) if found is None else as_json(found)

    async def _decide(self, request: Request) -> Response:
        body = await body_of(request)
        try:
            choices = [_choice(one) for one in body["choices"]]
            (by,) = texts_in(body, "by")
        except (KeyError, TypeError, AttributeError) as error:
            raise BadRequestError(f"not a decision: {error}") from None
        return await self._done(lambda: self._store().journal.decide(choices, by))

    async def _decide_all(self, request: Request) -> Response:
        body = await body_of(request)
        key, scope, verdict, reading, by = texts_in(body, "key", "scope", "decision", "reading", "by")
        query, expected = _query(body.get("query")), number_in(body, "expected", -1, -1)
        choice = BulkChoice(verdict, reading)
        return await self._done(lambda: self._store().journal.decide_all(query, key, scope, choice, expected, by))

    async def _undo(self, request: Request) -> Response:
        (by,) = texts_in(await body_of(request), "by")
        keys = await in_thread(lambda: self._store().journal.undo(by))
        return as_json(await in_thread(self._store().progress) | {"keys": keys[:1], "count": len(keys)})

    async def _comment(self, request: Request) -> Response:
        key, text, by = texts_in(await body_of(request), "key", "text", "by")
        return await self._done(lambda: self._store().journal.comment(key, text, by))

    async def _read(self, request: Request) -> Response:
        body = await body_of(request)
        number, is_read, (by,) = number_in(body, "article", -1), body.get("read") is True, texts_in(body, "by")
        return await self._done(lambda: self._store().journal.mark_read(number, by, is_read=is_read))

    async def _done(self, work: Callable[[], object]) -> Response:
        await in_thread(work)
        return await self._answer(self._store().progress)

    async def _finish(self, request: Request) -> Response:
        body = await body_of(request)
        replace = body.get("replace") is True

        def work() -> FinishedReview:
            with self._finishing:  # one after the other, in whatever tabs it is asked for
                self._finished = finish(self._store(), self._outputs, replace=replace)
                return self._finished

        done = await in_thread(work)
        wrong = [*map(self._catalog.line, (*done.errors, *done.wrong))]
        return as_json(done._asdict() | {"targets": None, "errors": None, "wrong": wrong})

    async def _decisions(self, request: Request) -> Response:
        from starlette.responses import Response

        lines = await in_thread(lambda: [*map(dumps, self._store().decisions())])
        return Response(b"".join(lines), headers=saved_as(self._outputs.decisions.name))

    async def _log(self, request: Request) -> Response:
        from starlette.responses import FileResponse, PlainTextResponse

        if self._finished is None:
            return PlainTextResponse("carry the decisions out first\n", 404)
        return FileResponse(self._outputs.log, headers=saved_as(self._outputs.log.name))

    async def _texts(self, request: Request) -> Response:
        from starlette.background import BackgroundTask
        from starlette.responses import FileResponse, PlainTextResponse

        done = self._finished
        if done is None:
            return PlainTextResponse("carry the decisions out first\n", 404)
        packed = await in_thread(lambda: _packed(done.targets, self._outputs.texts))
        return FileResponse(packed, headers=saved_as("reviewed.zip"), background=BackgroundTask(packed.unlink))


def _query(asked: Any) -> Query:
    """The query in the parameters of an address, or in an object."""
    try:
        rule, text, state, order = texts_in(dict(asked), "rule", "text", "state", "order")
        article, open_since = number_in(asked, "article", -1, -1), number_in(asked, "open_since", -1, -1)
        return Query(rule, text, article, "", float(asked.get("below", 2)), open_since, state, order)
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise BadRequestError(str(error)) from None


def _choice(body: dict[str, Any]) -> Choice:
    key, reading = texts_in(body, "key", "reading")
    return Choice(key, body["decision"], reading)


def _packed(files: list[Path], root: Path) -> Path:
    with tempfile.NamedTemporaryFile(prefix="newsclean-", suffix=".zip", delete=False) as file:
        packed = Path(file.name)
        try:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in files:
                    archive.write(path, path.relative_to(root) if path.is_relative_to(root) else path.name)
        except BaseException as error:
            file.close()
            packed.unlink()
            if isinstance(error, OSError):
                where, cause = str(error.filename or packed), error.strerror or str(error)
                raise OutputError(where, cause, "carry the decisions out once more") from None
            raise
    return packed
