import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import newsclean


def test_all_is_exactly_what_is_public():
    assert set(newsclean.__all__) == set(dir(newsclean))
    for name in newsclean.__all__:
        assert getattr(newsclean, name) is not None


def test_the_names_for_type_checkers_are_the_public_ones():
    tree = ast.parse(Path(newsclean.__file__).read_text("utf-8"))
    imported = {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module.startswith("newsclean")
        for alias in node.names
    }  # fmt: skip
    assert imported | {"__version__"} == set(newsclean.__all__)


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(newsclean, "tidy")


def test_public_objects_have_docstrings():
    for name in newsclean.__all__:
        if name not in ("RULES", "__version__"):
            assert getattr(newsclean, name).__doc__


def test_settings_are_taken_by_their_names_and_as_lists_or_tuples():
    text = "会议指出,要坚持。"
    assert newsclean.clean(text, ignore=["punctuation"]).text == text
    assert newsclean.Settings(ignore=["punctuation"]) == newsclean.Settings(ignore=("punctuation",))
    assert hash(newsclean.Settings(protect=["a"])) == hash(newsclean.Settings(protect=("a",)))
    assert newsclean.clean(text, newsclean.Settings(ignore=["punctuation"])).text == text


@pytest.mark.parametrize(
    ("named", "told"),
    [({"ignore": "lines"}, "ignore: 'lines' is not a list"), ({"ignore": [1]}, "ignore: (1,) is not a list"),
     ({"ignroe": ["lines"]}, "ignroe: there is no such setting; did you mean 'ignore'?"),
     ({"join_at": "high"}, "join-at: 'high' is not a number")],
)  # fmt: skip
def test_a_wrong_value_names_the_argument(named, told):
    with pytest.raises(newsclean.NewscleanError) as caught:
        newsclean.clean("一", **named)
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(("value", "told"), [(None, "None"), (float("nan"), "nan, of type float"), (b"x", "b'x'")])
def test_what_is_no_text_is_a_type_error_that_says_what_was_given(value, told):
    with pytest.raises(TypeError, match=f"given {told}"):
        newsclean.clean(value)
    with pytest.raises(TypeError, match=f"number 1 is none: it was given {told}"):
        newsclean.clean_all(["一", value])


def test_of_several_texts_the_one_that_is_none_is_named_by_its_number():
    with pytest.raises(newsclean.NewscleanError, match="^text 1: JSON, and not a text"):
        newsclean.clean_all(["一", '{"text": "一,二"}'])
    with pytest.raises(newsclean.NewscleanError, match="^text: JSON, and not a text"):
        newsclean.clean('{"text": "一,二"}')


def test_settings_are_given_in_one_way():
    with pytest.raises(TypeError, match="not both"):
        newsclean.clean("一", newsclean.Settings(), ignore=["lines"])


def test_a_result_is_written_as_json_by_the_names_of_its_attributes(seed):
    result = newsclean.clean(seed.decode())
    assert result.flags
    read = json.loads(json.dumps(result.to_dict()))
    assert read == result.to_dict()
    assert read["text"] == result.text
    for written, each in zip(read["changes"] + read["flags"], result.changes + result.flags, strict=True):
        assert {*written} == {*each._fields, "reason"}
        assert written.pop("reason") == each.reason
        assert written == {**each._asdict(), "reasons": [reason.to_dict() for reason in each.reasons]} | (
            {"via": list(each.via)} if "via" in written else {}
        )


def test_importing_the_package_imports_no_other():
    """It takes less than half of the time of click then (benchmarks/start.py)."""
    code = "import sys; before = {*sys.modules}; import newsclean; print(*{*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = {name.partition(".")[0] for name in done.stdout.split()}
    assert "newsclean" in names
    assert names <= {"newsclean", *sys.stdlib_module_names}
