from itertools import pairwise

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from newsclean.distributed import tables
from newsclean.distributed.tables import articles_of, numbers_of, whole_groups


@given(st.lists(st.integers(0, 4), max_size=30), st.integers(1, 7), st.integers(1, 9))
def test_groups_are_never_cut(keys, size, rows):
    keys.sort()
    table = pa.table({"key": pa.array(keys, pa.int64())})
    seen = []

    def work(part):
        seen.append(part["key"].to_pylist())
        return part

    former, tables._ROWS = tables._ROWS, rows
    try:
        out = [*whole_groups(work, ["key"], table.to_batches(max_chunksize=size))]
    finally:
        tables._ROWS = former
    assert [key for batch in out for key in batch["key"].to_pylist()] == keys
    groups = [set(part) for part in seen]
    assert all(not one & other for one, other in pairwise(groups))


def test_an_article_may_have_more_paragraphs_than_sixteen_bits_count():
    numbers = numbers_of(pa.array([3, 3, 4]).to_numpy(), pa.array([0, 70_000, 0]).to_numpy())
    assert numbers.tolist() == sorted(numbers.tolist())
    assert articles_of(numbers).tolist() == [3, 3, 4]
