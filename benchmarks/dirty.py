"""Dirty text, as people have it, with its full account, beside autocorrect-py, ftfy, OpenCC and zhlint, in one run.

    python benchmarks/dirty.py ARTICLES.jsonl[.xz] [--limit N] [--rounds N] [--only WORD] [--zhlint FOLDER]
    python benchmarks/dirty.py ARTICLES.jsonl[.xz] --before SRC

ARTICLES holds {"id", "title", "paragraphs"} records, which are made dirty with a fixed seed: marks half-width, all or a
fifth; lines broken in two, wrapped at 40 columns; paragraphs pasted twice. Ratios of processor time, medians of rounds
in which all take turns; so other work on the machine weighs little. zhlint runs in Node, from a folder with it in
`node_modules`; its start is not counted. Peers need `pip install autocorrect-py ftfy`.

Then the time and memory a change costs in one long article, and how time grows with the length of texts and lines.
With `--before`, the whole command is measured instead, beside an earlier version of it, which is in the folder SRC.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from newsclean import Settings, clean
from newsclean.changelog.log_records import change_records, dumps
from pipeline import articles, together

MARKS = Settings(select=("characters", "punctuation"))
NARROW = str.maketrans("，：；？！（）。“”‘’", ",:;?!().\"\"''")
AT_ONCE, WIDTH = 100, 20
SLOW = {"ftfy": 60, "zhlint": 60}  # texts that are enough for a slow one
ZHLINT = """
import { readFileSync } from 'node:fs'
import { run } from 'zhlint'
const texts = JSON.parse(readFileSync(process.argv[2]))
const lint = text => { try { run(text, { rules: { preset: 'default' } }) } catch { /* it fails on some */ } }
texts.slice(0, 5).forEach(lint)
const begun = process.cpuUsage()
texts.forEach(lint)
const { user, system } = process.cpuUsage(begun)
console.log((user + system) / 1e6)
"""
Work = Callable[[Sequence[str]], float]


def narrowed(text: str, share: float, source: random.Random) -> str:
    if share == 1:
        return text.translate(NARROW)
    return "".join([chr(NARROW.get(ord(mark), ord(mark))) if source.random() < share else mark for mark in text])


def broken(text: str, source: random.Random) -> str:
    """A text with three in ten of its paragraphs cut in two."""
    lines = []
    for line in text.split("\n\n"):
        at = source.randrange(1, len(line)) if len(line) > 1 and source.random() < 0.3 else 0
        lines += [line[:at], line[at:]] if at else [line]
    return "\n\n".join(lines)


def pasted(text: str, source: random.Random) -> str:
    """A text with one in ten of its paragraphs twice, some with a figure changed."""
    lines = text.split("\n\n")
    for line in source.sample(lines, len(lines) // 10):
        lines.insert(source.randrange(len(lines) + 1), line.replace("1", "7") if source.random() < 0.3 else line)
    return "\n\n".join(lines)


def wrapped(text: str, width: int) -> str:
    rows = [line[at : at + width] for line in text.split("\n\n") for at in range(0, len(line), width)]
    return "\n".join(rows)


def own(settings: Settings, *, alone: bool = False) -> Work:
    def work(texts: Sequence[str]) -> float:
        if not alone:
            return cpu(lambda: together(texts, settings))
        return cpu(lambda: [clean(text, settings) for text in texts])

    return work


def cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def peers(zhlint: Path | None) -> dict[str, Work]:
    import autocorrect_py
    import ftfy
    import opencc

    converter = opencc.OpenCC("t2s")
    found: dict[str, Work] = {
        name: lambda texts, each=each: cpu(lambda: [each(text) for text in texts])
        for name, each in (
            ("autocorrect", autocorrect_py.format),
            ("ftfy", ftfy.fix_and_explain),
            ("OpenCC", converter.convert),
        )
    }
    if zhlint is not None:
        script = zhlint / "speed.mjs"
        script.write_text(ZHLINT, "utf-8")

        def by_node(texts: Sequence[str]) -> float:
            path = zhlint / "texts.json"
            path.write_text(json.dumps(texts), "utf-8")
            return float(subprocess.check_output(["node", script.name, path.name], cwd=zhlint))

        found["zhlint"] = by_node
    return found


def mixes(published: list[str]) -> dict[str, tuple[Work, list[str]]]:
    """The rows: what newsclean does, and the texts."""
    source = random.Random(20261130)
    narrow = [narrowed(text, 1, source) for text in published]
    fifth = [narrowed(text, 0.2, source) for text in published]
    cleaned = [clean(text, MARKS).text for text in published]
    long = ["\n\n".join(narrow[at : at + AT_ONCE]) for at in range(0, len(narrow), AT_ONCE)]
    dirty = [pasted(broken(text, source), source).translate(NARROW) for text in published]
    hard = [wrapped(broken(text, source), WIDTH) for text in published]
    return {
        "all half-width": (own(MARKS), narrow),
        "all half-width, 100 in one": (own(MARKS, alone=True), long),
        "all half-width, one by one": (own(MARKS, alone=True), narrow),
        "a fifth half-width": (own(MARKS), fifth),
        "already clean": (own(MARKS), cleaned),
        "broken, pasted, half-width, all stages": (own(Settings()), dirty),
        "wrapped and broken, all stages": (own(Settings()), hard),
    }


def size(texts: Sequence[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def beside_peers(published: list[str], rounds: int, only: str, zhlint: Path | None) -> None:
    others = peers(zhlint)
    print(f"{'':40}{'newsclean':>16}" + "".join(f"{name:>14}" for name in others))
    for name, (work, texts) in mixes(published).items():
        if only not in name:
            continue
        works = {"own": (work, texts)} | {
            peer: (each, texts[: SLOW.get(peer, len(texts))]) for peer, each in others.items()
        }
        work(texts[:20])
        spent: dict[str, list[float]] = {peer: [] for peer in works}
        for number in range(rounds):
            for peer, (each, some) in works.items():
                if peer not in SLOW or number < 3:
                    spent[peer].append(each(some) / size(some))
        mine = median(spent.pop("own"))
        print(
            f"{name:40}{1 / mine:11.2f} MB/s" + "".join(f"{median(each) / mine:12.2f} x" for each in spent.values()),
            flush=True,
        )


def in_one_article(published: list[str]) -> None:
    """What a change costs, with what the log writes of it and without, and the memory it takes."""
    text = "\n\n".join(published).translate(NARROW)
    print(f"{'changes in one article':24}{'µs a change':>12}{'with log':>10}{'peak, bytes each':>20}")
    for wanted in (1_000, 10_000, 100_000):
        part = (text * 20)[: wanted * 12]
        spent, logged = [], []
        for _ in range(3):
            begun = time.process_time()
            result = clean(part, MARKS)
            spent.append(time.process_time() - begun)
            b"".join(map(dumps, change_records("a", result.changes)))
            logged.append(time.process_time() - begun)
        tracemalloc.start()
        kept = clean(part, MARKS)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        count = len(kept.changes)
        print(f"{count:24,}{1e6 * min(spent) / count:12.2f}{1e6 * min(logged) / count:10.2f}{peak / count:20.0f}")


def growth(published: list[str]) -> None:
    """Time a character, of all stages, by how long a text and its lines are, and of a paragraph that stands n times."""
    text = "".join(published).replace("\n", "").translate(NARROW)
    forms: dict[str, Callable[[str], str]] = {
        "one line": lambda some: some,
        "lines of 2,000": lambda some: wrapped(some, 2000),
        "lines of 20": lambda some: wrapped(some, 20),
    }
    for name, form in forms.items():
        row = []
        for characters in (350_000, 3_500_000):
            some = form((text * (characters // len(text) + 1))[:characters])
            row.append(1e9 * cpu(lambda some=some: clean(some)) / characters)
        print(f"{name:24}" + "".join(f"{each:8.0f} ns" for each in row) + f"{row[-1] / row[0]:8.2f} x")
    paragraph = max(published[0].split("\n\n"), key=len)
    spent = [cpu(lambda n=n: clean("\n\n".join([paragraph] * n))) for n in (125, 250, 500, 1000, 2000)]
    print("a paragraph 125 to 2,000 times" + "".join(f"{1000 * each:8.0f} ms" for each in spent))


def command(published: list[str], before: Path, megabytes: int) -> None:
    """The whole command with its log on records with all marks half-width, and one article through a pipe."""
    versions = {"before": before, "now": Path(__file__).parent.parent / "src"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = [json.dumps({"text": text.translate(NARROW)}, ensure_ascii=False) + "\n" for text in published]
        times = max(1, round(megabytes / size(lines)))
        (folder / "in.jsonl").write_text("".join(lines) * times, "utf-8")
        seed = published[0].translate(NARROW).encode()
        files = ["clean", "in.jsonl", "-o", "out.jsonl", "--log", "log.jsonl", "--force", "--quiet", "--jobs"]
        measured: dict[str, dict[str, float]] = {}
        for what, arguments, data, rounds in (
            ("one job", [*files, "1"], b"", 1),
            ("two jobs", [*files, "2"], b"", 1),
            ("a pipe", ["clean"], seed, 9),
        ):
            for which, source in versions.items():
                spent = []
                for _ in range(rounds):
                    begun, used = time.perf_counter(), os.times()
                    subprocess.run(
                        [sys.executable, "-m", "newsclean", *arguments],
                        cwd=folder,
                        input=data,
                        stdout=subprocess.DEVNULL,
                        check=True,
                        env={**os.environ, "PYTHONPATH": str(source)},
                    )
                    now = os.times()
                    processor = now.children_user + now.children_system - used.children_user - used.children_system
                    spent.append(processor if what != "two jobs" else time.perf_counter() - begun)
                measured.setdefault(what, {})[which] = median(spent)
            old, new = measured[what]["before"], measured[what]["now"]
            kind = "elapsed" if what == "two jobs" else "processor"
            print(f"{what:12}{old:8.2f} s before {new:8.2f} s now ({kind})  {old / new:6.2f} x as fast", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--limit", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="only rows whose names hold this; and no growth")
    parser.add_argument("--zhlint", type=Path)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--megabytes", type=int, default=100)
    given = parser.parse_args()
    published = articles(given.articles, given.limit)
    print(f"python {sys.version.split()[0]}, {len(published):,} articles, {size(published):.1f} MB")
    if given.before:
        command(published, given.before, given.megabytes)
        return
    beside_peers(published, given.rounds, given.only, given.zhlint)
    if not given.only:
        in_one_article(published)
        growth(published)


if __name__ == "__main__":
    main()
