"""`check` for other programs: each format by its schema, and what it says held to the text."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator

SARIF = Draft4Validator(
    json.loads((Path(__file__).parents[1] / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
)
# As reviewdog/proto/rdf/jsonschema/DiagnosticResult.json has it, but strict: no key that it does not name.
POSITION = {
    "type": "object", "required": ["line"], "additionalProperties": False,
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}  # fmt: skip
RANGE = {
    "type": "object", "required": ["start"], "additionalProperties": False,
    "properties": {"start": POSITION, "end": POSITION},
}  # fmt: skip
TEXT = {"type": "string"}
DIAGNOSTIC = {
    "type": "object", "required": ["message", "location", "severity", "code"], "additionalProperties": False,
    "properties": {
        "message": TEXT,
        "location": {
            "type": "object", "required": ["path", "range"], "additionalProperties": False,
            "properties": {"path": TEXT, "range": RANGE},
        },
        "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
        "code": {"type": "object", "additionalProperties": False, "properties": {"value": TEXT, "url": TEXT}},
        "suggestions": {
            "type": "array",
            "items": {
                "type": "object", "required": ["range", "text"], "additionalProperties": False,
                "properties": {"range": RANGE, "text": TEXT},
            },
        },
    },
}  # fmt: skip
RDJSON = Draft4Validator(
    {
        "type": "object", "required": ["source", "diagnostics"], "additionalProperties": False,
        "properties": {
            "source": {"type": "object", "properties": {"name": TEXT, "url": TEXT}, "additionalProperties": False},
            "diagnostics": {"type": "array", "items": DIAGNOSTIC},
        },
    }
)  # fmt: skip
ARTICLE = "𠮷林会议指出,要坚持。\r\n\r\n后续还将将开展;见https://a.b/,c。\r\n"
CLEAN = "𠮷林会议指出，要坚持。\r\n\r\n后续还将将开展；见https://a.b/,c。\r\n"


@pytest.fixture
def found(tmp_path, newsclean):
    (tmp_path / "报 纸.txt").write_text(ARTICLE, "utf-8", newline="")
    (tmp_path / "r.jsonl").write_text('{"text": "好"}\n{"text": "一\\n二,三"}\n', "utf-8")
    rows = "".join(
        f"<p>村里的图书室在第{day}天重新开放了,每天来看书的孩子有{day}十多个,都很高兴。</p>" for day in range(1, 9)
    )
    page = f"<!doctype html><html><body><h1>图书室重新开放</h1><article>{rows}</article></body></html>"
    (tmp_path / "p.html").write_text(page, "utf-8")

    def run(*arguments, code=1):
        return newsclean("check", "报 纸.txt", "r.jsonl", *arguments, code=code).stdout.decode()

    return run


def with_edits(lines, edits, unit):
    """The text of an article with edits made that are given by lines and columns, in code points or bytes."""

    def offset(place):
        line, column = place
        before = sum(map(len, lines[: line - 1]))
        text = lines[line - 1]
        return before + (len(text.encode()[: column - 1].decode()) if unit == "byte" else column - 1)

    text = "".join(lines)
    for start, end, after in sorted(edits, reverse=True):
        text = text[: offset(start)] + after + text[offset(end) :]
    return text


LINES = ARTICLE.splitlines(keepends=True)


def test_json_and_json_lines_name_every_finding(found):
    every = json.loads(found("--output-format", "json"))
    assert every == [json.loads(line) for line in found("--output-format", "jsonl").splitlines()]
    assert [one["rule"] for one in every] == [
        "punctuation/comma", "punctuation/doubled-word", "punctuation/semicolon", "punctuation/comma",
    ]  # fmt: skip
    assert every[0]["article"] == "报 纸.txt"
    assert (every[1]["after"], every[1]["before"]) == (None, "将将")
    edits = [
        ((one["line"], one["column"]), (one["end_line"], one["end_column"]), one["after"])
        for one in every[:3]
        if one["after"] is not None
    ]
    assert with_edits(LINES, edits, "character") == CLEAN
    assert every[3] | {"message": "", "reasons": []} == {
        "article": "r.jsonl:2:text", "rule": "punctuation/comma", "kind": "normalisation", "safe": True, "message": "", "reasons": [],
        "before": ",", "after": "，", "offset": 3, "line": 2, "column": 2, "end_line": 2, "end_column": 3,
    }  # fmt: skip


def test_rdjson_is_as_its_schema_says_and_its_suggestions_give_the_clean_text(found):
    report = json.loads(found("--output-format", "rdjson"))
    RDJSON.validate(report)
    *in_text, in_record = report["diagnostics"]
    edits = [
        (*((place["line"], place["column"]) for place in (one["range"]["start"], one["range"]["end"])), one["text"])
        for diagnostic in in_text
        for one in diagnostic.get("suggestions", ())
    ]
    assert with_edits(LINES, edits, "byte") == CLEAN
    assert in_record["location"] == {"path": "r.jsonl", "range": {"start": {"line": 2}}}
    assert "suggestions" not in in_record
    assert "(r.jsonl:2:text:2:2)" in in_record["message"]


def test_sarif_is_as_its_schema_says_and_its_fixes_give_the_clean_text(tmp_path, found, newsclean):
    report = json.loads(found("--output-format", "sarif"))
    SARIF.validate(report)
    (run,) = report["runs"]
    edits = []
    for result in run["results"][:3]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == "报 纸.txt"
        for fix in result.get("fixes", ()):
            (replacement,) = fix["artifactChanges"][0]["replacements"]
            region = replacement["deletedRegion"]
            edits.append(
                (
                    (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"]),
                    replacement["insertedContent"]["text"],
                )
            )  # fmt: skip
    assert with_edits(LINES, edits, "character") == CLEAN
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    prints = {result["partialFingerprints"]["newsclean/v1"] for result in run["results"]}
    (tmp_path / "报 纸.txt").write_text("新增。\r\n" + ARTICLE, "utf-8", newline="")
    moved = json.loads(found("--output-format", "sarif"))["runs"][0]["results"]
    assert {result["partialFingerprints"]["newsclean/v1"] for result in moved} == prints
    (tmp_path / "none.txt").write_bytes(b'{"a": 1}')
    report = json.loads(newsclean("check", "none.txt", "--output-format", "sarif", code=3).stdout)
    SARIF.validate(report)
    (invocation,) = report["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    assert "none.txt" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_what_is_found_in_a_page_is_pointed_at_and_not_mended(newsclean, found):
    one = json.loads(newsclean("check", "p.html", "--output-format", "sarif", code=1).stdout)["runs"][0]["results"][0]
    assert one["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert "fixes" not in one


def test_annotations_of_github_are_one_line_each_with_marks_escaped(found):
    first, flag, *_, last = found("--output-format", "github").splitlines()
    assert first == (
        "::notice file=报 纸.txt,line=1,col=7,endLine=1,endColumn=8,title=newsclean punctuation/comma::, → ，"
    )
    assert flag.startswith("::warning file=报 纸.txt,line=3,col=4,endLine=3,endColumn=6,title=newsclean ")
    assert last.startswith("::notice file=r.jsonl,line=2,title=newsclean punctuation/comma::")


@pytest.mark.parametrize("form", ["json", "jsonl", "rdjson", "sarif", "github"])
def test_what_finds_nothing_is_whole_too(newsclean, form):
    out = newsclean("check", "--output-format", form, stdin="好。".encode()).stdout
    if form in ("jsonl", "github"):
        assert out == b""
    elif form == "sarif":
        SARIF.validate(json.loads(out))
    else:
        assert json.loads(out) in (
            [],
            {"source": {"name": "newsclean", "url": "https://github.com/newsclean/newsclean"}, "diagnostics": []},
        )


def test_half_of_a_surrogate_pair_is_written_as_json_has_it(newsclean):
    out = newsclean(
        "check", "--format", "jsonl", "--output-format", "json", stdin=b'{"text": "\\u4e00\\ud800,\\u4e8c"}', code=1
    ).stdout
    assert json.loads(out)[0]["before"]


def test_statistics_are_told_instead_of_places(found, newsclean):
    assert found("--statistics").splitlines()[0].split() == ["punctuation/comma", "2"]
    assert json.loads(found("--statistics", "--output-format", "json")) == {
        "changes": {"punctuation/comma": 2, "punctuation/semicolon": 1}, "flags": {"punctuation/doubled-word": 1},
    }  # fmt: skip
    assert (
        b"--statistics: sarif has none" in newsclean("check", "--statistics", "--output-format", "sarif", code=2).stderr
    )


def test_standard_input_is_the_text_of_a_file_where_an_editor_says_so(newsclean):
    done = newsclean("check", "-", "--stdin-filename", "src/a.txt", stdin="一,二".encode(), code=1)
    assert done.stdout.decode() == "src/a.txt:1:2: punctuation/comma: , → ，\n"
    done = newsclean("check", "--stdin-filename", "a.csv", stdin="text\n一,二\n".encode(), code=0)
    assert done.stdout == b""
    done = newsclean("check", "--stdin-filename", "a.csv", stdin='text\n"一,二"\n'.encode(), code=1)
    assert done.stdout.decode() == "a.csv:2:text:1:2: punctuation/comma: , → ，\n"


@pytest.mark.parametrize(
    ("env", "is_coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": ""}, False),
    ],
)
def test_colour_is_as_the_environment_asks(newsclean, env, is_coloured):
    out = newsclean("check", stdin="一,二".encode(), env=env, code=1).stdout.decode()
    assert ("\x1b[" in out) == is_coloured
