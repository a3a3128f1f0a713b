"""Long runs that try to break what is guaranteed, with other dice each time; `make soak` runs all of them.

    python tests/soak.py texts --count 100000 --corpus articles.jsonl.xz
    python tests/soak.py bytes --count 10000
    python tests/soak.py kills --count 200
    python tests/soak.py pipe --seconds 10800

`texts` mutates real texts and cleans them: cleaning the clean text changes nothing, the original comes back, the log
alone leads to the clean text, so that no character is gone without a record. `bytes` does so with files of mutated
bytes in many encodings. `kills` ends runs at a random moment, in each mode: every file is whole, every original is
there or comes back, and the next run ends as if nothing had happened. `pipe` feeds records and watches the memory.
Each tells what it did in one line, and ends with exit code 1 at the first thing that does not hold, which it writes
to `build/soak`.
"""

import argparse
import json
import lzma
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

import newsclean
from forkserver import ForkServer
from logs import logged
from newsclean.changelog.restoring import restored_bytes
from newsclean.errors import NewscleanError
from newsclean.io.reader import ReadOptions
from newsclean.jobs.document_cleaning import clean_document
from newsclean.jobs.file_restoring import choose, restored

ROOT = Path(__file__).parent.parent
MARKS = "，。、；：！？“”‘’（）《》「」【】…—·,.;:!?\"'()<>[]~-  \u3000\n\n\t\u200b\ufeff\xa0&;#0123456789abcABC的了不"
ENCODINGS = ("utf-8", "gb18030", "gbk", "big5", "big5hkscs", "utf-16", "utf-16-le", "utf-8-sig", "hz", "cp1252")
MODES = {
    "folder": (("clean", "in", "-o", "out", "--log", "log.jsonl", "-q"), ("--resume",)),
    "two processes": (("clean", "in", "-o", "out", "--log", "log.jsonl", "-q", "--jobs", "2"), ("--resume",)),
    "in place": (("clean", "in", "--in-place", "--log", "log.jsonl", "-q"), ()),
}


def texts_of(corpus):
    """The texts of the samples and, if one is named, of a corpus in JSON Lines."""
    found = [path.read_text("utf-8", "replace") for path in sorted((ROOT / "samples").glob("*.txt"))]
    if corpus:
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


def holds_of_text(text):
    result = newsclean.clean(text)
    assert newsclean.restore(result.text, result.changes) == text
    assert newsclean.replay(text, result.changes) == result.text
    assert newsclean.clean(result.text).changes == ()


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
    for number in range(options.count):
        yield mutated(dice.choice(corpus), dice), holds_of_text, number


def files(options, dice):
    corpus = texts_of(options.corpus)
    for number in range(options.count):
        text = dice.choice(corpus)
        start = dice.randrange(max(1, len(text) - 200))
        data = bytearray(text[start : start + dice.randrange(1, 400)].encode(dice.choice(ENCODINGS), "replace"))
        for _ in range(dice.choice((0, 1, 1, 2, 5, 50))):
            at = dice.randrange(len(data) + 1)
            data[at : at + dice.randrange(3)] = dice.randbytes(dice.randrange(4))
        yield bytes(data), holds_of_bytes, number


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def kills(options, dice):
    """End runs at random moments; the folder is left where something does not hold."""
    corpus = texts_of(options.corpus)
    server = ForkServer(dict(os.environ))
    folder = Path(tempfile.mkdtemp(prefix="newsclean-soak-"))
    os.chdir(folder)
    ended = 0

    def run(command, fault=""):
        environment = os.environ | ({"NEWSCLEAN_FAULT": fault} if fault else {})
        return server.run(command, b"", folder, environment, 300)

    for command, again in MODES.values():
        took = None
        for _ in range(options.count):
            shutil.rmtree(folder / "in", ignore_errors=True)
            shutil.rmtree(folder / "out", ignore_errors=True)
            for log in folder.glob("*log.jsonl*"):
                log.unlink()
            (folder / "in").mkdir()
            given = {f"in/{at}.txt": mutated(dice.choice(corpus), dice).encode("utf-8", "replace") for at in range(8)}
            lines = (json.dumps({"text": mutated(dice.choice(corpus), dice)}) + "\n" for _ in range(8))
            given["in/r.jsonl"] = "".join(lines).encode()
            for name, data in given.items():
                (folder / name).write_bytes(data)
            if took is None:
                begun = time.monotonic()
                run(command)
                took = time.monotonic() - begun
                continue
            done = run(command, f"alarm:{dice.uniform(0.2, 1.1) * took:.4f}")
            assert b"Traceback" not in done.stderr, done.stderr
            ended += done.returncode < 0
            is_in_place = "--in-place" in command
            left = contents(folder)
            for name, data in given.items():
                if left[name] != data:
                    assert is_in_place, name
                    assert restored(choose(folder / "log.jsonl", name, left[name]), left[name], name) == data, name
            log = "log.jsonl"
            if is_in_place and dice.random() < 0.5 and any(left[name] != data for name, data in given.items()):
                log = "other-log.jsonl"
            more = [log if part == "log.jsonl" else part for part in (*command, *again)]
            done = run(more)
            assert done.returncode in (0, 3) or b"is there already" in done.stderr, done.stderr
            now = contents(folder)
            for name, data in given.items():
                clean = name if is_in_place else name.replace("in/", "out/")
                if clean not in now and done.returncode == 3:
                    continue  # what cannot be read, as JSON
                logs = [each for each in ("log.jsonl", "other-log.jsonl") if each in now]
                backs = []
                for each in logs:
                    try:
                        backs.append(restored(choose(folder / each, clean, now[clean]), now[clean], clean))
                    except NewscleanError:
                        continue
                assert data in backs or now[clean] == data, (clean, logs)
            hidden = [name for name in now if Path(name).name.startswith(".") or name.endswith(".resume")]
            assert not hidden, hidden
    server.close()
    shutil.rmtree(folder)
    return f"{ended} of {len(MODES) * (options.count - 1)} runs were ended in the middle"


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
    while time.monotonic() < end:
        process.stdin.write((json.dumps({"text": mutated(dice.choice(corpus), dice)}) + "\n").encode())
        process.stdin.flush()
        came.acquire()
        number += 1
        if number % 200 == 0:
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
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--corpus", default="")
    options = parser.parse_args()
    seed = random.randrange(10**9) if options.seed is None else options.seed
    dice, begun = random.Random(seed), time.monotonic()
    told = ""
    if options.what in ("kills", "pipe"):
        told = {"kills": kills, "pipe": pipe}[options.what](options, dice)
    else:
        for given, holds, number in (texts if options.what == "texts" else files)(options, dice):
            try:
                holds(given)
            except Exception as error:
                kept = ROOT / "build" / "soak"
                kept.mkdir(parents=True, exist_ok=True)
                place = kept / f"{options.what}-{seed}-{number}"
                place.write_bytes(given if isinstance(given, bytes) else given.encode("utf-8", "surrogatepass"))
                print(f"{options.what}: does not hold ({type(error).__name__}: {error}); see {place}")
                raise SystemExit(1) from error
    seconds = time.monotonic() - begun
    print(f"{date.today()} {options.what}: {options.count} without a failure, seed {seed}, {seconds:.0f} s. {told}")


if __name__ == "__main__":
    main()
