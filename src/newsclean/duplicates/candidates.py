"""Which pairs of paragraphs are worth comparing.

A single article has few enough paragraphs to look at every pair. Above `MOST_PAIRWISE` MinHash signatures
over character bigrams and LSH banding propose the pairs (Broder 1997; Leskovec, Rajaraman and Ullman, Mining
of Massive Datasets, 3.4), so that the cost stays in proportion to the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

MOST_PAIRWISE = 400
"""Up to this many paragraphs every pair is looked at."""

PERMUTATIONS = 128
BANDS = (32, 4)
"""Bands and rows: bigrams that agree in half are proposed with a probability of 0.87, in 0.7 of 0.9999."""

_LONG = 300
_LEAST_SHARED = 0.45


def bigrams(text: str) -> set[str]:
    """The character bigrams of a text."""
    return {text[at : at + 2] for at in range(len(text) - 1)}


class Candidates:
    """Proposes, for one paragraph after another, earlier ones that may be its original.

    Args:
        texts: The paragraphs, folded.
        same_at: Similarity, 0 to 1, below which a pair is of no interest.
    """

    def __init__(self, texts: Sequence[str], same_at: float) -> None:
        self._texts = texts
        self._shortest = same_at / (2 - same_at)  # of two texts as alike as that, as a share of the longer
        self._kept: list[int] = []
        self._shingles: dict[int, set[str]] = {}
        self._index = _Index() if len(texts) > MOST_PAIRWISE else None

    def keep(self, number: int) -> None:
        """Let paragraph `number` be proposed from now on."""
        if self._index is not None:
            self._index.add(number, self._bigrams(number))
        else:
            self._kept.append(number)

    def of(self, number: int) -> Iterator[int]:
        """The kept paragraphs that may be originals of paragraph `number`, the first ones first."""
        text = self._texts[number]
        length = len(text)
        kept = self._kept if self._index is None else self._index.like(self._bigrams(number))
        for other in kept:
            if self._is_worth(number, other, length) or text.startswith(self._texts[other]):
                yield other

    def _is_worth(self, number: int, other: int, length: int) -> bool:
        short = len(self._texts[other])
        short, long = (short, length) if short < length else (length, short)
        return short >= self._shortest * long and (short < _LONG or self._share(number, other) >= _LEAST_SHARED)

    def _bigrams(self, number: int) -> set[str]:
        if number not in self._shingles:
            self._shingles[number] = bigrams(self._texts[number])
        return self._shingles[number]

    def _share(self, one: int, other: int) -> float:
        first, second = self._bigrams(one), self._bigrams(other)
        common = len(first & second)
        return common / max(1, len(first) + len(second) - common)


class _Index:
    """An LSH index of datasketch over the paragraphs kept so far."""

    def __init__(self) -> None:
        from datasketch import MinHashLSH

        self._lsh = MinHashLSH(num_perm=PERMUTATIONS, params=BANDS)

    def _signature(self, shingles: set[str]) -> object:
        from datasketch import MinHash

        signature = MinHash(num_perm=PERMUTATIONS)
        signature.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in sorted(shingles)])
        return signature

    def add(self, number: int, shingles: set[str]) -> None:
        self._lsh.insert(number, self._signature(shingles))

    def like(self, shingles: set[str]) -> list[int]:
        return sorted(self._lsh.query(self._signature(shingles)))
