from hypothesis import given
from hypothesis import strategies as st

from newsclean import Settings, clean, restore
from newsclean.rules.lines.columns import find_columns
from newsclean.text.text_batch import TextBatch

LINES = Settings(select=("lines",))
LEFT = "市里去年提出，要把老城区改造同河道治理放在一起考虑，统筹安排资金和工期，走出一条适合本地的路子，在全面推进的过程中让居民住得更安心。"
RIGHT = "居民代表说，最关心的是停车和电梯，希望施工的时候能够留出通道，方便老人和孩子出入，也希望工期不要一拖再拖，影响生活，并且公布进度。"


def side_by_side(left, right, width, gutter):
    rows = []
    for start in range(0, max(len(left), len(right)), width):
        head, tail = (text[start : start + width] for text in (left, right))
        rows.append(f"{head}{'  ' * (width - len(head))}{' ' * gutter}{tail}".rstrip())
    return "\n".join(rows)


@given(st.integers(9, 16), st.integers(3, 12))
def test_columns_are_parted_and_each_joined_or_flagged_and_left(width, gutter):
    text = side_by_side(LEFT, RIGHT, width, gutter)
    result = clean(text, LINES)
    if result.text == text:
        assert [flag.rule for flag in result.flags] == ["lines/columns"]
    else:
        assert result.text == f"{LEFT}\n{RIGHT}"
    assert restore(result.text, result.changes) == text


@given(st.lists(st.text("中文，。a1 　\t\f", max_size=30), max_size=14).map("\n".join))
def test_whatever_stands_in_columns_nothing_is_lost(text):
    result = clean(text, LINES)
    assert sorted("".join(result.text.split())) == sorted("".join(text.split()))
    assert restore(result.text, result.changes) == text


def test_columns_of_figures_are_a_table():
    rows = "\n".join(f"第{number}组北京队      {number}胜{number}负" for number in range(3, 9))
    assert find_columns(TextBatch((rows,))) == [()]
