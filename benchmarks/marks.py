"""Marks of which only some were lost, some with spaces beside them: how many come back, and how many go wrong.

    python benchmarks/marks.py ARTICLES.jsonl[.xz] … [--limit N]

ARTICLES holds {"id", "title", "paragraphs"} records. Of each paragraph, as newsclean leaves it, every Chinese mark is
made half-width with a probability of 1 in 5, 1 in 2, or always; half-width marks get a space before or behind them, or
none. Counted against the paragraph: marks restored, left, and changed to something else, spaces aside.
"""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from itertools import chain, islice

from newsclean import Settings, clean_all
from pipeline import records

SETTINGS = Settings(select=("characters", "punctuation"))
NARROW = dict(zip("，：；？！。“”‘’（）", ",:;?!.\"\"''()", strict=True))
SPACED = frozenset(",:;?!.")


def cleaned(texts: Sequence[str]) -> list[str]:
    return [result.text for result in clean_all(texts, SETTINGS)]


def damaged(text: str, lost: float, spaced: float, chance: random.Random) -> str:
    pieces = []
    for mark in text:
        if mark in NARROW and chance.random() < lost:
            narrow = NARROW[mark]
            before, behind = ("" if chance.random() >= spaced else " " for _ in range(2))
            pieces.append(f"{before}{narrow}{behind}" if narrow in SPACED else narrow)
        else:
            pieces.append(mark)
    return "".join(pieces)


def score(whole: str, broken: str, mended: str, counts: Counter[str]) -> None:
    """Count what became of each mark; the three texts differ in marks and spaces only."""
    good, bad, now = ("".join(text.split()) for text in (whole, broken, mended))
    if len(good) != len(now):
        counts["paragraphs of another length"] += 1
        return
    for mark, before, after in zip(good, bad, now, strict=True):
        if mark != before:
            counts["lost"] += 1
            counts["restored" if after == mark else "left" if after == before else "wrong"] += 1
        elif after != mark:
            counts["wrong"] += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--limit", type=int, default=20000)
    given = parser.parse_args()
    for path in given.articles:
        paragraphs = chain.from_iterable(record["paragraphs"] for record in records(path))
        texts = cleaned(list(islice(paragraphs, given.limit)))
        print(f"{path}: {len(texts):,} paragraphs")
        for lost, spaced in ((0.2, 0.0), (0.5, 0.0), (1.0, 0.0), (0.5, 0.3), (1.0, 0.3)):
            chance = random.Random(5)
            broken = [damaged(text, lost, spaced, chance) for text in texts]
            counts: Counter[str] = Counter()
            for three in zip(texts, broken, cleaned(broken), strict=True):
                score(*three, counts)
            share = counts["restored"] / counts["lost"]
            print(
                f"  {lost:4.0%} half-width, a space beside {spaced:3.0%}: {counts['lost']:7,} lost, {share:7.2%} back, "
                f"{counts['left']:5,} left, {counts['wrong']:4,} wrong; "
                f"{counts['paragraphs of another length']} not compared"
            )


if __name__ == "__main__":
    main()
