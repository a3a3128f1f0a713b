"""Logs of the former schema are read as those of this one."""

import json
import shutil

import pytest

from conftest import ROOT, command_in
from newsclean.changelog.log_files import read_records
from newsclean.changelog.log_records import REASONS

FORMER = {"duplicate_of": "of", "also_by": "via", "other_reading": "other", "hint": "next"}


def as_schema_1(record):
    if record["type"] == "run":
        return record | {"schema": 1}
    record = dict(record)
    if reasons := record.pop("reasons", None):
        texts = (REASONS[each["code"]].text.format(**each) for each in reasons)
        record["reason"] = "; ".join(texts)
    return {FORMER.get(key, key): value for key, value in record.items()}


@pytest.mark.unmeasured
def test_every_command_does_the_same_with_a_log_of_schema_1(tmp_path):
    now, then = tmp_path / "now", tmp_path / "then"
    (now / "in").mkdir(parents=True)
    shutil.copy(ROOT / "samples" / "seed-article.txt", now / "in" / "a.txt")
    (now / "in" / "b.txt").write_text("他说&quot;好,的&quot;。", "utf-8")
    (now / "in" / "c.txt").write_text('{"a": "一"}', "utf-8")
    command_in(now)("clean", "in", "-o", "out", "--log", "log.jsonl", code=3)
    shutil.copytree(now, then)
    lines = [json.dumps(as_schema_1(record), ensure_ascii=False) for record in read_records(now / "log.jsonl")]
    (then / "log.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    keys = {key for line in lines for key in json.loads(line)}
    assert keys >= {*FORMER.values()}
    assert "reason" in keys
    assert not keys & {*FORMER, "reasons"}
    (flag,) = [
        each for each in read_records(now / "log.jsonl") if each.get("other_reading") and each["type"] == "flag"
    ][:1]
    decision = {
        "type": "decision", "article": flag["article"], "on": "flag", "rule": flag["rule"], "line": flag["line"],
        "offset": flag["offset"], "before": flag["text"], "other": flag["other_reading"], "decision": "stands",
        "by": "李明", "at": "2025-01-01T00:00:00Z",
    }  # fmt: skip
    clean = next(each["clean"]["sha256"] for each in read_records(now / "log.jsonl") if each["type"] == "article")
    answers = []
    for folder in (now, then):
        run = command_in(folder)
        head = json.dumps({"type": "decisions", "schema": 1})
        (folder / "d.jsonl").write_text(f"{head}\n{json.dumps(decision | {'clean': clean})}\n", "utf-8")
        said = [
            run("restore", "out/a.txt", "--log", "log.jsonl").stdout,
            run("verify", "--log", "log.jsonl").stderr,
            run("show", "log.jsonl").stdout,
            run("show", "log.jsonl", "in/a.txt").stdout,
            run("report", "log.jsonl", "-o", "report.html").stderr,
            run("export", "log.jsonl", "--as", "csv", "-o", "log.csv").stderr,
            run("apply", "log.jsonl", "d.jsonl", "-o", "reviewed/", "--log", "new.jsonl").stderr,
        ]
        reviewed = [as_schema_1(each) for each in read_records(folder / "new.jsonl") if each["type"] != "run"]
        made = [(folder / name).read_bytes() for name in ("log.csv", "reviewed/a.txt")]
        answers.append((said, reviewed, made))
    assert answers[0][0] == answers[1][0]
    assert answers[0] == answers[1]
    assert answers[0][0][0] == (now / "in" / "a.txt").read_bytes()
