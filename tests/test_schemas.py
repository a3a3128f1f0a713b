"""The JSON Schemas in the documentation say what the readers of newsclean check, of what newsclean writes."""

import copy
import json
import shutil
import sys
import tomllib

import pytest
from jsonschema import Draft202012Validator

import newsclean
from conftest import ROOT, command_in
from newsclean.changelog.log_files import read_records
from newsclean.changelog.record_checks import checked_record
from newsclean.config import configure
from newsclean.errors import NewscleanError
from newsclean.review.decisions import read_decisions

SCHEMAS = {path.stem: json.loads(path.read_text("utf-8")) for path in (ROOT / "docs" / "schemas").glob("*.json")}
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}
ODD = (None, True, 5, -1, 0.5, "x", "", [], [1], [[1, 2]], {}, {"line": "1"}, {"code": 1})


def accepts(name, value):
    return VALIDATORS[name].is_valid(json.loads(json.dumps(value)))


def refused(call, *arguments):
    try:
        call(*arguments)
    except NewscleanError:
        return True
    return False


def test_the_schemas_are_made_from_the_code_and_are_schemas(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import schemas

    try:
        made = schemas.schemas()
    finally:
        del sys.modules["schemas"]
    assert made == {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "schemas").glob("*.json")}
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)


@pytest.fixture(scope="module")
def logs(tmp_path_factory):
    """Records of logs of all kinds of runs, and the statistics of one."""
    folder = tmp_path_factory.mktemp("logs")
    run = command_in(folder)
    shutil.copytree(ROOT / "samples", folder / "in")
    (folder / "in" / "bad.txt").write_bytes(b'{"a": "b"}')
    (folder / "in" / "t.csv").write_text("n,text\n1,会议指出&quot;要坚持&quot;\n", "utf-8")
    (folder / "in" / "bad.jsonl").write_text('{"text": 1}\n{"text": "好\\ud800,的", "n": 1}\n', "utf-8")
    (folder / "in" / "broken.txt").write_bytes("会议指出，要坚持。".encode() * 20 + b"\xff")
    told = run("clean", "in", "-o", "out", "--log", "a.jsonl", "--stats", "json", code=3).stderr
    run("clean", "in/seed-article.txt", "in/t.csv", "--in-place", "--log", "b.jsonl")
    (folder / "c.jsonl").write_text(
        (json.dumps({"text": "会议在北京召开，代表三百人参加了会议。" * 3}) + "\n") * 2, "utf-8"
    )
    removal = "--scope", "archive", "--on-duplicate", "remove", "--drop-copies"
    run("clean", "c.jsonl", *removal, "-o", "d.jsonl", "--log", "c-log.jsonl")
    run("clean", "in/traditional-big5.txt", "--output-encoding", "same", "-o", "e.txt", "--log", "e.jsonl")
    names = "a.jsonl", "b.jsonl", "c-log.jsonl", "e.jsonl"
    stats = json.loads(told.splitlines()[-1])
    return [record for name in names for record in read_records(folder / name)], stats


def test_every_record_that_is_written_is_as_the_schema_says(logs):
    records, _ = logs
    types = {record["type"] for record in records}
    assert types >= {"run", "article", "change", "flag", "error", "end", "file"}
    for record in records:
        VALIDATORS["log-2"].validate(record)


def paths_in(value, path=()):
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from paths_in(inner, (*path, key))


def changed(record, path, value):
    made = copy.deepcopy(record)
    at = made
    for key in path[:-1]:
        at = at[key]
    if value is KeyError:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return made


def test_the_schema_of_the_log_refuses_what_the_reader_refuses(logs):
    """The reader refuses more: what no schema can say, as the order of broken bytes."""
    one_of_each = {}
    for record in logs[0]:
        one_of_each.setdefault((record["type"], *sorted(record)), record)
    compared = refusals = 0
    for record in one_of_each.values():
        for path in paths_in(record):
            if record["type"] == "run" or path[0] == "type" or len(path) > 4:
                continue
            for value in (KeyError, *ODD):
                made = changed(record, path, value)
                is_refused = refused(checked_record, made, "log")
                compared += 1
                refusals += is_refused
                if path[-1] in ("encoding", "bom", "record", "delimiter", "raw") or path[-3:-2] == ("raw",):
                    assert is_refused or accepts("log-2", made), (made, path)
                else:
                    assert is_refused != accepts("log-2", made), (made, path)
    assert min(refusals, compared - refusals) > 300


def test_the_statistics_are_as_their_schema_says(logs):
    VALIDATORS["statistics-1"].validate(logs[1])
    assert not accepts("statistics-1", logs[1] | {"articles": "many"})


def test_a_result_as_a_mapping_is_as_its_schema_says(seed):
    found = newsclean.clean(seed.decode()).to_dict()
    assert {change["rule"].partition("/")[0] for change in found["changes"]} == {"punctuation", "lines", "duplicates"}
    assert found["flags"]
    VALIDATORS["result-1"].validate(json.loads(json.dumps(found)))
    for one in (*found["changes"][:1], *found["flags"][:1]):
        kept = dict(one)
        for key in kept:
            del one[key]
            assert not accepts("result-1", found), key
            one[key] = {"no": 1}
            assert not accepts("result-1", found), key
            one[key] = kept[key]


DECISION = {
    "type": "decision", "article": "a.txt", "clean": "0" * 64, "on": "change", "rule": "punctuation/comma", "line": 1,
    "offset": 3, "before": ",", "after": "，", "decision": "undo", "by": "李明", "at": "2025-01-01T00:00:00Z",
}  # fmt: skip
ON_FLAG = {**DECISION, "on": "flag", "other": "二", "decision": "reading", "reading": "三"}
del ON_FLAG["after"]


@pytest.mark.parametrize("decision", [DECISION, ON_FLAG], ids=["change", "flag"])
def test_the_schema_of_decisions_refuses_what_the_reader_refuses(tmp_path, decision):
    head = {"type": "decisions", "schema": 1}
    assert accepts("decisions-1", head)
    assert not accepts("decisions-1", {**head, "schema": 2})
    assert accepts("decisions-1", decision)

    def read(made):
        (tmp_path / "d.jsonl").write_text(f"{json.dumps(head)}\n{json.dumps(made)}\n", "utf-8")
        read_decisions([tmp_path / "d.jsonl"])

    for key in {*decision} - {"type", "line"}:
        for value in (KeyError, "keep", "stands", "reading", "flag", *ODD):
            if key == "at" and isinstance(value, str):
                continue  # a format, which validators may or may not look at
            made = changed(decision, (key,), value)
            assert refused(read, made) != accepts("decisions-1", made), made


def test_the_schema_of_settings_refuses_what_is_refused():
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    VALIDATORS["settings"].validate(tomllib.loads(page.split("```toml\n")[1].split("```")[0]))
    assert accepts("settings", {"script-words": {"里程": "里程"}})
    values = (True, 5, -1, 0.5, 2.5, "x", "keep", [], [1], ["x"], {}, {"a": "b"}, {"a": 1})
    for name in [*SCHEMAS["settings"]["properties"], "no-such"]:
        for value in values:
            if name == "format" or "deprecated" in SCHEMAS["settings"]["properties"].get(name, {}):
                continue
            is_refused = refused(configure, None, {name: value})
            assert is_refused != accepts("settings", {name: value}), (name, value)
