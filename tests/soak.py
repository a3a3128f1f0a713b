"""Long runs that try to break what is guaranteed, with other dice each time; `make soak` runs all of them.

    python tests/soak.py texts --count 100000 --corpus articles.jsonl.xz
    python tests/soak.py bytes --count 10000
    python tests/soak.py kills --count 200
    python tests/soak.py pipe --seconds 10800

`texts` mutates real texts and cleans them: cleaning the clean text changes nothing, the original comes back, the log
alone leads to the clean text, so that no character is gone without a record. `bytes` does so with files of mutated
bytes in many encodings. `kills` ends runs at a random moment, in each mode: every file is whole, every original is
there or comes back, and the next run ends as if nothing had happened. `pipe` feeds records and watches the memory.
Each tells what it did in one line. A text or file for which something does not hold is written to `build/soak`, and the
exit code is 1; what does not hold of the others ends them.
"""

import argparse
import json
import lzma
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from filelock import FileLock

import newsclean
from forkserver import ForkServer
from logs import logged
from newsclean.changelog.restoring import restored_bytes
from newsclean.errors import NewscleanError
from newsclean.io.file_signatures import data_in
from newsclean.io.reader import ReadOptions
from newsclean.jobs.document_cleaning import clean_document
from newsclean.pipeline import clean_each
from operations import OPERATIONS, Operation, contents, decide, is_back, shown, whole_or_as_before

ROOT = Path(__file__).parent.parent
MARKS = "，。、；：！？“”‘’（）《》「」【】…—·,.;:!?\"'()<>[]~-  \u3000\n\n\t\u200b\ufeff\xa0&;#0123456789abcABC的了不"
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
ENCODINGS = ("utf-8", "gb18030", "gbk", "big5", "big5hkscs", "utf-16", "utf-16-le", "utf-8-sig", "hz", "cp1252")
IN_PLACE = OPERATIONS["in place"]
MODES = OPERATIONS | {
    "records": Operation(
        ("clean", "in/r.jsonl", "-o", "out.jsonl", "--log", "log.jsonl", "-q"),
        ("clean", "in/r.jsonl", "-o", "out.jsonl", "--log", "log.jsonl", "-q", "--resume"),
    ),
    "in place, two logs": replace(IN_PLACE, again=("clean", "in", "--in-place", "--log", "new.jsonl", "-q")),
}
FIRST_LOCK = ".log.jsonl.gz.newsclean.lock"
ROUNDS = 10  # runs ended on the same articles
AHEAD = 50  # records in a pipe at a time
TOGETHER = 500  # texts cleaned at once


def texts_of(corpora):
    """The texts of the samples, and of corpora in JSON Lines."""
    found = [path.read_text("utf-8", "replace") for path in sorted((ROOT / "samples").glob("*.txt"))]
    for corpus in corpora:
        with (
            lzma.open(corpus, "rt", encoding="utf-8")
            if corpus.endswith(".xz")
            else open(corpus, encoding="utf-8") as file
        ):
            for line, _ in zip(file, range(5000), strict=False):
                record = json.loads(line)
                found.append(record.get("text") or "\n".join(record.get("paragraphs", ())))
    return found


def mutated(text, dice):
    """A piece of a text with some characters taken out, put in, doubled, moved, or changed."""
    start = dice.randrange(max(1, len(text) - 400))
    characters = [*text[start : start + dice.randrange(20, 600)]]
    for _ in range(dice.randrange(1, 25)):
        at, kind = dice.randrange(len(characters) + 1), dice.randrange(6)
        if kind == 0:
            characters[at:at] = dice.choice(MARKS)
        elif kind == 1:
            del characters[at : at + dice.randrange(1, 6)]
        elif kind == 2:
            part = characters[at : at + dice.randrange(1, 80)]
            to = dice.randrange(len(characters) + 1)
            characters[to:to] = part
        elif kind == 3:
            characters[at : at + 1] = dice.choice(MARKS)
        elif kind == 4:
            characters[at:at] = chr(dice.choice((dice.randrange(0x250), dice.randrange(0x2000, 0xE000), 0xD83D)))
        else:
            characters[at:at] = "\n" * dice.randrange(1, 3)
    return "".join(characters)


