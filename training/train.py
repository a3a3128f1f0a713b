"""Train the scorer of line boundaries, and write its weights into the package.

    python training/train.py NEWS.jsonl.xz PORTAL.jsonl.xz PAPER.jsonl.xz [--only SOURCE …] [--out WEIGHTS]

Logistic regression over hashed features, by L-BFGS; repeatable to the bit from its fixed seed on one version of
NumPy and SciPy. A tenth of each source, every tenth article, is held out and calibrates the confidence, all sources
with the same weight.
"""

from __future__ import annotations

import argparse
import math
import random
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import opencc
from corrupt import (
    Lines,
    articles,
    as_published,
    broken,
    clause_a_line,
    dressed,
    two_line_headline,
    with_headings,
    without_final_marks,
    without_lead_ins,
)
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from newsclean.core.document_view import DocumentView
from newsclean.rules.lines.associations import build
from newsclean.rules.lines.boundaries import features_around
from newsclean.rules.lines.line_layout import Layouts
from newsclean.rules.lines.scorer import PATH, ScorerWeights, pack
from newsclean.rules.lines.scorer_features import BITS, features, masked
from newsclean.text.opencc import simplified

SEED = 20261123
RARE = 4
STRENGTH = 6e-6
ROUNDS = {
    "news": (0.0, 0.05, 0.1, 0.2, *(0.3,) * 12, *(0.5,) * 4),
    "portal": (0.0, 0.0, 0.05, 0.1, 0.2, 0.2, *(0.3,) * 16, *(0.5,) * 6),
    "paper": (0.0, 0.0, 0.05, 0.1, 0.2, 0.2, *(0.3,) * 8, *(0.5,) * 3),
}
WEIGHT = {"news": 1.0, "portal": 3.0, "paper": 2.0}
# In so many versions of an article so many paragraphs have lost their full stop.
LOSING, LOST = 0.1, 0.1
# The confidence is fitted on articles as they come: nothing but breaks added, so many times each.
AS_THEY_COME = {"news": 1, "portal": 5, "paper": 2}


def associations(texts: Iterable[str]) -> bytes:
    """How strongly characters follow each other in these texts."""
    ones: Counter[str] = Counter()
    twos: Counter[str] = Counter()
    threes: Counter[str] = Counter()
    for text in map(masked, map(simplified, texts)):
        ones.update(text)
        twos.update(map("".join, pairwise(text)))
        threes.update(map("".join, zip(text, text[1:], text[2:], strict=False)))
    total = ones.total()

    def level(count: int, before: int, after: int) -> int:
        return min(31, max(1, round(2 * math.log(count * total / (before * after))) + 8))

    found = [
        (count, pair[0], pair[1], level(count, ones[pair[0]], ones[pair[1]]))
        for pair, count in twos.items()
        if count > 1
    ]
    for three, count in threes.items():
        if count >= RARE:
            found.append((count, three[:2], three[2], level(count, twos[three[:2]], ones[three[2]])))
            found.append((count, three[0], three[1:], level(count, ones[three[0]], twos[three[1:]])))
    found.sort(key=lambda entry: (-entry[0], entry[1], entry[2]))
    return build((before, after, value) for _, before, after, value in found)


def suspects(view: DocumentView) -> list[int]:
    """The boundaries of an article before which there is no final mark, by the lines before them."""
    layouts = view.skeleton.batch.cached(Layouts)
    return [number for number in layouts.suspects.tolist() if not layouts.is_ended[number]]


def examples(lines: Lines, table: bytes) -> list[tuple[list[int], bool]]:
    """The boundaries of an article before which there is no final mark: features, and whether the break is wrong."""
    view = DocumentView("\n".join(lines.texts))
    around = view.cached(features_around)
    return [(features(around, number, table), lines.is_break[number]) for number in suspects(view)]


def versions(texts: list[str], titles: list[str], rng: random.Random, source: str, convert) -> list[Lines]:
    """What is made of one article: cut at several rates, with more headings, now and then set a clause a line."""
    made = []
    for share in ROUNDS[source]:
        body = with_headings(texts, titles, rng)[1:] if rng.random() < 0.3 else texts[1:]
        headline = two_line_headline(texts[0]) if rng.random() < 0.1 else texts[:1]
        if rng.random() < 0.2:  # a piece of an article, with its headline or without
            start = rng.randrange(len(body))
            body = body[start : start + rng.randint(1, 4)]
            headline = headline[: rng.randint(0, 1)]
        if rng.random() < 0.5:
            body = without_lead_ins(body)
        if rng.random() < LOSING:
            body = without_final_marks(body, rng, LOST)
        made.append(dressed(broken(headline + body, rng, share, len(headline)), rng, convert))
    if rng.random() < 0.04:
        made.append(dressed(clause_a_line(texts[:8], rng), rng, convert))
    return made


