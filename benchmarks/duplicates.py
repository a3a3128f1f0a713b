"""Near-duplicates across an archive: speed beside rensa and datasketch, recall by kind of edit, growth, memory.

    python benchmarks/duplicates.py ARTICLES.jsonl[.xz] [MORE.jsonl[.xz] …] [--sizes 100000,1000000]

ARTICLES holds {"id", "title", "paragraphs"} records. All paragraphs of 20 characters and more are used as they are; the
larger sets are made of them by perturbation from a fixed seed. One core. rensa gets the character bigrams as its token
sets, which it cannot make itself; the time for that is told apart. The peers are optional: `pip install rensa`.
"""

import argparse
import gc
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH
from scipy.sparse import csr_matrix

from newsclean.corpus.clusters import find_clusters
from newsclean.minhash.bands import sign_all
from newsclean.minhash.codepoints import folded, pack, texts_of
from newsclean.minhash.kernels import sign
from newsclean.minhash.signatures import BANDS, PERMUTATIONS, ROWS, permutations
from pipeline import records, timed

COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方"
KINDS = {
    "10 % of the characters edited": lambda text, random: edited(text, 0.1, random),
    "20 %": lambda text, random: edited(text, 0.2, random),
    "30 %": lambda text, random: edited(text, 0.3, random),
    "a stretch of 10 % replaced": lambda text, random: stretch(text, random),
    "the last 15 % cut off": lambda text, random: text[: max(20, round(0.85 * len(text)))],
    "a lead-in of 8 characters": lambda text, random: "".join(random.choices(COMMON, k=8)) + text,
}


def edited(text: str, share: float, random: random.Random) -> str:
    """A text with a share of its characters replaced, dropped or doubled."""
    return "".join(
        random.choice((random.choice(COMMON), "", character * 2)) if random.random() < share else character
        for character in text
    )


