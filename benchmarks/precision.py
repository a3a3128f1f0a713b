"""The precision of each rule on real pages, by changes that were read one by one and judged.

    python benchmarks/precision.py ARTICLES… [--sample N] [--limit N]
    python benchmarks/precision.py ARTICLES… --read RULE [--number N]
    python benchmarks/precision.py ARTICLES… --judge RULE [--number N] [--wrong HASH …] [--debatable HASH …]
    python benchmarks/precision.py ARTICLES… --prune

ARTICLES are JSON Lines, `.xz` too: {"text"}, {"title", "paragraphs"}, or cases with an {"input"}. All rules are run
with the default settings. Of each rule's changes a sample is drawn, of as many for each file, by the hash of what it
changed and of what stands around it. `precision.jsonl` holds that hash and the judgement of a person, and no text:
right, wrong, or debatable, which counts half. Printed, by rule: how many changes there are, how many of the sample are
judged, the precision, and the bounds of its 95 % confidence interval (Wilson 1927); and what is still to be judged.

--read prints the changes of a rule's sample that are not judged; --judge writes down that the same changes were read,
and are right but for those named. --prune drops the judgements of changes that are no longer made. Both write what
`newsclean rules` shows, `src/newsclean/rules/data/precision.json`.
"""

import argparse
import hashlib
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import newsclean
from newsclean import RULES, Change, clean_all
from pipeline import records

LEDGER = Path(__file__).with_name("precision.jsonl")
SHOWN = Path(newsclean.__file__).parent / "rules" / "data" / "precision.json"
JUDGEMENTS = ("right", "wrong", "debatable")
AROUND = 24
Z = 1.96


class Found(NamedTuple):
    """A change, with what stands around it in the original."""

    hash: str
    file: str
    change: Change
    before: str
    after: str


def texts(path: str, limit: int | None) -> Iterator[str]:
    for record in islice(records(path), limit):
        if "paragraphs" in record:
            yield "\n".join((record["title"], *record["paragraphs"]))
        else:
            yield record["text"] if "text" in record else record["input"]


def changes(path: str, limit: int | None) -> Iterator[Found]:
    lot = list(texts(path, limit))
    for text, result in zip(lot, clean_all(lot), strict=True):
        for change in result.changes:
            end = change.start + len(change.before)
            before, after = text[max(0, change.start - AROUND) : change.start], text[end : end + AROUND]
            parts = (change.rule, before, change.before, change.after, after)
            digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
            yield Found(digest, Path(path).name, change, before, after)


def sampled(found: Iterable[Found], size: int) -> dict[str, list[Found]]:
    """Of each rule's changes, as many of each file as `size` allows; those that are alike once."""
    by_rule: dict[str, dict[str, dict[str, Found]]] = defaultdict(lambda: defaultdict(dict))
    for each in found:
        by_rule[each.change.rule][each.file][each.hash] = each
    samples = {}
    for rule, files in by_rule.items():
        rows = [[files[name][digest] for digest in sorted(files[name])] for name in sorted(files)]
        chosen: list[Found] = []
        for rank in range(max(map(len, rows))):
            chosen += [row[rank] for row in rows if rank < len(row)]
        samples[rule] = chosen[:size]
    return samples


def ledger() -> dict[str, dict[str, str]]:
    """The rule and judgement of each change that was read, by its hash."""
    return {row["hash"]: row for row in map(json.loads, LEDGER.read_text("utf-8").splitlines())}


def write(rows: Iterable[dict[str, str]]) -> None:
    """Write the ledger, and for each rule how many of its changes are right, and how many were read."""
    kept = sorted(rows, key=lambda row: (row["rule"], row["hash"]))
    LEDGER.write_text("".join(json.dumps(row) + "\n" for row in kept), "utf-8")
    shares = {"right": 1.0, "debatable": 0.5}
    read = Counter(row["rule"] for row in kept)
    right = {rule: sum(shares.get(row["judgement"], 0) for row in kept if row["rule"] == rule) for rule in read}
    lines = (f"  {json.dumps(rule)}: [{right[rule]:g}, {read[rule]}]" for rule in RULES if rule in read)
    SHOWN.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def wilson(share: float, number: int) -> tuple[float, float]:
    """The bounds of the confidence interval of a share."""
    middle = share + Z * Z / (2 * number)
    reach = Z * math.sqrt(share * (1 - share) / number + Z * Z / (4 * number * number))
    return (middle - reach) / (1 + Z * Z / number), (middle + reach) / (1 + Z * Z / number)


def told(counts: Counter[str]) -> str:
    number = sum(counts[judgement] for judgement in JUDGEMENTS)
    if not number:
        return f"{'':7}not judged"
    share = (counts["right"] + counts["debatable"] / 2) / number
    low, high = wilson(share, number)
    return f"{share:8.2%}  {low:.2%} to {high:.2%}  {counts['wrong']} wrong, {counts['debatable']} debatable"


def shown(found: Found) -> str:
    change = found.change
    marked = f"{found.before}⟦{change.before}→{change.after}⟧{found.after}".replace("\n", "⏎")
    return f"{found.hash} {found.file[:5]} {marked}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--number", type=int, default=50)
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--read", metavar="RULE")
    action.add_argument("--judge", metavar="RULE")
    action.add_argument("--prune", action="store_true")
    for judgement in JUDGEMENTS[1:]:
        parser.add_argument(f"--{judgement}", nargs="*", default=[], metavar="HASH")
    given = parser.parse_args()
    found = [each for path in given.articles for each in changes(path, given.limit)]
    samples, judged = sampled(found, given.sample), ledger()
    rule = given.read or given.judge
    if rule:
        rest = [each for each in samples.get(rule, ()) if each.hash not in judged][: given.number]
        if given.read:
            print("\n".join(map(shown, rest)))
            return 0
        unknown = {*given.wrong, *given.debatable} - {each.hash for each in rest}
        if unknown:
            print(f"not among the {len(rest)} changes read: {', '.join(sorted(unknown))}", file=sys.stderr)
            return 2
        for each in rest:
            verdict = "wrong" if each.hash in given.wrong else "right"
            verdict = "debatable" if each.hash in given.debatable else verdict
            judged[each.hash] = {"rule": rule, "hash": each.hash, "judgement": verdict}
        write(judged.values())
        return 0
    if given.prune:
        made = {each.hash for each in found}
        write(row for digest, row in judged.items() if digest in made)
        return 0
    totals, all_counts = Counter(each.change.rule for each in found), Counter[str]()
    for name in (name for name in RULES if name in samples):
        counts = Counter(judged[each.hash]["judgement"] if each.hash in judged else "" for each in samples[name])
        all_counts += counts
        of = f"{len(samples[name]) - counts['']} of {len(samples[name])}"
        print(f"{name:32}{totals[name]:7,}{of:>12}{told(counts)}")
    print(f"{'all':32}{totals.total():7,}{'':12}{told(all_counts)}")
    left = {name: [each.hash for each in sample if each.hash not in judged] for name, sample in samples.items()}
    for name, hashes in sorted(left.items()):
        if hashes:
            print(f"to be judged, {name}: {len(hashes)}: {' '.join(hashes[:8])}{' …' if len(hashes) > 8 else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
