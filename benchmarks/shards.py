"""A corpus in shards, killed twice and gone on with: the same bytes as without, and how much memory it takes.

    python benchmarks/shards.py [MEGABYTES [ARTICLES.jsonl[.xz]]]     100 when left out

The records are made of paragraphs in another order each, of ARTICLES, {"id", "title", "paragraphs"} records, or of the
sample; one in ten has a fifth of its marks half-width. It needs four times as much room on the disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dirty import narrowed
from newsclean.changelog.log_files import read_records
from pipeline import records

SEED = (Path(__file__).parents[1] / "samples" / "seed-article.txt").read_text("utf-8")
COMMAND = [sys.executable, "-m", "newsclean", "clean", "in", "--resume"]


def write_corpus(folder: Path, size: int, articles: str | None) -> None:
    """Write so many bytes of records, in shards."""
    chance = random.Random(1)
    source = (each["paragraphs"] for each in records(articles)) if articles else [SEED.split("\n")]
    paragraphs = [text for each in source for text in each if text]
    written = 0
    with (folder / "news.jsonl").open("wb") as file:
        while written < size:
            text = narrowed("\n".join(chance.sample(paragraphs, 12)), 0.2 if chance.random() < 0.1 else 0, chance)
            written += file.write(json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n")
    shards = [sys.executable, "-m", "newsclean", "split", "news.jsonl", "-o", "in", "--shard-size", "2000"]
    subprocess.run(shards, cwd=folder, check=True)
    (folder / "news.jsonl").unlink()


def run(folder: Path, out: str, kill_at: str = "") -> tuple[float, float]:
    """Run the command, kill it soon after a shard is there; return seconds, and megabytes of memory at the most."""
    start = time.monotonic()
    command = [*COMMAND, "-o", out, "--log", f"{out}-logs/", "--quiet"]
    process = subprocess.Popen(command, cwd=folder)
    while kill_at and not (folder / out / kill_at).exists():
        time.sleep(0.05)
    if kill_at:
        time.sleep(0.5)
        os.kill(process.pid, signal.SIGKILL)  # a process that has ended is there still: it is waited for below
    _, _, usage = os.wait4(process.pid, 0)
    return time.monotonic() - start, usage.ru_maxrss / 1000


def is_same(folder: Path) -> bool:
    """Compare the bytes of clean shards, and the records of logs but for the time of the run, a shard at a time."""
    names = sorted(path.name for path in (folder / "whole").iterdir())
    if names != sorted(path.name for path in (folder / "out").iterdir()):
        return False
    for name in names:
        clean, logged = ((folder / out / name).read_bytes() for out in ("whole", "out")), []
        for out in ("whole", "out"):
            log = read_records(folder / f"{out}-logs" / f"{name}.log.jsonl.zst")
            digest = hashlib.sha256()
            for record in log:
                digest.update(json.dumps({**record, "started": ""}).replace(f'"{out}/', '"').encode())
            logged.append(digest.digest())
        if len({*clean}) != 1 or len({*logged}) != 1:
            return False
    return True


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(folder, size * 10**6, sys.argv[2] if len(sys.argv) > 2 else None)
        shards = sorted(path.name for path in (folder / "in").iterdir())
        print(f"{size} MB in {len(shards)} shards", flush=True)
        print("at once: {:.1f} s, {:.0f} MB of memory".format(*run(folder, "whole")), flush=True)
        for part in (1, 2):
            print(
                "killed: {:.1f} s, {:.0f} MB".format(*run(folder, "out", shards[part * len(shards) // 3])), flush=True
            )
        print("gone on: {:.1f} s, {:.0f} MB".format(*run(folder, "out")))
        same = is_same(folder)
        print("the same bytes" if same else "NOT the same bytes")
    return not same


if __name__ == "__main__":
    sys.exit(main())
