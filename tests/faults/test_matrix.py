"""Fault matrix: each operation, with each fault at every step of it, and what must hold afterwards.

Operations are what writes: `clean` (files and records into a folder), the same with two processes, `--in-place`,
`--resume` after a run that was killed, `apply`, `restore`, `duplicates --index`, `index merge` and `index compact`.
Faults are a write, sync, rename, removal, new folder or statement to SQLite that fails once (`eio`), a disk that is full
from there on (`full`), and the end of the process (`kill`). The steps are those of `filelayer.py`; by default a sample of
them is tried, with `--hypothesis-profile=nightly` each.

After each fault:

1. what stands under the name of an output is whole: as before, or as a run without a fault leaves it;
2. every source is as it was, or, in place, comes back from the log;
3. a failing disk is told in one line with exit code 4 (or, where it costs one file only, 3);
4. the next run ends as if there had been no fault, and leaves no temporary file, journal or lock.
"""

import json
import os
import re
import shutil
from dataclasses import dataclass

import pytest

from conftest import sampled
from newsclean.changelog.log_files import read_records
from newsclean.corpus.index import ArchiveIndex
from newsclean.errors import LogError
from newsclean.jobs.file_restoring import choose, restored

ARTICLES = {
    "a.txt": "会议指出,要坚持稳中求进,扎实推进各项工作,抓好落实。\n会议要求,各地要认真贯彻落实中央决策部署,抓好落实。\n",
    "b.txt": "记者李明报道:会议召开,研究部署乡村振兴工作,要求各地抓好落实。\n",
    "c.jsonl": '{"text": "一,二"}\n{"text": "三,四"}\n',
}
CLEAN = ("clean", "in", "-o", "out", "--log", "log.jsonl", "-q")
INDEX_B = ("duplicates", "in/b.txt", "--index", "x.index")


@dataclass(frozen=True)
class Operation:
    """What is done, how a run goes on that ended before, what was done before either, and each how many steps are tried."""

    command: tuple
    again: tuple = ()
    before: tuple = ()
    killed_at: str = ""
    every: int = 11


OPERATIONS = {
    "clean": Operation(CLEAN, (*CLEAN, "--resume")),
    "jobs": Operation((*CLEAN, "--jobs", "2"), (*CLEAN, "--jobs", "2", "--resume"), every=49),
    "in place": Operation(("clean", "in", "--in-place", "--log", "log.jsonl.gz", "-q"), every=17),
    "resume": Operation((*CLEAN, "--resume"), before=(CLEAN,), killed_at="kill:24"),
    "restore": Operation(
        ("restore", "out/a.txt", "--log", "log.jsonl", "-o", "back.txt", "--force"), before=(CLEAN,), every=4
    ),
    "apply": Operation(
        ("apply", "log.jsonl", "decisions.jsonl", "-o", "reviewed/", "--log", "new.jsonl", "-q", "--force"),
        before=(CLEAN,),
    ),
    "index": Operation(("duplicates", "in", "--index", "x.index", "--as", "jsonl"), before=(INDEX_B,), every=17),
    "merge": Operation(
        ("index", "merge", "x.index", "y.index"),
        before=(INDEX_B, ("duplicates", "in/a.txt", "--index", "y.index")),
        every=17,
    ),
    "compact": Operation(
        ("index", "compact", "x.index"), before=(INDEX_B, ("duplicates", "in/a.txt", "--index", "x.index")), every=17
    ),
}


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_log(name):
    return name.partition(".")[0] in ("log", "new")


def shown(folder):
    """What a person sees in a folder: files, the records of logs, and what an index holds."""
    found = {}
    for name, data in contents(folder).items():
        if ".resume" in name:
            continue
        if is_log(name):
            with_no_time = []
            try:
                with_no_time += ({**record, "started": ""} for record in read_records(folder / name))
            except LogError as error:  # it was only begun
                assert "the log is empty" in str(error) or "not a log" in str(error)
            # Each once, and in any order: a run in place that goes on writes behind what the one before has written.
            found[name] = sorted({json.dumps(record, sort_keys=True) for record in with_no_time})
        elif not name.rpartition("/")[2].startswith(".") and ".index/" not in name:
            found[name] = data
    for index in sorted(folder.glob("*.index")):
        if (index / "catalog.sqlite").exists():
            with ArchiveIndex(index) as opened:
                assert list(opened.check()) == []
                held = opened.contents()
            found[index.name] = held.articles, held.paragraphs
    return found


