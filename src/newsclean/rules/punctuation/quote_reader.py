"""How the quotation marks of a paragraph are read together: the likeliest of all ways, and how likely it is.

A linear-chain conditional random field (Lafferty et al. 2001) whose steps are those of `quote_states`: what is seen at
a mark says how likely each step is, the steps say which may follow which. The time is proportional to the marks.
"""

from __future__ import annotations

import math
import struct
from array import array
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from newsclean.rules.lines import weight_files as packed
from newsclean.rules.punctuation.quote_features import INSIDE, KINDS, LENGTHS, SAID, Around, around
from newsclean.rules.punctuation.quote_states import INNER, KINDS_OF_STEPS, OUT, STATES, STEPS, WAYS, Step
from newsclean.rules.punctuation.quote_terms import are_terms
from newsclean.text.segment import is_dictionary_loaded

PATH = Path(__file__).parent / "model" / "quotes.weights"
"""The weights, as `training/train_quotes.py` wrote them."""

MOST_ASKED = 0.95
"""The most that is asked of a reading: one that is likelier, whatever the words are, is read without them."""

_HEAD = struct.Struct("<8sf")
_MAGIC = b"ncquote1"
_ENDS = 3
_OFFSETS = tuple(accumulate((0, KINDS, KINDS, 4, len(LENGTHS), INSIDE, SAID, WAYS)))
_FARTHEST = 30.0
_NEXT_TO_NOTHING = 1e-5
# Beyond these what all ways weigh together is made 1 again: a step makes it 1e26 times as large at most.
_SMALLEST, _LARGEST = 1e-100, 1e100
_POINTING = "“”"
# What rounding may take from a probability.
_SLACK = 0.01
_NOWHERE = [0.0] * STATES
_NO_WAY = [STEPS[0][0]] * STATES

# A quotation by itself, inside a clause.
_TERM = (STEPS[0][0], STEPS[0][1])


def _steps_on(steps: Sequence[Step], opens: tuple[bool, ...]) -> list[list[tuple[int, int, bool, Step]]]:
    """The steps that open or close so, by the state before: their kind, the state behind, whether they open, all."""
    return [
        [(step.number, step.target, step.opens, step) for step in steps if step.source == state and step.opens in opens]
        for state in range(STATES)
    ]


# By kind of mark, and by the way in which a quotation that opens there begins: one that points is read as it does.
_ALLOWED = {
    mark: [_steps_on(steps, opens) for steps in STEPS]
    for mark, opens in (('"', (True, False)), ("＂", (True, False)), ("“", (True,)), ("”", (False,)))
}


class Weights(NamedTuple):
    """Weights that were learned.

    Attributes:
        step: What each of `lean` is multiplied by.
        lean: How much each key speaks for a mark that opens.
        kinds: How much each kind seen speaks for each kind of step; the last row, for any.
        ends: How much speaks for a paragraph that ends in a quotation, behind an inner one, and in that.
    """

    step: float
    lean: dict[str, int]
    kinds: list[float]
    ends: list[float]

    @classmethod
    def of(cls, lean: dict[str, float], kinds: Sequence[Sequence[float]], ends: Sequence[float]) -> Weights:
        """Weights of as many bits as are kept."""
        step = max(map(abs, lean.values())) / 127
        rounded = {key: round(weight / step) for key, weight in lean.items()}
        return cls(
            step,
            {key: level for key, level in rounded.items() if level},
            [weight for row in kinds for weight in row],
            list(ends),
        )


def pack(weights: Weights) -> bytes:
    """The content of a file of weights."""
    tables = (
        array("f", (*weights.kinds, *weights.ends)).tobytes()
        + array("b", weights.lean.values()).tobytes()
        + "\n".join(weights.lean).encode()
    )
    return packed.pack(_HEAD, _MAGIC, weights.step, tables=struct.pack("<i", len(weights.lean)) + tables)


@cache
def _weights() -> Weights:
    (step,), tables = packed.unpack(PATH, _HEAD, _MAGIC)
    (count,) = struct.unpack_from("<i", tables)
    kinds = (_OFFSETS[-1] + 1) * KINDS_OF_STEPS
    middle = 4 + 4 * (kinds + _ENDS)
    numbers = array("f", tables[4:middle]).tolist()
    levels = array("b", tables[middle : middle + count]).tolist()
    keys = tables[middle + count :].decode().split("\n")
    return Weights(step, dict(zip(keys, levels, strict=True)), numbers[:kinds], numbers[kinds:])


class QuoteReading(NamedTuple):
    """How the marks of a paragraph are read.

    Attributes:
        steps: The step at each mark.
        probability: How likely it is that all are read rightly, 0 to 1; at least, where that is more than `MOST_ASKED`.
        is_whole: Whether no mark is missing.
        is_open: Whether none but the last is missing.
    """

    steps: list[Step]
    probability: float
    is_whole: bool
    is_open: bool


