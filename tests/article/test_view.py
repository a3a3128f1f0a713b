import re

from hypothesis import given

from newsclean.article.view import LineNumbers, View
from strategies import any_text


@given(any_text)
def test_paragraphs_are_the_lines_that_are_not_blank(text):
    rows = list(enumerate(re.split("\r\n|\n|\r", text), 1))
    found = [(line.number, text[line.start : line.end]) for line in View(text).paragraphs]
    assert found == [(number, row) for number, row in rows if row.strip()]


@given(any_text)
def test_the_body_of_a_line_is_the_line_stripped(text):
    for line in View(text).paragraphs:
        assert text[line.body : line.stop] == text[line.start : line.end].strip()


@given(any_text)
def test_every_place_of_a_line_has_its_number(text):
    numbers = LineNumbers(text)
    for line in View(text).paragraphs:
        assert {numbers.of(at) for at in range(line.start, line.end)} <= {line.number}
        assert numbers.place(line.start) == (line.number, 1)


def test_what_is_derived_is_derived_once():
    calls = []
    view = View("中")
    assert view.derive(calls.append) is view.derive(calls.append)
    assert calls == [view]
