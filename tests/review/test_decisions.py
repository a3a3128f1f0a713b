import json

import pytest

from newsclean.errors import DecisionError, ExitCode
from newsclean.review.decisions import read_decisions

HEAD = {"type": "decisions", "schema": 1}
DECISION = {
    "type": "decision", "article": "a.txt", "clean": "00", "on": "change", "rule": "punctuation/comma", "line": 1,
    "offset": 3, "before": ",", "after": "，", "decision": "undo", "by": "王", "at": "2026-11-23T12:00:00.000Z",
}  # fmt: skip


def written(path, *records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def test_decisions_are_read_by_article(tmp_path):
    file = written(tmp_path / "d.jsonl", HEAD, DECISION, DECISION | {"article": "b.txt", "note": "见原件"})
    found = read_decisions([file])
    assert {name: [each.note for each in made] for name, made in found.items()} == {"a.txt": [""], "b.txt": ["见原件"]}


def test_the_same_decision_in_two_files_stands_once_and_a_contradiction_is_refused(tmp_path):
    one = written(tmp_path / "one.jsonl", HEAD, DECISION)
    same = written(tmp_path / "same.jsonl", HEAD, DECISION | {"by": "李"})
    other = written(tmp_path / "other.jsonl", HEAD, DECISION | {"decision": "keep"})
    assert len(read_decisions([one, same])["a.txt"]) == 1
    with pytest.raises(DecisionError, match=r"other.jsonl:2: contradicts .*one.jsonl:2; leave one of the two out"):
        read_decisions([one, other])


@pytest.mark.parametrize(
    ("records", "cause"),
    [
        ([{"type": "run", "schema": 1}], "not a file of decisions"),
        ([{"type": "decisions", "schema": 2}], "written in schema 2, this version knows 1"),
        ([HEAD, []], "2: not a record"),
        ([HEAD, DECISION | {"decision": "stands"}], "'stands' cannot be decided on 'change'"),
        ([HEAD, DECISION | {"on": "flag", "decision": "reading"}], "it has no reading"),
        ([HEAD, DECISION | {"offset": "3"}], "its offset is not a number"),
        ([HEAD, DECISION | {"before": None}], "its before is not a text"),
        ([HEAD, {key: DECISION[key] for key in DECISION if key != "rule"}], "it has no rule"),
        ([HEAD, DECISION | {"after": 1}], "what it would change is not a text"),
        ([HEAD, DECISION | {"by": " "}], "nobody has signed it; write your name in the report before you save"),
        ([HEAD, DECISION | {"at": "yesterday"}], "'yesterday' is not a time"),
    ],
)
def test_a_foreign_or_broken_file_is_refused_in_one_line(tmp_path, records, cause):
    file = written(tmp_path / "d.jsonl", *records)
    with pytest.raises(DecisionError, match=cause) as caught:
        read_decisions([file])
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == ExitCode.USAGE


def test_a_file_cut_in_the_middle_is_refused_whole(tmp_path):
    file = written(tmp_path / "d.jsonl", HEAD, DECISION, DECISION | {"offset": 9})
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(DecisionError, match="3: not a record"):
        read_decisions([file])


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    with pytest.raises(DecisionError, match="No such file"):
        read_decisions([tmp_path / "none.jsonl"])
    (tmp_path / "gbk.jsonl").write_bytes("决定".encode("gbk"))
    with pytest.raises(DecisionError, match="not UTF-8"):
        read_decisions([tmp_path / "gbk.jsonl"])
