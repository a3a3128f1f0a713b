"""What writes, as operations that are ended or failed at any moment, and what must hold of a folder afterwards.

Each operation runs in a folder with sources in `in`; `faults/test_matrix.py` fails each step of it, and `soak.py` ends it at
random moments.
"""

import json
from dataclasses import dataclass

from newsclean.changelog.log_files import read_records
from newsclean.corpus.index import ArchiveIndex
from newsclean.errors import LogError, NewscleanError
from newsclean.jobs.file_restoring import choose, restored

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


def is_back(folder, name, original, logs):
    """Whether a file cleaned in place is as it was, or comes back from a log; `folder` is the working folder."""
    now = (folder / name).read_bytes()
    if now == original:
        return True
    for log in logs:
        try:
            if restored(choose(folder / log, name, now), now, name) == original:
                return True
        except NewscleanError:
            continue
    return False


def whole_or_as_before(folder, before, whole, where):
    """What stands in a folder now, each file as before or as a run with no fault leaves it; logs hold part of it."""
    left = shown(folder)
    for name, now in left.items():
        if is_log(name):
            records = {*whole.get(name, ()), *before.get(name, ())}
            assert all(record in records or '"type": "error"' in record for record in now), (name, where)
        else:
            assert now in (before.get(name), whole.get(name)), (name, where)
    return left
