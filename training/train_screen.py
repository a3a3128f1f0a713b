"""Train the prefilter that dismisses boundaries before they come to the scorer, and write its weights into the package.

    python training/train_screen.py NEWS.jsonl.xz PORTAL.jsonl.xz PAPER.jsonl.xz [--out WEIGHTS]

Run it after `train.py`: of the boundaries of the articles held out it dismisses none that the scorer would flag or
join. Logistic regression over hashed features, by L-BFGS; repeatable to the bit on one version of NumPy and SciPy.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import opencc
from corrupt import Lines, articles, as_published, broken, dressed
from scipy.sparse import csr_matrix, vstack
from train import SEED, WEIGHT, articles_with_breaks, fit

from newsclean.core.document_view import DocumentView
from newsclean.rules.lines import boundary_prefilter
from newsclean.rules.lines.boundaries import features_around
from newsclean.rules.lines.boundary_columns import columns
from newsclean.rules.lines.line_layout import Layouts
from newsclean.rules.lines.scorer import confidence
from newsclean.settings import Settings
from newsclean.text.text_batch import TextBatch

TOGETHER = 1000
# The scorer joins headlines too that were cut, which it learns of only from headings in the text: so many of each.
HEADLINES = {"news": 3, "portal": 9, "paper": 6}


class Examples:
    """Boundaries: the features of each, whether the break is wrong, and how sure the scorer is, where it was asked."""

    def __init__(self, articles: Iterator[Lines], *, ask: bool) -> None:
        found = [self._of(some, ask) for some in iter(lambda: list(islice(articles, TOGETHER)), [])]
        features, labels, sure = (np.concatenate(column) for column in zip(*found, strict=True))
        ends = np.arange(len(labels) + 1) * features.shape[1]
        ones = np.ones(features.size)
        self.rows = csr_matrix(
            (ones, features.ravel().astype(np.int32), ends), shape=(len(labels), 1 << boundary_prefilter.BITS)
        )
        self.labels, self.sure = labels, sure

    @staticmethod
    def _of(articles: Sequence[Lines], ask: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        texts = ["\n".join(lines.texts) for lines in articles]
        batch = TextBatch(texts)
        found = boundary_prefilter.eligible(batch)
        places = [batch.cached(Layouts).table.place(line) for line in found.tolist()]
        labels = [articles[text].is_break[number] for text, number in places]
        views = {text: DocumentView(texts[text]).cached(features_around) for text, _ in places} if ask else {}
        sure = [confidence(views[text], number) for text, number in places] if ask else labels
        return (
            boundary_prefilter.features(columns(batch, found)).T,
            np.array(labels, np.float64),
            np.array(sure, np.float64),
        )


def made_of(path: str, source: str, convert) -> tuple[list[Lines], list[Lines]]:
    """What is made of a source, as by `train.py` and with headlines cut: to train on, and held out."""
    made: tuple[list[Lines], list[Lines]] = [], []
    for _, is_held, some in articles_with_breaks(path, source, convert):
        made[is_held].extend(some)
    rng = random.Random(SEED)
    for number, article in enumerate(articles(path)):
        texts = as_published(article)
        if len(texts) > 1:
            for _ in range(HEADLINES[source]):
                made[number % 10 == 9].append(dressed(broken(texts[:3], rng, 0.5, 0), rng, convert))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for source in HEADLINES:
        parser.add_argument(source)
    parser.add_argument("--out", type=Path, default=boundary_prefilter.PATH)
    options = parser.parse_args()
    convert = opencc.OpenCC("s2t").convert
    train, held = {}, {}
    for source in HEADLINES:
        to_train, to_hold = made_of(getattr(options, source), source, convert)
        train[source] = Examples(iter(to_train), ask=False)
        held[source] = Examples(iter(to_hold), ask=True)
        print(f"{source}: {len(train[source].labels):,} boundaries to train on, {len(held[source].labels):,} held out")
    rows = vstack([each.rows for each in train.values()]).tocsr()
    labels = np.concatenate([each.labels for each in train.values()])
    weights = np.concatenate([np.full(len(each.labels), WEIGHT[source]) for source, each in train.items()])
    parameters = fit(rows, labels, weights)
    table = np.round(parameters / (np.abs(parameters).max() / 127)).astype(np.int8)
    told = {source: (each.rows @ table.astype(np.float64), each) for source, each in held.items()}
    flag_at = Settings().flag_at
    least = min(sums[each.sure >= flag_at].min() for sums, each in told.values())
    weights_of = boundary_prefilter.PrefilterWeights(int(np.floor(least)), table)
    options.out.write_bytes(boundary_prefilter.pack(weights_of))
    print(
        f"weights that are not 0: {np.count_nonzero(table):,}; {options.out.stat().st_size:,} bytes; {weights_of.least}"
    )
    for source, (sums, each) in told.items():
        gone = sums < weights_of.least
        for what, which in (
            (f"the scorer is sure of {flag_at} and more", each.sure >= flag_at),
            ("broken", each.labels > 0),
            ("not broken", each.labels == 0),
        ):
            print(f"{source}: {which.sum():,} {what}, dismissed {gone[which].sum():,} ({gone[which].mean():.4f})")


if __name__ == "__main__":
    main()
