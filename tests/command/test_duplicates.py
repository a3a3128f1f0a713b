import json

import pytest

from conftest import ROOT

PARAGRAPH = "会议要求，各地要认真贯彻落实中央决策部署，扎实推进各项工作。"


def test_a_folder_is_told_as_a_table(newsclean):
    done = newsclean("duplicates", ROOT / "samples")
    assert done.stderr == b"16 copies among 83 paragraphs of 6 articles\n"
    assert "conflict  99%" in done.stdout.decode()
    assert "2021年 for 2024年" in done.stdout.decode()


@pytest.mark.unmeasured
@pytest.mark.parametrize("form", ["jsonl", "csv", "table"])
def test_the_result_goes_to_a_file_and_replaces_none_unasked(newsclean, tmp_path, form):
    sample = ROOT / "samples/seed-article.txt"
    newsclean("duplicates", sample, "--as", form, "-o", "out")
    assert (tmp_path / "out").read_bytes() == newsclean("duplicates", sample, "--as", form).stdout
    assert b"is there already" in newsclean("duplicates", sample, "--as", form, "-o", "out", code=2).stderr
    assert b"the same file" in newsclean("duplicates", "out", "-o", "out", "--force", code=2).stderr


def test_records_and_standard_input_are_read_and_a_bad_line_is_an_error(newsclean):
    lines = json.dumps({"body": PARAGRAPH}) + "\n" + json.dumps({"body": PARAGRAPH}) + "\nnot a record\n"
    done = newsclean(
        "duplicates", "--format", "jsonl", "--field", "body", "--as", "jsonl", stdin=lines.encode(), code=3
    )
    pair, cluster = map(json.loads, done.stdout.splitlines())
    assert pair["articles"] == ["-:1:body", "-:2:body"]
    assert cluster["copies"][0]["article"] == "-:2:body"
    assert b"newsclean: -:3: record: not a JSON object" in done.stderr


def test_nothing_in_the_inputs_is_changed(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text("一,二")
    newsclean("duplicates", "a.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "一,二"


def test_input_is_read_as_by_the_other_commands(tmp_path, newsclean):
    table = f"id,body\n1,{PARAGRAPH}\n2,{PARAGRAPH}\n".encode()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_bytes(table)
    (tmp_path / "in" / "b.csv").write_bytes(table)
    done = newsclean("duplicates", "-", "--format", "csv", "--field", "body", stdin=table)
    assert done.stderr == b"1 copy among 2 paragraphs of 2 articles\n"
    done = newsclean("duplicates", "in", "--field", "body", "--exclude", "b.*")
    assert done.stderr == b"1 copy among 2 paragraphs of 2 articles\n"
    told = newsclean("duplicates", "in/a.csv", "--field", "body", "--max-bytes", 50, code=3).stderr
    assert b"in/a.csv, one line: more than 50 bytes; raise --max-bytes, or split it\n" in told
    (tmp_path / "newsclean.toml").write_text('field = ["body"]\nexclude = ["a.csv"]\n', "utf-8")
    assert newsclean("duplicates", "in").stderr == b"1 copy among 2 paragraphs of 2 articles\n"
