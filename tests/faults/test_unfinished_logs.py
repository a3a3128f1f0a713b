"""A log that breaks off, as every command reads it: what the disk proves is whole, the rest is told in one line."""

import json

import pytest

from operations import decide

FORMS = ("csv", "diff", "sha256", "premis", "mnbvc", "stats", "card")


@pytest.fixture
def folder(newsclean, tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.txt").write_text("会议指出,要坚持稳中求进。\n", "utf-8")
    newsclean("clean", "in", "-o", "out", "--log", "log.jsonl")
    decide(tmp_path)
    return tmp_path


def cut(folder, *, is_written):
    """Take the end of `b.txt` out of the log; if it is not written, its clean file too."""
    lines = (folder / "log.jsonl").read_bytes().splitlines(keepends=True)
    left = [
        line for line in lines if (json.loads(line)["type"], json.loads(line).get("article")) != ("end", "in/b.txt")
    ]
    assert len(left) == len(lines) - 1
    (folder / "log.jsonl").write_bytes(b"".join(left))
    if not is_written:
        (folder / "out" / "b.txt").unlink()


@pytest.mark.parametrize("form", FORMS[:5])
def test_what_was_written_is_exported_as_if_the_log_had_its_end(folder, newsclean, form):
    whole = newsclean("export", "log.jsonl", "--as", form).stdout
    cut(folder, is_written=True)
    done = newsclean("export", "log.jsonl", "--as", form)
    assert sorted(done.stdout.splitlines()) == sorted(whole.splitlines())
    assert done.stderr == b""


@pytest.mark.parametrize("form", FORMS)
def test_what_was_not_written_is_told_in_one_line(folder, newsclean, form):
    cut(folder, is_written=False)
    done = newsclean("export", "log.jsonl", "--as", form)
    told = done.stdout if form == "csv" else done.stderr
    assert sum(b"not done" in line and b"in/b.txt" in line for line in told.splitlines()) == 1
    assert len(done.stderr.splitlines()) == (form != "csv")


@pytest.mark.parametrize("is_written", [True, False])
def test_decisions_are_carried_out_and_a_page_is_made(folder, newsclean, is_written):
    cut(folder, is_written=is_written)
    done = newsclean("apply", "log.jsonl", "decisions.jsonl", "-o", "reviewed/", "--log", "new.jsonl", "-q", code=None)
    assert (done.returncode, b"in/b.txt: the log says that it is not done" in done.stderr) == (
        (0, False) if is_written else (3, True)
    )
    assert (folder / "reviewed" / "a.txt").read_bytes() == (folder / "in" / "a.txt").read_bytes()
    assert (folder / "reviewed" / "b.txt").exists() == is_written
    newsclean("verify", "--log", "new.jsonl")
    page = newsclean("report", "log.jsonl", "-o", "page.html")
    assert (b"not done" in (folder / "page.html").read_bytes()) != is_written
    assert page.stderr == b""


def test_what_was_written_is_shown_as_if_the_log_had_its_end(folder, newsclean):
    whole = newsclean("show", "log.jsonl").stdout
    one = newsclean("show", "log.jsonl", "b.txt").stdout
    cut(folder, is_written=True)
    assert newsclean("show", "log.jsonl").stdout == whole
    assert newsclean("show", "log.jsonl", "b.txt").stdout == one
    (folder / "out" / "b.txt").unlink()
    assert b"in/b.txt: not done" in newsclean("show", "log.jsonl").stdout
