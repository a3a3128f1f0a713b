"""The language server over standard input and output, asked by the client that pygls has for it."""

import asyncio
import sys
import time

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

import newsclean
from conftest import run_async
from newsclean.errors import UsageError

ARTICLE = "𠮷林会议指出,要坚持.\n\n后续还将将开展。\n"
CLEAN = newsclean.clean(ARTICLE).text


class Editor:
    """An editor with one document, as far as its text and the diagnostics that came last."""

    def __init__(self, client, uri):
        self.client, self.uri, self.version, self.text = client, uri, 0, ""
        self.came = asyncio.Queue()

        @client.feature(types.WINDOW_SHOW_MESSAGE)
        def on_fault(given):
            self.came.put_nowait(given)

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def on_diagnostics(given):
            self.came.put_nowait(given)

    async def diagnostics(self):
        given = await asyncio.wait_for(self.came.get(), 60)
        assert isinstance(given, types.PublishDiagnosticsParams), given
        assert (given.uri, given.version) == (self.uri, self.version)
        return given.diagnostics

    async def open(self, text):
        self.text = text
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(self.uri, "plaintext", 0, text))
        )
        return await self.diagnostics()

    async def type(self, at, text):
        """Put text in at an offset; only that is sent."""
        self.send(at, text)
        return await self.diagnostics()

    def send(self, at, text):
        place = self.place(at)
        self.version += 1
        change = types.TextDocumentContentChangePartial(range=types.Range(place, place), text=text)
        self.text = self.text[:at] + text + self.text[at:]
        identifier = types.VersionedTextDocumentIdentifier(version=self.version, uri=self.uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))

    def place(self, offset):
        before = self.text[:offset].split("\n")
        return types.Position(len(before) - 1, len(before[-1].encode("utf-16-le")) // 2)

    def offset(self, place):
        lines = self.text.split("\n")[: place.line]
        rest = self.text.split("\n")[place.line].encode("utf-16-le")[: 2 * place.character].decode("utf-16-le")
        return sum(len(line) + 1 for line in lines) + len(rest)

    async def actions(self, span, only=None):
        context = types.CodeActionContext(diagnostics=[], only=only)
        document = types.TextDocumentIdentifier(self.uri)
        return await self.client.text_document_code_action_async(types.CodeActionParams(document, span, context))

    def applied(self, action):
        (change,) = action.edit.document_changes
        assert (change.text_document.uri, change.text_document.version) == (self.uri, self.version)
        text = self.text
        for edit in sorted(change.edits, key=lambda edit: self.offset(edit.range.start), reverse=True):
            text = text[: self.offset(edit.range.start)] + edit.new_text + text[self.offset(edit.range.end) :]
        return text


def edited(folder, work, name="a.txt"):
    """Run what an editor does with a server that was started for it."""

    async def run():
        client = LanguageClient("editor", "1")
        await client.start_io(sys.executable, "-m", "newsclean", "lsp", cwd=folder)
        try:
            initialised = await client.initialize_async(
                types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=folder.as_uri())
            )
            assert initialised.server_info.name == "newsclean"
            assert initialised.capabilities.text_document_sync.change == types.TextDocumentSyncKind.Incremental
            client.initialized(types.InitializedParams())
            result = await work(Editor(client, (folder / name).as_uri()))
            await client.shutdown_async(None)
        finally:
            client.exit(None)
            await client.stop()
        return result

    return run_async(run())


def test_what_is_found_is_shown_and_mended_one_by_one_or_all_together(tmp_path):
    async def work(editor):
        shown = await editor.open(ARTICLE)
        assert [each.code for each in shown] == [
            "punctuation/comma", "punctuation/period", "punctuation/doubled-word",
        ]  # fmt: skip
        comma, _, flag = shown
        assert comma.range == types.Range(types.Position(0, 7), types.Position(0, 8))  # 𠮷 counts twice in UTF-16
        assert (comma.severity, flag.severity) == (
            types.DiagnosticSeverity.Information,
            types.DiagnosticSeverity.Warning,
        )
        assert comma.message == ", → ，"
        assert comma.code_description.href.endswith("/rules/#punctuationcomma")
        (one, every) = await editor.actions(comma.range)
        assert editor.applied(one) == ARTICLE.replace(",", "，")
        assert (one.kind, one.is_preferred) == (types.CodeActionKind.QuickFix, True)
        assert editor.applied(every) == CLEAN
        (every,) = await editor.actions(comma.range, only=["source.fixAll"])
        assert every.kind == "source.fixAll.newsclean"
        assert [action.kind for action in await editor.actions(flag.range)] == ["source.fixAll.newsclean"]
        shown = await editor.type(len("𠮷林会议"), "又")
        assert shown[0].range.start == types.Position(0, 8)
        (one, _) = await editor.actions(shown[0].range)
        assert editor.applied(one) == "𠮷林会议又指出，要坚持.\n\n后续还将将开展。\n"
        editor.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(editor.uri))
        )
        editor.version = None
        assert not await editor.diagnostics()

    edited(tmp_path, work)


def test_keys_that_come_fast_are_taken_together(tmp_path, seed):
    async def work(editor):
        await editor.open(seed.decode())
        for _ in range(30):
            editor.send(40, "又")
        shown = 0
        while (given := await asyncio.wait_for(editor.came.get(), 60)).version != editor.version:
            shown += 1
        assert shown < 29
        assert editor.came.empty()
        one = given.diagnostics[0]
        result = newsclean.clean(editor.text)
        assert len(given.diagnostics) == len(result.changes) + len(result.flags)
        assert editor.offset(one.range.start) == min(each.start for each in (*result.changes, *result.flags))

    edited(tmp_path, work)


def test_the_settings_are_those_of_the_folder_and_a_fault_in_them_is_shown(tmp_path):
    (tmp_path / "newsclean.toml").write_text('ignore = ["punctuation/comma"]\n', "utf-8")

    async def work(editor):
        assert [each.code for each in await editor.open("一,二。\n三,四.\n")] == ["punctuation/period"]
        (tmp_path / "newsclean.toml").write_text("ignroe = []\n", "utf-8")
        (fault,) = await editor.type(0, "又")
        assert "unknown setting 'ignroe'; did you mean 'ignore'?" in fault.message
        assert not await editor.actions(fault.range)

    edited(tmp_path, work)


def test_data_is_refused_as_everywhere(tmp_path):
    async def work(editor):
        (fault,) = await editor.open('{"text": "一"}')
        assert "JSON, and not a text" in fault.message
        assert not await editor.type(0, "a")

    edited(tmp_path, work)


@pytest.mark.unmeasured
def test_an_article_of_20_kb_is_read_anew_while_one_types(tmp_path, seed):
    """100 ms are promised on a machine at rest (benchmarks/editor.py); here it is only not to be lost altogether."""
    text = seed.decode()[: 20_000 // 3]

    async def work(editor):
        await editor.open(text)
        times = []
        for _ in range(7):
            start = time.perf_counter()
            await editor.type(40, "又")
            times.append(time.perf_counter() - start)
        return min(times)

    assert edited(tmp_path, work) < 1


def test_it_says_what_is_missing(tmp_path, monkeypatch):
    from newsclean.cli.main import main

    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    monkeypatch.delitem(sys.modules, "newsclean.integrations.language_server", raising=False)
    with pytest.raises(UsageError, match=r"needs pygls .*run: pip install 'newsclean\[lsp\]'"):
        main(["lsp"], standalone_mode=False)
