import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from newsclean.distributed.candidates import band_blobs, bucket_pairs, gathered
from newsclean.distributed.tables import numbers_of
from newsclean.minhash.kernels import bucketed
from newsclean.minhash.signatures import BANDS

# Few different keys, so that buckets fill.
KEYS = st.lists(st.lists(st.integers(0, 3), min_size=BANDS, max_size=BANDS), max_size=12)


def packed(bands, parts, batches=1):
    """The blobs of texts that stand in article after article, two to each."""
    ranks = numbers_of(np.arange(len(bands)) // 2, np.arange(len(bands)) % 2)
    rows = pa.table(
        {"rank": ranks, "bands": [np.array(row, np.uint32).tobytes() for row in bands]},
        schema=pa.schema({"rank": pa.int64(), "bands": pa.binary()}),
    )
    size = -(-len(bands) // batches) or 1
    tables = [band_blobs(rows.slice(start, size), parts) for start in range(0, len(bands), size)]
    return ranks, pa.concat_tables(tables) if tables else band_blobs(rows, parts)


def proposed(bands, ranks):
    """The pairs that one process would propose."""
    groups = np.arange(len(bands), dtype=np.int32)
    found = set()
    for band in np.array(bands, np.uint32).reshape(-1, BANDS).T:
        found.update((ranks[one], ranks[other]) for one, other in bucketed(np.ascontiguousarray(band), groups, 2))
    return found


@given(KEYS, st.integers(1, 5), st.integers(1, 3))
def test_buckets_propose_the_same_pairs_however_they_are_dealt_out(bands, parts, batches):
    ranks, table = packed(bands, parts, batches)
    found = set()
    for part in range(parts):
        rows = table.filter(pa.compute.equal(table.column("part"), part))
        pairs = bucket_pairs(rows.column("blob").to_pylist(), 2)
        found.update(zip(pairs["earlier"].to_pylist(), pairs["later"].to_pylist(), strict=True))
    assert found == proposed(bands, ranks)


def test_a_bucket_of_very_many_gives_pairs_in_proportion():
    ranks, table = packed([[7] * BANDS] * 3000, 1)
    assert len(bucket_pairs(table.column("blob").to_pylist(), 2)) < 3 * len(ranks)


def test_an_entry_takes_six_bytes_at_most():
    rng = np.random.default_rng(1)
    ranks, table = packed(rng.integers(0, 1 << 32, (4000, BANDS)), 4)
    assert sum(map(len, table.column("blob").to_pylist())) < 6 * BANDS * len(ranks)


@given(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]), max_size=20))
def test_pairs_are_gathered_where_both_their_texts_are(pairs):
    earlier, later = (np.array([pair[side] for pair in sorted(pairs)], np.int64) for side in (0, 1))
    rows = gathered(earlier, later).to_pylist()
    assert sorted((one, row["rank"]) for row in rows for one in row["earlier"]) == sorted(pairs)
    known = {(row["place"], row["rank"]) for row in rows}
    assert len(known) == len(rows)
    assert all((row["place"], one) in known for row in rows for one in row["earlier"])