def hold_of_texts(given):
    """Each text with what does not hold of it; they are cleaned together, and the first of them by itself too."""
    results = clean_each(given, newsclean.Settings())
    again = clean_each([getattr(result, "text", "") for result in results], newsclean.Settings())
    for number, (text, result, second) in enumerate(zip(given, results, again, strict=True)):
        try:
            if isinstance(result, Exception):
                raise result
            assert newsclean.restore(result.text, result.changes) == text
            assert newsclean.replay(text, result.changes) == result.text
            assert second.changes == ()
            assert number > 0 or data_in(text) or newsclean.clean(text) == result
            # Counted apart from the offsets, which the lines above trust.
            gone, come = Counter(HAN.findall(text)), Counter(HAN.findall(result.text))
            for change in result.changes:
                gone.subtract(HAN.findall(change.before))
                come.subtract(HAN.findall(change.after))
            assert gone == come
        except Exception as error:
            yield text, error


def holds_of_bytes(data):
    settings, reading = newsclean.Settings(), ReadOptions()
    try:
        done = clean_document(data, "a", "b", settings, reading)
    except NewscleanError as error:
        assert str(error).count("\n") == 0
        return
    assert restored_bytes(logged([*done.log, done.end]), done.output, "b") == data
    assert clean_document(done.output, "b", "c", settings, reading).output == done.output


def texts(options, dice):
    corpus = texts_of(options.corpus)
    for start in range(0, options.count, TOGETHER):
        if start and start % (20 * TOGETHER) == 0:
            print(f"  {start:,}", flush=True)
        given = [mutated(dice.choice(corpus), dice) for _ in range(min(TOGETHER, options.count - start))]
        yield from hold_of_texts(given)


def files(options, dice):
    corpus = texts_of(options.corpus)
    for _ in range(options.count):
        text = dice.choice(corpus)
        start = dice.randrange(max(1, len(text) - 200))
        data = bytearray(text[start : start + dice.randrange(1, 400)].encode(dice.choice(ENCODINGS), "replace"))
        for _ in range(dice.choice((0, 1, 1, 2, 5, 50))):
            at = dice.randrange(len(data) + 1)
            data[at : at + dice.randrange(3)] = dice.randbytes(dice.randrange(4))
        try:
            holds_of_bytes(bytes(data))
        except Exception as error:
            yield bytes(data), error


def articles(corpus, dice, folder):
    """Write articles of each kind into a folder."""
    (folder / "in").mkdir(parents=True)
    for at, name in enumerate("abc"):
        text = ("会议指出,要坚持,\n" if at < 2 else "") + mutated(dice.choice(corpus), dice)
        (folder / "in" / f"{name}.txt").write_bytes(text.encode("utf-8", "replace"))
    lines = [json.dumps({"text": mutated(dice.choice(corpus), dice)}) + "\n" for _ in range(3)]
    (folder / "in" / "r.jsonl").write_text("".join(lines), "utf-8")


class Killed:
    """One operation, ended at random moments; its folder is left where something does not hold.

    Args:
        mode: Its name, in what is told.
        operation: The operation.
        server: Runs the command.
        root: An empty folder.
    """

    def __init__(self, mode, operation, server, root):
        self.mode, self.operation, self.server = mode, operation, server
        self.begun, self.folder = root / "begun", root / "now"
        self.root = root
        self.ended = self.runs = 0

    def run(self, command, fault="", cwd=None):
        environment = os.environ | ({"NEWSCLEAN_FAULT": fault} if fault else {})
        done = self.server.run(command, b"", cwd or self.folder, environment, 300)
        assert b"Traceback" not in done.stderr, done.stderr
        return done

    def anew(self):
        os.chdir(self.root)
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.begun, self.folder)
        os.chdir(self.folder)

    def some_rounds(self, corpus, dice, count):
        """End so many runs on the same articles."""
        operation = self.operation
        shutil.rmtree(self.begun, ignore_errors=True)
        articles(corpus, dice, self.begun)
        for command in operation.before:
            self.run(command, operation.killed_at, self.begun)
        if operation.command[0] == "apply":
            decide(self.begun)
        before, originals = shown(self.begun), contents(self.begun)
        self.anew()
        start = time.monotonic()
        code = self.run(operation.command).returncode
        took = time.monotonic() - start
        whole, names = shown(self.folder), {*contents(self.folder)}
        assert code in (0, 1, 3), (self.mode, code)
        goal = self.ended + count
        while self.ended < goal:
            self.anew()
            start = time.monotonic()
            done = self.run(operation.command, f"alarm:{dice.uniform(0.02, 1.1) * took:.4f}")
            if done.returncode < 0:
                self.ended += 1
            else:
                took = min(took, time.monotonic() - start)
            self.runs += 1
            self.holds(before, whole, originals, names, code)

    def holds(self, before, whole, originals, names, code):
        operation, folder, where = self.operation, self.folder, (self.mode, self.runs)
        left = whole_or_as_before(folder, before, whole, where)
        logs = ["log.jsonl.gz"]
        is_in_place = "--in-place" in operation.command
        if is_in_place:
            assert all(is_back(folder, name, data, logs) for name, data in originals.items()), where
        done = self.run(operation.again or operation.command)
        is_through = left == whole and b"is there already" in done.stderr
        assert done.returncode == code or is_through, (where, done)
        if self.mode == "in place, two logs":
            logs.append("new.jsonl")
            now = contents(folder)
            assert {name: now[name] for name in originals} == {name: whole[name] for name in originals}, where
        else:
            assert shown(folder) == whole, where
        if is_in_place:
            assert all(is_back(folder, name, data, logs) for name, data in originals.items()), where
        unexpected = {name for name in {*contents(folder)} - names - {*logs} if ".index/" not in name}
        if self.mode == "in place, two logs" and FIRST_LOCK in unexpected:
            # Ended before it had begun to log: a run with another log knows nothing of it, and nobody holds it.
            FileLock(folder / FIRST_LOCK, timeout=0).acquire().lock.release()
            unexpected.remove(FIRST_LOCK)
        assert not unexpected, (where, unexpected)


