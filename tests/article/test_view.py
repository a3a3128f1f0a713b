import re

from hypothesis import given

from newsclean.article.view import LineNumbers, View
from strategies import any_text


@given(any_text)
def test_lines_are_those_that_end_at_line_feeds_and_carriage_returns(text):
    rows = re.split("\r\n|\n|\r", text)
    if not rows[-1]:
        rows.pop()
    assert [text[line.start : line.end] for line in View(text).lines] == rows


@given(any_text)
def test_the_body_of_a_line_is_the_line_stripped(text):
    for number, line in enumerate(View(text).lines, 1):
        assert line.number == number
        assert text[line.body : line.stop] == text[line.start : line.end].strip()


@given(any_text)
def test_every_place_of_a_line_has_its_number(text):
    numbers = LineNumbers(text)
    for line in View(text).lines:
        assert {numbers.of(at) for at in range(line.start, line.end)} <= {line.number}
        if line.start < line.end:
            assert numbers.place(line.start) == (line.number, 1)


def test_what_is_derived_is_derived_once():
    calls = []
    view = View("中")
    assert view.derive(calls.append) is view.derive(calls.append)
    assert calls == [view]
