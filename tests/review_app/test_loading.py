"""The loading of a log: what is shown of one that breaks off, and what is left of reviews of earlier versions."""

import contextlib
import hashlib
import json
import sqlite3
import sys

import pytest

from conftest import command_in
from newsclean.errors import LogError, UsageError
from newsclean.i18n.messages import Catalog
from newsclean.review_app.database import Database
from newsclean.review_app.deciding import Choice
from newsclean.review_app.finishing import Outputs, finish
from newsclean.review_app.queries import Query
from newsclean.review_app.store import ReviewStore, review_of


@pytest.fixture
def log(tmp_path):
    """The log of two records and a text."""
    records = '{"text": "代表们还将将参加讨论,"}\n{"text": "会议还将将召开,"}\n'
    (tmp_path / "r.jsonl").write_text(records, "utf-8")
    (tmp_path / "a.txt").write_text("代表们还将将参加讨论。\n", "utf-8")
    command_in(tmp_path)("clean", "r.jsonl", "a.txt", "-o", "out", "--log", "log.jsonl")
    return tmp_path / "log.jsonl"


def without(log, wanted):
    """Leave those records out of a log that are not wanted."""
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(line for line in lines if wanted(json.loads(line))))


def loaded(log, language="en"):
    store = ReviewStore(log, Catalog(language))
    while loading := store.progress()["loading"]:
        assert not loading["problem"]
    return store


def listed(store):
    return [item["name"] for item in store.views.articles("", 0, 100)["items"]]


def decided_before(log, key, article):
    """Leave a decision on a place, a comment and a mark, as a server does that is killed while it reads."""
    record = {"type": "decision", "article": article, "on": "flag", "decision": "stands", "by": "王"}
    database = Database(review_of(log), is_lasting=True)
    with database.writing() as connection:
        connection.execute("INSERT INTO decisions VALUES (?, 1, ?, 1)", (key, json.dumps(record)))
        connection.execute("INSERT INTO history VALUES (1, ?, NULL, '王')", (key,))
        connection.execute("INSERT INTO comments (key, text, by, at) VALUES (?, '?', '王', '')", (key,))
        connection.execute("INSERT INTO articles_read VALUES (?, '王', '')", (int(key.partition("/")[0]),))
    database.close()


def test_a_decision_on_a_file_that_is_not_whole_is_told_of_and_keeps_none_of_the_others_back(log):
    without(log, lambda record: record.get("article") != "r.jsonl")
    decided_before(log, "0/flag/0", "r.jsonl:1:text")
    store = loaded(log)
    try:
        assert listed(store) == ["a.txt"]
        (item,) = store.views.queue(Query(), 0, 100)["items"]
        assert store.journal.undo("王") == []
        store.journal.decide([Choice(item["key"], "stands")], "王")
        done = finish(store, Outputs.next_to(log), replace=False)
        assert (done.articles, done.decisions, done.wrong) == (1, 1, [])
        assert "r.jsonl:1:text: its file is not whole; 1 decisions on it were left out; clean it again" in done.errors
        assert store.views.articles("", 0, 1)["read"] == 0
    finally:
        store.close()


def test_an_article_is_reviewed_whose_file_proves_that_it_was_written(log):
    without(log, lambda record: (record["type"], record.get("article")) != ("end", "a.txt"))
    store = loaded(log)
    try:
        assert sorted(listed(store)) == ["a.txt", "r.jsonl:1:text", "r.jsonl:2:text"]
        keys = [item["key"] for item in store.views.queue(Query(), 0, 100)["items"]]
        store.journal.decide([Choice(key, "stands") for key in keys], "王")
        done = finish(store, Outputs.next_to(log), replace=False)
        assert (done.articles, done.decisions, done.errors, done.wrong) == (3, 3, [], [])
    finally:
        store.close()


def stopped(log):
    """The review of a log that cannot be read to its end, and why."""
    store = ReviewStore(log, Catalog("en"))
    while not (problem := store.progress()["loading"]["problem"]):
        pass
    return store, problem


def test_of_a_log_that_is_damaged_decisions_are_saved_and_the_damage_is_told(log):
    log.write_bytes(log.read_bytes() + b'{"type":"flag"}\n{"type":"end"}\n')
    store, problem = stopped(log)
    try:
        (item, *_) = store.views.queue(Query(), 0, 100)["items"]
        store.journal.decide([Choice(item["key"], "stands")], "王")
        head, decision = store.decisions()
        assert head["log"] == {"name": "log.jsonl", "sha256": hashlib.sha256(log.read_bytes()).hexdigest()}
        assert decision["by"] == "王"
        with pytest.raises(LogError) as told:
            finish(store, Outputs.next_to(log), replace=False)
        assert str(told.value) == problem
    finally:
        store.close()


def test_whatever_keeps_a_log_from_being_read_is_told(log):
    log.write_bytes(log.read_bytes().replace(b'"rule":"punctuation/doubled-word"', b'"rule":"\\ud800"'))
    store, problem = stopped(log)
    assert problem.startswith(f"{log}: cannot be read (UnicodeEncodeError(")
    store.close()