def decide(folder):
    """Write down that the first comma of an article was undone."""
    log = [json.loads(line) for line in (folder / "log.jsonl").read_bytes().splitlines()]
    (head,) = [record for record in log if record["type"] == "article" and record["article"] == "in/a.txt"]
    change = next(record for record in log if record["type"] == "change" and record["article"] == "in/a.txt")
    made = {"type": "decision", "article": "in/a.txt", "clean": head["clean"]["sha256"], "on": "change",
            "rule": change["rule"], "offset": change["places"][0][0], "before": change["before"],
            "after": change["after"], "decision": "undo", "by": "王", "at": "2026-11-23T12:00:00Z"}  # fmt: skip
    lines = [{"type": "decisions", "schema": 1}, made]
    (folder / "decisions.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


@pytest.mark.unmeasured
@pytest.mark.parametrize("kind", ["eio", "full", "kill"])
@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_whatever_fails_all_that_stands_is_whole_and_the_next_run_ends_as_if_nothing_had(
    tmp_path, newsclean, monkeypatch, operation, kind
):
    begun, folder = tmp_path / "begun", tmp_path / "now"
    (begun / "in").mkdir(parents=True)
    for name, text in ARTICLES.items():
        (begun / "in" / name).write_text(text, "utf-8")
    for command in operation.before:
        newsclean(*command, cwd=begun, fault=operation.killed_at, code=-9 if operation.killed_at else 0)
    if operation.command[0] == "apply":
        decide(begun)
    before = shown(begun)
    shutil.copytree(begun, folder)
    monkeypatch.chdir(folder)
    told = newsclean(*operation.command, cwd=folder, fault="count:0").stderr.decode()
    steps = int(re.search(r"(\d+) steps", told)[1])
    whole, names = shown(folder), sorted(contents(folder))
    assert steps > 2
    for step in sampled(range(1, steps + 1), operation.every):
        shutil.rmtree(folder)
        shutil.copytree(begun, folder)
        monkeypatch.chdir(folder)
        done = newsclean(*operation.command, cwd=folder, fault=f"{kind}:{step}", code=None)
        told = done.stderr.decode().splitlines()
        left = shown(folder)
        for name, now in left.items():
            if is_log(name):
                records = {*whole[name], *before.get(name, ())}
                assert all(record in records or '"type": "error"' in record for record in now), (step, name)
            else:
                assert now in (before.get(name), whole[name]), (step, name, told)
        if operation.command[1:3] == ("in", "--in-place"):
            for name in ARTICLES:
                data = (folder / "in" / name).read_bytes()
                if data != ARTICLES[name].encode():
                    file = choose(folder / "log.jsonl.gz", f"in/{name}", data)
                    assert restored(file, data, name) == ARTICLES[name].encode(), (step, name)
        if kind == "kill":
            assert done.returncode == -9
        elif done.returncode:
            assert done.returncode in (3, 4), (step, told)
            assert len(told) == 2, (step, told)  # the second says how many steps there were
        else:
            assert left == whole, (step, told)
        is_through = operation.command[0] == "clean" and left == whole
        done = newsclean(*(operation.again or operation.command), cwd=folder, code=None)
        assert done.returncode == 0 or (is_through and b"is there already" in done.stderr), (step, done.stderr)
        assert shown(folder) == whole, step
        unexpected = {*contents(folder)} - {*names}
        assert not {name for name in unexpected if ".index/" not in name}, (step, unexpected)
        assert not list(folder.rglob("*.newsclean")), step
        os.chdir(tmp_path)
