"""Logs that somebody has crafted: every command that reads one refuses them in one line, and comes to an end."""

import gzip
import json
import os

import pytest

from newsclean.changelog.log_files import read_records

TEXT = "会议指出,要坚持。他说&quot;好,的&quot;。\n"


class AnyOf(tuple):
    """Equal to each of some exit codes."""

    __slots__ = ()
    __hash__ = tuple.__hash__

    def __eq__(self, other):
        return other in tuple(self)


FAILS = AnyOf((2, 3))
READS = AnyOf((0, 1, 2, 3))


@pytest.fixture
def logged(tmp_path, newsclean):
    """The records of a log, and what writes them anew with some of them changed."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    newsclean("clean", "a.txt", "-o", "b.txt", "--log", "log.jsonl")
    (tmp_path / "decisions.jsonl").write_text("", "utf-8")
    records = list(read_records(tmp_path / "log.jsonl"))

    def write(type_, path, value):
        for record in records:
            if record["type"] == type_:
                *inner, last = path.split(".")
                at = record
                for key in inner:
                    at = at[key]
                at[last] = value
        (tmp_path / "log.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")

    return write


def commands(log="log.jsonl"):
    yield "restore", "b.txt", "--log", log
    yield "verify", "--log", log
    yield "report", log, "-o", "report.html", "--force"
    yield "show", log
    yield "apply", log, "decisions.jsonl", "-o", "applied.txt", "--log", "applied.jsonl", "--force"
    for form in ("csv", "diff", "sha256", "premis", "mnbvc"):
        yield "export", log, "--as", form


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("type_", "path", "value"),
    [
        ("article", "source.encoding", "rot13"),
        ("article", "source.encoding", "idna"),
        ("article", "source.encoding", "no\0name"),
        ("article", "source.bom", 1),
        ("article", "source.raw", [[0, 1]]),
        ("article", "source.raw", [[0, 1, "zz"]]),
        ("article", "source.raw", [[5, 1, "00"], [2, 1, "00"]]),
        ("article", "source.raw", [[-1, 1, "00"]]),
        ("article", "source.raw", "ab"),
        ("article", "source.bytes", -1),
        ("article", "source", []),
        ("article", "clean.encoding", "zlib"),
        ("article", "clean.lines", 7),
        ("article", "clean.path", "a\0b"),
        ("article", "clean.path", "\ud800"),
        ("article", "article", "\ud800"),
        ("article", "dropped", ["x"]),
        ("article", "record", 0),
        ("article", "type", ["article"]),
        ("change", "places", [[1]]),
        ("change", "places", [[-5, 2]]),
        ("change", "places", [[10**30, 2]]),
        ("change", "confidence", float("nan")),
        ("change", "confidence", 10**400),
        ("change", "duplicate_of", {"line": "1"}),
        ("end", "changes", "many"),
    ],
)
def test_a_record_that_newsclean_does_not_write_is_refused_by_every_command(newsclean, logged, type_, path, value):
    logged(type_, path, value)
    # All of them read a log in the same way.
    for arguments in [*commands()] if value in ("rot13", "\ud800") else [*commands()][:2]:
        told = newsclean(*arguments, code=FAILS).stderr.decode()
        assert told.count("\n") == 1, (arguments, told)
        assert "did not write" in told or "unknown type" in told
    # A run that goes on does all again.
    again = newsclean("clean", "a.txt", "-o", "b.txt", "--log", "log.jsonl", "--resume").stderr.decode()
    assert "all is done again" in again


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("settings", []),
        ("schema", "2"),
        ("schema", [2]),
        ("started", 5),
        ("libraries", ["opencc"]),
        ("skipped", [{"path": "x"}]),
        ("folder", "a\0b"),
        ("folder", "\ud800"),
    ],
)
def test_a_run_record_that_newsclean_does_not_write_is_refused(newsclean, logged, path, value):
    logged("run", path, value)
    for arguments in commands():
        assert newsclean(*arguments, code=FAILS).stderr.count(b"\n") == 1


@pytest.mark.unmeasured
@pytest.mark.parametrize("path", ["pipe", "/dev/zero", "/dev/stdin", "."])
def test_what_never_ends_is_not_read_because_a_log_names_it(tmp_path, newsclean, logged, path):
    os.mkfifo(tmp_path / "pipe")
    logged("article", "clean.path", path)
    (tmp_path / "a.txt").unlink()
    (tmp_path / "a.txt").symlink_to("/dev/zero")
    for arguments in commands():
        newsclean(*arguments, code=READS)
    assert b"no regular file" in newsclean("verify", "--log", "log.jsonl", code=3).stderr


def test_of_a_packed_clean_file_no_more_is_read_than_the_log_says_it_may_hold(tmp_path, newsclean, logged):
    logged("article", "clean.path", "b.txt.gz")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(bytes(1 << 26), 1))
    (tmp_path / "a.txt").unlink()
    told = newsclean("restore", "b.txt.gz", "--log", "log.jsonl", code=3).stderr
    assert b"b.txt.gz: holds far more than was logged" in told
    assert b"altered since it was logged" in newsclean("verify", "--log", "log.jsonl", code=3).stderr


def test_logs_that_were_packed_and_put_one_behind_the_other_count_once(tmp_path, newsclean):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    newsclean("clean", "a.txt", "-o", "b.txt", "--log", "log.jsonl.gz")
    log = tmp_path / "log.jsonl.gz"
    log.write_bytes(log.read_bytes() * 2)
    assert newsclean("verify", "--log", "log.jsonl.gz").stdout == b"1 file checked, 0 wrong\n"
