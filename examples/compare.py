"""Run an example on 1,000 records, and hold what it writes to what the command writes: the same texts, to the byte.

Of datatrove and data_juicer the steps that drop copies too: the same records are left.

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
WITH_COPIES = ("datatrove", "data_juicer")
DROP_COPIES = ("--scope", "archive", "--on-duplicate", "remove", "--drop-copies")


def write_records(path: Path) -> None:
    """Write records with all kinds of faults, some twice; the last two cannot be cleaned, and stay."""
    chance = random.Random(1)
    seed = (HERE.parent / "samples" / "seed-article.txt").read_text("utf-8")
    lines = [line for line in seed.split("\n") if line]
    texts = ["\n".join(chance.sample(lines, 3)) + chance.choice(ENDS) for _ in range(RECORDS - 102)]
    han = [mark for mark in seed if mark >= "一"]
    own = ["\n".join("".join(chance.choices(han, k=60)) + "，好,的。" for _ in range(2)) for _ in range(50)]
    texts += own + [text.replace(",", "，") for text in own]
    texts += ['{"a": "一,二"}', "['一,二', '三']"]
    records = ({"n": number, "text": text} for number, text in enumerate(texts))
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")


def values_in(path: Path, field: str = "text") -> list[object]:
    """A field of the records of a file, in order."""
    records = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    # datatrove has all but text and id in an object of its own.
    return [record.get("metadata", record)[field] if field != "text" else record[field] for record in records]


def by_command(folder: Path, target: str, *options: str) -> Path:
    command = [
        sys.executable,
        "-m",
        "newsclean",
        "clean",
        "in.jsonl",
        "-o",
        target,
        "--log",
        f"{target}.log",
        "--quiet",
        *options,
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True)
    assert done.returncode == 3, done  # two records cannot be cleaned
    return folder / target


def main() -> int:
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_records(folder / "in.jsonl")
        expected = values_in(by_command(folder, "command.jsonl"))
        left = values_in(by_command(folder, "left.jsonl", *DROP_COPIES), "n")
        for example in sys.argv[1:]:
            script, target = HERE / f"use_{example}.py", folder / f"{example}.jsonl"
            subprocess.run([sys.executable, script, folder / "in.jsonl", target], check=True)
            same = values_in(target) == expected != values_in(folder / "in.jsonl")
            failed += not same
            print(f"{example}: {len(expected):,} records, {'the same texts' if same else 'OTHER texts'}")
            if example in WITH_COPIES:
                subprocess.run([sys.executable, script, folder / "in.jsonl", target, "copies"], check=True)
                same = values_in(target, "n") == left
                failed += not same
                print(f"{example}: {len(left):,} records left, {'the same' if same else 'OTHERS'}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
