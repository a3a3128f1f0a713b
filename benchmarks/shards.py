"""A corpus in shards, killed twice and gone on with: the same bytes as without, and how much memory it takes.

python benchmarks/shards.py [MEGABYTES]     100 when left out
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from newsclean.changelog.log_files import read_records

SEED = (Path(__file__).parents[1] / "samples" / "seed-article.txt").read_text("utf-8")
COMMAND = [sys.executable, "-m", "newsclean", "clean", "in", "--resume"]


def write_corpus(folder: Path, size: int) -> None:
    """Write so many bytes of records: paragraphs of the sample, in another order each."""
    chance = random.Random(1)
    paragraphs = [line for line in SEED.split("\n") if line]
    written = 0
    with (folder / "news.jsonl").open("w", encoding="utf-8") as file:
        while written < size:
            text = "\n".join(chance.sample(paragraphs, 12))
            written += len(text.encode()) + file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n") * 0
    shards = [sys.executable, "-m", "newsclean", "split", "news.jsonl", "-o", "in", "--shard-size", "2000"]
    subprocess.run(shards, cwd=folder, check=True)


def run(folder: Path, out: str, kill_at: str = "") -> tuple[float, float]:
    """Run the command, kill it when a shard is there; return seconds, and megabytes of memory at the most."""
    start = time.monotonic()
    command = [*COMMAND, "-o", out, "--log", f"{out}-logs/", "--quiet"]
    process = subprocess.Popen(command, cwd=folder)
    while kill_at and not (folder / out / kill_at).exists():
        time.sleep(0.01)
    if kill_at:
        process.send_signal(signal.SIGKILL)
    _, _, usage = os.wait4(process.pid, 0)
    return time.monotonic() - start, usage.ru_maxrss / 1000


def trees(folder: Path, out: str) -> list[object]:
    """The bytes of clean shards, and the records of logs but for the time of the run."""
    files = [path.read_bytes() for path in sorted((folder / out).glob("*"))]
    logs = [
        [{**record, "started": ""} for record in read_records(path)]
        for path in sorted((folder / f"{out}-logs").glob("*.zst"))
    ]
    return [files, json.dumps(logs).replace(f'"{out}/', '"')]


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(folder, size * 10**6)
        shards = sorted(path.name for path in (folder / "in").iterdir())
        print(f"{size} MB in {len(shards)} shards")
        print("at once: {:.1f} s, {:.0f} MB of memory".format(*run(folder, "whole")))
        for part in (1, 2):
            print("killed: {:.1f} s, {:.0f} MB".format(*run(folder, "out", shards[part * len(shards) // 3])))
        print("gone on: {:.1f} s, {:.0f} MB".format(*run(folder, "out")))
        same = trees(folder, "whole") == trees(folder, "out")
        print("the same bytes" if same else "NOT the same bytes")
    return not same


if __name__ == "__main__":
    sys.exit(main())
