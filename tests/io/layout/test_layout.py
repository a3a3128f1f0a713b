"""Boxes become text: nothing of it is lost, and what is certain about columns and pages is seen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.io.layout.boxes import Box, Page
from newsclean.io.layout.document import laid_out

EM = 10
TEXT = "平塘县近日召开会议研究部署乡村振兴工作会议指出要坚持因地制宜发展特色产业带动农民就近就业增收"


def line(text, left, top, em=EM):
    """The characters of a line, each with its box."""
    return [Box(mark, left + at * em, top, left + (at + 1) * em, top + 1.2 * em) for at, mark in enumerate(text)]


def column(text, left, top=100, across=12):
    rows = [text[at : at + across] for at in range(0, len(text), across)]
    return [box for number, row in enumerate(rows) for box in line(row, left, top + 18 * number)]


def lines(*pages, **more):
    laid = laid_out(Page(number, 600, 800, boxes, **more) for number, boxes in enumerate(pages, 1))
    return laid.text.split("\n")


@pytest.mark.parametrize("gap", [8, 10, 20, 60])
def test_a_gutter_parts_columns_however_narrow_it_is(gap):
    assert lines(column(TEXT, 50) + column(TEXT[::-1], 50 + 120 + gap)) == [TEXT, TEXT[::-1]]


def test_three_columns_are_read_from_left_to_right():
    texts = [TEXT, TEXT[::-1], TEXT[5:] + TEXT[:5]]
    assert lines([box for at, text in enumerate(texts) for box in column(text, 40 + 140 * at)]) == texts


def test_a_column_of_figures_is_none_of_prose():
    rows = [("全年粮食总产量", "23.5"), ("比上年增长", "3.2"), ("农民人均收入", "9.8"), ("其中工资", "4.1")]
    page = [
        box for at, row in enumerate(rows) for box in line(row[0], 50, 100 + 18 * at) + line(row[1], 250, 100 + 18 * at)
    ]
    assert lines(page) == ["\t".join(row) for row in rows]


def test_the_order_of_the_file_does_not_matter():
    page = column(TEXT, 50) + column(TEXT[::-1], 200)
    assert lines(page[::-1]) == lines(sorted(page, key=lambda box: box.top)) == lines(page)


@pytest.mark.parametrize(
    ("numbers", "is_left_out"),
    [
        ("1 2 3 4", True),
        ("ii iii iv v", True),
        ("第一页 第二页 第三页 第四页", True),
        ("-12- -13- -14- -15-", True),
        ("3/9 4/9 5/9 6/9", True),
        ("12 7 31 4", False),
        ("5 5 5 5", False),
    ],
)
def test_numbers_are_those_of_pages_where_they_rise_as_pages_do(numbers, is_left_out):
    pages = [column(TEXT[at:] + TEXT[:at], 50) + line(number, 250, 760) for at, number in enumerate(numbers.split())]
    found = lines(*pages)
    assert [each in found for each in dict.fromkeys(numbers.split())] == [not is_left_out] * len(set(numbers.split()))


def test_heads_of_sections_are_known_by_their_place_where_most_pages_repeat_theirs():
    heads = ["第一章绪论"] * 4 + ["第二章文献"] + ["第三章方法"] * 4
    pages = [line(head, 250, 40) + column(TEXT[at:] + TEXT[:at], 50) for at, head in enumerate(heads)]
    assert not {*heads} & {*lines(*pages)}
    assert {*heads} & {*lines(*pages[:2])} == set()
    assert lines(pages[0])[0] == heads[0]


def test_forms_that_say_the_same_on_every_page_stay():
    assert lines(*[column(TEXT, 50)] * 5).count(TEXT) == 5
    assert lines(*[line("通知", 50, 100) + line("第一条", 50, 118)] * 5) == ["通知", "第一条"] * 5


MARKS = st.text(st.sampled_from("一二三，。（）“”ab1 　•①"), min_size=1, max_size=5)
PLACES = st.tuples(MARKS, st.integers(0, 600), st.integers(0, 800), st.integers(1, 80), st.integers(1, 40))


@given(st.lists(st.lists(PLACES, max_size=25), min_size=1, max_size=5), st.booleans())
@settings(deadline=None)
def test_nothing_is_lost_wherever_it_stands(pages, is_measured):
    boxes = [[Box(text, x, y, x + width, y + height) for text, x, y, width, height in page] for page in pages]
    laid = laid_out(Page(number, 600, 800, page, (), is_measured) for number, page in enumerate(boxes, 1))
    given_ = sorted("".join(text for page in pages for text, *_ in page).replace(" ", "").replace("\u3000", ""))
    assert (
        sorted("".join((*laid.text.split(), *(mark for *_, text in laid.left_out for mark in text.split())))) == given_
    )
    assert {place[0] for place in laid.places} == set(range(1, len(laid.text.split("\n")) + bool(laid.text)))
