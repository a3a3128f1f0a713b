import re

import pytest

from newsclean.text.line_kinds import LineKind, LineTest, table

ROWS = [pytest.param(row, id=f"{row.kind}-{row.position}-{number}") for number, row in enumerate(table())]


def is_of(row: LineKind, line: str) -> bool:
    pattern = re.compile(row.expression, re.VERBOSE)
    if row.longest and len(line) > row.longest:
        return False
    return bool(pattern.search(line) if row.position == "end" else pattern.match(line))


@pytest.mark.parametrize("row", ROWS)
def test_a_row_matches_its_examples_and_not_its_counterexamples(row):
    assert row.examples
    assert row.counterexamples
    assert [line for line in row.examples if not is_of(row, line)] == []
    assert [line for line in row.counterexamples if is_of(row, line)] == []


@pytest.mark.parametrize("row", ROWS)
def test_a_test_of_the_kind_finds_the_examples(row):
    test = LineTest(row.kind)
    assert row in test.rows()
    assert all(map(test, row.examples))
    if row.parts:
        assert all(map(LineTest(parts=row.parts), row.examples))


@pytest.mark.parametrize("row", ROWS)
def test_a_row_says_what_is_known_of_it_in_known_words(row):
    assert row.position in ("start", "end", "line")
    assert row.parts in ("", "before", "behind", "both")
    assert row.longest >= 0


def test_a_longer_line_than_a_kind_has_is_not_of_it():
    is_label = LineTest("label")
    assert is_label("扫一扫" + "关注我们" * 4)
    assert not is_label("扫一扫" + "关注我们" * 10)


def test_no_kind_matches_nothing():
    assert not LineTest()("会议在北京召开")
