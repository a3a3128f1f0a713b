"""Characters and punctuation with their full account, beside autocorrect-py and ftfy, on the same real text.

    python benchmarks/punctuation.py ARTICLES.jsonl[.xz] [--limit N]

ARTICLES holds {"id", "title", "paragraphs"} records. Three texts: as published; as newsclean leaves it; and with all
Chinese marks made half-width, which is the worst that can be. One article after another (`clean`), 256 at a time
(`clean_all`, as the command does with records), and a hundred in one text, since what is done once for a text weighs
little on a long one. The peers have no way to take several. One process.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version

import autocorrect_py
import ftfy

from newsclean import Settings, clean
from pipeline import TOGETHER, articles, timed, together

SETTINGS = Settings(select=("characters", "punctuation"))
NARROW = str.maketrans("，：；？！（）。“”‘’", ",:;?!().\"\"''")
AT_ONCE = 100
FEW = 300  # ftfy is slow
ROUNDS = 7


def each(work: Callable[[str], object]) -> Callable[[list[str]], None]:
    def run(texts: list[str]) -> None:
        for text in texts:
            work(text)

    return run


def speeds(works: Sequence[tuple[Callable[[list[str]], None], list[str]]]) -> list[float]:
    """Megabytes of UTF-8 a second that each work does, by turns; of a few texts the best time of all rounds counts."""
    lots = [[texts[at : at + TOGETHER] for at in range(0, len(texts), TOGETHER)] for _, texts in works]
    best = [[float("inf")] * len(some) for some in lots]
    for _ in range(ROUNDS):
        for (work, _), some, times in zip(works, lots, best, strict=True):
            for number, texts in enumerate(some):
                times[number] = min(times[number], timed(partial(work, texts)))
    return [sum(map(size, texts)) / sum(times) for (_, texts), times in zip(works, best, strict=True)]


def size(text: str) -> float:
    return len(text.encode()) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--limit", type=int, default=4000)
    options = parser.parse_args()
    published = articles(options.articles, options.limit)
    names = [f"{name} {version(name)}" for name in ("newsclean", "autocorrect-py", "ftfy")]
    print(f"python {sys.version.split()[0]}, {', '.join(names)}; {len(published):,} articles")
    print(f"{'':36}{'newsclean':>12}{'autocorrect':>20}{'ftfy, explained':>24}")
    cleaned = [clean(text, SETTINGS).text for text in published]
    narrow = [text.translate(NARROW) for text in published]
    for what, texts in (("as published", published), ("already clean", cleaned), ("all marks half-width", narrow)):
        whole = ["\n\n".join(texts[at : at + AT_ONCE]) for at in range(0, len(texts), AT_ONCE)]
        alone = each(lambda text: clean(text, SETTINGS))
        for how, work, some, few in (
            ("one by one", alone, texts, texts[:FEW]),
            (f"{TOGETHER} together", lambda batch: together(batch, SETTINGS), texts, texts[:FEW]),
            (f"{AT_ONCE} in one", alone, whole, whole[:3]),
        ):
            peers = ((each(autocorrect_py.format), some), (each(ftfy.fix_and_explain), few))
            own, *others = speeds([(work, some), *peers])
            row = f"{what + ', ' + how:36}{own:7.1f} MB/s"
            print(row + "".join(f"{other:8.1f} MB/s {own / other:6.2f} x" for other in others))


if __name__ == "__main__":
    main()
