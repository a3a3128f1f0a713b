"""Copies of whole articles in an archive: what is found of each kind, and what goes that is no copy.

    python benchmarks/archive_copies.py [ARTICLES.jsonl[.xz]] [--articles 5000]

ARTICLES holds {"id", "paragraphs"} records. A third of the archive are copies, each of another article, made in one of
the ways of `KINDS` from a fixed seed; the rest are articles as they are. The command is run twice, as a user runs it.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import opencc

from pipeline import records

SEED = 20261130
NEWS = Path(__file__).parents[2] / "shared" / "data" / "news-dev.jsonl.xz"
_SENTENCE = re.compile("(?<=[。！？])")

Paragraphs = list[str]


def reprint(paragraphs: Paragraphs, source: random.Random) -> Paragraphs:
    """A few paragraphs lightly edited: half-width commas, a lead-in."""
    narrow = source.sample(range(len(paragraphs)), min(3, len(paragraphs)))
    edited = [text.replace("，", ",") if at in narrow else text for at, text in enumerate(paragraphs)]
    return ["本报讯 " + edited[0], *edited[1:]]


def excerpt(paragraphs: Paragraphs, source: random.Random) -> Paragraphs:
    """The first half of the paragraphs, rounded up."""
    return paragraphs[: (len(paragraphs) + 1) // 2]


def changed(paragraphs: Paragraphs, source: random.Random) -> Paragraphs:
    """One figure changed in a paragraph that has one."""
    at = source.choice([at for at, text in enumerate(paragraphs) if re.search("[0-9]", text)])
    digits = list(re.finditer("[0-9]", paragraphs[at]))
    digit = source.choice(digits)
    other = source.choice([each for each in "123456789" if each != digit.group()])
    text = paragraphs[at][: digit.start()] + other + paragraphs[at][digit.end() :]
    return [*paragraphs[:at], text, *paragraphs[at + 1 :]]


def reordered(paragraphs: Paragraphs, source: random.Random) -> Paragraphs:
    """The same paragraphs in another order."""
    found = paragraphs[:]
    while found == paragraphs:
        source.shuffle(found)
    return found


def split(paragraphs: Paragraphs, source: random.Random) -> Paragraphs:
    """Every paragraph of several sentences cut in two between two of them."""
    found: Paragraphs = []
    for text in paragraphs:
        sentences = _sentences(text)
        half = (len(sentences) + 1) // 2
        found += filter(None, ("".join(sentences[:half]), "".join(sentences[half:])))
    return found


def merged(paragraphs: Paragraphs, source: random.Random) -> Paragraphs:
    """Every two paragraphs in one."""
    return ["".join(paragraphs[at : at + 2]) for at in range(0, len(paragraphs), 2)]


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text) if sentence]


KINDS: dict[str, Callable[[Paragraphs, random.Random], Paragraphs]] = {
    "exact": lambda paragraphs, source: paragraphs,
    "reprint": reprint,
    "excerpt": excerpt,
    "version": changed,
    "script": lambda paragraphs, source: [opencc.OpenCC("s2t").convert(text) for text in paragraphs],
    "reordered": reordered,
    "split": split,
    "merged": merged,
    "one paragraph": lambda paragraphs, source: ["".join(paragraphs)],
}


def fits(paragraphs: Paragraphs) -> bool:
    """Whether every kind of copy can be made: paragraphs and sentences enough, and a figure, all of them different."""
    return (
        3 <= len(set(paragraphs)) == len(paragraphs)
        and all(len(text) >= 20 for text in paragraphs)
        and any(len(_sentences(text)) > 1 for text in paragraphs)
        and re.search("[0-9]", "".join(paragraphs)) is not None
    )


def archive(path: str, size: int) -> tuple[list[dict[str, str]], dict[tuple[str, str], str]]:
    """Make an archive of so many articles: its records, and the kind of each pair of an article and its copy."""
    source = random.Random(SEED)
    texts: dict[str, Paragraphs] = {}
    for record in records(path):
        paragraphs = [text.strip() for text in record["paragraphs"] if text.strip()]
        if paragraphs:
            texts[f"a{len(texts):05}"] = paragraphs
    originals = source.sample([name for name, paragraphs in texts.items() if fits(paragraphs)], size // 3)
    others = source.sample(sorted(set(texts) - set(originals)), size - 2 * len(originals))
    kinds: dict[tuple[str, str], str] = {}
    made = {name: texts[name] for name in (*originals, *others)}
    for at, name in enumerate(originals):
        kind = list(KINDS)[at % len(KINDS)]
        made[f"{name}-copy"] = KINDS[kind](texts[name], source)
        kinds[name, f"{name}-copy"] = kind
    names = list(made)
    source.shuffle(names)
    return [{"id": name, "text": "\n".join(made[name])} for name in names], kinds


def newsclean(folder: Path, *arguments: object) -> None:
    command = [sys.executable, "-m", "newsclean", *map(str, arguments)]
    subprocess.run(command, cwd=folder, check=True, stderr=subprocess.PIPE)


def told(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def pairs_found(folder: Path, names: Sequence[str]) -> dict[tuple[str, str], str]:
    """The pairs of articles that the command tells, with what it says they are."""
    newsclean(folder, "duplicates", "in.jsonl", "--as", "jsonl", "-o", "pairs.jsonl")
    found: dict[tuple[str, str], str] = {}
    for record in told(folder / "pairs.jsonl"):
        if record["type"] == "pair":
            one, other = sorted(named(name, names) for name in record["articles"])
            found[one, other] = record["kind"]
    return found


def named(article: str, names: Sequence[str]) -> str:
    """The id of an article that the command names by its line, `in.jsonl:1:text`, or by its id."""
    line = re.fullmatch(r"in\.jsonl:([0-9]+):text", article)
    return names[int(line[1]) - 1] if line else article


def removals(folder: Path, made: Sequence[dict[str, str]]) -> Counter[bool]:
    """How many paragraphs went because another article has them, by whether the two are copies.

    Copies are those that were made, and articles of which one has half of the other's paragraphs, letter by letter.
    """
    names = [record["id"] for record in made]
    paragraphs = {record["id"]: set(record["text"].split("\n")) for record in made}

    def are_copies(one: str, other: str) -> bool:
        one, other = one.removesuffix("-copy"), other.removesuffix("-copy")
        common, shorter = paragraphs[one] & paragraphs[other], min(len(paragraphs[one]), len(paragraphs[other]))
        return one == other or 2 * len(common) >= shorter

    newsclean(folder, "clean", "in.jsonl", "-o", "out.jsonl", "--log", "log.jsonl", "--scope", "archive",
              "--on-duplicate", "remove", "--quiet")  # fmt: skip
    found: Counter[bool] = Counter()
    for record in told(folder / "log.jsonl"):
        if record["type"] == "change" and record["rule"] == "duplicates/archive":
            copy = record.get("duplicate_of") or record["of"]
            here, there = named(record["article"], names), named(copy["article"], names)
            found[are_copies(here, there)] += len(record["places"])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", default=str(NEWS), metavar="ARTICLES")
    parser.add_argument("--articles", type=int, default=5_000)
    options = parser.parse_args()
    made, kinds = archive(options.path, options.articles)
    names = [record["id"] for record in made]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in made)
        (folder / "in.jsonl").write_text("".join(lines), "utf-8")
        found = pairs_found(folder, names)
        print(f"{len(made):,} articles, {len(kinds):,} of them copies; {len(found):,} pairs told")
        for kind in KINDS:
            own = [pair for pair, each in kinds.items() if each == kind]
            as_told = Counter(found[pair] for pair in own if pair in found)
            said = ", ".join(f"{count} {each}" for each, count in as_told.most_common())
            print(f"  {kind:14} {as_told.total():4} of {len(own):4}, {as_told.total() / len(own):.3f}  ({said})")
        gone = removals(folder, made)
    print(f"paragraphs removed between copies {gone[True]:,}, between unrelated stories {gone[False]:,}")


if __name__ == "__main__":
    main()
