"""Broken line splits put back together: F1 and speed beside what else is at hand, in one run.

    python benchmarks/lines.py ARTICLES.jsonl.xz [MORE.jsonl.xz …]

ARTICLES are records {"title", "paragraphs"}. Every tenth is taken, which training/train.py holds out. Three in ten of
their paragraphs are cut, in places of every kind; then all are wrapped at several widths in columns, of which a Han
character takes two, no line beginning with a mark that may not. The peers: joining whatever has no final mark; joining
where rjieba finds a word that lies across the break; joining where BudouX finds no end of a phrase at the break. rjieba
is there; `pip install budoux` for the other.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from newsclean.pipeline import clean, clean_all
from newsclean.rules.lines.cues import FORBIDDEN_START, is_final, word_break
from newsclean.settings import Settings

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))
import itertools

from corrupt import articles, as_published, broken

LINES_ONLY = Settings(select=("lines",))
WIDTHS = (20, 28, 40, 72)


Cases = list[tuple[list[str], list[bool]]]
Way = Callable[[Sequence[list[str]]], list[list[bool]]]


def held_out(path: str) -> list[list[str]]:
    held = [as_published(article) for number, article in enumerate(articles(path)) if number % 10 == 9]
    return [texts for texts in held if len(texts) > 1]


def cut(path: str) -> Cases:
    source = random.Random(20261125)
    return [tuple(broken(texts, source, 0.3, 1)) for texts in held_out(path)]


def wrapped(path: str, width: int) -> Cases:
    cases = []
    for title, *paragraphs in held_out(path):
        rows = [wrap(title, width), *(wrap(f"\u3000\u3000{text}", width) for text in paragraphs)]
        is_break = [flag for some in rows for flag in [True] * (len(some) - 1) + [False]]
        cases.append(([row for some in rows for row in some], is_break[:-1]))
    return cases


def wrap(text: str, width: int) -> list[str]:
    rows, left = [""], width
    for character in text:
        columns = 1 if character.isascii() else 2
        if columns > left and character not in FORBIDDEN_START:
            rows.append("")
            left = width
        rows[-1] += character
        left -= columns
    return rows


def by_newsclean(articles: Sequence[list[str]]) -> list[list[bool]]:
    found = []
    for texts, result in zip(articles, clean_all(["\n".join(texts) for texts in articles], LINES_ONLY), strict=True):
        joined = {change.line for change in result.changes}
        found.append([number in joined for number in range(1, len(texts))])
    return found


def one_by_one(joins: Callable[[str, str], bool]) -> Way:
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


def compare(ways: Mapping[str, Way], damage: str, cases: Cases, size: int) -> None:
    base = 0.0
    for name, way in ways.items():
        way([cases[0][0]])
        start = time.process_time()
        found = way([texts for texts, _ in cases])
        spent = time.process_time() - start
        base = base or spent
        pairs = [pair for joins, (_, true) in zip(found, cases, strict=True) for pair in zip(joins, true, strict=True)]
        hits = sum(join and wrong for join, wrong in pairs)
        joined, breaks = sum(join for join, _ in pairs), sum(wrong for _, wrong in pairs)
        print(
            f"{name + damage:36} F1 {2 * hits / (joined + breaks):.3f}  precision {hits / max(1, joined):.3f}  "
            f"recall {hits / breaks:.3f}  {size / spent / 1e6:6.1f} MB/s  {base / spent:5.2f} x newsclean's speed"
        )


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
        for damage, some in (("", cases), *((f", {width} columns", wrapped(path, width)) for width in WIDTHS)):
            compare(ways, damage, some, size)
    undamaged = ["\n\n".join(as_published(article)) for path in options.articles for article in articles(path)]
    size = sum(len(text.encode()) for text in undamaged) / 1e6
    print(f"\nthe whole stage on {size:.1f} MB of undamaged text, log and all")
    for name, work in (
        ("as the command does", lambda: clean_all(undamaged, LINES_ONLY)),
        ("one by one", lambda: [clean(text, LINES_ONLY) for text in undamaged]),
    ):
        start = time.process_time()
        work()
        print(f"{name:26} {size / (time.process_time() - start):.1f} MB/s")


if __name__ == "__main__":
    main()
