"""Run an example on 1,000 records, and hold what it writes to what the command writes: the same texts, to the byte.

python examples/compare.py scrapy|datasets|datatrove|data_juicer …
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
RECORDS = 1000
ENDS = ("", "\n他说&quot;好,的&quot;。", "\u200b", "今年选派8\n名干部。")


def write_records(path: Path) -> None:
    """Write records with all kinds of faults; the last two cannot be cleaned, and stay."""
    chance = random.Random(1)
    seed = (HERE.parent / "samples" / "seed-article.txt").read_text("utf-8")
    lines = [line for line in seed.split("\n") if line]
    with path.open("w", encoding="utf-8") as file:
        for number in range(RECORDS - 2):
            text = "\n".join(chance.sample(lines, 3)) + chance.choice(
                ("", "\n他说&quot;好,的&quot;。", "\u200b", "今年选派8\n名干部。")
            )
            file.write(json.dumps({"n": number, "text": text}, ensure_ascii=False) + "\n")
        for text in ('{"a": "一,二"}', "['一,二', '三']"):
            file.write(json.dumps({"n": RECORDS, "text": text}, ensure_ascii=False) + "\n")


def texts_in(path: Path) -> list[str]:
    """The texts of a file of records, in order."""
    return [json.loads(line)["text"] for line in path.read_text("utf-8").split("\n") if line]


def main() -> int:
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_records(folder / "in.jsonl")
        command = [sys.executable, "-m", "newsclean", "clean", "in.jsonl", "-o", "command.jsonl", "--quiet"]
        subprocess.run(command, cwd=folder, stderr=subprocess.DEVNULL)  # 3: two records cannot be cleaned
        expected = texts_in(folder / "command.jsonl")
        for example in sys.argv[1:]:
            target = folder / f"{example}.jsonl"
            script = HERE / f"use_{example}.py"
            subprocess.run([sys.executable, script, folder / "in.jsonl", target], check=True)
            same = texts_in(target) == expected != texts_in(folder / "in.jsonl")
            failed += not same
            print(f"{example}: {len(expected):,} records, {'the same texts' if same else 'OTHER texts'}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
