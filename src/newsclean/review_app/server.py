"""The server: for this machine only, for whoever has the address, and for no page of another origin."""

from __future__ import annotations

import hmac
import secrets
import socket
import sqlite3
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from newsclean.errors import NewscleanError, UsageError
from newsclean.i18n.messages import Catalog
from newsclean.io.reader import MOST_BYTES
from newsclean.report.page import as_script, data_block, page_end, page_part, page_start, policy_of
from newsclean.review_app.database import not_kept
from newsclean.review_app.finishing import Outputs
from newsclean.review_app.handlers import Handler, ReviewHandlers
from newsclean.review_app.requests import BadRequestError, as_json, body_of, in_thread
from newsclean.review_app.store import ReviewStore, review_of
from newsclean.review_app.workspace import SCRIPTS, Workspace

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

HOST = "127.0.0.1"
_SHARED = ("dom.js", "subjects.js", "cards.js", "article.js")
_OWN = ("store.js", "comments.js", "queue.js", "bulk.js", "main.js")
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


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
        self._opening = Lock()
        self._catalog = catalog
        self._log = given.log
        self._hosts = (f"{HOST}:{port}", f"localhost:{port}")
        self._token = secrets.token_urlsafe(32)
        self._pass = secrets.token_urlsafe(32)  # which the page sends with all that it asks to be done (CSRF)
        self._outputs = Outputs.next_to(given.log)
        self._handlers = ReviewHandlers(lambda: self._store, self._outputs, catalog)
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

        reads = {"/": self._page, "/state": self._state, **self._handlers.reads()}
        writes = {"/upload": self._upload, "/clean": self._clean, **self._handlers.writes()}
        routes = [Route("/{token}" + path, self._guarded(handler), methods=["GET"]) for path, handler in reads.items()]
        routes += [
            Route("/{token}" + path, self._guarded(handler), methods=["POST"]) for path, handler in writes.items()
        ]
        app = Starlette(routes=routes)
        app.router.redirect_slashes = False
        return app

    def _guarded(self, handler: Handler) -> Handler:
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
                except sqlite3.Error as error:
                    said = str(not_kept(review_of(self._log), error))
                    response = JSONResponse({"error": self._catalog.line(said)}, 409)
                except NewscleanError as error:
                    response = JSONResponse({"error": self._catalog.line(str(error))}, 409)
                except BadRequestError as error:
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
        index = {"mostBytes": MOST_BYTES} if is_start else await in_thread(lambda: self._store.index)
        given = index | {"pass": self._pass, "texts": str(self._outputs.texts), "reviewed": str(self._outputs.log)}
        title = self._catalog.gettext("newsclean review")
        page = page_start(title, style, script, self._catalog, policy) + data_block("index", given)
        return HTMLResponse(page + page_end(script, self._catalog))

    async def _upload(self, request: Request) -> Response:
        if self._workspace is None:
            raise UsageError("review", "a log is reviewed already", "start newsclean review without one")
        size = int(request.headers.get("content-length", 0))
        await self._workspace.take(request.query_params.get("name", ""), size, request.stream())
        return as_json({})

    async def _clean(self, request: Request) -> Response:
        body = await body_of(request)
        script = body.get("script", SCRIPTS[0])
        if script not in SCRIPTS:
            raise BadRequestError("no such script")
        workspace = self._workspace
        if workspace is not None:
            await in_thread(lambda: workspace.start(script))
        return as_json({})

    async def _state(self, request: Request) -> Response:
        workspace = self._workspace
        if workspace is None:
            raise UsageError("review", "a log is reviewed already", "start newsclean review without one")
        return as_json(await in_thread(lambda: self._state_of(workspace)))

    def _state_of(self, workspace: Workspace) -> dict[str, Any]:
        state = workspace.state()
        if state["isDone"]:
            with self._opening:  # once, however many pages ask
                if self._opened is None:
                    self._opened = ReviewStore(workspace.log, self._catalog)
        return state


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
