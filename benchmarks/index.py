"""The archive index: paragraphs looked up and inserted a second, bytes a paragraph on the disk, the time to open it.

    python benchmarks/index.py ARTICLES.jsonl.xz … [--size 1000000] [--batch 20000]

The paragraphs are those of `duplicates.py`: real ones of 20 characters and more, and more made of them from a fixed
seed. They come in batches, as days of scraping do; each batch is looked up in what was there before, and then added.
Beside it, in the same run, the same pairs of key and band put into an SQLite table without rowid, as an index without
runs would have them.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import numpy as np

from duplicates import made, paragraphs
from newsclean.corpus.index import ArchiveIndex
from newsclean.corpus.paragraphs import Paragraphs
from newsclean.minhash.bands import sign_all

ARTICLE = 10


def batch_of(texts: list[str], first: int) -> tuple[Paragraphs, list[str]]:
    """Paragraphs as articles of ten each, and the digests of those."""
    articles = -(-len(texts) // ARTICLE)
    names = [f"{first + number}.txt" for number in range(articles)]
    digests = [sha256("".join(texts[at : at + ARTICLE]).encode()).hexdigest() for at in range(0, len(texts), ARTICLE)]
    article = np.arange(len(texts), dtype=np.int32) // ARTICLE
    return Paragraphs(texts, names, article, np.arange(len(texts), dtype=np.int32) % ARTICLE + 1), digests


def by_sqlite(texts: list[str], folder: Path) -> float:
    """Seconds for the bands of texts in an SQLite table without rowid: looked up, and inserted."""
    database = sqlite3.connect(folder / "table.sqlite")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE bands (band, key, number, PRIMARY KEY (band, key, number)) WITHOUT ROWID")
    start = time.perf_counter()
    bands = sign_all(texts).bands
    rows = [(band, key, number) for band, keys in enumerate(bands.tolist()) for number, key in enumerate(keys)]
    for band, key, _ in rows:
        database.execute("SELECT number FROM bands WHERE band = ? AND key = ? LIMIT 4", (band, key)).fetchall()
    with database:
        database.executemany("INSERT INTO bands VALUES (?, ?, ?)", rows)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--batch", type=int, default=20_000)
    options = parser.parse_args()
    print(
        f"python {sys.version.split()[0]}, sqlite {sqlite3.sqlite_version}, "
        + ", ".join(f"{name} {version(name)}" for name in ("numpy", "rapidfuzz", "numba", "newsclean"))
    )
    texts = made(paragraphs(options.articles), options.size)
    characters = sum(map(len, texts)) / len(texts)
    sign_all(texts[:100])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "index")
        spent = looked_up = 0.0
        found = 0
        for start in range(0, len(texts), options.batch):
            batch, digests = batch_of(texts[start : start + options.batch], start)
            begun = time.perf_counter()
            with ArchiveIndex(path, create=True) as index:
                found += sum(hit is not None for hit in index.find(batch.texts, 0.8))
                looked_up += time.perf_counter() - begun
                index.add(batch, digests)
            spent += time.perf_counter() - begun
            done = start + len(batch.texts)
            if done % (options.size // 4) == 0:
                print(f"{done:9,} paragraphs: {done / spent:8,.0f} a second so far, {found:,} copies found")
        with ArchiveIndex(path) as index:
            before = index.contents()
            index.compact()
            after = index.contents()
        begun = time.perf_counter()
        for _ in range(20):
            with ArchiveIndex(path) as index:
                index.runs()
        opened = (time.perf_counter() - begun) / 20
        each = 1e6 / len(texts)
        print(f"looked up {looked_up * each:.1f} µs, inserted {(spent - looked_up) * each:.1f} µs a paragraph")
        print(
            f"{before.bytes / len(texts):.0f} bytes a paragraph of {characters:.0f} characters in {before.runs} runs, "
            f"{after.bytes / len(texts):.0f} compacted; opened in {1000 * opened:.1f} ms"
        )
        few = texts[:20_000]
        other = by_sqlite(few, Path(folder))
        print(f"a table in SQLite, {len(few):,} paragraphs: {1e6 * other / len(few):.1f} µs, "
              f"{other / len(few) / (spent / len(texts)):.1f} x")  # fmt: skip


if __name__ == "__main__":
    main()
