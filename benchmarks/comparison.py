"""The same 30 dirty snippets through newsclean and other programs: docs/comparison.md, made anew.

    python benchmarks/comparison.py > docs/comparison.md

needs autocorrect-py and ftfy beside newsclean, `npx zhlint` with zhlint in reach of node, and for data-juicer's
operators py-data-juicer; a program that is not there has an empty column, which is said.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import newsclean


class Snippet(NamedTuple):
    """A dirty text, and what it should be; alike where nothing should be touched."""

    what: str
    text: str
    right: str


SNIPPETS = [
    Snippet(**json.loads(line)) for line in Path(__file__).with_suffix(".jsonl").read_text("utf-8").split("\n") if line
]
INTRODUCTION = """# Beside other programs

Made by [benchmarks/comparison.py](../benchmarks/comparison.py): 30 dirty snippets, and what each program makes of them
with its defaults. Each is made for something else: ftfy mends mojibake, OpenCC converts scripts, trafilatura finds the
article in a page, data-juicer prepares text for language models, autocorrect and zhlint set spaces and marks for the
screen. What is right here is what [this project](punctuation.md) holds right: no space is put between Han and Latin.

✓ right · part: nearer than before · missed: no nearer · harmed: further from right than before. The snippets are ours:
the faults that newsclean is made for, and they favour it.
"""

Tool = Callable[[list[str]], list[str]]


def each(clean: Callable[[str], str]) -> Tool:
    """A tool that cleans one text after another."""
    return lambda texts: [clean(text) for text in texts]


def zhlint(texts: list[str]) -> list[str]:
    """Zhlint's own function, run by node on all texts."""
    script = (
        "const {run} = require('zhlint'); const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "console.log(JSON.stringify(texts.map(t => run(t, {rules: {preset: 'default'}}).result)))"
    )
    done = subprocess.run(["node", "-e", script], input=json.dumps(texts), capture_output=True, text=True, check=True)
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def data_juicer(texts: list[str]) -> list[str]:
    """The operators of its recipes for Chinese text."""
    mapper = import_module("data_juicer.ops.mapper")
    samples = {"text": texts}
    for name in ("FixUnicodeMapper", "PunctuationNormalizationMapper", "WhitespaceNormalizationMapper"):
        samples = getattr(mapper, name)().process_batched(samples)
    return samples["text"]


def trafilatura(texts: list[str]) -> list[str]:
    """What it makes of the text of a page: its extraction, of a page that has nothing else."""
    module = import_module("trafilatura")

    def extract(text: str) -> str:
        rows = "".join(f"<p>{row}</p>" for row in text.split("\n") if row)
        page = f"<html><body><article>{rows}</article></body></html>"
        return module.extract(page, favor_recall=True) or ""

    return [extract(text) for text in texts]


def tools() -> dict[str, tuple[str, Tool] | None]:
    """The programs, each with its version; None for one that is not there."""

    def there(package: str, tool: Callable[[], Tool]) -> tuple[str, Tool] | None:
        try:
            return version(package), tool()
        except ImportError:
            return None

    node = shutil.which("node")
    asked = "console.log(require('zhlint/package.json').version)"
    found = subprocess.run([node, "-e", asked], capture_output=True, text=True) if node else None
    return {
        "newsclean": (newsclean.__version__, lambda texts: [one.text for one in newsclean.clean_all(texts)]),
        "autocorrect": there("autocorrect-py", lambda: each(import_module("autocorrect_py").format)),
        "zhlint": (found.stdout.strip(), zhlint) if found and found.returncode == 0 else None,
        "ftfy": there("ftfy", lambda: each(import_module("ftfy").fix_text)),
        "OpenCC t2s": there("OpenCC", lambda: each(import_module("opencc").OpenCC("t2s").convert)),
        "data-juicer": there("py-data-juicer", lambda: data_juicer),
        "trafilatura": there("trafilatura", lambda: trafilatura),
    }


def verdict(snippet: Snippet, made: str) -> str:
    """Right, untouched though dirty, half done, or harmed: something changed that was right, or made wrong."""
    text, right = snippet.text.rstrip("\n"), snippet.right.rstrip("\n")
    made = made.rstrip("\n")
    if made == right:
        return "✓"
    if made == text:
        return "missed"
    further = distance(made, right) - distance(text, right)
    return "harmed" if further > 0 else "part" if further < 0 else "missed"


def distance(one: str, other: str) -> int:
    """How many characters to put in, take out or exchange."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other)


def main() -> int:
    programs = tools()
    made: dict[str, list[str]] = {}
    for name, program in programs.items():
        if program is not None:
            try:
                made[name] = program[1]([snippet.text for snippet in SNIPPETS])
            except (ImportError, subprocess.CalledProcessError) as error:
                print(f"{name}: {error}", file=sys.stderr)
    print(INTRODUCTION)
    names = list(made)
    heads = [f"{name} {programs[name][0]}" for name in names]  # type: ignore[index]
    print("| snippet | " + " | ".join(heads) + " |\n|---|" + "---|" * len(names))
    verdicts = {name: [verdict(*pair) for pair in zip(SNIPPETS, made[name], strict=True)] for name in names}
    for number, snippet in enumerate(SNIPPETS):
        print(f"| {snippet.what} | " + " | ".join(verdicts[name][number] for name in names) + " |")
    print("| **right** | " + " | ".join(f"**{verdicts[name].count('✓')}**" for name in names) + " |")
    print("| **harmed** | " + " | ".join(f"**{verdicts[name].count('harmed')}**" for name in names) + " |\n")
    print("## What came out\n")
    for number, snippet in enumerate(SNIPPETS):
        print(f"**{snippet.what}**\n")
        print("```text")
        print(f"{'before':12}{shown(snippet.text)}\n{'right':12}{shown(snippet.right)}")
        for name in names:
            if verdicts[name][number] in ("part", "harmed"):
                print(f"{name:12}{shown(made[name][number])}")
        print("```\n")
    if missing := [name for name in programs if name not in made]:
        print(f"Not installed where this was made: {', '.join(missing)}.")
    return 0


def shown(text: str) -> str:
    """A text in one line, with what is unseen spelt out."""
    return text.replace("\n", "\\n").translate({code: f"\\u{code:04x}" for code in (0xA0, 0x200B, *range(0x80, 0xA0))})


if __name__ == "__main__":
    sys.exit(main())
