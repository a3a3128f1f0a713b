"""SIGINT, SIGTERM and SIGKILL at every step of a small run, and Ctrl-C twice."""

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from newsclean.changelog.log_files import read_records

ARTICLES = {
    "a.txt": "会议指出,要坚持稳中求进。",
    "b.txt": "记者李明报道:会议召开。",
    "c.jsonl": '{"text": "一,二"}\n{"text": "三,四"}\n',
}
CLEAN = ("clean", "in", "-o", "out", "--log", "log.jsonl", "-q")


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "in").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "in" / name).write_text(text, "utf-8")
    return tmp_path


def signalled(newsclean, steps, kind, *command):
    """What a run came to that was sent a signal at some steps: its exit code and what it said."""
    done = newsclean(*command, fault=f"{kind}:{','.join(map(str, steps))}", code=None)
    return done.returncode, done.stderr.decode()


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()} if folder.exists() else {}


def hidden(folder):
    """Names that a finished run leaves none of."""
    return [name for name in contents(folder) if name.startswith(".") or name.endswith(".resume")]


def logged(path):
    return [record | {"started": ""} for record in read_records(path)]


@pytest.mark.unmeasured
@pytest.mark.parametrize("kind", ["int", "term", "kill"])
def test_a_signal_at_any_step_leaves_nothing_half_written_and_the_next_run_ends_the_same(archive, newsclean, kind):
    code, told = signalled(newsclean, [0], kind, *CLEAN)
    assert code == 0
    whole, log = contents(archive / "out"), logged(archive / "log.jsonl")
    last = int(re.search(r"(\d+) steps", told)[1])
    assert last > 12
    for step in range(1, last + 1):
        for path in [*(archive / "out").rglob("*"), archive / "log.jsonl"]:
            path.unlink(missing_ok=True)
        code, told = signalled(newsclean, [step], kind, *CLEAN)
        # After the first two a run finishes what it has in hand, which may be all there was.
        assert code in ((-signal.SIGKILL,) if kind == "kill" else (130, 0)), (step, told)
        assert "Traceback" not in told
        left = contents(archive / "out")
        assert {name: data for name, data in left.items() if not name.startswith(".")}.items() <= whole.items()
        newsclean(*CLEAN, "--resume")
        assert contents(archive / "out") == whole
        assert logged(archive / "log.jsonl") == log
        assert hidden(archive) == []


@pytest.mark.unmeasured
def test_a_second_signal_stops_at_once(archive, newsclean):
    assert signalled(newsclean, [0], "int", *CLEAN)[0] == 0
    whole, log = contents(archive / "out"), logged(archive / "log.jsonl")
    for step in (2, 5, 8, 11):
        for path in [*(archive / "out").rglob("*"), archive / "log.jsonl"]:
            path.unlink(missing_ok=True)
        code, told = signalled(newsclean, [step, step + 1], "int", *CLEAN)
        assert code == 130, (step, told)
        assert "Traceback" not in told
        assert contents(archive / "out").items() <= whole.items()
        newsclean(*CLEAN, "--resume")
        assert contents(archive / "out") == whole
        assert logged(archive / "log.jsonl") == log
        assert hidden(archive) == []
        assert not os.path.exists(archive / "log.jsonl.resume")


def test_a_worker_never_sees_an_interrupt_from_its_first_moment_on(archive):
    command = [sys.executable, "-m", "newsclean", *CLEAN, "--jobs", "2"]
    seen = set()
    with subprocess.Popen(command, cwd=archive, stderr=subprocess.PIPE) as run:
        while run.poll() is None:
            for child in children(run.pid):
                seen.add(child)
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGINT)  # as Ctrl-C does, which goes to the whole group
        assert (run.returncode, run.stderr.read()) == (0, b"")
    assert len(seen) >= 2
    assert set(contents(archive / "out")) == set(ARTICLES)


def children(process):
    try:
        return list(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))
    except (FileNotFoundError, ProcessLookupError):
        return []
