"""The server: for this machine only, for whoever has the address, and for no page of another origin."""

from __future__ import annotations

import hmac
import json
import secrets
import socket
import tempfile
import zipfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsclean.changelog.log_records import Record, dumps
from newsclean.errors import NewscleanError, UsageError
from newsclean.i18n.messages import Catalog
from newsclean.report.page import as_script, data_block, page_end, page_part, page_start, policy_of
from newsclean.review_app.finishing import FinishedReview, Outputs, finish
from newsclean.review_app.store import Choice, Query, ReviewStore
from newsclean.review_app.workspace import Workspace

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

HOST = "127.0.0.1"
_MOST_BYTES = 1 << 20
_SHARED = ("dom.js", "subjects.js", "cards.js", "article.js")
_OWN = ("store.js", "queue.js", "main.js")
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_Handler = Callable[["Request"], Awaitable["Response"]]


class ReviewServer:
    """Serves the review of one log, and before there is one a page that takes files and has them cleaned.

    Args:
        given: The review, or where the files go.
        catalog: The language of the page.
        port: The port it is served on.
    """

    def __init__(self, given: ReviewStore | Workspace, catalog: Catalog, port: int) -> None:
        self._workspace = given if isinstance(given, Workspace) else None
        self._opened = given if isinstance(given, ReviewStore) else None
        self._catalog = catalog
        self._hosts = (f"{HOST}:{port}", f"localhost:{port}")
        self._token = secrets.token_urlsafe(32)
        self._pass = secrets.token_urlsafe(32)  # which the page sends with all that it asks to be done (CSRF)
        self._outputs = Outputs.next_to(given.log)
        self._finished: FinishedReview | None = None
        self.address = f"http://{HOST}:{port}/{self._token}/"

    @property
    def _store(self) -> ReviewStore:
        if self._opened is None:
            raise UsageError("review", "there is no log yet", "clean files first")
        return self._opened

    def close(self) -> None:
        """Let go of the review, and end what still runs."""
        if self._opened is not None:
            self._opened.close()
        if self._workspace is not None:
            self._workspace.close()

    def app(self) -> Starlette:
        """Return the application (ASGI 3)."""
        from starlette.applications import Starlette
        from starlette.routing import Route

        reads: dict[str, _Handler] = {
            "/": self._page,
            "/progress": self._progress,
            "/queue": self._queue,
            "/articles/{number:int}": self._article,
            "/decisions.jsonl": self._decisions,
            "/log.jsonl": self._log,
            "/texts.zip": self._texts,
            "/state": self._state,
        }
        writes: dict[str, _Handler] = {
            "/decide": self._decide,
            "/decide-rule": self._decide_rule,
            "/undo": self._undo,
            "/finish": self._finish,
            "/upload": self._upload,
            "/clean": self._clean,
        }
        routes = [Route("/{token}" + path, self._guarded(handler), methods=["GET"]) for path, handler in reads.items()]
        routes += [
            Route("/{token}" + path, self._guarded(handler), methods=["POST"]) for path, handler in writes.items()
        ]
        app = Starlette(routes=routes)
        app.router.redirect_slashes = False
        return app

    def _guarded(self, handler: _Handler) -> _Handler:
        """Answer only what comes to this machine with the token and, if it asks for something to be done, the pass."""
        from starlette.responses import JSONResponse, PlainTextResponse

        async def guarded(request: Request) -> Response:
            response: Response
            host = request.headers.get("host", "")
            token = request.path_params["token"].encode()
            if host not in self._hosts or not hmac.compare_digest(token, self._token.encode()):
                response = PlainTextResponse("not found\n", 404)
            elif request.method == "POST" and not self._is_own(request, host):
                response = PlainTextResponse("refused\n", 403)
            else:
                try:
                    response = await handler(request)
                except NewscleanError as error:
                    response = JSONResponse({"error": self._catalog.line(str(error))}, 409)
                except _BadRequestError as error:
                    response = JSONResponse({"error": str(error)}, 400)
            response.headers.update(_HEADERS)
            return response

        return guarded

    def _is_own(self, request: Request, host: str) -> bool:
        given = request.headers.get("x-newsclean", "").encode()
        return (
            request.headers.get("origin") == f"http://{host}"
            and request.headers.get("content-type") == _content_type(request)
            and hmac.compare_digest(given, self._pass.encode())
        )

    async def _page(self, request: Request) -> Response:
        from starlette.responses import HTMLResponse

        own = Path(__file__).parent / "page"
        is_start = self._opened is None
        shared, own_names = (_SHARED[:1], ("start.js",)) if is_start else (_SHARED, _OWN)
        script = as_script([*map(page_part, shared), *((own / name).read_text("utf-8") for name in own_names)])
        style = page_part("page.css") + (own / "review.css").read_text("utf-8")
        policy = policy_of(script, style) + "; connect-src 'self'"
        index = {} if is_start else await _in_thread(lambda: self._store.index)
        given = index | {"pass": self._pass, "texts": str(self._outputs.texts), "reviewed": str(self._outputs.log)}
        title = self._catalog.gettext("newsclean review")
        page = page_start(title, style, script, self._catalog, policy) + data_block("index", given)
        return HTMLResponse(page + page_end(script, self._catalog))

    async def _upload(self, request: Request) -> Response:
        if self._workspace is None:
            raise UsageError("review", "a log is reviewed already", "start newsclean review without one")
        await self._workspace.take(request.query_params.get("name", ""), request.stream())
        return _json({})

    async def _clean(self, request: Request) -> Response:
        await _body(request)
        if self._workspace is not None:
            await _in_thread(self._workspace.start)
        return _json({})

    async def _state(self, request: Request) -> Response:
        workspace = self._workspace
        if workspace is None:
            raise UsageError("review", "a log is reviewed already", "start newsclean review without one")
        state = await _in_thread(workspace.state)
        if state["isDone"] and self._opened is None:
            self._opened = await _in_thread(lambda: ReviewStore(workspace.log, self._catalog))
        return _json(state)

    async def _progress(self, request: Request) -> Response:
        return _json(await _in_thread(self._store.progress))

    async def _queue(self, request: Request) -> Response:
        asked = request.query_params
        try:
            query = Query(
                asked.get("rule", ""),
                asked.get("article", ""),
                float(asked.get("below", 2)),
                int(asked.get("open_since", -1)),
                asked.get("order", "urgency"),
            )
            offset, limit = int(asked.get("offset", 0)), int(asked.get("limit", 100))
        except ValueError as error:
            raise _BadRequestError(str(error)) from None
        if not (0 <= offset < 1 << 40 and 0 < limit < 1 << 20 and query.open_since < 1 << 60):
            raise _BadRequestError("out of range")
        return _json(await _in_thread(lambda: self._store.queue(query, offset, limit)))

    async def _article(self, request: Request) -> Response:
        from starlette.responses import PlainTextResponse

        number = request.path_params["number"]
        found = await _in_thread(lambda: self._store.article(number) if number < 1 << 60 else None)
        return PlainTextResponse("not found\n", 404) if found is None else _json(found)

    async def _decide(self, request: Request) -> Response:
        body = await _body(request)
        try:
            choices = [_choice(one) for one in body["choices"]]
            (by,) = _texts(body, "by")
        except (KeyError, TypeError, AttributeError) as error:
            raise _BadRequestError(f"not a decision: {error}") from None
        await _in_thread(lambda: self._store.decide(choices, by))
        return _json(await _in_thread(self._store.progress))

    async def _decide_rule(self, request: Request) -> Response:
        body = await _body(request)
        rule, verdict, by = _texts(body, "rule", "decision", "by")
        expected = body.get("expected")
        if not isinstance(expected, int):
            raise _BadRequestError("no number of places")
        made = await _in_thread(lambda: self._store.decide_rule(rule, verdict, expected, by))
        return _json(await _in_thread(self._store.progress) | {"made": made})

    async def _undo(self, request: Request) -> Response:
        await _body(request)
        keys = await _in_thread(self._store.undo)
        return _json(await _in_thread(self._store.progress) | {"keys": keys[:1]})

    async def _finish(self, request: Request) -> Response:
        body = await _body(request)
        replace = body.get("replace") is True
        self._finished = await _in_thread(lambda: finish(self._store, self._outputs, replace=replace))
        wrong = [*map(self._catalog.line, (*self._finished.errors, *self._finished.wrong))]
        return _json(self._finished._asdict() | {"targets": None, "errors": None, "wrong": wrong})

    async def _decisions(self, request: Request) -> Response:
        from starlette.responses import Response

        lines = await _in_thread(lambda: [*map(dumps, self._store.decisions())])
        return Response(b"".join(lines), headers=_saved_as(self._outputs.decisions.name))

    async def _log(self, request: Request) -> Response:
        from starlette.responses import FileResponse, PlainTextResponse

        if self._finished is None:
            return PlainTextResponse("carry the decisions out first\n", 404)
        return FileResponse(self._outputs.log, headers=_saved_as(self._outputs.log.name))

    async def _texts(self, request: Request) -> Response:
        from starlette.background import BackgroundTask
        from starlette.responses import FileResponse, PlainTextResponse

        done = self._finished
        if done is None:
            return PlainTextResponse("carry the decisions out first\n", 404)
        packed = await _in_thread(lambda: _packed(done.targets, self._outputs.texts))
        return FileResponse(packed, headers=_saved_as("reviewed.zip"), background=BackgroundTask(packed.unlink))


