"""A corpus in shards: split, cleaned by shares with a log an input, stopped, gone on with, and told about."""

import json
import os
import signal
import subprocess
import sys
import time

import pyarrow as pa
import pytest
from jsonschema import Draft202012Validator
from pyarrow import parquet

from conftest import ROOT
from newsclean.changelog.log_files import read_records

RECORD = '{{"n": {}, "text": "第{}天,会议在北京召开.\\n来自各地的代表三百人参加了会议。"}}\n'


@pytest.fixture
def corpus(tmp_path, newsclean):
    """Ten shards of thirty records each, the last one of three."""
    (tmp_path / "news.jsonl").write_text("".join(RECORD.format(n, n) for n in range(273)), "utf-8")
    newsclean("split", "news.jsonl", "-o", "in", "--shard-size", "30")
    return tmp_path


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def logs(folder):
    """The records of each log, but for the time of the run."""
    return {
        path.name: [record | ({"started": ""} if "started" in record else {}) for record in read_records(path)]
        for path in sorted(folder.rglob("*.zst"))
    }


def test_shards_are_the_records_in_order_packed_as_they_were(corpus, newsclean):
    shards = sorted((corpus / "in").iterdir())
    assert [path.name for path in shards] == [f"news-{number:05}.jsonl" for number in range(10)]
    assert b"".join(path.read_bytes() for path in shards) == (corpus / "news.jsonl").read_bytes()
    assert shards[-1].read_bytes().count(b"\n") == 3
    newsclean("clean", "news.jsonl", "-o", "a.jsonl.gz", "--ignore", "punctuation,lines")
    newsclean("split", "a.jsonl.gz", "in/news-00000.jsonl", "-o", "packed", "--shard-size", "200")
    assert sorted(tree(corpus / "packed")) == ["a-00000.jsonl.gz", "a-00001.jsonl.gz"]
    told = newsclean("split", "a.jsonl.gz", "-o", "packed", "--shard-size", "200", code=4).stderr
    assert b"packed/a-00000.jsonl.gz: is there already; choose another -o or pass --force" in told
    (corpus / "a.txt").write_bytes(b"")
    assert b"a.txt: no file of records" in newsclean("split", "a.txt", "-o", "b", code=3).stderr


def test_rows_of_parquet_are_split_with_all_their_columns(tmp_path, newsclean):
    table = pa.table({"text": [f"第{n}天,晴." for n in range(25)], "n": range(25), "tags": [["甲"]] * 25})
    parquet.write_table(table, tmp_path / "a.parquet", row_group_size=7)
    newsclean("split", "a.parquet", "-o", "in", "--shard-size", "10")
    shards = [parquet.read_table(path) for path in sorted((tmp_path / "in").iterdir())]
    assert [shard.num_rows for shard in shards] == [10, 10, 5]
    assert pa.concat_tables(shards) == table
    newsclean("clean", "in", "-o", "out", "--log", "logs/")
    assert parquet.read_table(tmp_path / "out" / "a-00002.parquet")["text"].to_pylist()[0] == "第20天，晴。"


def test_shares_make_together_what_one_run_makes(corpus, newsclean):
    newsclean("clean", "in", "-o", "whole", "--log", "whole-logs/")
    for share in (3, 1, 2):
        newsclean("clean", "in", "-o", "out", "--log", "logs/", "--shard", f"{share}/3", "--jobs", "2")
    assert tree(corpus / "out") == tree(corpus / "whole")
    assert sorted(logs(corpus / "logs")) == [f"news-{number:05}.jsonl.log.jsonl.zst" for number in range(10)]
    newsclean("verify", "--log", "logs/news-00004.jsonl.log.jsonl.zst")
    (corpus / "one.jsonl").write_bytes(b"")
    for share in ("0/3", "4/3", "1", "a/b"):
        assert b"no share; write k/n" in newsclean("clean", "one.jsonl", "--shard", share, code=2).stderr
    told = newsclean("clean", "one.jsonl", "--log", "logs/", code=2).stderr
    assert b"the clean text goes to no file; pass -o" in told


