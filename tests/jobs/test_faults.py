"""A disk that fails at the n-th write, fsync or rename, for every n."""

import errno
import os

import pytest

from filelayer import put_under
from newsclean.changelog.log_files import read_records
from newsclean.cli import main

ARTICLES = {
    "a.txt": "会议指出,要坚持稳中求进。",
    "b.txt": "记者李明报道:会议召开。",
    "c.jsonl": '{"text": "一,二"}\n{"text": "三,四"}\n',
}


class Failing:
    """A file layer that counts what is asked of it and fails at one point, and from then on if the disk is full."""

    def __init__(self, at, *, for_good):
        self.at, self.for_good, self.asked = at, for_good, 0

    def step(self):
        self.asked += 1
        if self.asked == self.at or (self.for_good and 0 < self.at < self.asked):
            raise OSError(errno.ENOSPC if self.for_good else errno.EIO, os.strerror(errno.ENOSPC))


def clean(monkeypatch, *more):
    arguments = ["newsclean", "clean", "in", "-o", "out", "--log", "log.jsonl", "-q", *more]
    monkeypatch.setattr("sys.argv", arguments)
    return main._run()


@pytest.fixture
def archive(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "in" / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()} if folder.exists() else {}


def logged(path):
    return [record | {"started": ""} for record in read_records(path)]


@pytest.mark.parametrize("for_good", [False, True], ids=["one fault", "full for good"])
def test_whatever_fails_nothing_is_half_written_and_the_next_run_ends_as_if_nothing_had(
    archive, monkeypatch, for_good, capsys
):
    assert clean(monkeypatch) == 0
    whole, log = contents(archive / "out"), logged(archive / "log.jsonl")
    at = 0
    while True:
        at += 1
        for path in (archive / "out").rglob("*"):
            path.unlink()
        (archive / "log.jsonl").unlink(missing_ok=True)
        layer = Failing(at, for_good=for_good)
        with monkeypatch.context() as patched:
            put_under(layer.step, patched.setattr)
            patched.setattr(main, "_abandon_stdout", lambda: None)  # which would take the one of the tests along
            code = clean(patched)
        if layer.asked < at:
            assert code == 0
            break
        told = capsys.readouterr().err
        assert code == 4, (at, told)
        assert told.count("\n") == 1
        assert "Traceback" not in told
        left = contents(archive / "out")
        assert left.items() <= whole.items()
        assert clean(monkeypatch, "--resume") == 0
        assert contents(archive / "out") == whole
        assert logged(archive / "log.jsonl") == log
        assert sorted(os.listdir(archive)) == ["in", "log.jsonl", "out"]
        capsys.readouterr()
    assert at > 12
