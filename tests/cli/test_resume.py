"""Runs that are stopped, and go on."""

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from newsclean.changelog.log_files import read_records

ARTICLE = "会议指出,要坚持稳中求进{}。将将出发!"


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for number in range(6):
        (tmp_path / "in" / f"{number}.txt").write_text(ARTICLE.format(number), "utf-8")
    (tmp_path / "in" / "sub" / "b.txt").write_bytes("會議指出,要坚持。".encode("gb18030"))
    lines = (json.dumps({"text": ARTICLE.format(number)}, ensure_ascii=False) + "\n" for number in range(200))
    (tmp_path / "in" / "r.jsonl").write_text("".join(lines) + "broken\n", "utf-8")
    return tmp_path


def state(folder, log):
    """All that a run has written, apart from when it began."""
    records = [record | {"started": ""} for record in read_records(folder / log)]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in files.items() if name != log}, records


@pytest.mark.unmeasured
def test_a_log_torn_at_any_byte_is_gone_on_from_to_the_same_end(archive, newsclean):
    newsclean("clean", "in", "-o", "out", "--log", "log.jsonl", code=3)
    expected = state(archive, "log.jsonl")
    whole = (archive / "log.jsonl").read_bytes()
    for at in range(0, len(whole) - 1, len(whole) // 8):  # one without the last line break is whole
        (archive / "log.jsonl").write_bytes(whole[:at])
        shutil.rmtree(archive / "out")
        done = newsclean("clean", "in", "-o", "out", "--log", "log.jsonl", "--resume", "--stats", "json", code=3)
        told = json.loads(done.stderr.splitlines()[-1])
        assert told["articles"] == 207
        ends = [line for line in whole[:at].split(b"\n")[:-1] if line.startswith(b'{"type":"end"')]
        assert told["resumed"] == sum(b'"records":' not in line for line in ends)
        assert state(archive, "log.jsonl") == expected


@pytest.mark.parametrize("log", ["log.jsonl.gz", "log.jsonl.zst"])
def test_a_packed_log_is_gone_on_from(archive, newsclean, log):
    newsclean("clean", "in", "-o", "out", "--log", log, code=3)
    expected = state(archive, log)
    whole = (archive / log).read_bytes()
    (archive / log).write_bytes(whole[: len(whole) // 2])
    newsclean("clean", "in", "-o", "out", "--log", log, "--resume", "--jobs", "2", code=3)
    assert state(archive, log) == expected


def test_what_changed_is_done_again(archive, newsclean):
    newsclean("clean", "in", "-o", "out", "--log", "log.jsonl", code=3)
    (archive / "in" / "3.txt").write_text("一,二", "utf-8")
    done = newsclean("clean", "in", "-o", "out", "--log", "log.jsonl", "--resume", code=3)
    assert b"207 articles: " in done.stderr
    assert b"; 206 articles done before; 1 article changed since, and done again\n" in done.stderr
    assert (archive / "out" / "3.txt").read_text("utf-8") == "一，二"
    newsclean("verify", "--log", "log.jsonl")
    done = newsclean("clean", "in", "-o", "out", "--log", "log.jsonl", "--resume", "--ignore", "lines", code=3)
    assert b"log.jsonl: settings or version are not those of the log: all is done again\n" in done.stderr
    assert b"done before" not in done.stderr


def test_resuming_needs_a_log_and_a_log_is_not_replaced_by_chance(archive, newsclean):
    told = newsclean("clean", "in/0.txt", "-o", "out.txt", "--resume", code=2).stderr
    assert told == b"newsclean: --resume: needs --log, and articles cleaned each by itself; pass --log LOG\n"
    newsclean("clean", "in/0.txt", "-o", "a.txt", "--log", "log.jsonl")
    told = newsclean("clean", "in/0.txt", "-o", "b.txt", "--log", "log.jsonl", code=2).stderr
    assert (
        told == b"newsclean: log.jsonl: the log is there already; choose another --log, or pass --resume or --force\n"
    )


def started(folder, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "newsclean", "clean", *arguments],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.unmeasured
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_stopped_by_a_signal_goes_on_to_the_same_end(archive, newsclean, number, jobs):
    for copy in range(300):
        (archive / "in" / f"more{copy:03}.txt").write_text(ARTICLE.format(copy) * 40, "utf-8")
    newsclean("clean", "in", "-o", "out", "--log", "log.jsonl", code=3)
    expected = state(archive, "log.jsonl")
    shutil.rmtree(archive / "out")
    (archive / "log.jsonl").unlink()
    with started(archive, "in", "-o", "out", "--log", "log.jsonl", "--jobs", jobs) as process:
        while process.poll() is None and not (archive / "out" / "3.txt").exists():
            time.sleep(0.002)
        process.send_signal(number)
        told = process.communicate()[1]
    assert process.returncode == (-signal.SIGKILL if number == signal.SIGKILL else 130), told
    left = [path for path in (archive / "out").rglob("*") if path.is_file() and not path.name.startswith(".")]
    assert 3 <= len(left) < 308
    assert all(path.read_bytes() == expected[0][path.relative_to(archive).as_posix()] for path in left)
    newsclean("clean", "in", "-o", "out", "--log", "log.jsonl", "--resume", code=3)
    for path in (archive / "out").rglob(".*.newsclean"):  # what a process that was killed had in hand
        assert number == signal.SIGKILL
        path.unlink()
    for path in archive.glob(".*.lock"):
        assert number == signal.SIGKILL
        path.unlink()
    assert state(archive, "log.jsonl") == expected


def test_the_first_interrupt_ends_a_pipe_that_waits_and_leaves_what_is_done(archive):
    with started(archive, "--format", "jsonl", "--log", "log.jsonl") as process:
        process.stdin.write(b'{"text": "\xe4\xb8\x80,\xe4\xba\x8c"}\n{"text": ')
        process.stdin.flush()
        assert json.loads(process.stdout.readline()) == {"text": "一，二"}
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == b""
        assert process.wait() == 130
    assert [record["type"] for record in read_records(archive / "log.jsonl")] == ["run", "article", "change", "end"]


def test_two_runs_do_not_write_to_one_output(archive, newsclean):
    os.mkfifo(archive / "slow")
    with started(archive, "slow", "-o", "out/", "--log", "one.jsonl") as process:
        while not list(archive.glob(".out.newsclean.lock")):
            time.sleep(0.01)
        told = newsclean("clean", "in/0.txt", "-o", "out/", "--log", "two.jsonl", code=2).stderr
        assert told == b"newsclean: out: another newsclean is writing there; wait until it is done\n"
        assert not (archive / "two.jsonl").exists()
        (archive / "slow").write_text("一,二", "utf-8")
        assert process.wait() == 0
    newsclean("clean", "in/0.txt", "-o", "out/", "--log", "two.jsonl")
    assert not list(archive.glob(".*.lock"))


def test_a_packed_article_is_restored_to_what_it_held(archive, newsclean):
    data = ARTICLE.format(1).encode()
    (archive / "a.txt.gz").write_bytes(gzip.compress(data[:9]) + gzip.compress(data[9:]))
    newsclean("clean", "a.txt.gz", "-o", "b.txt.zst", "--log", "log.jsonl")
    newsclean("verify", "--log", "log.jsonl")
    newsclean("restore", "b.txt.zst", "--log", "log.jsonl", "-o", "c.txt.xz")
    assert newsclean("restore", "b.txt.zst", "--log", "log.jsonl").stdout == data
    assert subprocess.run(["xz", "-dc", archive / "c.txt.xz"], capture_output=True, check=True).stdout == data
