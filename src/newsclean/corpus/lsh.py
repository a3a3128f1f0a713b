"""An archive index for datasketch's tools: its paragraphs in a `MinHashLSH`, in memory or in Redis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsclean.corpus.index import ArchiveIndex
from newsclean.errors import OutputError
from newsclean.minhash.codepoints import folded, pack
from newsclean.minhash.kernels import sign
from newsclean.minhash.signatures import BANDS, PERMUTATIONS, ROWS, SCHEME, permutations

if TYPE_CHECKING:
    from datasketch import MinHash, MinHashLSH

_AT_A_TIME = 10_000


def minhash(text: str) -> MinHash:
    """The signature of a text, for queries.

    Args:
        text: The text; script, width and white space are folded as in the index.
    """
    (found,) = _minhashes([text])
    return found


def lsh_of(index: ArchiveIndex, storage: dict[str, Any] | None = None) -> MinHashLSH:
    """An index as datasketch's `MinHashLSH`.

    Args:
        index: The index.
        storage: `storage_config` of datasketch, `{"type": "redis", "basename": b"…", "redis": {…}}`; None for memory.

    Returns:
        It holds every paragraph under the key `article<TAB>line` in UTF-8, as bytes. What it answers are candidates:
        paragraphs that share a band.

    Raises:
        IndexFileError: The index is damaged.
        OutputError: The storage cannot be written.
    """
    from datasketch import MinHashLSH

    try:
        lsh = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS), storage_config=storage, prepickle=False)
        with lsh.insertion_session(buffer_size=_AT_A_TIME) as session:
            for key, signature in _entries(index):
                if key not in lsh.keys:
                    session.insert(key, signature, check_duplication=False)
    except Exception as error:
        if type(error).__module__.partition(".")[0] != "redis":
            raise
        raise OutputError(
            "Redis", str(error) or type(error).__name__, "check that the server runs, and --redis"
        ) from None
    return lsh


def _entries(index: ArchiveIndex) -> Iterator[tuple[bytes, MinHash]]:
    for run in index.runs():
        texts = list(run.texts())
        for start in range(0, len(texts), _AT_A_TIME):
            signatures = _minhashes(texts[start : start + _AT_A_TIME])
            for number, signature in enumerate(signatures, start):
                place = index.place(run, number)
                yield f"{place.article}\t{place.line}".encode("utf-8", "surrogateescape"), signature


def _minhashes(texts: list[str]) -> Iterator[MinHash]:
    from datasketch import MinHash

    a_and_b = permutations()
    signatures, _ = sign(*folded(pack(texts)), *a_and_b)
    for values in signatures:
        yield MinHash(num_perm=PERMUTATIONS, hashvalues=values, permutations=a_and_b, scheme=SCHEME)
