import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from newsclean.distributed.connected_components import components, large_star, small_star

PAIRS = st.sets(st.tuples(st.integers(0, 30), st.integers(0, 30)).filter(lambda pair: pair[0] > pair[1]), max_size=40)


def table(pairs):
    rows = sorted(pairs)
    return pa.table(
        {name: pa.array([row[side] for row in rows], pa.int64()) for side, name in enumerate(("one", "other"))}
    )


def rows(found):
    return set(zip(found["one"].to_pylist(), found["other"].to_pylist(), strict=True))


@given(PAIRS)
def test_steps_find_the_components_that_one_process_finds(pairs):
    stars, former = pairs, None
    while stars != former:
        former = stars
        stars = rows(small_star(table(rows(large_star(table(stars | {(b, a) for a, b in stars}))))))
    found = dict(stars) | {other: other for _, other in stars}
    one, other = (np.array([pair[side] for pair in sorted(pairs)], np.int64) for side in (0, 1))
    assert found == dict(zip(*(column.tolist() for column in components(one, other)), strict=True))
