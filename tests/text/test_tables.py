import pytest

from newsclean import clean
from newsclean.text.tables import ruled_tables

TABLE = """┌──┬───┬───┐
│序号│姓名, │金额  │
├──┼───┼───┤
│1   │张三  │1,200 │
├──┼───┼───┤
│2   │李四  │1,200 │
└──┴───┴───┘
"""


@pytest.mark.parametrize("table", [TABLE, "║甲║\r\n║乙║\r\n", " │甲 │\n │乙 │"])
def test_the_rows_of_a_table_are_found(table):
    text = f"数据如下:\n{table}"
    assert [text[start:end] for start, end in ruled_tables(text)] == [table]


@pytest.mark.parametrize("text", ["首页│新闻│体育\n文│张三", "│甲│\n完", "改革──开放\n──他说──"])
def test_other_lines_are_no_table(text):
    assert list(ruled_tables(text)) == []


def test_a_table_stays_as_it_is_and_is_joined_to_nothing():
    text = f"本报讯,统计局公布的数据如下:\n{TABLE}以上数据,仅供参考."
    assert clean(text).text == f"本报讯，统计局公布的数据如下：\n{TABLE}以上数据，仅供参考。"
