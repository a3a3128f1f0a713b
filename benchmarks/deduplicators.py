"""The whole job of finding near-duplicates beside text-dedup and datatrove, in one run: time, and recall by edit.

    python benchmarks/deduplicators.py ARTICLES.jsonl.xz … [--count 20000]

Originals are real paragraphs of 60 characters and more, none a copy of another; each gets one copy, edited in one of
the ways of `duplicates.py`. All three have character bigrams, 128 permutations, 32 bands of 4 rows, one process. For
the peers, whose tokens are words, the characters stand apart. Recall is the share of pairs of which at most one is
kept.

In an environment of its own: `pip install . numba text-dedup "datatrove[processing]" orjson spacy`.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from duplicates import KINDS, paragraphs
from newsclean.corpus.clusters import find_clusters

Kept = set[int]


def by_newsclean(texts: Sequence[str], folder: Path) -> Kept:
    stays = find_clusters(texts, 0.7).stays
    return set(np.flatnonzero(stays == np.arange(len(texts))).tolist())


def by_text_dedup(texts: Sequence[str], folder: Path) -> Kept:
    source, output = folder / "in.jsonl", folder / "out"
    lines = (json.dumps({"number": number, "text": " ".join(text)}) + "\n" for number, text in enumerate(texts))
    source.write_text("".join(lines))
    subprocess.run(
        [sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", source, "--split", "train",
         "--column", "text", "--ngram", "2", "--num_perm", "128", "--b", "32", "--r", "4", "--hash_func", "xxh3",
         "--hash_bits", "32", "--num_proc", "1", "--cache_dir", folder / "cache", "--output", output],
        check=True, capture_output=True,
    )  # fmt: skip
    from datasets import load_from_disk

    return set(load_from_disk(str(output))["number"])


def by_datatrove(texts: Sequence[str], folder: Path) -> Kept:
    source = folder / "in"
    source.mkdir()
    lines = (json.dumps({"id": str(number), "text": " ".join(text)}) + "\n" for number, text in enumerate(texts))
    (source / "0.jsonl").write_text("".join(lines))
    subprocess.run([sys.executable, __file__, "--datatrove", folder, "-"], check=True, capture_output=True)
    kept = (folder / "kept").rglob("*.jsonl")
    return {int(json.loads(line)["id"]) for file in kept for line in file.read_text().splitlines()}


def run_datatrove(folder: Path) -> None:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import MinhashDedupCluster, MinhashDedupFilter, MinhashDedupSignature
    from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupBuckets
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter
    from datatrove.utils.hashing import HashConfig

    config = MinhashConfig(n_grams=2, num_buckets=32, hashes_per_bucket=4, hash_config=HashConfig(precision=32))
    reader = JsonlReader(str(folder / "in"))
    steps = (
        ([reader, MinhashDedupSignature(str(folder / "signatures"), config=config)], 1),
        ([MinhashDedupBuckets(str(folder / "signatures"), str(folder / "buckets"), config=config)], 32),
        ([MinhashDedupCluster(str(folder / "buckets"), str(folder / "removed"), config=config)], 1),
        ([reader, MinhashDedupFilter(str(folder / "removed")), JsonlWriter(str(folder / "kept"), compression=None)], 1),
    )
    for number, (step, tasks) in enumerate(steps):
        LocalPipelineExecutor(step, tasks=tasks, workers=1, logging_dir=str(folder / f"log{number}")).run()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--datatrove", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.datatrove:
        run_datatrove(options.datatrove)
        return
    source = random.Random(20261125)
    originals = [text for text in paragraphs(options.articles) if len(text) >= 60]
    stays = find_clusters(originals, 0.5).stays
    alone = np.bincount(stays, minlength=len(originals)) == 1
    originals = [text for text, is_alone in zip(originals, alone, strict=True) if is_alone][: options.count // 2]
    kinds = [source.choice(list(KINDS)) for _ in originals]
    texts = [*originals, *(KINDS[kind](text, source) for kind, text in zip(kinds, originals, strict=True))]
    print(f"python {sys.version.split()[0]}, {len(texts):,} paragraphs, half of them edited copies")
    ways: dict[str, Callable[[Sequence[str], Path], Kept]] = {
        "newsclean": by_newsclean, "text-dedup": by_text_dedup, "datatrove": by_datatrove,
    }  # fmt: skip
    find_clusters(texts[:1000])
    base = 0.0
    for name, way in ways.items():
        folder = Path(tempfile.mkdtemp())
        start = time.perf_counter()
        try:
            kept = way(texts, folder)
            told = version(name)
        except (PackageNotFoundError, subprocess.CalledProcessError) as error:
            said = getattr(error, "stderr", b"") or b""
            print(f"{name}: could not be run ({said.decode(errors='replace').strip().splitlines()[-1:] or error})")
            continue
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        spent = time.perf_counter() - start
        base = base or spent
        found = [not {number, number + len(originals)} <= kept for number in range(len(originals))]
        print(f"{name} {told}: {1e6 * spent / len(texts):.1f} µs a paragraph, {spent / base:.1f} x")
        for kind in KINDS:
            share = np.mean([hit for hit, own in zip(found, kinds, strict=True) if own == kind])
            print(f"    {kind:34} {share:.3f}")


if __name__ == "__main__":
    main()
