"""`newsclean review`."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import click

from newsclean.cli.terminal import catalog, say
from newsclean.errors import ExitCode, InputError, OutputError, UsageError

_WORKSPACE = "newsclean-review"


@click.command("review")
@click.argument("log_path", required=False, metavar="[LOG|FOLDER]")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port of 127.0.0.1.  [any that is free]")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def command(log_path: str | None, port: int, no_browser: bool) -> int:
    """Clean and review texts in the browser.

    Without LOG, the page takes files and folders that are dropped on it into a folder newsclean-review here, cleans
    them, and goes on to their review.

    LOG is the change log of a run, FOLDER the clean files that it wrote. The page is served on this machine alone, to
    whoever has the address that is printed, and takes nothing from the network. Every decision is kept at once in
    LOG.review, so that nothing is lost when browser or machine go down; start the command again to go on. What was
    decided is carried out from the page, as `newsclean apply` does, to texts and a log beside LOG. Ctrl-C ends.

    \b
    Examples:
      newsclean review
      newsclean review changes.jsonl
      newsclean review clean/ --language zh --no-browser
    """
    log = _log_of(Path(log_path)) if log_path is not None else None
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        cause = f"the page needs starlette and uvicorn ({error})"
        raise UsageError("review", cause, "pip install 'newsclean[review]'") from None
    from newsclean.review_app.server import HOST, ReviewServer, serve
    from newsclean.review_app.store import ReviewStore
    from newsclean.review_app.workspace import Workspace

    given: Workspace | ReviewStore
    if log is None:
        given = Workspace(Path(_WORKSPACE), catalog())
        if given.is_reviewed:
            given = ReviewStore(given.log, catalog())
    else:
        given = ReviewStore(log, catalog())
    try:
        listening = socket.create_server((HOST, port))
    except OSError as error:
        raise OutputError(f"--port {port}", error.strerror or str(error), "choose another port") from None
    with listening:
        server = ReviewServer(given, catalog(), listening.getsockname()[1])
        click.echo(server.address)
        say("open it in a browser; Ctrl-C ends, and what was decided is kept", err=True)
        if not no_browser:
            click.launch(server.address)
        try:
            serve(server, listening)
        except KeyboardInterrupt:
            pass
        finally:
            server.close()
    return ExitCode.DONE


def _log_of(path: Path) -> Path:
    """The log to review: the one named, or that beside a folder of clean files."""
    if not path.is_dir():
        if not path.is_file():
            raise InputError(str(path), "no such log or folder", "check the path")
        return path
    log = Path(os.path.normpath(path) + ".changes.jsonl")
    if not log.is_file():
        raise InputError(str(path), f"no log {log} beside it", f"clean with -o {path}, or name the log")
    return log
