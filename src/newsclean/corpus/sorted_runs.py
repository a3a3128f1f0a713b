"""Sorted runs: the bands of paragraphs, and the paragraphs themselves, in files that are mapped, not read.

A run is written once and never changed. Numbers are little-endian; `_HEADER` gives the sizes of the arrays behind it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.compat import zstd
from newsclean.errors import IndexFileError
from newsclean.io.atomic import write_atomically
from newsclean.minhash.kernels import Words
from newsclean.minhash.signatures import BANDS

_HEADER = struct.Struct("<16sQQQ")
_MAGIC = b"newsclean run 3\n"
_BLOCK = 1024
# Of one key so many texts are looked at, those that came first: what stands in very many articles costs no more.
_MOST_OF_A_KEY = 4
# What is told by a formula shares some bands with very many; only what shares all of them is looked at.
_MOST_IN_ALL = 1 << 16

MOST_IN_A_RUN = 1 << 24
"""A run has fewer paragraphs than this: their numbers take three bytes in the file."""


class Entries(NamedTuple):
    """Paragraphs as a run holds them.

    Attributes:
        keys: Band by band the keys, sorted.
        numbers: Band by band the paragraph of each key, from 0 in this run, in three bytes.
        articles: The article of each paragraph, by its number in the catalog.
        lines: The line of each paragraph.
        firsts: The first paragraph of each block of texts.
        offsets: Where each block begins in `texts`, and at last where the last one ends.
        texts: Blocks of folded texts, in UTF-16 with a line feed after each, by Zstandard; folded texts have no spaces.
    """

    keys: Words
    numbers: NDArray[np.uint8]
    articles: Words
    lines: Words
    firsts: NDArray[np.uint64]
    offsets: NDArray[np.uint64]
    texts: NDArray[np.uint8]


def entries_of(bands: Words, texts: Sequence[str], articles: NDArray[Any], lines: NDArray[Any]) -> Entries:
    """Paragraphs, ready to be written.

    Args:
        bands: Band by band, the key of each.
        texts: Their texts, folded.
        articles: The number of the article of each.
        lines: The line of each.
    """
    order = np.argsort(bands, axis=1, kind="stable")
    return Entries(
        np.take_along_axis(bands, order, axis=1),
        _in_three_bytes(order),
        articles.astype(np.uint32),
        lines.astype(np.uint32),
        *_blocks(texts),
    )


def _in_three_bytes(numbers: NDArray[Any]) -> NDArray[np.uint8]:
    return np.ascontiguousarray(numbers.astype("<u4")).view(np.uint8).reshape(*numbers.shape, 4)[..., :3]


def _from_three_bytes(numbers: NDArray[np.uint8]) -> NDArray[np.int64]:
    low, middle, high = (numbers[..., byte].astype(np.int64) for byte in range(3))
    return low | middle << 8 | high << 16


def _blocks(texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint8]]:
    """Texts in deflated blocks: the first text of each block, where it begins, and the blocks."""
    blocks = [
        zstd.compress("".join(f"{text}\n" for text in texts[start : start + _BLOCK]).encode(*_CODEC))
        for start in range(0, len(texts), _BLOCK)
    ]
    return (
        np.arange(0, len(texts), _BLOCK, dtype=np.uint64),
        np.cumsum([0, *map(len, blocks)]).astype(np.uint64),
        np.frombuffer(b"".join(blocks), np.uint8),
    )


_CODEC = "utf-16-le", "surrogatepass"


def merged(parts: Sequence[Entries]) -> Entries:
    """Several runs as one, in their order; their blocks of texts are kept as they are."""
    if len(parts) == 1:
        return parts[0]
    counts = np.cumsum([0, *(len(part.articles) for part in parts)]).tolist()
    ends = np.cumsum([0, *(int(part.offsets[-1]) for part in parts)]).tolist()
    keys = np.concatenate([part.keys for part in parts], axis=1)
    numbers = np.concatenate(
        [_from_three_bytes(part.numbers) + at for part, at in zip(parts, counts, strict=False)], axis=1
    )
    order = np.argsort(keys, axis=1, kind="stable")
    firsts = [part.firsts + np.uint64(at) for part, at in zip(parts, counts, strict=False)]
    offsets = [part.offsets[:-1] + np.uint64(at) for part, at in zip(parts, ends, strict=False)]
    return Entries(
        np.take_along_axis(keys, order, axis=1),
        _in_three_bytes(np.take_along_axis(numbers, order, axis=1)),
        np.concatenate([part.articles for part in parts]),
        np.concatenate([part.lines for part in parts]),
        np.concatenate(firsts),
        np.concatenate([*offsets, np.array(ends[-1:], np.uint64)]),
        np.concatenate([part.texts for part in parts]),
    )


def write_run(path: Path, entries: Entries) -> None:
    """Write a run, whole or not at all.

    Raises:
        OutputError: It cannot be written.
    """
    head = _HEADER.pack(_MAGIC, len(entries.articles), len(entries.firsts), len(entries.texts))
    write_atomically(path, head + b"".join(np.ascontiguousarray(array).tobytes() for array in entries))


class SortedRun:
    """A run in a file, mapped.

    Args:
        path: The file.

    Raises:
        IndexFileError: The file is gone, is no run, or was cut off.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            size = path.stat().st_size
            with path.open("rb") as file:
                head = file.read(_HEADER.size)
            magic, count, blocks, length = _HEADER.unpack(head)
            shapes: list[tuple[Any, tuple[int, ...]]] = [
                (np.uint32, (BANDS, count)), (np.uint8, (BANDS, count, 3)), (np.uint32, (count,)),
                (np.uint32, (count,)), (np.uint64, (blocks,)), (np.uint64, (blocks + 1,)), (np.uint8, (length,)),
            ]  # fmt: skip
            expected = _HEADER.size + sum(int(np.dtype(type_).itemsize * np.prod(shape)) for type_, shape in shapes)
            if magic != _MAGIC or size != expected:
                raise IndexFileError(str(path), "not a whole run of an index", "make the index again")
            arrays = []
            at = _HEADER.size
            for type_, shape in shapes:
                length = int(np.prod(shape))
                whole = np.memmap(path, type_, "r", at, (length,)) if length else np.empty(0, type_)
                arrays.append(whole.reshape(shape))
                at += whole.nbytes
        except (OSError, struct.error) as error:
            raise IndexFileError(
                str(path), f"a run of the index is gone or damaged ({error})", "make the index again"
            ) from None
        self.entries = Entries(*arrays)

    def __len__(self) -> int:
        return len(self.entries.articles)

    def candidates(self, bands: Words) -> NDArray[np.int64]:
        """The pairs that share a band.

        Args:
            bands: Band by band, the keys of texts.

        Returns:
            Rows of `(text, paragraph of this run)`, each once.
        """
        pairs = []
        for band, keys, numbers in zip(bands, self.entries.keys, self.entries.numbers, strict=True):
            order = np.argsort(band, kind="stable")
            asked = band[order]
            low = np.searchsorted(keys, asked, "left")
            high = np.minimum(np.searchsorted(keys, asked, "right"), low + _MOST_OF_A_KEY)
            for step in range(_MOST_OF_A_KEY):
                is_there = low + step < high
                if not is_there.any():
                    break
                found = _from_three_bytes(numbers[low[is_there] + step])
                pairs.append(order[is_there].astype(np.int64) << 32 | found)
        coded = np.unique(np.concatenate(pairs)) if pairs else np.empty(0, np.int64)
        return np.stack([coded >> 32, coded & 0xFFFFFFFF], axis=1)

    def alike_in_all(self, bands: Words) -> NDArray[np.int64]:
        """The paragraphs that share every band with a text, as those do that are equal to it; of very many only some.

        Args:
            bands: Band by band, the key of the text.
        """
        entries = self.entries
        ranges = [
            (int(keys.searchsorted(key, "left")), int(keys.searchsorted(key, "right")))
            for key, keys in zip(bands, entries.keys, strict=True)
        ]
        found: NDArray[np.int64] | None = None
        for band in sorted(range(len(ranges)), key=lambda band: ranges[band][1] - ranges[band][0]):
            low, high = ranges[band]
            numbers = _from_three_bytes(entries.numbers[band, low : min(high, low + _MOST_IN_ALL)])
            found = numbers if found is None else np.intersect1d(found, numbers, assume_unique=True)
            if not len(found):
                break
        return np.empty(0, np.int64) if found is None else np.sort(found)[:_MOST_OF_A_KEY]

    def texts_at(self, numbers: NDArray[np.int64]) -> list[str]:
        """The folded texts of some paragraphs; every block is unpacked once.

        Args:
            numbers: The paragraphs, in any order.

        Raises:
            IndexFileError: A block is damaged.
        """
        wanted, inverse = np.unique(numbers, return_inverse=True)
        block_of = np.searchsorted(self.entries.firsts, wanted.astype(np.uint64), "right") - 1
        found: list[str] = []
        last, texts = -1, [""]
        for number, block in zip(wanted.tolist(), block_of.tolist(), strict=True):
            if block != last:
                last, texts = block, self._block(block)
            found.append(texts[number - int(self.entries.firsts[block])])
        return [found[at] for at in inverse.tolist()]

    def texts(self) -> Iterator[str]:
        """The folded texts of all its paragraphs, in order."""
        for block in range(len(self.entries.firsts)):
            yield from self._block(block)

    def _block(self, block: int) -> list[str]:
        start, end = int(self.entries.offsets[block]), int(self.entries.offsets[block + 1])
        following = self.entries.firsts[block + 1] if block + 1 < len(self.entries.firsts) else len(self)
        count = int(following) - int(self.entries.firsts[block])
        try:
            data = zstd.decompress(self.entries.texts[start:end].tobytes())
            texts = data.decode(*_CODEC).split("\n")
        except (ValueError, zstd.ZstdError) as error:
            raise IndexFileError(
                str(self.path), f"a run of the index is damaged ({error})", "make the index again"
            ) from None
        if len(texts) != count + 1:
            raise IndexFileError(str(self.path), "a run of the index is damaged", "make the index again")
        return texts[:-1]


def compacted(runs: Sequence[SortedRun]) -> Entries:
    """Several runs as one, in their order, with their texts in whole blocks.

    Raises:
        IndexFileError: One of them is damaged.
    """
    whole = merged([run.entries for run in runs])
    firsts, offsets, blocks = _blocks([text for run in runs for text in run.texts()])
    return whole._replace(firsts=firsts, offsets=offsets, texts=blocks)
