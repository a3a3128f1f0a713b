"""`newsclean lsp`."""

from __future__ import annotations

from pathlib import Path

import click

from newsclean.cli.terminal import catalog
from newsclean.config import configure, find
from newsclean.errors import ExitCode, UsageError
from newsclean.settings import Settings


@click.command("lsp")
def command() -> int:
    """Serve an editor: a language server (LSP) over standard input and output.

    Changes and flags are diagnostics while you write, each change a quick fix, and all of them one action. The
    settings of a document are those of the nearest newsclean.toml or pyproject.toml.

    \b
    Examples:
      newsclean lsp
    """
    try:
        from newsclean.integrations.language_server import make_server
    except ImportError as error:
        cause = f"needs pygls ({type(error).__name__}: {error})"
        raise UsageError("newsclean lsp", cause, "run: pip install 'newsclean[lsp]'") from None

    def settings_of(folder: Path) -> Settings:
        return configure(find(folder), {}).settings

    make_server(settings_of, catalog().reason).start_io()
    return ExitCode.DONE
