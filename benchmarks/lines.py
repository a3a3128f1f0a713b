"""Broken line splits put back together: F1 and speed beside what else is at hand, in one run.

    python benchmarks/lines.py ARTICLES.jsonl.xz [MORE.jsonl.xz …]

ARTICLES are records {"title", "paragraphs"}. Every tenth is taken, which training/train.py holds out. Three in ten of
their paragraphs are cut, in places of every kind. The peers: joining whatever has no final mark; joining where rjieba
finds a word that lies across the break; joining where BudouX finds no end of a phrase at the break. rjieba is there;
`pip install budoux` for the other.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from newsclean.article.view import View
from newsclean.lines.evidence import is_final, word_break
from newsclean.lines.joins import verdicts
from newsclean.pipeline import clean
from newsclean.settings import Settings

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))
import itertools

from corrupt import articles, as_published, broken

SETTINGS = Settings()


def cut(path: str) -> list[tuple[list[str], list[bool]]]:
    source = random.Random(20261125)
    held = [as_published(article) for number, article in enumerate(articles(path)) if number % 10 == 9]
    return [tuple(broken(texts, source, 0.3, 1)) for texts in held if len(texts) > 1]


def by_newsclean(texts: list[str]) -> list[bool]:
    sure = {verdict.boundary.number: verdict.confidence for verdict in verdicts(View("\n".join(texts)))}
    return [sure.get(number, 0) >= SETTINGS.join_at for number in range(len(texts) - 1)]


def by_final_marks(texts: list[str]) -> list[bool]:
    return [not is_final(head, tail) for head, tail in itertools.pairwise(texts)]


def by_words(texts: list[str]) -> list[bool]:
    pairs = itertools.pairwise(texts)
    return [not is_final(head, tail) and word_break(head, tail).kind != "-" for head, tail in pairs]


def by_budoux() -> Callable[[list[str]], list[bool]]:
    import budoux

    parser = budoux.load_default_simplified_chinese_parser()

    def joins(head: str, tail: str) -> bool:
        ends = 0
        for phrase in parser.parse(head[-20:] + tail[:20]):
            ends += len(phrase)
            if ends == len(head[-20:]):
                return False
        return True

    return lambda texts: [not is_final(a, b) and joins(a, b) for a, b in itertools.pairwise(texts)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+")
    options = parser.parse_args()
    ways = {"newsclean": by_newsclean, "no final mark": by_final_marks, "rjieba: a word is cut": by_words}
    names = ["newsclean", "rjieba"]
    if importlib.util.find_spec("budoux"):
        ways["BudouX: a phrase is cut"] = by_budoux()
        names.append("budoux")
    print(f"python {sys.version.split()[0]}, " + ", ".join(f"{name} {version(name)}" for name in names))
    for path in options.articles:
        cases = cut(path)
        size = sum(len(text.encode()) for texts, _ in cases for text in texts)
        print(f"\n{Path(path).name}: {len(cases):,} articles held out, {size / 1e6:.1f} MB")
        base = 0.0
        for name, way in ways.items():
            way(cases[0][0])
            start = time.process_time()
            found = [way(texts) for texts, _ in cases]
            spent = time.process_time() - start
            base = base or spent
            pairs = [
                pair for joins, (_, true) in zip(found, cases, strict=True) for pair in zip(joins, true, strict=True)
            ]
            hits = sum(join and wrong for join, wrong in pairs)
            joined, breaks = sum(join for join, _ in pairs), sum(wrong for _, wrong in pairs)
            print(
                f"{name:26} F1 {2 * hits / (joined + breaks):.3f}  precision {hits / max(1, joined):.3f}  "
                f"recall {hits / breaks:.3f}  {size / spent / 1e6:6.1f} MB/s  {base / spent:5.2f} x newsclean's speed"
            )
    undamaged = ["\n\n".join(as_published(article)) for path in options.articles for article in articles(path)]
    lines_only = Settings(select=("lines",))
    clean(undamaged[0], lines_only)
    start = time.process_time()
    for text in undamaged:
        clean(text, lines_only)
    spent = time.process_time() - start
    size = sum(len(text.encode()) for text in undamaged)
    print(f"\nthe whole stage on {size / 1e6:.1f} MB of undamaged text, log and all: {size / spent / 1e6:.1f} MB/s")


if __name__ == "__main__":
    main()
