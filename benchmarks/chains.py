"""Articles from JSON Lines to clean JSON Lines: newsclean with its log, beside what people put together otherwise.

    python benchmarks/chains.py ARTICLES.jsonl[.xz] [--limit N]

ARTICLES holds {"id", "title", "paragraphs"} records. One process each, all from traditional to simplified characters:

- newsclean: broken lines, characters, punctuation, repeats within each article, every change in the log;
- newsclean, archive: the same with `--scope archive`, which looks for repeats across all articles;
- a chain in Python: autocorrect-py's `format`, OpenCC's t2s, datasketch's MinHash (128 permutations, bigrams) and
  MinHashLSH over the paragraphs of all articles, no log;
- data-juicer, if installed: chinese_convert_mapper, punctuation_normalization_mapper, whitespace_normalization_mapper
  and document_minhash_deduplicator over whole articles, with its tracer on, which logs ten samples an operation.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import autocorrect_py
import opencc
from datasketch import MinHash, MinHashLSH

from pipeline import articles

RECIPE = """
project_name: beside
dataset_path: {source}
export_path: {folder}/juicer/out.jsonl
np: 1
open_tracer: true
use_cache: false
process:
  - chinese_convert_mapper:
      mode: t2s
  - punctuation_normalization_mapper:
  - whitespace_normalization_mapper:
  - document_minhash_deduplicator:
      tokenization: character
"""
SHORTEST = 20  # characters; what newsclean too takes for a paragraph and not a heading


def cleaned(source: Path, folder: Path, *more: str) -> None:
    command = [sys.executable, "-m", "newsclean", "clean", str(source), "-o", str(folder / "out.jsonl"), "--force"]
    subprocess.run(
        [*command, "--log", str(folder / "log.jsonl"), "--script", "t2s", *more],
        check=True,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )


def chained(source: Path, folder: Path) -> None:
    convert = opencc.OpenCC("t2s").convert
    index = MinHashLSH(threshold=0.8, num_perm=128)
    with source.open(encoding="utf-8") as lines, (folder / "chain.jsonl").open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines):
            kept = []
            for place, paragraph in enumerate(convert(autocorrect_py.format(json.loads(line)["text"])).split("\n")):
                if len(paragraph) >= SHORTEST:
                    signature = MinHash(num_perm=128)
                    signature.update_batch({paragraph[at : at + 2].encode() for at in range(len(paragraph) - 1)})
                    if index.query(signature):
                        continue
                    index.insert((number, place), signature)
                kept.append(paragraph)
            out.write(json.dumps({"text": "\n".join(kept)}, ensure_ascii=False) + "\n")


def juiced(source: Path, folder: Path) -> None:
    from data_juicer.config import init_configs
    from data_juicer.core import DefaultExecutor

    recipe = folder / "recipe.yaml"
    recipe.write_text(RECIPE.format(source=source, folder=folder), "utf-8")
    DefaultExecutor(init_configs(["--config", str(recipe)])).run()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--limit", type=int, default=3000)
    options = parser.parse_args()
    texts = articles(options.articles, options.limit)
    size = sum(len(text.encode()) for text in texts) / 1e6
    names = ["newsclean", "autocorrect-py", "opencc", "datasketch"]
    ways: dict[str, Callable[[Path, Path], None]] = {
        "newsclean": cleaned,
        "newsclean, archive": lambda source, folder: cleaned(source, folder, "--scope", "archive"),
        "autocorrect, OpenCC, datasketch": chained,
    }
    try:
        import data_juicer  # noqa: F401

        names.append("py-data-juicer")
        ways["data-juicer"] = juiced
    except ImportError:
        print("data-juicer is not installed", file=sys.stderr)
    print(f"python {sys.version.split()[0]}, {', '.join(f'{name} {version(name)}' for name in names)}")
    print(f"{len(texts):,} articles, {size:.1f} MB")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.jsonl"
        source.write_text("".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts), "utf-8")
        own = 0.0
        for way, work in ways.items():
            start = time.perf_counter()
            work(source, folder)
            spent = time.perf_counter() - start
            own = own or spent
            # data-juicer turns standard output into a log of its own.
            print(f"{way:34}{size / spent:8.2f} MB/s {spent / own:8.1f} x newsclean's time", file=sys.__stdout__)


if __name__ == "__main__":
    main()
