import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from newsclean.core.document_view import DocumentView
from newsclean.text.lines import SPACE, LineNumbers, LineTable
from newsclean.text.text_batch import TextBatch
from strategies import any_text

RAGGED = st.lists(st.sampled_from(("中", " ", "\u3000", "\n", "\r", "\r\n", "\x1c", "😀")), max_size=12).map("".join)


@given(any_text | RAGGED)
def test_paragraphs_are_the_lines_that_are_not_blank(text):
    rows = list(enumerate(re.split("\r\n|\n|\r", text), 1))
    found = [(line.number, text[line.start : line.end]) for line in DocumentView(text).paragraphs]
    assert found == [(number, row) for number, row in rows if row.strip()]


@given(any_text | RAGGED)
def test_the_body_of_a_line_is_the_line_stripped(text):
    for line in DocumentView(text).paragraphs:
        assert text[line.body : line.stop] == text[line.start : line.end].strip()


@given(any_text)
def test_every_place_of_a_line_has_its_number(text):
    numbers = LineNumbers(text)
    for line in DocumentView(text).paragraphs:
        assert {numbers.of(at) for at in range(line.start, line.end)} <= {line.number}
        assert numbers.place(line.start) == (line.number, 1)


@given(st.lists(any_text | RAGGED, max_size=5))
def test_lines_read_together_are_those_read_alone(texts):
    table = TextBatch(texts).cached(LineTable)
    assert [table.of(number) for number in range(len(texts))] == [DocumentView(text).paragraphs for text in texts]
    for line in range(len(table.text)):
        text, number = table.place(line)
        view = DocumentView(texts[text])
        assert table.body_of(line) == view.body(view.paragraphs[number])


def test_white_space_is_what_python_strips():
    assert [code for code in range(sys.maxunicode + 1) if chr(code).isspace()] == SPACE.nonzero()[0].tolist()
