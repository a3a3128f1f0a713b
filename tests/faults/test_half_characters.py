"""Half characters, from names of files that are no UTF-8 and from JSON, go through every command as all others do."""

import json
import os
import time

import pytest

from newsclean.i18n.messages import Catalog
from newsclean.review_app.deciding import Choice
from newsclean.review_app.finishing import Outputs, finish
from newsclean.review_app.queries import Query
from newsclean.review_app.store import ReviewStore

TEXT = "会议指出,要坚持稳中求进,扎实推进各项工作,抓好落实,开创各项工作的新局面。\n"
NAMES = (b"a.txt", b"\xff\xfe.txt", b"\xed\xa0\x80.txt")


@pytest.fixture
def folder(newsclean, tmp_path):
    (tmp_path / "in").mkdir()
    for name in NAMES:
        with open(os.path.join(os.fsencode(tmp_path / "in"), name), "wb") as file:
            file.write(TEXT.encode())
    record = {"id": "\ud83d", "text": "\ud800,一,二\ude00"}
    (tmp_path / "in" / "r.jsonl").write_text(json.dumps(record) + "\n", "ascii")
    newsclean("clean", "in", "-o", "out", "--log", "log.jsonl", "--id-field", "id")
    return tmp_path


def test_a_run_goes_on_and_is_restored(folder, newsclean):
    for name in os.listdir(os.fsencode(folder / "out")):
        os.unlink(os.path.join(os.fsencode(folder / "out"), name))
    newsclean("clean", "in", "-o", "out", "--log", "log.jsonl", "--id-field", "id", "--resume")
    newsclean("verify", "--log", "log.jsonl")
    for name in (*map(os.fsdecode, NAMES), "r.jsonl"):
        back = newsclean("restore", f"out/{name}", "--log", "log.jsonl").stdout
        assert back == (folder / "in" / name).read_bytes()


def test_an_index_has_them(folder, newsclean):
    newsclean("duplicates", "in/a.txt", "--index", "one.index")
    for _ in range(2):
        newsclean("duplicates", "in", "--index", "two.index", "--as", "jsonl")
    newsclean("index", "merge", "one.index", "two.index")
    newsclean("index", "compact", "one.index")
    assert b"0 wrong" in newsclean("index", "check", "one.index").stdout
    found = [
        json.loads(line)
        for line in newsclean("duplicates", "in", "--index", "one.index", "--as", "jsonl").stdout.splitlines()
    ]
    assert {os.fsdecode(b"in/\xff\xfe.txt"), "in/a.txt"} <= {each.get("article") for each in found}


def test_they_are_reviewed_and_exported(folder, newsclean, monkeypatch):
    monkeypatch.chdir(folder)
    store = ReviewStore(folder / "log.jsonl", Catalog("en"))
    while store.progress()["loading"] is not None:
        time.sleep(0.01)
    queue = store.views.queue(Query(), 0, 100)
    assert "\\ud800" in "".join(each["text"] for each in queue["items"])
    store.journal.decide([Choice(each["key"], "stands") for each in queue["items"] if each["isFlag"]], "王\u200b")
    outputs = Outputs(folder / "decisions.jsonl", folder / "reviewed", folder / "new.jsonl")
    assert finish(store, outputs, replace=False).wrong == []
    store.close()
    for form in ("csv", "diff", "sha256", "premis", "mnbvc", "stats", "card"):
        newsclean("export", "log.jsonl", "--as", form, "-o", f"x.{form}")
    newsclean("report", "log.jsonl", "-o", "page.html")
    assert b"4 articles" in newsclean("show", "log.jsonl").stdout
    newsclean("apply", "log.jsonl", "decisions.jsonl", "-o", "again/", "--log", "again.jsonl")