def stretch(text: str, random: random.Random) -> str:
    """A text with one stretch of a tenth of it replaced."""
    length = max(1, len(text) // 10)
    at = random.randrange(len(text) - length + 1)
    return text[:at] + "".join(random.choices(COMMON, k=length)) + text[at + length :]


def paragraphs(paths: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    for path in paths:
        for record in records(path):
            found |= dict.fromkeys(text for text in record["paragraphs"] if len(text) >= 20)
    return list(found)


def made(texts: Sequence[str], size: int) -> list[str]:
    """So many paragraphs: four in five a real one with 60 % of its characters edited, one a copy with 3 % edited."""
    source = random.Random(20261123)
    found: list[str] = []
    while len(found) < size:
        is_copy = found and source.random() < 0.2
        text = source.choice(found) if is_copy else source.choice(texts)
        found.append(edited(text, 0.03 if is_copy else 0.6, source))
    return found


def signing(texts: Sequence[str]) -> None:
    few = texts[:20_000]
    characters = sum(map(len, few))
    packed = folded(pack(few))
    sign(packed.codes, packed.offsets, *permutations())  # compiled, or read from numba's cache
    own = min(timed(lambda: sign(packed.codes, packed.offsets, *permutations())) for _ in range(5))
    whole = min(timed(lambda: sign(*folded(pack(few)), *permutations())) for _ in range(5))
    print(f"\nsignatures of {len(few):,} paragraphs, 128 permutations over character bigrams, ns a character")
    report = [("newsclean, from folded code points", own), ("newsclean, from strings", whole)]
    making = timed(lambda: bigrams(few))
    tokens = bigrams(few)
    try:
        from rensa import RMinHash

        spent = min(timed(lambda: RMinHash.digest_matrix_from_token_sets(tokens, PERMUTATIONS, 1)) for _ in range(3))
        report += [("rensa, given the bigrams", spent), ("rensa, with making them", spent + making)]
    except ImportError:
        print("rensa is not installed")
    encoded = [[token.encode() for token in text] for text in tokens[:2000]]
    share = sum(map(len, few[:2000])) / characters
    bulk = timed(lambda: MinHash.bulk(encoded, num_perm=PERMUTATIONS)) / share
    report += [("datasketch MinHash.bulk, given the bigrams", bulk)]
    for name, spent in report:
        print(f"{name:44} {1e9 * spent / characters:8.1f}   {spent / own:7.1f} x, {spent / whole:6.1f} x from strings")


def bigrams(texts: Sequence[str]) -> list[list[str]]:
    return [[text[at : at + 2] for at in range(len(text) - 1)] for text in texts]


def job(texts: Sequence[str]) -> None:
    print(f"\nthe whole job, from {len(texts):,} strings")
    find_clusters(texts[:1000])
    own = min(timed(lambda: find_clusters(texts)) for _ in range(3))
    rows = [("newsclean: verified clusters", own)]
    try:
        from rensa import RMinHash, RMinHashLSH

        def by_rensa() -> None:
            matrix = RMinHash.digest_matrix_from_token_sets(bigrams(texts), PERMUTATIONS, 1)
            index = RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
            index.insert_matrix_and_query_duplicate_flags(matrix)

        rows.append(("rensa: flags, unverified, no clusters", min(timed(by_rensa) for _ in range(3))))
    except ImportError:
        print("rensa is not installed")

    def by_datasketch() -> None:
        index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
        tokens = [[token.encode() for token in text] for text in bigrams(texts)]
        for number, signature in enumerate(MinHash.bulk(tokens, num_perm=PERMUTATIONS)):
            index.query(signature)
            index.insert(number, signature)

    rows.append(("datasketch: bulk and MinHashLSH, no clusters", timed(by_datasketch)))
    for name, spent in rows:
        print(f"{name:48} {1e6 * spent / len(texts):8.1f} µs a paragraph   {spent / own:7.1f} x")


def recall(texts: Sequence[str]) -> None:
    print("\nrecall by kind of edit, before the facts decide: verified from 0.8, 0.7, and hardly at all")
    source = random.Random(7)
    originals = [text for text in texts if len(text) >= 60]
    originals = source.sample(originals, min(3000, len(originals)))
    stays = find_clusters(originals, 0.5).stays  # a copy of one that is itself a copy of another proves nothing
    alone = np.bincount(stays, minlength=len(originals)) == 1
    originals = [text for text, is_alone in zip(originals, alone, strict=True) if is_alone]
    for kind, edit in KINDS.items():
        copies = [edit(text, source) for text in originals]
        for at in (0.8, 0.7, 0.3):
            stays = find_clusters([*originals, *copies], at).stays
            found = np.mean(stays[len(originals) :] == stays[: len(originals)])
            print(f"{kind if at == 0.8 else '':34} same from {at}: {found:6.3f}")


def bands_against_jaccard(texts: Sequence[str], count: int = 20_000) -> None:
    """The share of pairs that meet in a band, by their Jaccard similarity, measured for every pair there is."""
    source = random.Random(11)
    few = source.sample(texts, min(count // 2, len(texts)))
    few += [edited(text, source.choice((0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)), source) for text in few]
    keys = texts_of(folded(pack(few)))
    known: dict[str, int] = {}
    columns = [sorted({known.setdefault(bigram, len(known)) for bigram in map("".join, pairwise(key))}) for key in keys]
    starts = np.cumsum([0, *map(len, columns)])
    sets = csr_matrix((np.ones(starts[-1], np.int32), np.concatenate(columns), starts), shape=(len(keys), len(known)))
    sizes = np.diff(starts)
    bands = sign_all(few).bands
    pairs, met = np.zeros(7, np.int64), np.zeros(7, np.int64)
    across = sets.T.tocsc()
    for start in range(0, len(keys), 500):
        common = (sets[start : start + 500] @ across).tocoo()
        one, other = common.row + start, common.col
        jaccard = common.data / (sizes[one] + sizes[other] - common.data)
        near = (one < other) & (jaccard >= 0.3)
        one, other, grade = one[near], other[near], np.minimum((jaccard[near] * 10).astype(int) - 3, 6)
        shares = (bands[:, one] == bands[:, other]).any(axis=0)
        pairs += np.bincount(grade, minlength=7)
        met += np.bincount(grade[shares], minlength=7)
    print(f"\npairs of {len(few):,} paragraphs, half of them edited, that meet in one of {BANDS} bands")
    for grade in range(7):
        low = 0.3 + grade / 10
        theory = 1 - (1 - (low + 0.05) ** ROWS) ** BANDS
        print(f"Jaccard {low:.1f} to {low + 0.1:.1f}: {pairs[grade]:7,} pairs, {met[grade] / max(1, pairs[grade]):.4f} "
              f"(at {low + 0.05:.2f} in theory {theory:.4f})")  # fmt: skip


def growth(texts: Sequence[str], sizes: Sequence[int]) -> None:
    print("\ngrowth, each in a process of its own")
    base = 0.0
    for size in sizes:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size), "-"],
            input="\n".join(made(texts, size)), capture_output=True, text=True, check=True,
        )  # fmt: skip
        spent, memory, copies = map(float, done.stdout.split())
        base = base or spent / size
        print(
            f"{size:9,} paragraphs: {1e6 * spent / size:6.1f} µs each, {spent / size / base:5.2f} x the first; "
            f"{memory / size:5.0f} bytes each beside the text; {copies:,.0f} copies"
        )


def one(size: int) -> None:
    texts = sys.stdin.read().split("\n")
    find_clusters(texts[:1000])
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak of memory is counted from here
    before = memory("VmRSS")
    start = time.perf_counter()
    stays = find_clusters(texts).stays
    spent = time.perf_counter() - start
    print(spent, memory("VmHWM") - before, int((stays != np.arange(size)).sum()))


def memory(what: str) -> int:
    """Bytes of memory of this process, as Linux counts them: `VmRSS` now, `VmHWM` at the peak."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith(what))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--sizes", default="100000,1000000")
    parser.add_argument("--one", type=int)
    given = parser.parse_args()
    if given.one:
        one(given.one)
        return
    names = ("numba", "numpy", "rapidfuzz", "datasketch", "rensa", "newsclean")
    print(f"python {sys.version.split()[0]}, " + ", ".join(filter(None, map(_version, names))))
    texts = paragraphs(given.articles)
    print(
        f"{len(texts):,} different paragraphs of 20 characters and more, {sum(map(len, texts)) / 1e6:.1f} M characters"
    )
    signing(texts)
    job(texts)
    recall(texts)
    bands_against_jaccard(texts)
    growth(texts, [int(size) for size in given.sizes.split(",")])


def _version(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return ""


if __name__ == "__main__":
    main()