@pytest.mark.unmeasured
def test_a_run_that_was_killed_twice_makes_the_same_bytes_when_it_goes_on(corpus, newsclean):
    newsclean("clean", "in", "-o", "whole", "--log", "whole-logs/")
    command = [sys.executable, "-m", "newsclean", "clean", "in", "-o", "out", "--log", "logs/", "--resume"]
    for number in (3, 7):
        with subprocess.Popen(command, cwd=corpus, env=os.environ, stderr=subprocess.PIPE) as process:
            while not (corpus / "out" / f"news-{number:05}.jsonl").exists():
                assert process.poll() is None
                time.sleep(0.001)
            process.send_signal(signal.SIGKILL)
    done = newsclean("clean", "in", "-o", "out", "--log", "logs/", "--resume", "--stats", "json")
    stats = json.loads(done.stderr)
    assert stats["articles"] == 273
    assert stats["resumed"] >= 200
    assert stats["changes"]["punctuation/comma"] == 273
    assert tree(corpus / "out") == tree(corpus / "whole")
    assert [*logs(corpus / "logs").values()] == [
        [json.loads(json.dumps(record).replace('"whole/', '"out/')) for record in log]
        for log in logs(corpus / "whole-logs").values()
    ]


def test_what_was_altered_since_is_done_again(corpus, newsclean):
    newsclean("clean", "in", "-o", "out", "--log", "logs/")
    (corpus / "in" / "news-00001.jsonl").write_text(RECORD.format(500, 500), "utf-8")
    (corpus / "out" / "news-00002.jsonl").write_bytes(b"")
    stats = json.loads(newsclean("clean", "in", "-o", "out", "--log", "logs/", "--resume", "--stats", "json").stderr)
    assert (stats["articles"], stats["resumed"], stats["redone"]) == (244, 243, 1)
    assert "第500天，" in (corpus / "out" / "news-00001.jsonl").read_text("utf-8")
    assert (corpus / "out" / "news-00002.jsonl").read_bytes()


def test_patterns_are_paths_where_no_shell_has_put_files_in_their_place(corpus, newsclean):
    done = newsclean("clean", "in/news-0000[12].jsonl", "in/*9.jsonl", "-o", "out/")
    assert sorted(tree(corpus / "out")) == ["news-00001.jsonl", "news-00002.jsonl", "news-00009.jsonl"]
    assert done.stderr.startswith(b"63 articles")
    assert b"no*: no such file or folder" in newsclean("check", "no*", code=3).stderr


def test_the_statistics_of_all_logs_are_told_by_shard_and_rule(corpus, newsclean):
    (corpus / "in" / "a.txt").write_text("会议指出,要坚持。后续还将将开展。\n", "utf-8")
    (corpus / "in" / "bad.jsonl").write_text('{"text": "一,二"}\n{"x": 1}\n', "utf-8")
    newsclean("clean", "in", "-o", "out", "--log", "logs/", code=3)
    told = json.loads(newsclean("export", "logs", "--as", "stats").stdout)
    schema = json.loads((ROOT / "docs" / "schemas" / "corpus-1.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(told)
    assert len(told["shards"]) == 12
    by_name = {shard["name"]: shard for shard in told["shards"]}
    assert by_name["in/a.txt"] | {"clean_bytes": 0} == {
        "name": "in/a.txt", "clean": "out/a.txt", "bytes": 50, "clean_bytes": 0, "records": None, "articles": 1,
        "changes": {"punctuation/comma": 1}, "flags": {"punctuation/doubled-word": 1}, "errors": 0,
    }  # fmt: skip
    bad = by_name["in/bad.jsonl"]
    assert (bad["records"], bad["articles"], bad["errors"]) == (2, 1, 1)
    assert told["total"]["articles"] == 275
    assert told["total"]["changes"]["punctuation/comma"] == 275
    newsclean("clean", "in/news-00000.jsonl", "-o", "b.jsonl", "--log", "b-log.jsonl")
    one = json.loads(newsclean("export", "b-log.jsonl", "--as", "stats").stdout)
    assert one["total"]["changes"] == by_name["in/news-00000.jsonl"]["changes"]
    card = newsclean("export", "logs", "--as", "card").stdout.decode()
    assert "| **all** | 275 | 275 |" in card
    assert "| punctuation/comma | 275 | 0 |" in card
    assert "| punctuation/doubled-word | 0 | 1 |" in card
    (corpus / "none").mkdir()
    assert b"no log in the folder" in newsclean("export", "none", "--as", "card", code=3).stderr
