"""Digests of what newsclean makes of fixed inputs, to show that a change of the code changes no output.

    python tests/golden.py                      samples and cases, as tests/test_golden.py does
    python tests/golden.py --corpora            the shared corpora, too large for the tests
    python tests/golden.py --corpora --limit N  only the first N articles of each, in whole parts

It runs what is in src beside it, whatever is installed.

Exit code 1 and a line for each file that differs: its input (then a case was added or edited), its clean text, its
log, or the facts of its log. The facts are which rule changed or flagged what, and where: they outlast a change of the
names, reasons and order in the log, which the digest of the log itself does not.

To see what differs, keep the outputs of both versions and compare them:

    python tests/golden.py --keep build/now
    git stash; python tests/golden.py --keep build/before; git stash pop
    diff -r build/before build/now

After a deliberate change, or one of the cases alone, renew the digests, with `--corpora` and without it:

    python tests/golden.py --write "a comma before a quotation mark becomes full-width: GB/T 15834"

The sentence says what changed and why; it is appended to tests/golden/deliberate.txt. Without it, after a merge, say,
the digests are renewed and the list stays.

The files tests/golden/*.tsv have a row for each input file and way of cleaning: its name, and the first 16 hexadecimal
digits of the SHA-256 of its input, clean text, log and facts. The `run` record of a log, which has the time and the
versions, is left out. One process and two must give the same.
"""

import argparse
import hashlib
import json
import lzma
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
SHARED = ROOT.parent / "shared" / "data"
# How the inputs are cleaned: arguments of the command. All that is off unless asked for is on in the second.
WAYS = {
    "default": (),
    "everything": ("--config", "everything.toml"),
    "archive": ("--scope", "archive", "--on-duplicate", "remove"),
}
EVERYTHING = 'script = "t2s"\nquotes = "curly"\nlatin-space = "remove"\n'
SOME_FAILED = 3  # the exit code; what could not be cleaned shows in the digests
PART = 500  # articles of a corpus that share a row
NARROW = str.maketrans("，：；？！。“”（）", ',:;?!.""()')
# Fields of a log that say what was done, under all names that they have had.
FACTS = {
    "type": "type", "article": "article", "rule": "rule", "before": "before", "after": "after", "places": "places",
    "line": "line", "offset": "offset", "text": "text", "similarity": "similarity", "of": "of", "duplicate_of": "of",
}  # fmt: skip


class Digests(NamedTuple):
    """Beginnings of SHA-256 sums."""

    input: str
    clean: str
    log: str
    facts: str


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def lines_of(texts: Iterable[str]) -> bytes:
    """Texts as JSON Lines; half surrogates stay, escaped."""
    return b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts)