def articles_with_breaks(path: str, source: str, convert) -> Iterator[tuple[int, bool, list[Lines]]]:
    """The articles of a source: the number of each, whether it is held out, and what is made of it."""
    rng = random.Random(SEED)
    titles = [article["title"] for article in articles(path) if article["title"].strip()]
    for number, article in enumerate(articles(path)):
        texts = as_published(article)
        if len(texts) < 2:
            continue
        if number % 10 == 9:
            yield number, True, [broken(texts, rng, 0.3, 1) for _ in range(AS_THEY_COME[source])]
        else:
            yield number, False, versions(texts, titles, rng, source, convert)


def gather(path: str, source: str, convert, tables: tuple[bytes, bytes]) -> tuple[list, list]:
    """The examples of a source to train on, and those held out.

    Each article is seen with the associations of the half it does not belong to: its own words must not vouch for it.
    """
    train, held = [], []
    for number, is_held, made in articles_with_breaks(path, source, convert):
        for lines in made:
            (held if is_held else train).extend(examples(lines, tables[1 - number % 2]))
    return [(*each, WEIGHT[source]) for each in train], [(*each, 1 / len(held)) for each in held]


def matrix(found: list) -> tuple[csr_matrix, np.ndarray, np.ndarray]:
    indices = np.array([index for row, _, _ in found for index in row], dtype=np.int32)
    starts = np.cumsum([0] + [len(row) for row, _, _ in found])
    data = np.ones(len(indices), dtype=np.float64)
    rows = csr_matrix((data, indices, starts), shape=(len(found), 1 << BITS))
    labels = np.array([wrong for _, wrong, _ in found], dtype=np.float64)
    return rows, labels, np.array([weight for _, _, weight in found])


def fit(rows: csr_matrix, labels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    signs = 2 * labels - 1
    total = weights.sum()
    across = rows.T.tocsr()

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (rows @ parameters)
        errors = np.logaddexp(0, -margins)
        slope = -signs * weights / (1 + np.exp(np.clip(margins, -500, 500)))
        value = (weights @ errors) / total + STRENGTH / 2 * parameters @ parameters
        return value, across @ slope / total + STRENGTH * parameters

    start = np.zeros(rows.shape[1])
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 250, "maxcor": 20}).x


def calibrate(margins: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Scale and offset that make the confidence true on what was held out (Platt 1999)."""

    def loss(parameters: np.ndarray) -> float:
        values = parameters[0] * margins + parameters[1]
        return float(weights @ np.logaddexp(0, np.where(labels > 0, -values, values)) / weights.sum())

    return tuple(minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for source in ROUNDS:
        parser.add_argument(source)
    parser.add_argument("--only", choices=[*ROUNDS], action="append")
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    convert = opencc.OpenCC("s2t").convert
    chosen = [(source, getattr(options, source)) for source in options.only or ROUNDS]

    def texts_of(half: int | None) -> Iterable[str]:
        """The paragraphs of all articles that are not held out, or of half of them."""
        for _, path in chosen:
            for number, article in enumerate(articles(path)):
                if number % 10 != 9 and (half is None or number % 2 == half):
                    yield from as_published(article)

    tables = associations(texts_of(0)), associations(texts_of(1))
    train, held, by_source = [], [], []
    for source, path in chosen:
        more, kept = gather(path, source, convert, tables)
        train, held = train + more, held + kept
        by_source.append((source, kept))
        print(f"{source}: {len(more):,} boundaries to train on, {len(kept):,} held out")
    rows, labels, weights = matrix(train)
    parameters = fit(rows, labels, weights)
    step = np.abs(parameters).max() / 127
    table = np.round(parameters / step).astype(np.int8)
    held_rows, held_labels, held_weights = matrix(held)
    margins = held_rows @ table.astype(np.float64)
    scale, offset = calibrate(margins * step, held_labels, held_weights)
    none = array("b", bytes(1 << BITS))
    learned = ScorerWeights(scale * step, offset, array("b", table.tobytes()), 0.0, none, associations(texts_of(None)))
    options.out.write_bytes(pack(learned))
    stated = 1 / (1 + np.exp(-(scale * step * margins + offset)))
    sources = np.concatenate([[source] * len(kept) for source, kept in by_source])
    print(f"weights that are not 0: {np.count_nonzero(table):,}; {options.out.stat().st_size:,} bytes")
    for low, high in pairwise((0, 0.05, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)):
        told = []
        for source, _ in by_source:
            band = (stated >= low) & (stated < high) & (sources == source)
            told.append(
                f"{source} {band.sum():5,} boundaries, {held_labels[band].mean() if band.any() else 0:.3f} breaks"
            )
        print(f"stated {low:.2f}-{min(high, 1):.2f}: {'; '.join(told)}")


if __name__ == "__main__":
    main()
