import pytest

from newsclean.changelog.log_files import LogWriter
from newsclean.changelog.log_records import change_records
from newsclean.changelog.reading import ArticleLog, LoggedFile, read_articles, read_files
from newsclean.errors import LogError
from newsclean.settings import Settings

FIXITY = {"sha256": "00", "bytes": 1}


def article(name, **more):
    return {"type": "article", "article": name, "source": FIXITY, "clean": {"path": "b", **FIXITY}, **more}


def end(name, **more):
    return {"type": "end", "article": name, **more}


def change(name, **more):
    return {
        "type": "change", "article": name, "rule": "punctuation/comma", "before": ",", "after": "，",
        "places": [[1, 1]], **more,
    }  # fmt: skip


def write(path, records):
    log = LogWriter(path, Settings())
    log.write(records)
    log.close()


def test_files_and_records_come_whole_and_what_is_not_done_comes_last(tmp_path):
    path = tmp_path / "log.jsonl"
    record = {"record": 1, "field": "text"}
    whole = {"source": FIXITY, "clean": {"path": "c", **FIXITY}, "records": 1}
    write(
        path,
        [
            article("a.txt"), change("a.txt"), end("a.txt"),
            article("r.jsonl:1:text", **record), end("r.jsonl:1:text"),
            {"type": "error", "article": "r.jsonl:2", "where": "record", "cause": "x", "hint": "y"},
            end("r.jsonl", **whole),
            article("s.jsonl:1:text", **record), end("s.jsonl:1:text"),
            article("d.txt"), change("d.txt"),
        ],
    )  # fmt: skip
    found = list(read_files(path))
    files = [file for file in found if isinstance(file, LoggedFile)]
    rest = [article for article in found if isinstance(article, ArticleLog)]
    assert [(file.name, file.is_records, len(file.articles)) for file in files] == [
        ("a.txt", False, 1),
        ("r.jsonl", True, 1),
    ]
    assert [(each.name, bool(each.end), len(each.errors)) for each in rest] == [
        ("r.jsonl:2", False, 1),
        ("d.txt", False, 0),
        ("s.jsonl", False, 0),
    ]


@pytest.mark.parametrize(
    "record",
    [
        article("a", source={}),
        article("a", record="1", field="text"),
        change("a", places=[["1", 1]]),
        change("a", places=5),
        change("a", line=[1]),
        change("a", reason={"<script>": 1}),
        change("a", reasons="cut-word"),
        change("a", reasons=[["cut-word", "联合"]]),
        change("a", reasons=[{"word": "联合"}]),
        change("a", reasons=[{"code": "cut-word", "word": ["联合"]}]),
        change("a", reasons=[{"code": "cut-word", "word": True}]),
        {"type": "flag", "article": "a", "rule": "x", "line": 1, "offset": 0, "text": "t"},
        change("a", confidence="high"),
        change("a", also_by="x") | {"also_by": [1]},
        change("a", duplicate_of=7),
        {
            "type": "flag",
            "article": "a",
            "rule": "x",
            "line": 1,
            "offset": 0,
            "text": "t",
            "reason": "r",
            "other_reading": "o",
        },
        {"type": "error", "article": "a", "where": 1, "cause": "c", "hint": "n"},
    ],
)
def test_a_record_with_values_that_newsclean_does_not_write_is_refused(tmp_path, record):
    path = tmp_path / "log.jsonl"
    write(path, [record])
    with pytest.raises(LogError, match="did not write") as caught:
        list(read_articles(path))
    assert "\n" not in str(caught.value)


def test_reasons_come_back_as_they_were_made_and_unknown_ones_and_sentences_as_they_are(tmp_path):
    path = tmp_path / "log.jsonl"
    known = [{"code": "cut-word", "word": "联合"}, {"code": "perhaps-cut", "confidence": 0.81}]
    write(
        path,
        [
            article("a"), change("a", reasons=known, line=1, confidence=0.9), change("a", reason="a sentence"),
            change("a", reasons=[{"code": "new", "self": "联"}]), end("a"),
        ],
    )  # fmt: skip
    (found,) = read_articles(path)
    assert [change.reason for change in found.changes] == [
        "the word 联合 was cut; perhaps cut (confidence 0.81)", "a sentence", "new (self: 联)",
    ]  # fmt: skip
    assert [record.get("reasons", record.get("reason")) for record in change_records("a", found.changes)] == [
        known, "a sentence", [{"code": "new", "self": "联"}],
    ]  # fmt: skip


def test_an_article_whose_end_was_cut_off_is_not_done(tmp_path):
    path = tmp_path / "log.jsonl"
    write(path, [article("a.txt"), change("a.txt"), end("a.txt")])
    path.write_bytes(path.read_bytes()[:-5])
    (found,) = read_articles(path)
    assert not found.end
    assert len(found.changes) == 1


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "the log is empty"),
        (b"hello\n", "not a log of newsclean"),
        (b'{"type": "article"}\n', "not a log of newsclean"),
        (b'{"type": "run", "schema": 99}\n', "schema 99"),
        (b'{"type": "run", "schema": 2}\nhello\n{"type": "end"}\n', "line 2 is not a record"),
        (b'{"type": "run", "schema": 2}\n{"type": "end"}\n', "without an article"),
        (b'{"type": "run", "schema": 2}\n{"type": "odd", "article": "a"}\n', "unknown type 'odd'"),
        (b'{"type": "run", "schema": 2}\n{"type": "change", "article": "a"}\n', "did not write"),
        (b'{"type": "run", "schema": 2}\n{"type": "change", "article": "a", "rule": "x", "before": 1, "after": "", "places": [[0, 0]]}\n', "did not write"),
        (b"[" * 100_000 + b"\n", "not a log of newsclean"),
    ],
)  # fmt: skip
def test_a_foreign_log_is_refused_in_one_line(tmp_path, content, cause):
    path = tmp_path / "log.jsonl"
    path.write_bytes(content)
    with pytest.raises(LogError, match=cause) as caught:
        list(read_articles(path))
    assert "\n" not in str(caught.value)
