import contextlib
import json
import re
import sqlite3

import pytest

from conftest import ROOT

SAMPLE = ROOT / "samples/seed-article.txt"


def test_todays_articles_are_compared_with_those_of_before(newsclean, tmp_path):
    newsclean("duplicates", SAMPLE, "--index", "i")
    (tmp_path / "today.txt").write_bytes(
        SAMPLE.read_bytes().replace("2024年4月23日".encode(), "2025年4月23日".encode())
    )
    told = newsclean("duplicates", "today.txt", "--index", "i", "--no-add", "--as", "jsonl").stdout
    records = [json.loads(line) for line in told.splitlines()]
    (pair,) = [record for record in records if record["type"] == "pair"]
    assert pair["articles"] == [str(SAMPLE), "today.txt"]
    assert pair["shares"][1] == 1.0
    copies = [copy for record in records if record["type"] == "cluster" for copy in record["copies"]]
    assert ["2025年", "2024年"] in [reading for copy in copies for reading in copy.get("readings", [])]
    assert b"1 article, " in newsclean("index", "show", "i").stdout


def test_an_index_is_made_of_any_batches_the_same_and_running_again_changes_nothing(newsclean):
    first = newsclean("duplicates", SAMPLE, "--index", "i").stdout
    shown = newsclean("index", "show", "i").stdout
    assert newsclean("duplicates", SAMPLE, "--index", "i").stdout == first
    assert newsclean("index", "show", "i").stdout == shown


def test_it_is_shown_checked_merged_and_compacted(newsclean, tmp_path):
    newsclean("duplicates", SAMPLE, "--index", "i")
    newsclean("duplicates", ROOT / "samples/records.jsonl", "--index", "j")
    assert re.match(rb"1 article, \d+ paragraphs in 1 run; [\d,]+ bytes", newsclean("index", "show", "i").stdout)
    assert newsclean("index", "merge", "i", "j").stdout == b"j: 3 articles added\n"
    assert newsclean("index", "merge", "i", "j").stdout == b"j: 0 articles added\n"
    assert re.match(rb"\d+ runs? of [\d,]+ bytes made 1 of ", newsclean("index", "compact", "i").stdout)
    assert newsclean("index", "check", "i").stdout == b"1 run checked, 0 wrong\n"
    (run,) = (tmp_path / "i").glob("*.run")
    run.write_bytes(run.read_bytes()[:-1])
    assert b"wrong: " in newsclean("index", "check", "i", code=3).stderr


def test_what_cannot_be_used_is_said_in_one_line(newsclean, tmp_path):
    for arguments in (("show", "none"), ("check", "none"), ("compact", "none")):
        told = newsclean("index", *arguments, code=3).stderr.decode()
        assert told == "newsclean: none: no index; make one: newsclean duplicates PATH --index INDEX\n"
    newsclean("duplicates", SAMPLE, "--index", "i")
    assert b"cannot be merged with itself" in newsclean("index", "merge", "i", "i", code=2).stderr
    assert b"no index to add to" in newsclean("duplicates", SAMPLE, "--no-add", code=2).stderr
    assert b"is there and is no index" in newsclean("duplicates", SAMPLE, "--index", SAMPLE, code=3).stderr
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("format", "newsclean index 2", "format 'newsclean index 2', and this version has "),
        ("bands", "20", "bands '20', and this version has '32'"),
        ("scheme", None, "scheme None, and this version has 'affine32'"),
    ],
)
def test_an_index_of_an_older_version_is_refused_with_the_command_that_makes_it_again(
    newsclean, tmp_path, name, value, told
):
    newsclean("duplicates", SAMPLE, "--index", "i")
    with contextlib.closing(sqlite3.connect(tmp_path / "i" / "catalog.sqlite")) as database, database:
        database.execute("UPDATE meta SET value = 'newsclean 0.0.9' WHERE name = 'made by'")
        database.execute("DELETE FROM meta WHERE name = ?", (name,))
        if value is not None:
            database.execute("INSERT INTO meta VALUES (?, ?)", (name, value))
    for arguments in (("duplicates", SAMPLE, "--index", "i"), ("index", "show", "i"), ("index", "check", "i")):
        (line,) = newsclean(*arguments, code=3).stderr.decode().splitlines()
        assert line.startswith(f"newsclean: i: made by newsclean 0.0.9 with {told}")
        assert line.endswith("; make it again from the articles: newsclean duplicates PATH --index i.new")
    newsclean("duplicates", SAMPLE, "--index", "i.new")
    assert newsclean("index", "check", "i.new").stdout == b"1 run checked, 0 wrong\n"


def test_exact_reprints_of_a_formula_are_reprints_on_later_days_and_names_may_come_again(newsclean, tmp_path):
    def forecast(day):
        return f"中央气象台预计，{day}日江南北部多云转晴，最高气温{day % 9 + 10}℃，东北风{day % 5}级，空气质量良好，适宜外出。"

    for numbers in (range(30), (17, 23, 40)):
        lines = [json.dumps({"text": forecast(number)}) for number in numbers]
        (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n")
        told = newsclean("duplicates", "in.jsonl", "--index", "i", "--as", "jsonl", "--canonical", "longest").stdout
    records = [json.loads(line) for line in told.splitlines()]
    articles = [(record["role"], record["copy_of"]) for record in records if record["type"] == "article"]
    assert articles[:2] == [("reprint", "in.jsonl:18:text"), ("reprint", "in.jsonl:24:text")]
    assert b"33 articles, 33 paragraphs" in newsclean("index", "show", "i").stdout