def test_logs_that_are_read_at_once_leave_the_turns_of_threads_as_they_were(log):
    usual = sys.getswitchinterval()
    other = log.with_name("other.jsonl")
    other.write_bytes(log.read_bytes())
    for _ in range(5):
        stores = [ReviewStore(path, Catalog(language)) for language in ("en", "zh") for path in (log, other)]
        while any(store.progress()["loading"] for store in stores):
            pass
        for store in stores:
            store.close()
    assert sys.getswitchinterval() == usual


def test_a_text_that_is_counted_is_found(tmp_path):
    records = "".join(f'{{"text": "第{number}期。\\n\\n代表们还将将参加讨论,"}}\n' for number in range(1500))
    (tmp_path / "in.jsonl").write_text(records, "utf-8")
    command_in(tmp_path)("clean", "in.jsonl", "-o", "out.jsonl", "--log", "log.jsonl")
    store = ReviewStore(tmp_path / "log.jsonl", Catalog("en"))
    try:
        while loading := store.progress()["loading"]:
            assert store.views.articles("参加讨论", 0, 1)["count"] >= loading["texts"]
        assert store.views.articles("参加讨论", 0, 1)["count"] == 1500
    finally:
        store.close()


FIRST = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE articles (number INTEGER PRIMARY KEY, name TEXT, page TEXT);
CREATE TABLE items (
  key TEXT PRIMARY KEY, article INTEGER, place INTEGER, rule TEXT, is_flag INTEGER, is_conflict INTEGER,
  confidence REAL, line INTEGER, text TEXT, other TEXT
);
CREATE TABLE decisions (key TEXT PRIMARY KEY, step INTEGER, record TEXT);
CREATE TABLE history (step INTEGER, key TEXT, record TEXT, PRIMARY KEY (step, key));
"""
SECOND = (
    FIRST.replace("record TEXT);", "record TEXT, in_queue INTEGER);").replace("other TEXT", "other TEXT, pattern INTEGER, head TEXT, tail TEXT")
    + "CREATE TABLE texts (number INTEGER PRIMARY KEY, folded TEXT); PRAGMA user_version=1;"
)  # fmt: skip


@pytest.mark.parametrize(("tables", "key"), [(FIRST, "0/flag/0"), (FIRST, "2/flag/0"), (SECOND, "2/flag/0")])
def test_decisions_of_an_earlier_version_are_kept_with_their_places(log, tables, key):
    store = loaded(log)
    item = store.views.queue(Query(article=2), 0, 1)["items"][0]
    store.journal.decide([Choice(item["key"], "stands")], "王")
    record = [*store.decisions()][1]
    store.close()
    for path in log.parent.glob("*.review*"):
        path.unlink()
    with contextlib.closing(sqlite3.connect(review_of(log))) as former:
        former.executescript(tables)
        values = (key, 1, json.dumps(record), 1)[: 3 + (tables is SECOND)]
        former.execute(f"INSERT INTO decisions VALUES ({', '.join('?' * len(values))})", values)
        former.execute("INSERT INTO history VALUES (1, ?, NULL)", (key,))
        former.commit()
    store = loaded(log)
    try:
        assert [*store.decisions()][1:] == [record]
        (place,) = (each for each in store.views.queue(Query(), 0, 100)["items"] if each["record"])
        assert place["key"] == "2/flag/0"
        assert store.progress()["decided"] == 1
        assert store.journal.undo("王") == (["2/flag/0"] if tables is SECOND else [])
    finally:
        store.close()


@pytest.mark.parametrize("script", ["CREATE TABLE photos (name TEXT);", "PRAGMA user_version=99;"])
def test_a_file_of_something_else_or_of_a_later_version_is_refused_and_stays_as_it_is(log, script):
    with contextlib.closing(sqlite3.connect(review_of(log))) as other:
        other.executescript(script)
    before = review_of(log).read_bytes()
    with pytest.raises(UsageError, match="cannot be used"):
        ReviewStore(log, Catalog("en"))
    assert review_of(log).read_bytes() == before


def test_nothing_of_another_version_of_the_rules_is_left(log):
    store = loaded(log)
    store.journal.decide([Choice("0/flag/0", "stands")], "王")
    store.close()
    database = Database(review_of(log), is_lasting=True)
    with database.writing() as connection:
        connection.execute("UPDATE about SET value = '0.0.1' WHERE key IN ('begun', 'newsclean')")
        connection.execute("INSERT INTO texts VALUES (99, '')")
        connection.execute("UPDATE decisions SET in_queue = 0")
    store = loaded(log)
    assert store.progress()["decided"] == 1
    assert sorted(database.rows("SELECT number FROM texts")) == [(0,), (1,), (2,)]
    store.close()
    database.close()


def test_places_of_unknown_rules_are_decided_while_the_log_is_read_again(tmp_path):
    records = "".join(f'{{"text": "第{number}期。"}}\n' for number in range(1500))
    (tmp_path / "in.jsonl").write_text(records + '{"text": "代表们还将将参加讨论。"}\n', "utf-8")
    command_in(tmp_path)("clean", "in.jsonl", "-o", "out.jsonl", "--log", "log.jsonl")
    log = tmp_path / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b"punctuation/doubled-word", b"own/rule"))
    loaded(log, "en").close()
    store = ReviewStore(log, Catalog("zh"))
    try:
        store.journal.decide([Choice("1500/flag/0", "stands")], "王")
        while store.progress()["loading"]:
            pass
        assert [each["rule"] for each in [*store.decisions()][1:]] == ["own/rule"]
    finally:
        store.close()