def read(text: str, places: Sequence[int], row: str, *, goes_on: bool = False) -> QuoteReading:
    """Read the marks of a paragraph.

    Args:
        text: The paragraph, simplified, without the white space around it.
        places: Where the marks stand in it, in order; at least one.
        row: The marks: those that point are read as they do.
        goes_on: Whether what the first mark opens goes on in the next paragraph.
    """
    if not goes_on and are_terms(text, places, row):
        return QuoteReading([*_TERM] * (len(places) // 2), 1.0, is_whole=True, is_open=False)
    seen, level = [*around(text, places)], _weights().lean.get
    if not is_dictionary_loaded() and (surely := _read_without_words(seen, row, goes_on=goes_on)) is not None:
        return surely
    # What speaks for a mark that must open speaks for all ways alike.
    leaning = [
        0 if mark in _POINTING else sum([level(key, 0) for key in each.grams])
        for each, mark in zip(seen, row, strict=True)
    ]
    return _likeliest(seen, row, leaning, goes_on=goes_on)


def _read_without_words(seen: Sequence[Around], row: str, *, goes_on: bool) -> QuoteReading | None:
    """The reading that is the likeliest whatever the words beside the marks are, and likely enough; None for none."""
    bounds = [(0, 0) if mark in _POINTING else _leaning_between(each) for each, mark in zip(seen, row, strict=True)]
    middle = _likeliest(seen, row, [sum(each) / 2 for each in bounds], goes_on=goes_on)
    # Where words speak as much against its steps as any may, it is as unlikely as it can be.
    against = [low if step.opens else high for (low, high), step in zip(bounds, middle.steps, strict=True)]
    least = _likeliest(seen, row, against, goes_on=goes_on)
    return least if least.steps == middle.steps and least.probability > MOST_ASKED + _SLACK else None


def _leaning_between(seen: Around) -> tuple[int, int]:
    """What the keys of a mark speak for at least and at most, by the characters on its sides and any words."""
    level = _weights().lean.get
    before, behind = seen.words
    has_before, has_behind = len(before) > 1, len(behind) > 1
    certain = sum([level(key, 0) for key in seen.characters])
    among = [[level(key, 0) for key in keys] for keys in seen.words]
    tags = _levels_of_tags()
    among += [tags["<<", has_before, False], tags[">>", False, has_behind], tags["<>", has_before, has_behind]]
    return certain + sum(map(min, among)), certain + sum(map(max, among))


@cache
def _levels_of_tags() -> defaultdict[tuple[str, bool, bool], list[int]]:
    """What parts of speech may speak for, by the kind of key, and whether a word stands before and behind the mark."""
    found: defaultdict[tuple[str, bool, bool], list[int]] = defaultdict(lambda: [0])
    for key, level in _weights().lean.items():
        before, sign, behind = key.partition("<>")
        if sign:
            found[sign, bool(before), bool(behind)].append(level)
        elif key.startswith("<<"):
            found["<<", len(key) > 2, False].append(level)
        elif key.startswith(">>"):
            found[">>", False, len(key) > 2].append(level)
    return found


def _likeliest(seen: Sequence[Around], row: str, leaning: Sequence[float], *, goes_on: bool) -> QuoteReading:
    """Return the likeliest reading, by what speaks at each mark for one that opens."""
    scale = _weights().step
    total, best, size = [1.0], [1.0], 1.0
    reached = [(OUT, 1.0, 1.0)]
    ways: list[list[Step]] = []
    for each, mark, level in zip(seen, row, leaning, strict=True):
        shares, steps_on = _shares(each.shape), _ALLOWED[mark][each.beginning]
        lean = scale * level
        opening = math.exp(lean if -_FARTHEST < lean < _FARTHEST else math.copysign(_FARTHEST, lean))
        behind, best_behind, way = _NOWHERE[:], _NOWHERE[:], _NO_WAY[:]
        for state, before, best_before in reached:
            for number, target, opens, step in steps_on[state]:
                share = shares[number] * opening if opens else shares[number]
                behind[target] += before * share
                likely = best_before * share
                if likely > best_behind[target]:
                    best_behind[target] = likely
                    way[target] = step
        total, best, size = behind, best_behind, sum(behind)
        if not _SMALLEST < size < _LARGEST:
            total, best, size = [weight / size for weight in total], [weight / size for weight in best], 1.0
        least = size * _NEXT_TO_NOTHING
        reached = [(state, weight, best[state]) for state, weight in enumerate(total) if weight > least]
        ways.append(way)
    ends = _ends()
    if goes_on:
        ends = [end if state in INNER else 1.0 for state, end in enumerate(ends)]
    best = [each * end for each, end in zip(best, ends, strict=True)]
    state = last = max(range(STATES), key=best.__getitem__)
    probability = best[state] / sum([each * end for each, end in zip(total, ends, strict=True)])
    steps = []
    for way in reversed(ways):
        steps.append(way[state])
        state = way[state].source
    steps.reverse()
    is_whole = all(step.is_whole for step in steps)
    return QuoteReading(steps, probability, is_whole and last == OUT, is_whole and last not in (OUT, *INNER))


@cache
def _ends() -> list[float]:
    """Return how much speaks for a paragraph that ends in each state, as a factor."""
    return [1.0, *(math.exp(end) for end in _weights().ends * WAYS)]


@lru_cache(4096)
def _shares(shape: tuple[int, ...]) -> list[float]:
    """Return how much what is seen at a mark speaks for each kind of step, as a factor."""
    kinds = _weights().kinds
    rows = [offset + kind for offset, kind in zip(_OFFSETS, (*shape, 0), strict=True)]
    sums = [sum([kinds[row * KINDS_OF_STEPS + number] for row in rows]) for number in range(KINDS_OF_STEPS)]
    return [math.exp(max(-_FARTHEST, min(_FARTHEST, each))) for each in sums]
