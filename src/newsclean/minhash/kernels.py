"""The loops that are worth compiling: signatures, buckets, groups.

numba compiles them; where it is not installed numpy and Python do the same, slower, with the same results. What was
compiled numba keeps on the disk, beside this file or in the user's cache.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint32]
Keys = NDArray[np.uint64]
Numbers = NDArray[np.int32]
Offsets = NDArray[np.int64]

GOLDEN = 0x9E3779B1
_KEY = np.uint64(0x9E3779B97F4A7C15)
# So many texts at a time are looked up in a table of their own: it stays in the cache, however many there are.
_PART = 8192
_FIRST, _SECOND = np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35)


@cache
def _compiled(kernel: Callable[..., Any]) -> Callable[..., Any] | None:
    try:
        from numba import njit
    except ImportError:
        return None
    return njit(cache=True, nogil=True)(kernel)


def sign(codes: Words, offsets: Offsets, a: Words, b: Words) -> tuple[Words, Keys]:
    """MinHash signatures of texts over their character bigrams, and a key of each whole text.

    Args:
        codes: The code points of all texts.
        offsets: Where each text begins, and at last where the last one ends.
        a: Multipliers of the permutations, odd.
        b: Addends of the permutations.

    Returns:
        Signatures, one row a text (all ones for an empty text), and keys: equal for equal texts.
    """
    kernel = _compiled(_sign)
    if kernel is None:
        return _sign_by_numpy(codes, offsets, a, b)
    signatures = np.empty((len(offsets) - 1, len(a)), np.uint32)
    keys = np.empty(len(offsets) - 1, np.uint64)
    kernel(codes, offsets, a, b, signatures, keys)
    return signatures, keys


def _sign(
    codes: Words, offsets: Offsets, a: Words, b: Words, signatures: Words, keys: Keys
) -> None:  # pragma: no cover
    """Eight bigrams are taken at a time: the permutations are read, and the minima written, once for all of them."""
    u32 = np.uint32
    longest = 0
    for number in range(offsets.shape[0] - 1):
        longest = max(longest, offsets[number + 1] - offsets[number])
    hashes = np.empty(longest + 8, np.uint32)
    for number in range(offsets.shape[0] - 1):
        start, end = offsets[number], offsets[number + 1]
        key, power = np.uint64(0), np.uint64(1)
        count = 0
        for at in range(start, end):
            power = power * _KEY
            key += np.uint64(codes[at]) * power
            if at + 1 < end or end - start == 1:
                after = codes[at + 1] if at + 1 < end else u32(0)
                h = u32(u32(codes[at] * u32(GOLDEN)) + after)
                h ^= h >> u32(16)
                h = u32(h * _FIRST)
                h ^= h >> u32(13)
                h = u32(h * _SECOND)
                hashes[count] = h ^ (h >> u32(16))
                count += 1
        keys[number] = key
        for k in range(a.shape[0]):
            signatures[number, k] = u32(0xFFFFFFFF)
        while count % 8:
            hashes[count] = hashes[0]
            count += 1
        for at in range(0, count, 8):
            h0, h1, h2, h3 = hashes[at], hashes[at + 1], hashes[at + 2], hashes[at + 3]
            h4, h5, h6, h7 = hashes[at + 4], hashes[at + 5], hashes[at + 6], hashes[at + 7]
            for k in range(a.shape[0]):
                x, y, least = a[k], b[k], signatures[number, k]
                least = min(least, u32(u32(x * h0) + y))
                least = min(least, u32(u32(x * h1) + y))
                least = min(least, u32(u32(x * h2) + y))
                least = min(least, u32(u32(x * h3) + y))
                least = min(least, u32(u32(x * h4) + y))
                least = min(least, u32(u32(x * h5) + y))
                least = min(least, u32(u32(x * h6) + y))
                signatures[number, k] = min(least, u32(u32(x * h7) + y))


def _sign_by_numpy(codes: Words, offsets: Offsets, a: Words, b: Words) -> tuple[Words, Keys]:
    lengths = np.diff(offsets)
    longest = int(lengths.max(initial=0))
    powers = np.cumprod(np.full(longest, _KEY, np.uint64), dtype=np.uint64)
    position = np.arange(len(codes)) - np.repeat(offsets[:-1], lengths)
    terms = np.concatenate([codes.astype(np.uint64) * powers[position], np.zeros(1, np.uint64)])
    keys = np.where(lengths > 0, np.add.reduceat(terms, offsets[:-1]) if len(lengths) else terms[:0], np.uint64(0))
    is_last = position + 1 == np.repeat(lengths, lengths)
    after = np.where(is_last, np.uint32(0), np.append(codes[1:], np.uint32(0)))
    hashes = mixed(codes * np.uint32(GOLDEN) + after)[~is_last | (np.repeat(lengths, lengths) == 1)]
    signatures = np.full((len(lengths), len(a)), 0xFFFFFFFF, np.uint32)
    filled = lengths > 0
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.maximum(lengths[filled] - 1, 1))])[:-1]
    for k in range(len(a) if len(starts) else 0):
        signatures[filled, k] = np.minimum.reduceat(a[k] * hashes + b[k], starts)
    return signatures, keys


def mixed(hashes: Words) -> Words:
    """The finalizer of MurmurHash3 for 32 bits, with which datasketch's scheme `affine32` begins."""
    hashes = (hashes ^ (hashes >> np.uint32(16))) * _FIRST
    hashes = (hashes ^ (hashes >> np.uint32(13))) * _SECOND
    return hashes ^ (hashes >> np.uint32(16))


