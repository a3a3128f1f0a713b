"""The whole pipeline with its log on real articles, and where the time goes.

    python benchmarks/pipeline.py ARTICLES.jsonl[.xz] [--limit N]

ARTICLES holds {"id", "title", "paragraphs"} records. One process. Beside it, in the same run, peers that do less:
OpenCC's t2s over the same text and, if installed, ftfy (`fix_text`) and autocorrect-py (`format`). The best of three,
but for one article after another and stage by stage.
"""

import argparse
import json
import lzma
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Any

from newsclean.changelog.log_files import LogWriter
from newsclean.io.inputs import Task
from newsclean.io.reader import ReadOptions
from newsclean.jobs.cleaning import Run
from newsclean.jobs.workers import Workers
from newsclean.pipeline import clean, clean_all
from newsclean.settings import STAGES, Settings
from newsclean.text.text_batch import BATCH_SIZE


def records(path: str) -> Iterator[dict[str, Any]]:
    with (lzma.open if path.endswith(".xz") else open)(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def articles(path: str, limit: int | None) -> list[str]:
    return ["\n\n".join((record["title"], *record["paragraphs"])) for record in islice(records(path), limit or None)]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best(work: Callable[[], float]) -> float:
    """The shortest of three times: other work on the machine only ever makes one longer."""
    return min(work() for _ in range(3))


def through_files(texts: Sequence[str], folder: Path) -> float:
    source = folder / "articles.jsonl"
    source.write_text("".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts), "utf-8")
    log = LogWriter(folder / "changes.jsonl", Settings(), force=True)
    task = Task("articles.jsonl", source, folder / "clean.jsonl", "jsonl")
    run = Run(
        Settings(), ReadOptions(), log, Workers(), sys.stdin.buffer, sys.stdout.buffer, print, lambda size: None
    )  # fmt: skip
    spent = timed(lambda: run.clean([task]))
    log.close()
    return spent


def shares(texts: Sequence[str]) -> Counter[str]:
    """Seconds that each stage takes by itself, over all texts."""
    spent: Counter[str] = Counter()
    for stage in STAGES:
        settings = Settings(select=(stage,), script="t2s" if stage == "script" else "keep")
        spent[stage] = timed(lambda chosen=settings: together(texts, chosen))
    return spent


def together(texts: Sequence[str], settings: Settings) -> None:
    for at in range(0, len(texts), BATCH_SIZE):
        clean_all(texts[at : at + BATCH_SIZE], settings)


def peers() -> dict[str, Callable[[str], object]]:
    import opencc

    found: dict[str, Callable[[str], object]] = {f"OpenCC {version('opencc')} t2s": opencc.OpenCC("t2s").convert}
    try:
        import ftfy

        found[f"ftfy {version('ftfy')} fix_text"] = ftfy.fix_text
    except ImportError:
        print("ftfy is not installed", file=sys.stderr)
    try:
        import autocorrect_py

        found[f"autocorrect-py {version('autocorrect-py')} format"] = autocorrect_py.format
    except (ImportError, PackageNotFoundError):
        print("autocorrect-py is not installed", file=sys.stderr)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    texts = articles(options.articles, options.limit)
    size = sum(len(text.encode()) for text in texts) / 1e6
    clean(texts[0] + "\n" + texts[0] + "将将")  # load what is loaded late
    print(f"{len(texts):,} articles, {size:.1f} MB; python {sys.version.split()[0]}, newsclean {version('newsclean')}")
    with tempfile.TemporaryDirectory() as folder:
        whole = best(lambda: through_files(texts, Path(folder)))
    print(f"files, JSON Lines, log and all   {size / whole:6.1f} MB/s")
    in_memory = best(lambda: timed(lambda: together(texts, Settings())))
    print(f"newsclean.clean_all in memory    {size / in_memory:6.1f} MB/s  ({in_memory / whole:.0%} of the whole)")
    alone_in_memory = timed(lambda: [clean(text) for text in texts])
    print(f"newsclean.clean, one by one      {size / alone_in_memory:6.1f} MB/s")
    alone = shares(texts)
    total = alone.total()
    for stage, seconds in alone.items():
        print(f"  {stage:30} {size / seconds:6.1f} MB/s  ({seconds / total:.0%} of the stages run one by one)")
    for name, work in peers().items():
        seconds = best(lambda peer=work: timed(lambda: [peer(text) for text in texts]))
        print(
            f"{name:32} {size / seconds:6.1f} MB/s  (newsclean.clean_all takes {in_memory / seconds:.2f} times as long)"
        )


if __name__ == "__main__":
    main()
