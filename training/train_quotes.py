"""Train the reader of quotation marks, and write its weights into the package.

    python training/train_quotes.py NEWS.jsonl.xz PORTAL.jsonl.xz PAPER.jsonl.xz SITES.jsonl.xz [--only SOURCE …]

A linear-chain conditional random field (Lafferty et al. 2001) over the marks of a paragraph, by L-BFGS; repeatable from
its fixed seed. Of the news only what is published from a date on is learned from: what is older is what it is measured
on.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from corrupt import articles
from quoted import Mark, introductions, samples
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from newsclean.rules.punctuation.quote_features import INSIDE, KINDS, LENGTHS, SAID, around
from newsclean.rules.punctuation.quote_reader import PATH, Weights, pack
from newsclean.rules.punctuation.quote_states import KINDS_OF_STEPS, OUT, STATES, STEPS, WAYS, Step
from newsclean.text.opencc import simplified

SEED = 20261130
SLOTS = (KINDS, KINDS, 4, len(LENGTHS), INSIDE, SAID, WAYS)
SINCE = "20230501"
RARE = 3
NESTED = 0.2
STRENGTH = 2e-6
LONGEST = 60
ENDS = 3


class Sequences:
    """The rows of marks of one length, with what is seen at each and how each is read."""

    def __init__(self, rows: list) -> None:
        self.weights = np.array([weight for _, _, weight in rows])
        self.grams = [seen.grams for row, _, _ in rows for seen in row]
        self.shapes = np.array([[seen.shape for seen in row] for row, _, _ in rows])
        self.beginnings = np.array([[seen.beginning for seen in row] for row, _, _ in rows], dtype=np.intp)
        self.gold = np.array([steps for _, steps, _ in rows])  # indices into STEPS
        self.count, self.length = self.gold.shape


def is_step(step: Step, state: int, mark: Mark) -> bool:
    """Whether a mark is a step from a state: an opening one leads as deep as it stands, where all marks are there."""
    is_deep = step.depth == mark.depth or not mark.opens or not step.is_whole or state == OUT
    return step.source == state and step.opens == mark.opens and is_deep


def read_as(row: list, marks: list[Mark]) -> list[int]:
    """The steps, as indices into those that there are at each mark, on which a row of marks is read."""
    state, found = OUT, []
    for seen, mark in zip(row, marks, strict=True):
        steps = STEPS[seen.beginning]
        found.append(next(number for number, step in enumerate(steps) if is_step(step, state, mark)))
        state = steps[found[-1]].target
    return found


# What is held out: the older news, every tenth article of two sources, and half of the last.
IS_HELD = {
    "news": lambda number, article: article["date"] < SINCE,
    "portal": lambda number, article: number % 10 == 9,
    "paper": lambda number, article: number % 10 == 9,
    "sites": lambda number, article: number % 2 == 1,
}


def rows_of(source: str, path: str, rng: random.Random) -> list:
    paragraphs = [
        text.strip()
        for number, article in enumerate(articles(path))
        if not IS_HELD[source](number, article)
        for text in (article["paragraphs"] if "paragraphs" in article else article["text"].split("\n"))
    ]
    found = []
    for text, marks, weight in samples(paragraphs, introductions(paragraphs), rng, NESTED):
        body = text.strip()
        first = text.index(body)
        if 0 < len(marks) <= LONGEST:
            row = list(around(simplified(body), [mark.at - first for mark in marks]))
            found.append((row, read_as(row, marks), weight))
    return found


def by_length(rows: list) -> list[Sequences]:
    groups = defaultdict(list)
    for row in rows:
        groups[len(row[0])].append(row)
    return [Sequences(groups[length]) for length in sorted(groups)]


def end_kind(state: int) -> int:
    """The kind of a state that a paragraph ends in: outside; else quoted, behind an inner quotation, in one."""
    return 0 if state == OUT else 1 + (state - 1) % 3


END_KINDS = np.array([end_kind(state) for state in range(STATES)])
NUMBERS = np.array([[step.number for step in steps] for steps in STEPS])
SOURCES = np.array([[step.source for step in steps] for steps in STEPS])
TARGETS = np.array([[step.target for step in steps] for steps in STEPS])
OPENS = np.array([[step.opens for step in steps] for steps in STEPS])


class Problem:
    """The loss over all rows, and its slope."""

    def __init__(self, groups: list[Sequences], grams: dict[str, int]) -> None:
        self.groups, self.width = groups, len(grams)
        self.seen, self.shapes = [], []
        offsets = np.cumsum((0, *SLOTS))
        self.slots = int(offsets[-1]) + 1
        for group in groups:
            indices = [[grams[gram] for gram in row if gram in grams] for row in group.grams]
            starts = np.cumsum([0] + [len(row) for row in indices])
            flat = np.array([index for row in indices for index in row], dtype=np.int32)
            matrix = csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(indices), self.width))
            self.seen.append((matrix, matrix.T.tocsr()))
            shape = group.shapes.reshape(-1, len(SLOTS)) + offsets[:-1]
            shape = np.hstack([shape, np.full((len(shape), 1), self.slots - 1)])
            starts = np.arange(0, shape.size + 1, shape.shape[1])
            matrix = csr_matrix((np.ones(shape.size), shape.ravel(), starts), shape=(len(shape), self.slots))
            self.shapes.append((matrix, matrix.T.tocsr()))
        self.size = self.width + self.slots * KINDS_OF_STEPS + ENDS
        self.total = sum(group.weights.sum() for group in groups)

    def parts(self, parameters):
        at = self.width + self.slots * KINDS_OF_STEPS
        return (
            parameters[: self.width],
            parameters[self.width : at].reshape(self.slots, KINDS_OF_STEPS),
            parameters[at:],
        )

    def loss(self, parameters):
        lean, kinds, ends = self.parts(parameters)
        slope = np.zeros_like(parameters)
        lean_slope, kinds_slope, ends_slope = self.parts(slope)
        value = 0.0
        for group, (grams, grams_across), (shapes, shapes_across) in zip(
            self.groups, self.seen, self.shapes, strict=True
        ):
            leaning = (grams @ lean).reshape(group.count, group.length)
            weighed = (shapes @ kinds).reshape(group.count, group.length, KINDS_OF_STEPS)
            found, steps, ended = self.spread(group, leaning, weighed, ends)
            value += found
            opens = np.zeros((group.count, group.length))
            by_kind = np.zeros((group.count, group.length, KINDS_OF_STEPS))
            for beginning in range(WAYS):
                here = group.beginnings == beginning
                for number in range(steps.shape[2]):
                    share = np.where(here, steps[:, :, number], 0)
                    by_kind[:, :, NUMBERS[beginning, number]] += share
                    if OPENS[beginning, number]:
                        opens += share
            lean_slope += grams_across @ opens.ravel()
            kinds_slope += shapes_across @ by_kind.reshape(-1, KINDS_OF_STEPS)
            ends_slope += ended
        value = value / self.total + STRENGTH / 2 * parameters @ parameters
        return value, slope / self.total + STRENGTH * parameters

    def spread(self, group, leaning, weighed, ends):
        """The loss of a group; and by how much each step, and each end, is more likely than it should be."""
        count, length = group.count, group.length
        begin = group.beginnings
        scores = np.take_along_axis(weighed, NUMBERS[begin], axis=2) + leaning[:, :, None] * OPENS[begin]
        final = np.concatenate(([0.0], ends))[END_KINDS]
        forward = np.full((length + 1, count, STATES), -np.inf)
        forward[0, :, OUT] = 0
        rows = np.arange(count)
        with np.errstate(divide="ignore", invalid="ignore"):
            for at in range(length):
                reached = forward[at][rows[:, None], SOURCES[begin[:, at]]] + scores[:, at]
                forward[at + 1] = gathered(reached, TARGETS[begin[:, at]])
            total = log_sum(forward[length] + final)
            backward = np.broadcast_to(final, (count, STATES)).copy()
            ended = np.exp(forward[length] + final - total[:, None]) * group.weights[:, None]
            steps = np.empty_like(scores)
            gold = np.zeros(count)
            for at in range(length - 1, -1, -1):
                behind = backward[rows[:, None], TARGETS[begin[:, at]]] + scores[:, at]
                steps[:, at] = np.exp(forward[at][rows[:, None], SOURCES[begin[:, at]]] + behind - total[:, None])
                backward = gathered(behind, SOURCES[begin[:, at]])
        gold += np.take_along_axis(scores, group.gold[:, :, None], axis=2)[:, :, 0].sum(1)
        last = TARGETS[begin[:, -1], group.gold[:, -1]]
        gold += final[last]
        np.put_along_axis(
            steps, group.gold[:, :, None], np.take_along_axis(steps, group.gold[:, :, None], axis=2) - 1, axis=2
        )
        ended[rows, last] -= group.weights
        by_end = np.array([ended[:, kind == END_KINDS].sum() for kind in range(1, ENDS + 1)])
        return float(group.weights @ (total - gold)), steps * group.weights[:, None, None], by_end


def log_sum(values):
    top = values.max(1)
    return top + np.log(np.exp(values - top[:, None]).sum(1))


def gathered(values, states):
    """The logarithm of the sum of the exponentials of values, by the states they belong to."""
    top = values.max(1)
    top = np.where(np.isfinite(top), top, 0)
    sums = np.zeros((len(values), STATES))
    shares = np.exp(values - top[:, None])
    for number in range(values.shape[1]):
        sums[np.arange(len(values)), states[:, number]] += shares[:, number]
    return np.log(sums) + top[:, None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for source in IS_HELD:
        parser.add_argument(source)
    parser.add_argument("--only", choices=[*IS_HELD], action="append")
    parser.add_argument("--rounds", type=int, default=150)
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    rows = []
    for source in options.only or IS_HELD:
        more = rows_of(source, getattr(options, source), random.Random(SEED))
        print(f"{source}: {len(more):,} rows, {sum(len(row) for row, _, _ in more):,} marks", flush=True)
        rows += more
    counts = Counter(gram for row, _, _ in rows for seen in row for gram in set(seen.grams))
    grams = {gram: number for number, gram in enumerate(sorted(g for g, n in counts.items() if n >= RARE))}
    problem = Problem(by_length(rows), grams)
    print(f"{len(grams):,} keys", flush=True)
    found = minimize(
        problem.loss, np.zeros(problem.size), jac=True, method="L-BFGS-B",
        options={"maxiter": options.rounds, "maxcor": 20},
    )  # fmt: skip
    lean, kinds, ends = problem.parts(found.x)
    print(f"loss {found.fun:.5f} after {found.nit} rounds; ends {ends}")
    options.out.write_bytes(pack(Weights.of(dict(zip(grams, lean, strict=True)), kinds, ends)))
    print(f"{options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
