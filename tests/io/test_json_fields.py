import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import RecordError
from newsclean.io.json_fields import literal, replaced, values_of, with_member
from strategies import any_text

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
objects = st.dictionaries(st.text(max_size=4).filter(lambda key: key != "text"), json_values, max_size=4)


@st.composite
def lines(draw):
    """A record in some spelling: spacing, escapes and the order of its keys vary."""
    record = [*draw(objects).items(), ("text", draw(any_text))]
    record = dict(draw(st.permutations(record)))
    separators = draw(st.sampled_from(((",", ":"), (", ", ": "), (" ,\t", " : "))))
    text = json.dumps(record, ensure_ascii=draw(st.booleans()), separators=separators)
    text = text.replace("\u4e2d", "\\u4e2d") if draw(st.booleans()) else text
    return draw(st.sampled_from(("", " "))) + text + draw(st.sampled_from(("\n", "\r\n", "", " \n")))


@given(lines())
def test_the_value_found_is_the_one_json_finds(line):
    (field,) = values_of(line, ["text"]).fields
    assert field.text == json.loads(line)["text"]
    assert json.loads(line[field.start : field.end]) == field.text


@given(lines(), any_text)
def test_replacing_a_value_leaves_every_other_character(line, text):
    (field,) = values_of(line, ["text"]).fields
    spelt = literal(text, line)
    written = replaced(line, [(field, spelt)])
    assert written == line[: field.start] + spelt + line[field.end :]
    assert json.loads(written)["text"] == text
    written.encode()


def test_several_fields_and_the_id_are_found_in_the_order_of_the_line():
    found = values_of('{"body": "b", "id": 7, "title": "a"}', ["title", "body"], "id")
    assert [field.name for field in found.fields] == ["body", "title"]
    assert found.id == "7"


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("", "not a JSON object"),
        ("[1]", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ("{", "not JSON"),
        ('{"text": "a"', "not JSON"),
        ('{"text": "a",}', "a comma before the end"),
        ('{"text": "a", 1: "b"}', "a key and a colon were expected"),
        ('{NaN: 1, "text": "a"}', "a key and a colon were expected"),
        ('{"text" "a"}', "not JSON"),
        ('{"text": "a"} {}', "more than one JSON value"),
        ('{"text": "a\tb"}', "not JSON"),
        ('{"other": "a"}', "field text: not in the record"),
        ('{"text": 1}', "field text: not text"),
        ('{"text": null}', "field text: null, and not text"),
        ('{"text": ["a"]}', "field text: a list, and not text; join its parts, as jq -c "),
        ('{"text": "a", "text": "b"}', "field text: in the record twice"),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + ', "text": "a"}', "nested too deeply"),
    ],
)
def test_what_is_no_record_with_the_field_is_refused(line, cause):
    with pytest.raises(RecordError, match=cause) as caught:
        values_of(line, ["text"])
    assert "\n" not in str(caught.value)


@given(lines(), st.lists(st.text(max_size=3) | st.integers(0, 2), max_size=3), any_text)
def test_a_pointer_leads_to_the_value_it_names_and_all_else_stays(inner, path, text):
    """RFC 6901: the parts of a path, with ~ and / escaped."""
    value = json.loads(inner)
    for part in reversed(path):
        value = [0] * part + [value] if isinstance(part, int) else {"": 1, part: value, "other": [{}]}
    line = json.dumps({"a": [], "top/": value})
    pointer = "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in ["top/", *path, "text"])
    found = values_of(line, [pointer], pointer)
    (field,) = found.fields
    assert field.name == pointer
    assert field.text == found.id == json.loads(inner)["text"]
    spelt = literal(text, line)
    assert replaced(line, [(field, spelt)]) == line[: field.start] + spelt + line[field.end :]


@pytest.mark.parametrize(
    ("pointer", "cause"),
    [
        ("/b/d", "field /b/d: not in the record, which has text, b"),
        ("/b/c/1", "field /b/c/1: not in the record"),
        ("/b/c", r"""field /b/c: a list, and not text; join its parts, as jq -c '.\["b"\]\["c"\] \|= join"""),
        ("/", "field /: not in the record"),
        ("/b/c/0/e", "field /b/c/0/e: in the record twice"),
    ],
)
def test_a_pointer_that_leads_nowhere_is_told_as_a_field_is(pointer, cause):
    with pytest.raises(RecordError, match=cause):
        values_of('{"text": "a", "b": {"c": [{"e": "x", "e": "y"}]}}', [pointer])


@pytest.mark.parametrize("other", ["1" * 5000, "NaN", "-Infinity", "1e999", "0.10", "1.0E+2", '{"text": 1}'])
def test_values_of_other_fields_are_not_understood(other):
    line = f'{{"a": {other}, "text": "好"}}'
    (field,) = values_of(line, ["text"]).fields
    assert replaced(line, [(field, '"x"')]) == f'{{"a": {other}, "text": "x"}}'


@given(lines(), st.integers() | st.text(max_size=4))
def test_a_field_is_added_at_the_end_or_replaced_and_all_else_stays(line, value):
    spelt = json.dumps(value)
    end = line.rstrip().removesuffix("}").rstrip(" \t")
    added = with_member(line, "newsclean", spelt)
    assert added == f'{end}, "newsclean": {spelt}{line[len(end) :]}'
    assert json.loads(added)["newsclean"] == value
    assert with_member(added, "newsclean", "[1]") == f'{end}, "newsclean": [1]{line[len(end) :]}'


def test_no_field_is_added_to_what_is_no_record():
    with pytest.raises(RecordError):
        with_member("[1]", "newsclean", "1")
