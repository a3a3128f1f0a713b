"""The command with one job and with two, on a file of records, log and start included.

    python benchmarks/jobs.py ARTICLES.jsonl[.xz] [--times N] [--rounds N]

ARTICLES holds {"id", "title", "paragraphs"} records; the file holds them N times. Each round measures one job, two
jobs, and two commands of one job side by side on half of the records each: what the processors can do at most.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median

from pipeline import articles, timed


def clean(*sources: Path, jobs: int) -> None:
    """Clean files, each by a command of its own, all at the same time."""
    running = [subprocess.Popen(command(source, jobs), cwd=source.parent) for source in sources]
    codes = [run.wait() for run in running]
    if any(codes):
        sys.exit(f"runs ended with {codes}")


def command(source: Path, jobs: int) -> list[str]:
    names = [source.name, "-o", f"{source.stem}.out.jsonl", "--log", f"{source.stem}.log.jsonl"]
    return [sys.executable, "-m", "newsclean", "clean", *names, "--jobs", str(jobs), "--force", "--quiet"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--times", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    texts = articles(given.articles, None)
    lines = [json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts]
    print(f"python {sys.version.split()[0]}, newsclean {version('newsclean')}")
    with tempfile.TemporaryDirectory() as name:
        whole, *halves = (Path(name) / f"{part}.jsonl" for part in ("whole", "first", "second"))
        for path, part in ((whole, lines), (halves[0], lines[::2]), (halves[1], lines[1::2])):
            path.write_text("".join(part) * given.times, "utf-8")
        size = whole.stat().st_size / 1e6
        print(f"{len(lines) * given.times:,} records, {size:.0f} MB")
        rounds = [
            (
                timed(lambda: clean(whole, jobs=1)),
                timed(lambda: clean(whole, jobs=2)),
                timed(lambda: clean(*halves, jobs=1)),
            )
            for _ in range(given.rounds)
        ]
    one, *others = zip(*rounds, strict=True)
    print(f"{'one job':30} {median(one):7.2f} s  {size / median(one):6.2f} MB/s")
    for title, spent in zip(("two jobs", "two commands side by side"), others, strict=True):
        faster = sorted(alone / each for alone, each in zip(one, spent, strict=True))
        print(
            f"{title:30} {median(spent):7.2f} s  {median(faster):6.2f} x as fast, {faster[0]:.2f} to {faster[-1]:.2f}"
        )


if __name__ == "__main__":
    main()
