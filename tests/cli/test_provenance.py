"""Logs that are looked at later and from elsewhere: the sources and texts that they name are still those."""

import gzip
import io
import json
import os
import shutil

import pyarrow
import pyarrow.parquet
import pytest

from documents import paragraph, run, word

TEXT = "会议指出,要坚持以人民为中心的发展思想.与会代表围绕今年的重点工作进行了讨论,并提出了意见."
PAGE = f"<html><head><title>会议</title></head><body><article><h1>会议召开</h1><p>{TEXT * 3}</p><p>{TEXT}</p></article></body></html>"


def parquet():
    data = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"n": [1, 2], "text": [TEXT, "好,的"]}), data)
    return data.getvalue()


def warc():
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/1\r\nWARC-Date: 2026-11-23T12:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n")


FORMATS = {
    "a.txt": TEXT.encode(),
    "b.txt": TEXT.encode("gb18030"),
    "c.md": f"# 标题\n\n{TEXT}\n".encode(),
    "d.html": PAGE.encode(),
    "e.docx": word(paragraph(run(TEXT))),
    "f.jsonl": (json.dumps({"text": TEXT}) + "\n").encode(),
    "g.csv": f'n,text\n1,"{TEXT}"\n'.encode(),
    "h.tsv": f"n\ttext\n1\t{TEXT}\n".encode(),
    "i.txt.gz": gzip.compress(TEXT.encode()),
    "j.parquet": parquet(),
    "k.warc.gz": warc(),
}


@pytest.fixture
def archive(newsclean, tmp_path):
    folder = tmp_path / "archive"
    (folder / "in").mkdir(parents=True)
    for name, data in FORMATS.items():
        (folder / "in" / name).write_bytes(data)
    newsclean("clean", "in", "-o", "out", "--log", "log.jsonl", cwd=folder)
    return folder


def decide(folder):
    """Undo the first comma of each article, as the page would save it."""
    heads, lines = {}, [{"type": "decisions", "schema": 1}]
    for line in (folder / "log.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["type"] == "article":
            heads[record["article"]] = record
        if record.get("rule") == "punctuation/comma" and record["article"] in heads:
            head = heads.pop(record["article"])
            lines.append(
                {"type": "decision", "article": record["article"], "clean": head["clean"]["sha256"], "on": "change",
                 "rule": record["rule"], "offset": record["places"][0][0], "before": record["before"],
                 "after": record["after"], "decision": "undo", "by": "王", "at": "2026-11-23T12:00:00Z"}
            )  # fmt: skip
    (folder / "d.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return len(lines) - 1


def test_after_apply_every_format_is_verified_and_an_altered_source_is_told(newsclean, archive):
    assert decide(archive) == len(FORMATS) + 1
    newsclean("apply", "log.jsonl", "d.jsonl", "-o", "reviewed", "--log", "new.jsonl", cwd=archive)
    told = newsclean("verify", "--log", "new.jsonl", cwd=archive).stdout.decode()
    assert told == f"{len(FORMATS)} files checked, 0 wrong\n"
    for name in ("d.html", "e.docx"):
        with (archive / "in" / name).open("ab") as file:
            file.write(b" ")
    told = newsclean("verify", "--log", "new.jsonl", cwd=archive, code=3).stderr.decode()
    assert "source in/d.html: altered" in told
    assert "source in/e.docx: altered" in told
    assert told.count("\n") == 2


@pytest.mark.parametrize("log", ["log.jsonl", "logs/log.jsonl"])
def test_texts_are_found_from_any_folder_and_after_a_move(newsclean, archive, tmp_path, log):
    if log != "log.jsonl":
        (archive / "logs").mkdir()
        newsclean("clean", "in", "-o", "out", "--log", log, "--force", cwd=archive)
    shutil.move(archive, tmp_path / "moved")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    there = os.path.join("..", "moved", log)
    newsclean("report", there, "-o", "r.html", "--language", "en", cwd=elsewhere)
    page = (elsewhere / "r.html").read_text("utf-8")
    assert '"rows":null' not in page
    assert page.count('"rows":[[') == len(FORMATS) + 1
    assert b"0 wrong" in newsclean("verify", "--log", there, cwd=elsewhere).stdout
    assert newsclean("restore", "../moved/out/a.txt", "--log", there, cwd=elsewhere).stdout == FORMATS["a.txt"]
    assert "会议指出" in newsclean("show", there, "in/a.txt", cwd=elsewhere).stdout.decode()


def test_a_review_from_elsewhere_is_verified_from_anywhere(newsclean, archive, tmp_path):
    decide(archive)
    newsclean("apply", "archive/log.jsonl", "archive/d.jsonl", "-o", "reviewed", "--log", "new.jsonl")
    told = newsclean("verify", "--log", "new.jsonl").stdout.decode()
    assert told == f"{len(FORMATS)} files checked, 0 wrong\n"
    assert newsclean("verify", "--log", "../new.jsonl", cwd=archive).stdout.decode() == told


def test_a_report_whose_texts_are_gone_says_so(newsclean, archive):
    shutil.rmtree(archive / "out")
    shutil.rmtree(archive / "in")
    done = newsclean("report", "log.jsonl", "-o", "r.html", "--language", "en", cwd=archive, code=3)
    assert done.stderr.decode().startswith("newsclean: log.jsonl: the texts of 12 of 12 articles could not be read")
    assert done.stderr.count(b"\n") == 1
