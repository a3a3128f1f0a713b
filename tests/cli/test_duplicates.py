import csv
import io
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
    *articles, pair, cluster = map(json.loads, done.stdout.splitlines())
    assert [(article["article"], article["role"]) for article in articles] == [
        ("-:1:body", "original"),
        ("-:2:body", "reprint"),
    ]
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


FLASH = "国家地震台网测定：今天凌晨某县发生4.5级地震，震源深度十公里，当地震感明显，暂无人员伤亡报告。"
TEXTS = {
    "a": f"{PARAGRAPH}\n据介绍，当地已建成一批特色产业基地，带动农民就近就业增收。",
    "b": f"{PARAGRAPH.replace('，', ',')}\n据介绍，当地已建成一批特色产业基地，带动农民就近就业增收。",
    "c": FLASH,
    "d": FLASH.replace("4.5", "4.8"),
}


@pytest.fixture
def records(tmp_path):
    lines = [f'{{"key":"{key}" , "n": 1.50,"body":{json.dumps(text)}}}\r\n' for key, text in TEXTS.items()]
    (tmp_path / "in.jsonl").write_text("".join((*lines, "not a record\n")), "utf-8", newline="")
    return lines


def test_every_article_is_told_with_its_cluster_its_role_and_its_conflicts(newsclean, tmp_path, records):
    options = ("in.jsonl", "--field", "body", "--id-field", "key")
    newsclean("duplicates", *options, "--articles", "a.csv", "--annotate", "out.jsonl", "--as", "jsonl", code=3)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"), newline="")))
    told = [(row["id"], row["role"], row["id of that"], row["conflicts"]) for row in rows]
    assert told == [
        ("a", "original", "", "0"),
        ("b", "reprint", "a", "0"),
        ("c", "original", "", "1"),
        ("d", "update", "c", "1"),
    ]
    assert [rows[n]["cluster"] == rows[n + 1]["cluster"] for n in range(3)] == [True, False, True]
    *annotated, last = (tmp_path / "out.jsonl").read_bytes().decode().split("\r\n")
    assert last == "not a record\n"
    for line, before, row in zip(annotated, records, rows, strict=True):
        assert line.startswith(before.removesuffix("}\r\n"))
        of = row["id of that"] or None
        assert json.loads(line)["newsclean"] == {
            "cluster": row["cluster"], "role": row["role"], "copy_of": of, "conflicts": int(row["conflicts"])
        }  # fmt: skip
    again = newsclean("duplicates", "out.jsonl", *options[1:], "--annotate", "again.jsonl", code=3)
    clusters = [json.loads(line)["newsclean"].pop("cluster") for line in annotated]
    assert (tmp_path / "again.jsonl").read_bytes().count(b"newsclean") == 4
    assert clusters[0] not in (tmp_path / "again.jsonl").read_text("utf-8")  # another name, another cluster
    assert b"2 copies among" in again.stderr or b"3 copies among" in again.stderr


def test_what_cannot_be_annotated_is_refused(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text(PARAGRAPH)
    told = newsclean("duplicates", "a.txt", "--annotate", "out", code=2).stderr
    assert told == b"newsclean: --annotate: only files of JSON Lines are written again; leave the other inputs out\n"
