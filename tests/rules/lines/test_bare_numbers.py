import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import clean
from newsclean.rules.lines.bare_numbers import is_figure

HEAD, TAIL = "工业用电量和货运量都有了较大幅度的", "增长，但部分行业的困难仍然较多。"


@pytest.mark.parametrize(
    ("head", "digits", "tail", "figure"),
    [
        ("全县选派", "8", "名干部到村里工作，帮助群众。", True),
        ("全市新增就业达", "2000", "万元，比去年多。", True),
        ("位居全国第", "3", "，比去年前进两位。", True),
        ("会议召开。", "20", "12年12月，省里举行会议。", True),
        ("", "2022", "中国海洋经济博览会今天开幕。", True),
        ("到了上世纪", "80", "年代初，工厂搬走了。", True),
        (HEAD, "12", TAIL, False),
        ("货运量都有回", "12", "升，但困难仍然较多。", False),
        ("要把我国的", "12", "个项目做好。", False),
        ("共有三个", "12", "名干部参加。", False),
        ("这项工作在全市推开后", "12", "成为各地学习的榜样。", False),
        ("会议召开。", "12", "30", False),
        ("全县选派", "8", "", False),
    ],
)
def test_a_number_is_a_figure_where_a_measure_word_stands_behind_it_and_none_before(head, digits, tail, figure):
    assert is_figure(head, digits, tail) is figure


@given(st.integers(2, 900), st.sampled_from(["\n", "\n\n", "\n\f", "\r\n"]))
def test_a_number_that_is_no_figure_is_never_put_into_a_sentence(page, separator):
    text = clean(f"会议在北京召开。\n{HEAD}{separator}{page}{separator}{TAIL}").text
    assert str(page) in text.split()
