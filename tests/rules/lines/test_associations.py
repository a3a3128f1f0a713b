from hypothesis import given
from hypothesis import strategies as st

from newsclean.rules.lines.associations import UNKNOWN, build, lookup

pieces = st.text(min_size=1, max_size=2)


@given(pieces, pieces, st.integers(1, 31))
def test_what_is_put_in_is_found(before, after, level):
    assert lookup(build([(before, after, level)]), before, after) == level


def test_what_was_never_put_in_is_mostly_known_to_be_unknown():
    table = build((chr(code), chr(code + 1), 7) for code in range(0x4E00, 0x9000))
    unknown = sum(lookup(table, chr(code), chr(code + 2)) == UNKNOWN for code in range(0x4E00, 0x9000))
    assert unknown > 0.98 * (0x9000 - 0x4E00)


def test_the_first_of_two_that_meet_stays():
    table = build([("中", "国", 3), ("中", "国", 9)])
    assert lookup(table, "中", "国") == 3