def kills(options, dice):
    """End runs at random moments, mode after mode in turn, until so many were ended in each or the time is up."""
    corpus, server = texts_of(options.corpus), ForkServer(dict(os.environ))
    root = Path(tempfile.mkdtemp(prefix="newsclean-soak-"))
    server.run(["duplicates", "--help"], b"", root, os.environ, 300)  # the server loads all there is
    each = [Killed(mode, operation, server, root / mode) for mode, operation in MODES.items()]
    for one in each:
        one.root.mkdir()
    end = time.monotonic() + options.seconds
    while any(one.ended < options.count for one in each) and time.monotonic() < end:
        for one in each:
            one.some_rounds(corpus, dice, min(ROUNDS, options.count - one.ended))
        print("  " + "; ".join(f"{one.mode}: {one.ended} of {one.runs}" for one in each), flush=True)
    server.close()
    os.chdir(ROOT)
    shutil.rmtree(root)
    return "Ended in the middle: " + "; ".join(f"{one.mode}: {one.ended} of {one.runs}" for one in each)


def pipe(options, dice):
    """Feed records for a time; the most memory of the second half is not above that of the first by a tenth."""
    corpus = texts_of(options.corpus)
    command = [sys.executable, "-m", "newsclean", "clean", "-", "--format", "jsonl", "-q"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    came = threading.Semaphore(0)

    def drain():
        for _ in process.stdout:
            came.release()

    threading.Thread(target=drain, daemon=True).start()
    end, sizes, number = time.monotonic() + options.seconds, [], 0
    while time.monotonic() < end or len(sizes) < 2:
        for _ in range(AHEAD):
            process.stdin.write((json.dumps({"text": mutated(dice.choice(corpus), dice)}) + "\n").encode())
        process.stdin.flush()
        for _ in range(AHEAD):
            came.acquire()
        number += AHEAD
        status = Path(f"/proc/{process.pid}/status").read_text()
        sizes.append(int(status.partition("VmRSS:")[2].split()[0]) // 1024)
    process.stdin.close()
    assert process.wait(60) in (0, 3)
    first, second = max(sizes[: len(sizes) // 2]), max(sizes[len(sizes) // 2 :])
    assert second < 1.1 * first, sizes
    return f"{number} records, {first} MB in the first half and {second} MB in the second"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=["texts", "bytes", "kills", "pipe"])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=10800.0, help="of pipe, and the most of kills")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--corpus", action="append", default=[])
    options = parser.parse_args()
    seed = random.randrange(10**9) if options.seed is None else options.seed
    dice, begun = random.Random(seed), time.monotonic()
    told, failed = "", 0
    if options.what in ("kills", "pipe"):
        told = {"kills": kills, "pipe": pipe}[options.what](options, dice)
    else:
        for given, error in (texts if options.what == "texts" else files)(options, dice):
            failed += 1
            kept = ROOT / "build" / "soak"
            kept.mkdir(parents=True, exist_ok=True)
            place = kept / f"{options.what}-{seed}-{failed}"
            place.write_bytes(given if isinstance(given, bytes) else given.encode("utf-8", "surrogatepass"))
            print(f"{options.what}: does not hold ({type(error).__name__}: {error}); see {place}", flush=True)
    seconds = time.monotonic() - begun
    count = "" if options.what in ("kills", "pipe") else f"{options.count:,}, "
    print(f"{date.today()} {options.what}: {count}{failed or 'no'} failures, seed {seed}, {seconds:.0f} s. {told}")
    raise SystemExit(failed > 0)


if __name__ == "__main__":
    main()
