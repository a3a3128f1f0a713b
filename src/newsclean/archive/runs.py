"""Sorted runs: the bands of paragraphs, and the paragraphs themselves, in files that are mapped, not read.

A run is written once and never changed. Numbers are little-endian; `_HEADER` gives the sizes of the arrays behind it.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.archive.kernels import Words
from newsclean.archive.signatures import BANDS
from newsclean.errors import IndexFileError
from newsclean.write.atomic import write_atomically

_HEADER = struct.Struct("<16sQQQ")
_MAGIC = b"newsclean run 1\n"
_BLOCK = 256
# Of one key so many texts are looked at, those that came first: what stands in very many articles costs no more.
_MOST_OF_A_KEY = 4


class Entries(NamedTuple):
    """Paragraphs as a run holds them.

    Attributes:
        keys: Band by band the keys, sorted.
        numbers: Band by band the paragraph of each key, from 0 in this run.
        articles: The article of each paragraph, by its number in the catalog.
        lines: The line of each paragraph.
        firsts: The first paragraph of each block of texts.
        offsets: Where each block begins in `texts`, and at last where the last one ends.
        texts: Blocks of folded texts, each a JSON list, deflated.
    """

    keys: Words
    numbers: Words
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
    numbers = np.argsort(bands, axis=1, kind="stable").astype(np.uint32)
    return Entries(
        np.take_along_axis(bands, numbers.astype(np.int64), axis=1),
        numbers,
        articles.astype(np.uint32),
        lines.astype(np.uint32),
        *_blocks(texts),
    )


def _blocks(texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint8]]:
    """Texts in deflated blocks: the first text of each block, where it begins, and the blocks."""
    blocks = [
        zlib.compress(json.dumps(texts[start : start + _BLOCK], ensure_ascii=False).encode("utf-8", "surrogatepass"), 3)
        for start in range(0, len(texts), _BLOCK)
    ]
    return (
        np.arange(0, len(texts), _BLOCK, dtype=np.uint64),
        np.cumsum([0, *map(len, blocks)]).astype(np.uint64),
        np.frombuffer(b"".join(blocks), np.uint8),
    )


def merged(parts: Sequence[Entries]) -> Entries:
    """Several runs as one, in their order; their blocks of texts are kept as they are."""
    counts = np.cumsum([0, *(len(part.articles) for part in parts)]).tolist()
    ends = np.cumsum([0, *(int(part.offsets[-1]) for part in parts)]).tolist()
    keys = np.concatenate([part.keys for part in parts], axis=1)
    numbers = np.concatenate([part.numbers + np.uint32(at) for part, at in zip(parts, counts, strict=False)], axis=1)
    order = np.argsort(keys, axis=1, kind="stable")
    firsts = [part.firsts + np.uint64(at) for part, at in zip(parts, counts, strict=False)]
    offsets = [part.offsets[:-1] + np.uint64(at) for part, at in zip(parts, ends, strict=False)]
    return Entries(
        np.take_along_axis(keys, order, axis=1),
        np.take_along_axis(numbers, order, axis=1),
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


class Run:
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
                (np.uint32, (BANDS, count)), (np.uint32, (BANDS, count)), (np.uint32, (count,)), (np.uint32, (count,)),
                (np.uint64, (blocks,)), (np.uint64, (blocks + 1,)), (np.uint8, (length,)),
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
        self._block = lru_cache(maxsize=64)(self._read_block)

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
                found = numbers[low[is_there] + step].astype(np.int64)
                pairs.append(order[is_there].astype(np.int64) << 32 | found)
        coded = np.unique(np.concatenate(pairs)) if pairs else np.empty(0, np.int64)
        return np.stack([coded >> 32, coded & 0xFFFFFFFF], axis=1)

    def text(self, number: int) -> str:
        """The folded text of a paragraph.

        Raises:
            IndexFileError: The block it stands in is damaged.
        """
        block = int(np.searchsorted(self.entries.firsts, np.uint64(number), "right")) - 1
        return self._block(block)[number - int(self.entries.firsts[block])]

    def texts(self) -> list[str]:
        """The folded texts of all its paragraphs, in order."""
        return [text for block in range(len(self.entries.firsts)) for text in self._read_block(block)]

    def _read_block(self, block: int) -> list[str]:
        start, end = int(self.entries.offsets[block]), int(self.entries.offsets[block + 1])
        try:
            data = zlib.decompress(self.entries.texts[start:end].tobytes())
            return list(json.loads(data.decode("utf-8", "surrogatepass")))
        except (ValueError, zlib.error) as error:
            raise IndexFileError(
                str(self.path), f"a run of the index is damaged ({error})", "make the index again"
            ) from None


def compacted(runs: Sequence[Run]) -> Entries:
    """Several runs as one, in their order, with their texts in whole blocks.

    Raises:
        IndexFileError: One of them is damaged.
    """
    whole = merged([run.entries for run in runs])
    texts = [text for run in runs for text in run.texts()]
    firsts, offsets, blocks = _blocks(texts)
    return whole._replace(firsts=firsts, offsets=offsets, texts=blocks)
