"""The test cases of other tools through newsclean: what comes out otherwise, and whether that is meant.

    python benchmarks/cases.py CASES.jsonl...

CASES hold a record a line: `input`, `expected`, `kind` (fix, keep, flag), `applies`, `markdown`, `rule`. Those of
punctuation outside Markdown are compared without spaces; those of script must come out as the official OpenCC makes
them, wherever that passes. What differs must stand in deliberate.json, by the hash of its input, and what stands there
must differ. Exits with 1 otherwise.
"""

import hashlib
import json
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import opencc

from newsclean import Settings, clean, restore

PUNCTUATION = Settings(select=("characters", "punctuation"))
DELIBERATE = Path(__file__).with_name("deliberate.json")


def is_met(case: dict[str, str]) -> bool:
    result = clean(case["input"], PUNCTUATION)
    if case["kind"] == "flag":
        return bool(result.flags or result.changes)
    return "".join(result.text.split()) == "".join(case["expected"].split())


def script(case: dict[str, str]) -> str:
    if f"{case['rule']}.json" not in opencc.CONFIGS:
        return "not in the official package"
    official = opencc.OpenCC(case["rule"]).convert(case["input"])
    if official != case["expected"]:
        return "not passed by the official package"
    result = clean(case["input"], Settings(select=("script",), script=case["rule"]))
    is_same = result.text == official and restore(result.text, result.changes) == case["input"]
    return "the same as the official package" if is_same else "DIFFERENT"


def main(paths: list[str]) -> int:
    cases = [json.loads(line) for path in paths for line in Path(path).read_text("utf-8").split("\n") if line]
    deliberate = json.loads(DELIBERATE.read_text("utf-8"))
    counts: Counter[str] = Counter()
    faults = []
    for case in cases:
        if case["applies"] == "script":
            counts[f"script: {(told := script(case))}"] += 1
            faults += [case] if told == "DIFFERENT" else []
        elif case["applies"] == "punct" and not case["markdown"]:
            digest = hashlib.sha256(case["input"].encode()).hexdigest()[:16]
            told = {True: "as expected", False: "otherwise"}[is_met(case)]
            is_meant = digest in deliberate["cases"]
            counts[f"punctuation: {told}{', and listed' if is_meant else ''}"] += 1
            faults += [case] if is_meant is (told == "as expected") else []
    print(f"newsclean {version('newsclean')}, OpenCC {version('opencc')}")
    for told, count in sorted(counts.items()):
        print(f"{count:5}  {told}")
    for case in faults:
        print(f"FAULT  {case['rule']} {case['kind']}: {case['input']!r}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if len(sys.argv) > 1 else __doc__)