def bucketed(keys: Words, groups: Numbers, most: int) -> NDArray[np.int64]:
    """Pairs of texts that share a bucket and are not yet in one group.

    Args:
        keys: The key of each text in one band.
        groups: The group that each text is in.
        most: To so many of the first members of a bucket, and to the last one, each further member is paired: a
            bucket of n members gives at most n times as many pairs, whatever is in it.

    Returns:
        Rows of `(earlier, later)`.
    """
    bits = min(12, max(0, (len(keys) // _PART).bit_length()))
    parts = (keys * np.uint32(GOLDEN)) >> np.uint32(32 - bits) if bits else np.zeros(len(keys), np.uint32)
    kernel = _compiled(_bucketed)
    return (kernel or _bucketed)(keys, parts, 1 << bits, groups, most)


def _bucketed(
    keys: Words, parts: Words, count_parts: int, groups: Numbers, most: int
) -> NDArray[np.int64]:  # pragma: no cover
    """Texts are dealt out by their keys first, so that each part is looked up in a table that the cache holds."""
    total = keys.shape[0]
    starts = np.zeros(count_parts + 1, np.int64)
    for number in range(total):
        starts[parts[number] + 1] += 1
    longest = starts.max()
    for part in range(count_parts):
        starts[part + 1] += starts[part]
    dealt = np.empty(total, np.int32)
    ends = starts[:-1].copy()
    for number in range(total):
        dealt[ends[parts[number]]] = number
        ends[parts[number]] += 1
    size = 16
    while size < 2 * longest:
        size *= 2
    heads = np.empty(size, np.int32)  # the first member of the bucket in each slot
    own = np.empty(longest, np.uint32)
    lasts = np.empty(longest, np.int32)  # by first member: the last one, and how many there are
    members = np.empty(longest, np.int32)
    following = np.empty(longest, np.int32)
    pairs = np.empty((max(16, total // 8), 2), np.int64)
    count = 0
    for part in range(count_parts):
        first, length = starts[part], starts[part + 1] - starts[part]
        size = 16
        while size < 2 * length:
            size *= 2
        heads[:size] = -1
        for later in range(length):
            own[later] = keys[dealt[first + later]]
        for later in range(length):
            following[later] = -1
            slot = np.int64(own[later] ^ own[later] >> np.uint32(16)) & (size - 1)
            head = heads[slot]
            while head >= 0 and own[head] != own[later]:
                slot = (slot + 1) & (size - 1)
                head = heads[slot]
            if head < 0:
                heads[slot] = later
                lasts[later] = later
                members[later] = 1
                continue
            if count + most + 1 > pairs.shape[0]:
                grown = np.empty((2 * pairs.shape[0] + most + 1, 2), np.int64)
                grown[:count] = pairs[:count]
                pairs = grown
            group = groups[dealt[first + later]]
            earlier, end = head, head
            while earlier >= 0:
                if groups[dealt[first + earlier]] != group:
                    pairs[count, 0] = dealt[first + earlier]
                    pairs[count, 1] = dealt[first + later]
                    count += 1
                end = earlier
                earlier = following[earlier]
            if members[head] < most:
                following[end] = later
            elif groups[dealt[first + lasts[head]]] != group:
                pairs[count, 0] = dealt[first + lasts[head]]
                pairs[count, 1] = dealt[first + later]
                count += 1
            members[head] += 1
            lasts[head] = later
    return pairs[:count].copy()


def united(groups: Numbers, earlier: Offsets, later: Offsets) -> None:
    """Unite the groups of pairs, in place; each group is named by the smallest number in it."""
    kernel = _compiled(_united)
    (kernel or _united)(groups, earlier, later)


def _united(groups: Numbers, earlier: Offsets, later: Offsets) -> None:  # pragma: no cover
    for pair in range(earlier.shape[0]):
        one, other = earlier[pair], later[pair]
        while groups[one] != one:
            one = groups[one]
        while groups[other] != other:
            other = groups[other]
        if one < other:
            groups[other] = one
        else:
            groups[one] = other
    for number in range(groups.shape[0]):
        groups[number] = groups[groups[number]]
