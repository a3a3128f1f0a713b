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

import os
import re
import shutil

import pytest

from conftest import sampled
from operations import OPERATIONS, contents, decide, is_back, shown, whole_or_as_before

ARTICLES = {
    "a.txt": "会议指出,要坚持稳中求进,扎实推进各项工作,抓好落实。\n会议要求,各地要认真贯彻落实中央决策部署,抓好落实。\n",
    "b.txt": "记者李明报道:会议召开,研究部署乡村振兴工作,要求各地抓好落实。\n",
    "c.jsonl": '{"text": "一,二"}\n{"text": "三,四"}\n',
}


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
        left = whole_or_as_before(folder, before, whole, (step, told))
        if operation.command[1:3] == ("in", "--in-place"):
            for name in ARTICLES:
                assert is_back(folder, f"in/{name}", ARTICLES[name].encode(), ["log.jsonl.gz"]), (step, name)
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
