"""The language server while one types: from a key to the diagnostics, by a real client over standard input and output.

    python benchmarks/editor.py [KEYS]     31 when left out

The articles have 20 kB: the sample, and two hundred sentences that differ in a figure, with a finding in each and more.
Beside the time on the clock stands the processor time of the server, which other work on the machine weighs on less
(from Linux's /proc).
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import time
from importlib.metadata import version
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

SEED = (Path(__file__).parents[1] / "samples" / "seed-article.txt").read_text("utf-8")
SENTENCE = "第{0}天，会议在北京召开。来自各地的代表三百人参加了会议，讨论了{0}个问题。\n"
ALIKE = "".join(SENTENCE.format(day) for day in range(200))
ARTICLES = {
    "the sample": (SEED + SEED)[:7000],
    "sentences that are alike": ALIKE[:7000],
    "the same, marks half-width": ALIKE.replace("，", ",").replace("。", ".")[:7400],
}


def processor_time(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


async def measure(keys: int) -> None:
    client = LanguageClient("editor", "1")
    came: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda given: came.put_nowait(given))
    await client.start_io(sys.executable, "-m", "newsclean", "lsp")
    (server,) = map(int, Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())
    await client.initialize_async(types.InitializeParams(capabilities=types.ClientCapabilities()))
    client.initialized(types.InitializedParams())
    for number, (name, text) in enumerate(ARTICLES.items()):
        uri = f"file:///tmp/{number}.txt"
        client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "plaintext", 0, text))
        )
        given = await came.get()
        times = []
        begun = processor_time(server)
        for key in range(1, keys + 1):
            place = types.Position(key % 3 * 4, 5)
            change = types.TextDocumentContentChangePartial(range=types.Range(place, place), text="又")
            identifier = types.VersionedTextDocumentIdentifier(version=key, uri=uri)
            start = time.perf_counter()
            client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))
            given = await came.get()
            times.append(1000 * (time.perf_counter() - start))
        spent = 1000 * (processor_time(server) - begun) / keys
        size, found = len(text.encode()), len(given.diagnostics)
        print(
            f"{name:27} {size:,} bytes, {found} diagnostics: {statistics.median(times):.0f} ms, "
            f"{min(times):.0f} to {max(times):.0f}; processor {spent:.0f} ms"
        )
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()


if __name__ == "__main__":
    print(f"python {sys.version.split()[0]}, pygls {version('pygls')}, newsclean {version('newsclean')}")
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 31))
