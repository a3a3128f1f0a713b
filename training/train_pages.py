"""Train what the scorer of line boundaries knows of pages whose language is not that of news, and write its weights.

    python training/train_pages.py NEWS.jsonl.xz PORTAL.jsonl.xz PAPER.jsonl.xz SITES.jsonl.xz
        [--without SITE …] [--out WEIGHTS]

To the logarithm of the odds that `train.py` has learned something is added on such pages, nothing elsewhere (Daumé III
2007, features for each domain): logistic regression over the same features and some more, with the former odds as the
start, on the pages as they were scraped, damaged further, and on those articles of the other sources that are as
unfamiliar.
"""

from __future__ import annotations

import argparse
import random
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import opencc
from corrupt import Lines, articles, as_published, without_rests
from scipy.optimize import minimize
from train import ROUNDS, associations, matrix, suspects, versions

from newsclean.core.document_view import DocumentView
from newsclean.rules.lines.boundaries import features_around
from newsclean.rules.lines.scorer import PATH, ScorerWeights, pack, unpack
from newsclean.rules.lines.scorer_features import BITS, PAGE_FEATURES, features, page_language
from pages import Page, damaged, headings, is_judged, pages, window

Examples = Iterator[tuple[list[int], bool, float]]

SEED = 7
STRENGTH = 2e-4
# Of what is learned so much is added: it knows few pages, and those of other sites are otherwise.
SHRINKAGE = 0.5
# Half of the versions of an article lose the rest of so many paragraphs.
LOSING_RESTS, RESTS = 0.5, 0.15
SOURCES = (*ROUNDS,)
ROUNDS.update(
    news=(0.0, 0.3, 0.4),
    portal=(0.0, 0.0, 0.05, 0.1, 0.2, *(0.3,) * 6, 0.5, 0.5),
    paper=(0.0, 0.0, 0.1, *(0.3,) * 3, 0.5),
)
WEIGHT = {"news": 12.0, "portal": 6.0, "paper": 5.0}
JUDGED, AS_SCRAPED, MADE = 6.0, 2.0, 1.0
# Of the news few are unfamiliar; half of them is enough.
NEWS_DIGITS = (0, 3, 5, 7)


def of_articles(source: str, path: str, convert, tables: tuple[bytes, bytes]) -> Examples:
    """The examples of a source of articles; every tenth article is held out."""
    found = list(articles(path))
    titles = [article["title"] for article in found if article["title"].strip()]
    for number, article in enumerate(found):
        texts = as_published(article)
        if len(texts) < 2 or number % 10 == 9 or (source == "news" and number % 10 not in NEWS_DIGITS):
            continue
        rng = random.Random(number)
        for lines in versions(texts, titles, rng, source, convert):
            rests: frozenset[int] = frozenset()
            if rng.random() < LOSING_RESTS:
                lines, rests = without_rests(lines, rng, RESTS)
            for _, row, is_break in _examples(lines, tables[1 - number % 2], rests):
                yield row, is_break, WEIGHT[source]


def of_pages(path: str, without: Iterable[str], tables: tuple[bytes, bytes]) -> Examples:
    """The examples of the pages of sites, as they are and with more damage."""
    rng = random.Random(SEED)
    found = [page for _, page in pages(path, frozenset(without))]
    titles = headings(found)
    for number, page in enumerate(found):
        made = [damaged(page, titles, rng) for _ in range(3)]
        made += [window(damaged(page, titles, rng), rng) for _ in range(2)]
        for lines in (page, *made):
            for at, row, is_break in _examples(lines, tables[number % 2]):
                weight = AS_SCRAPED if lines is page else MADE
                yield row, is_break, JUDGED if is_judged(lines.texts[at], lines.texts[at + 1]) else weight


def _examples(
    lines: Lines | Page, table: bytes, wanted: frozenset[int] = frozenset()
) -> Iterator[tuple[int, list[int], bool]]:
    """The boundaries of which it is known what they are: of an unfamiliar page all, else those wanted."""
    view = DocumentView("\n".join(lines.texts))
    around = view.cached(features_around)
    page = page_language(around.sample, around.latin, table)
    if len(lines.texts) < 2 or len(view.paragraphs) != len(lines.texts):
        return
    for number in suspects(view):
        if page.is_familiar and number not in wanted:
            continue
        is_break = lines.is_break[number]
        if is_break is not None:
            yield number, features(around, number, table, page), is_break


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for source in (*SOURCES, "sites"):
        parser.add_argument(source)
    parser.add_argument("--without", nargs="*", default=())
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    convert = opencc.OpenCC("s2t").convert
    paths = {source: getattr(options, source) for source in SOURCES}
    halves = [
        associations(
            text
            for path in paths.values()
            for number, article in enumerate(articles(path))
            if number % 10 != 9 and number % 2 == half
            for text in as_published(article)
        )
        for half in (0, 1)
    ]
    tables = halves[0], halves[1]
    train = list(of_pages(options.sites, options.without, tables))
    for source, path in paths.items():
        train += of_articles(source, path, convert, tables)
    start = unpack(PATH)
    before = np.asarray(start.table, dtype=np.float64) * start.scale
    odds = np.array([before[row[:-PAGE_FEATURES]].sum() for row, _, _ in train]) + start.offset
    rows, labels, weights = matrix(train)
    across, signs, total = rows.T.tocsr(), 2 * labels - 1, weights.sum()

    def loss(added: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (odds + rows @ added)
        slope = -signs * weights / (1 + np.exp(np.clip(margins, -500, 500)))
        value = weights @ np.logaddexp(0, -margins) / total + STRENGTH / 2 * added @ added
        return value, across @ slope / total + STRENGTH * added

    learned = minimize(loss, np.zeros(1 << BITS), jac=True, method="L-BFGS-B", options={"maxiter": 80, "maxcor": 10}).x
    step = np.abs(learned).max() / 127
    table = np.round(learned / step).astype(np.int8)
    whole = ScorerWeights(
        start.scale, start.offset, start.table, SHRINKAGE * step, array("b", table.tobytes()), start.associations
    )
    options.out.write_bytes(pack(whole))
    print(f"{len(train):,} boundaries to train on; weights that are not 0: {np.count_nonzero(table):,}")


if __name__ == "__main__":
    main()