class _BadRequestError(Exception):
    """A request that no page of this server makes."""


def serve(server: ReviewServer, listening: socket.socket) -> None:
    """Serve until the process is interrupted.

    Args:
        server: What to serve.
        listening: The socket, on 127.0.0.1.
    """
    import uvicorn

    config = uvicorn.Config(server.app(), log_level="warning", access_log=False, lifespan="off", server_header=False)
    uvicorn.Server(config).run(sockets=[listening])


def _content_type(request: Request) -> str:
    """Return the only type that what asks for something may have: none that a form of another page could send."""
    is_file = request.url.path.endswith("/upload")
    return "application/octet-stream" if is_file else "application/json"


async def _in_thread(work: Callable[[], Any]) -> Any:
    from starlette.concurrency import run_in_threadpool

    return await run_in_threadpool(work)


def _json(value: Record) -> Response:
    from starlette.responses import Response

    return Response(dumps(value), media_type="application/json")


def _saved_as(name: str) -> dict[str, str]:
    from urllib.parse import quote

    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}


async def _body(request: Request) -> dict[str, Any]:
    """The object that a request brings.

    Raises:
        _BadRequestError: It is larger than any page sends, or no object.
    """
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > _MOST_BYTES:
            raise _BadRequestError("too large")
    try:
        body = json.loads(bytes(data))
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise _BadRequestError("not an object")
    return body


def _choice(body: dict[str, Any]) -> Choice:
    key, reading, note = _texts(body, "key", "reading", "note")
    return Choice(key, body["decision"], reading, note)


def _texts(body: dict[str, Any], *names: str) -> list[str]:
    values = [body.get(name, "") for name in names]
    for name, value in zip(names, values, strict=True):
        if not isinstance(value, str):
            raise _BadRequestError(f"{name} is not a text")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise _BadRequestError(f"{name} has half of a character") from None
    return values


def _packed(files: list[Path], root: Path) -> Path:
    with tempfile.NamedTemporaryFile(prefix="newsclean-", suffix=".zip", delete=False) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in files:
                archive.write(path, path.relative_to(root) if path.is_relative_to(root) else path.name)
        return Path(file.name)
