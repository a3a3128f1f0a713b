"""Language server: changes and flags as diagnostics while a person writes, and quick fixes that make a change.

Texts are cleaned as they stand, whole, at each change; editors send only what was typed. Keys that come faster than
that are taken together.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

import newsclean
from newsclean.errors import NewscleanError
from newsclean.pipeline import clean, load
from newsclean.report.finding_formats import rule_url
from newsclean.report.findings import TextFinding, findings_of
from newsclean.settings import Settings

FIX_ALL = "source.fixAll.newsclean"
"""The kind of the action that makes all changes, which editors can take when they save."""

_PAUSE = 0.01  # seconds in which what was typed since is read
Encoding: TypeAlias = types.PositionEncodingKind | str
_WIDTHS: dict[Encoding, str] = {types.PositionEncodingKind.Utf8: "utf-8", types.PositionEncodingKind.Utf16: "utf-16-le"}


@dataclass
class _Checked:
    """Version of a document that was cleaned."""

    version: int | None
    found: Sequence[tuple[TextFinding, types.Diagnostic]]


def make_server(settings_of: Callable[[Path], Settings], translate: Callable[[str], str] = str) -> LanguageServer:
    """Return a server, to be started with `start_io`.

    Args:
        settings_of: Gives the settings that hold in a folder.
        translate: Gives the words of a reason in another language.
    """
    server = LanguageServer("newsclean", newsclean.__version__)
    documents: dict[str, _Checked] = {}

    def check(uri: str) -> None:
        document = server.workspace.get_text_document(uri)
        try:
            checked = _check(document, settings_of, translate, server.workspace.position_encoding or "utf-16")
            diagnostics = [diagnostic for _, diagnostic in checked.found]
            documents[uri] = checked
        except NewscleanError as error:
            documents.pop(uri, None)
            start = types.Position(0, 0)
            diagnostics = [types.Diagnostic(types.Range(start, start), str(error), source="newsclean")]
        server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, version=document.version, diagnostics=diagnostics)
        )

    @server.feature(types.INITIALIZED)
    def started(_: types.InitializedParams) -> None:
        load(Settings())
        gc.freeze()  # what was loaded stays: looking through it for garbage would cost more than an article

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(given: types.DidOpenTextDocumentParams) -> None:
        check(given.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(given: types.DidChangeTextDocumentParams) -> None:
        await asyncio.sleep(_PAUSE)
        document = server.workspace.text_documents.get(given.text_document.uri)
        if document is not None and document.version == given.text_document.version:
            check(given.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(given: types.DidCloseTextDocumentParams) -> None:
        documents.pop(given.text_document.uri, None)
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(given.text_document.uri, []))

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL]))
    def actions(given: types.CodeActionParams) -> list[types.CodeAction]:
        uri = given.text_document.uri
        document = server.workspace.get_text_document(uri)
        checked = documents.get(uri)
        if checked is None or checked.version != document.version:
            return []
        wanted = given.context.only or [types.CodeActionKind.QuickFix, FIX_ALL]
        fixes = [(one, diagnostic) for one, diagnostic in checked.found if one.after is not None]
        found: list[types.CodeAction] = []
        if any(_covers(kind, types.CodeActionKind.QuickFix) for kind in wanted):
            found += [
                _action(document, one.message, types.CodeActionKind.QuickFix, [_edit(one, diagnostic)], diagnostic)
                for one, diagnostic in fixes
                if diagnostic.range.start <= given.range.end and given.range.start <= diagnostic.range.end
            ]
        if fixes and any(_covers(kind, FIX_ALL) for kind in wanted):
            edits = [_edit(one, diagnostic) for one, diagnostic in fixes]
            found.append(_action(document, "newsclean: make all changes", FIX_ALL, edits))
        return found

    return server


def _covers(wanted: str, kind: str) -> bool:
    return kind == wanted or kind.startswith(f"{wanted}.") or not wanted


def _check(
    document: TextDocument, settings_of: Callable[[Path], Settings], translate: Callable[[str], str], encoding: Encoding
) -> _Checked:
    path = Path(to_fs_path(document.uri) or ".")
    text = document.source
    result = clean(text, settings_of(path.parent))
    found = [
        (one, _diagnostic(one, text, encoding)) for one in findings_of(path.name, path.name, text, result, translate)
    ]
    return _Checked(document.version, found)


def _diagnostic(one: TextFinding, text: str, encoding: Encoding) -> types.Diagnostic:
    stop = one.start + len(one.before)
    return types.Diagnostic(
        range=types.Range(
            types.Position(one.begin.line - 1, _units(text[one.start - one.begin.column + 1 : one.start], encoding)),
            types.Position(one.end.line - 1, _units(text[stop - one.end.column + 1 : stop], encoding)),
        ),
        message=one.message,
        severity=types.DiagnosticSeverity.Information if one.is_safe else types.DiagnosticSeverity.Warning,
        code=one.rule,
        code_description=types.CodeDescription(rule_url(one.rule)),
        source="newsclean",
    )


def _units(text: str, encoding: Encoding) -> int:
    """Return how long a text is in the units of an encoding."""
    if encoding == types.PositionEncodingKind.Utf32:
        return len(text)
    name = _WIDTHS[encoding]
    return len(text.encode(name, "surrogatepass")) // (2 if name != "utf-8" else 1)


def _edit(one: TextFinding, diagnostic: types.Diagnostic) -> types.TextEdit:
    return types.TextEdit(diagnostic.range, one.after or "")


def _action(
    document: TextDocument,
    title: str,
    kind: str,
    edits: Sequence[types.TextEdit],
    diagnostic: types.Diagnostic | None = None,
) -> types.CodeAction:
    identifier = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return types.CodeAction(
        title=title,
        kind=kind,
        diagnostics=[diagnostic] if diagnostic is not None else None,
        is_preferred=diagnostic is not None,
        edit=types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, edits)]),
    )
