"""Groups of texts that are copies of one another: proposed by bands, verified on the texts before they are united."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.minhash.bands import Signed, sign_all
from newsclean.minhash.codepoints import folded, pack, texts_of
from newsclean.minhash.kernels import Numbers, bucketed, united
from newsclean.minhash.signatures import may_be_alike
from newsclean.text import alignment

SHORTEST = 20
"""Texts of fewer Han characters are copies only if they are equal: rows of figures are alike and say other things."""

LONGEST = 10_000
"""And so are texts of more characters, since measuring how alike two are takes the square of their length."""

_BATCH = 1 << 15
_PAIRS = 1 << 15
# Members of a bucket that each further one is compared with, beside the last; and rounds in which the members of a
# group that are no copies of its first find another: what stands in very many articles makes no quadratic work.
MOST_IN_BUCKET = 2
_MOST_ROUNDS = 64


class Clusters(NamedTuple):
    """Clusters: what each text is a copy of.

    Attributes:
        stays: For each text the number of the copy that stays; its own where that is itself, or where it has none.
        similarity: How alike the two are, 0 to 1 (Indel, on the folded texts).
    """

    stays: Numbers
    similarity: NDArray[np.float32]


def find_clusters(texts: Sequence[str], min_similarity: float = 0.8) -> Clusters:
    """Find copies.

    Args:
        texts: The texts; of copies the first stays.
        min_similarity: Similarity, 0 to 1, from which a text is a copy.

    Returns:
        For each text the copy that stays. Each was compared with that copy itself, so that likeness does not grow
        along a chain.
    """
    signed = sign_all(texts)
    stays = _equal(texts, signed.keys)
    may_be_near = (signed.han >= SHORTEST) & (signed.lengths <= LONGEST)
    first = np.flatnonzero((stays == np.arange(len(texts))) & may_be_near).astype(np.int32)
    return clusters_of(texts, stays, first, _grouped(texts, first, signed, min_similarity), min_similarity)


def clusters_of(
    texts: Sequence[str], stays: Numbers, first: Numbers, groups: Numbers, min_similarity: float
) -> Clusters:
    """Compare the members of groups with the copy that stays.

    Args:
        texts: The texts, those that shall stay first.
        stays: For each text the first that equals it; filled in.
        first: Those that no earlier one equals and that may be near another, in order.
        groups: The group of each of these, by the smallest number in it; used up.
        min_similarity: Similarity, 0 to 1, from which a text is a copy.

    Returns:
        As `find_clusters`.
    """
    similarity = np.ones(len(texts), np.float32)
    for copies, originals in _stars(groups):
        alike = similarities(texts, first[originals], first[copies], min_similarity)
        is_copy = alike >= min_similarity
        stays[first[copies[is_copy]]] = first[originals[is_copy]]
        similarity[first[copies[is_copy]]] = alike[is_copy]
        groups[copies[is_copy]] = -1
    equal = np.flatnonzero(stays[stays] != stays)  # what equals a copy goes to where that goes
    similarity[equal] = similarity[stays[equal]]
    return Clusters(stays[stays], similarity)


def _equal(texts: Sequence[str], keys: NDArray[np.uint64]) -> Numbers:
    """For each text the first that is equal to it when folded."""
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    stays = first[inverse].astype(np.int32)
    later = np.flatnonzero(stays != np.arange(len(texts)))
    differing = [number for number in later.tolist() if texts[number] != texts[int(stays[number])]]
    for start in range(0, len(differing), _BATCH):
        batch = differing[start : start + _BATCH]
        pairs = zip(_folded_texts(texts, batch), _folded_texts(texts, stays[batch].tolist()), strict=True)
        for number, (here, there) in zip(batch, pairs, strict=True):
            if here != there:  # the keys collided
                stays[number] = number
    return stays


def _grouped(texts: Sequence[str], first: Numbers, signed: Signed, min_similarity: float) -> Numbers:
    """The texts that verified pairs hang together, each group by the smallest number in it."""
    groups = np.arange(len(first), dtype=np.int32)
    refused = np.empty(0, np.int64)  # pairs that were looked at and are not alike, in order
    for band in signed.bands:
        pairs = bucketed(band[first], groups, MOST_IN_BUCKET)
        pairs = pairs[may_be_alike(signed.sketches, first[pairs[:, 0]], first[pairs[:, 1]], min_similarity)]
        coded = np.sort(pairs[:, 0] << 32 | pairs[:, 1])
        if len(refused):
            coded = coded[refused[np.searchsorted(refused, coded).clip(max=len(refused) - 1)] != coded]
        earlier, later = coded >> 32, coded & 0xFFFFFFFF
        is_alike = similarities(texts, first[earlier], first[later], min_similarity) >= min_similarity
        refused = np.sort(np.concatenate([refused, coded[~is_alike]]), kind="stable")
        united(groups, earlier[is_alike], later[is_alike])
    return groups


def _stars(groups: Numbers) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Round by round, the members of each group with the first that is still in it.

    The one who asks sets the group of those that are copies of it to -1; they are in no further round.
    """
    for _ in range(_MOST_ROUNDS):
        left = np.flatnonzero(groups >= 0)
        _, first, inverse = np.unique(groups[left], return_index=True, return_inverse=True)
        originals = left[first[inverse]]
        is_member = originals != left
        if not is_member.any():
            return
        copies, originals = left[is_member], originals[is_member]
        groups[left[~is_member]] = -1
        yield copies, originals


def similarities(
    texts: Sequence[str], earlier: NDArray[Any], later: NDArray[Any], min_similarity: float
) -> NDArray[np.float32]:
    """Return the similarities of pairs of texts (`newsclean.text.alignment`, on the folded texts).

    0 below `min_similarity`.

    Args:
        texts: The texts.
        earlier: The number of one text of each pair.
        later: The number of the other.
        min_similarity: Below this the pair is of no interest.
    """
    found = np.zeros(len(earlier), np.float32)
    for start in range(0, len(earlier), _PAIRS):
        here = slice(start, start + _PAIRS)
        numbers, inverse = np.unique(np.concatenate([earlier[here], later[here]]), return_inverse=True)
        known = _folded_texts(texts, numbers.tolist())
        half = len(inverse) // 2
        one, other = ([known[number] for number in part] for part in (inverse[:half], inverse[half:]))
        found[here] = alignment.similarities(one, other, min_similarity)
    return found


def _folded_texts(texts: Sequence[str], numbers: Iterable[int]) -> list[str]:
    batch = folded(pack([texts[number] for number in numbers]))
    return texts_of(batch)
