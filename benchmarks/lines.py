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
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from newsclean.article.outline import TOGETHER
from newsclean.article.view import views
from newsclean.lines.evidence import is_final, word_break
from newsclean.lines.joins import verdicts
from newsclean.pipeline import clean, clean_all
from newsclean.settings import Settings

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))
import itertools

from corrupt import articles, as_published, broken

SETTINGS = Settings()


def cut(path: str) -> list[tuple[list[str], list[bool]]]:
    source = random.Random(20261125)
    held = [as_published(article) for number, article in enumerate(articles(path)) if number % 10 == 9]
    return [tuple(broken(texts, source, 0.3, 1)) for texts in held if len(texts) > 1]


def by_newsclean(articles: Sequence[list[str]]) -> list[list[bool]]:
    found = []
    for at in range(0, len(articles), TOGETHER):
        some = articles[at : at + TOGETHER]
        for texts, view in zip(some, views(["\n".join(texts) for texts in some]), strict=True):
            sure = {verdict.boundary.number: verdict.confidence for verdict in verdicts(view)}
            found.append([sure.get(number, 0) >= SETTINGS.join_at for number in range(len(texts) - 1)])
    return found


def one_by_one(joins: Callable[[str, str], bool]) -> Callable[[Sequence[list[str]]], list[list[bool]]]:
    """A way that looks at each boundary by itself, if there is no final mark before it."""
    return lambda articles: [
        [not is_final(head, tail) and joins(head, tail) for head, tail in itertools.pairwise(texts)]
        for texts in articles
    ]


def by_budoux() -> Callable[[str, str], bool]:
    import budoux

    parser = budoux.load_default_simplified_chinese_parser()

    def joins(head: str, tail: str) -> bool:
        ends = 0
        for phrase in parser.parse(head[-20:] + tail[:20]):
            ends += len(phrase)
            if ends == len(head[-20:]):
                return False
        return True

    return joins


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+")
    options = parser.parse_args()
    ways = {
        "newsclean": by_newsclean,
        "no final mark": one_by_one(lambda head, tail: True),
        "rjieba: a word is cut": one_by_one(lambda head, tail: word_break(head, tail).kind != "-"),
    }
    names = ["newsclean", "rjieba"]
    if importlib.util.find_spec("budoux"):
        ways["BudouX: a phrase is cut"] = one_by_one(by_budoux())
        names.append("budoux")
    print(f"python {sys.version.split()[0]}, " + ", ".join(f"{name} {version(name)}" for name in names))
    for path in options.articles:
        cases = cut(path)
        size = sum(len(text.encode()) for texts, _ in cases for text in texts)
        print(f"\n{Path(path).name}: {len(cases):,} articles held out, {size / 1e6:.1f} MB")
        base = 0.0
        for name, way in ways.items():
            way([cases[0][0]])
            start = time.process_time()
            found = way([texts for texts, _ in cases])
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
    size = sum(len(text.encode()) for text in undamaged) / 1e6
    print(f"\nthe whole stage on {size:.1f} MB of undamaged text, log and all")
    for name, work in (
        ("as the command does", lambda: clean_all(undamaged, lines_only)),
        ("one by one", lambda: [clean(text, lines_only) for text in undamaged]),
    ):
        start = time.process_time()
        work()
        print(f"{name:26} {size / (time.process_time() - start):.1f} MB/s")


if __name__ == "__main__":
    main()