def small_inputs() -> dict[str, bytes]:
    """The samples, and each file of cases as a file of records: the inputs, then what stands in another article."""
    files = {path.name: path for path in sorted((ROOT / "samples").iterdir())}
    found = {f"samples/{name}": path.read_bytes() for name, path in files.items()}
    cases = ROOT / "tests" / "cases"
    for path in sorted(cases.rglob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        texts = [row["input"] for row in rows] + [row["beside"] for row in rows if "beside" in row]
        found[f"cases/{path.relative_to(cases).as_posix()}"] = lines_of(texts)
    return found


def articles(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            yield record["text"] if "text" in record else "\n\n".join((record["title"], *record["paragraphs"]))


def pieces(whole: Sequence[Any], size: int) -> Iterator[Any]:
    return (whole[at : at + size] for at in range(0, len(whole), size))


def damaged(text: str) -> str:
    """A clean article as a scraper leaves it: marks half-width, lines of 40 characters, every third paragraph twice."""
    paragraphs = [paragraph.translate(NARROW) for paragraph in text.split("\n\n")]
    wrapped = ["\n".join(pieces(paragraph, 40)) for paragraph in paragraphs[::2]]
    return "\n\n".join((*paragraphs, *wrapped, *paragraphs[::3]))


def corpora_inputs(shared: Path, limit: int | None) -> dict[str, bytes]:
    """The shared corpora in parts, news also damaged, and the documents as they are."""
    found = {"seed-article.txt": (shared / "seed-article.txt").read_bytes()}
    for path in sorted((shared / "boundaries" / "documents").glob("*.txt")):
        found[f"documents/{path.name}"] = path.read_bytes()
    for name in ("news-dev", "portal-dev", "sites-dev"):
        first = None if limit is None else -(-limit // PART) * PART
        texts = list(islice(articles(shared / f"{name}.jsonl.xz"), first))
        for number, part in enumerate(pieces(texts, PART)):
            found[f"{name}/{number:02}.jsonl"] = lines_of(part)
            if name == "news-dev" and number < 4:
                found[f"{name}-damaged/{number:02}.jsonl"] = lines_of(map(damaged, part))
    return found


def facts(record: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted((FACTS[name], value) for name, value in record.items() if name in FACTS)


def cleaned(inputs: Mapping[str, bytes], way: str, jobs: int, folder: Path) -> dict[str, Digests]:
    """Clean the inputs by the command.

    Args:
        inputs: Bytes by file name.
        way: One of `WAYS`.
        jobs: Processes.
        folder: Where to write; the clean texts and the log stay there.

    Returns:
        Digests by way and file name.
    """
    for name, data in inputs.items():
        (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "in" / name).write_bytes(data)
    (folder / "everything.toml").write_text(EVERYTHING)
    command = (sys.executable, "-m", "newsclean", "clean", "in", "-o", "out", "--log", "log.jsonl", "--quiet")
    own = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run((*command, "--jobs", str(jobs), *WAYS[way]), cwd=folder, env=own, capture_output=True)
    if done.returncode not in (0, SOME_FAILED):
        raise SystemExit(done.stderr.decode())
    lines: dict[str, list[bytes]] = {f"in/{name}": [] for name in inputs}
    for line in (folder / "log.jsonl").read_bytes().splitlines(keepends=True)[1:]:
        lines[json.loads(line)["article"].partition(":")[0]].append(line)
    found = {}
    for name, data in inputs.items():
        records = [facts(json.loads(line)) for line in lines[f"in/{name}"]]
        found[f"{way}/{name}"] = Digests(
            digest(data),
            digest((folder / "out" / name).read_bytes() if (folder / "out" / name).exists() else b""),
            digest(b"".join(lines[f"in/{name}"])),
            digest(json.dumps(sorted(records, key=json.dumps)).encode()),
        )
    return found


def differing(now: Mapping[str, Digests], before: Mapping[str, Digests], note: str = "") -> list[str]:
    """A line for each file that is not as it was; of a file whose input is another, no more than that."""
    found = [f"{name}: not in tests/golden{note}" for name in sorted(now.keys() - before.keys())]
    for name in sorted(now.keys() & before.keys()):
        fields = zip(Digests._fields, now[name], before[name], strict=True)
        if others := [field for field, one, other in fields if one != other]:
            found.append(f"{name}: {others[0] if others[0] == 'input' else ', '.join(others)} differs{note}")
    return found


def read(path: Path) -> dict[str, Digests]:
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines()[1:])
    return {name: Digests(*sums) for name, *sums in rows}


def written(rows: Mapping[str, Digests]) -> str:
    lines = [("file", *Digests._fields), *((name, *rows[name]) for name in sorted(rows))]
    return "".join("\t".join(line) + "\n" for line in lines)


def compare(
    inputs: Mapping[str, bytes], path: Path, ways: Iterable[str], keep: Path | None = None
) -> tuple[dict[str, Digests], list[str]]:
    """Clean inputs in one process and in two, and hold both to the digests of a file.

    The news is left out of the archive: it takes a minute, and has few repeats.

    Returns:
        Digests of one process; lines that say what differs.
    """
    now, told = {}, []
    for way in ways:
        taken = {name: data for name, data in inputs.items() if way != "archive" or not name.startswith("news-dev")}
        folders = [tempfile.mkdtemp() for _ in range(2)]
        try:
            one, two = (cleaned(taken, way, jobs, Path(each)) for jobs, each in enumerate(folders, 1))
            if keep is not None:
                shutil.copytree(folders[0], keep / way, dirs_exist_ok=True)
        finally:
            for each in folders:
                shutil.rmtree(each)
        told += differing(two, one, " with two jobs")
        now |= one
    return now, differing(now, read(path) if path.exists() else {}) + told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", nargs="?", const=SHARED, type=Path, metavar="FOLDER", help="[../shared/data]")
    parser.add_argument("--limit", type=int, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep inputs, clean texts and logs there")
    parser.add_argument("--write", nargs="?", const="", metavar="WHY", help="renew the digests")
    given = parser.parse_args()
    if given.write is not None and given.limit is not None:
        parser.error("--write needs the whole corpora: leave --limit out")
    inputs = small_inputs() if given.corpora is None else corpora_inputs(given.corpora, given.limit)
    path = GOLDEN / ("small.tsv" if given.corpora is None else "corpora.tsv")
    # A part of an archive is another archive.
    ways = [way for way in WAYS if way != "archive" or given.limit is None]
    now, told = compare(inputs, path, ways, given.keep)
    for line in told:
        print(line)
    if given.write is None:
        sys.exit(bool(told))
    path.write_text(written(now), "utf-8")
    if given.write:
        with (GOLDEN / "deliberate.txt").open("a", encoding="utf-8") as file:
            file.write(given.write + "\n")


if __name__ == "__main__":
    main()
