"""Quotation marks of published paragraphs made straight: how many paragraphs come back, and how many go wrong.

    python benchmarks/quotes.py ARTICLES.jsonl[.xz] … [--limit N] [--half] [--lost] [--before DATE] [--odd] [--show K]

ARTICLES hold {"paragraphs"} or {"text"} records. Only paragraphs are counted in which each mark has its partner; those
with a quotation inside another, and those without, apart. Shares of paragraphs: `standard`, every mark as the standard
has it, inner ones single;
`directed`, every mark points the right way; `left`, some are straight; `wrong`, at least one points the wrong way.

--half makes all marks half-width. --lost takes one mark out: then nothing should be turned the wrong way. --before
takes only records of an earlier date, and --odd only every second record: those that the weights did not learn from.
"""

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from newsclean import Settings, clean_all
from pipeline import records

SETTINGS = Settings(select=("punctuation",))
MARK = re.compile("[“”]|(?<![A-Za-z])[‘’]|[‘’](?![A-Za-z])")
HALF = str.maketrans("，。：；！？（）", ",.:;!?()")
PARTNERS = {"”": "“", "’": "‘"}


def paragraphs(path: str, before: str, *, odd: bool) -> Iterator[str]:
    for number, record in enumerate(records(path)):
        if record.get("date", "") < before and (number % 2 or not odd):
            yield from record["paragraphs"] if "paragraphs" in record else record["text"].split("\n")


def depth(text: str) -> int:
    """In how many quotations at most a part of the text stands; 0 if marks are straight or have no partner."""
    waiting, deepest = "", 0
    for match in MARK.finditer(text):
        mark = match.group()
        if mark in PARTNERS:
            if not waiting.endswith(PARTNERS[mark]):
                return 0
            waiting = waiting[:-1]
        else:
            waiting += mark
            deepest = max(deepest, len(waiting) if waiting[0] == "“" else 3)
    return 0 if waiting or '"' in text or deepest > 2 else deepest


def standard(text: str) -> str:
    """The text with the marks of quotations inside others single."""
    pieces, waiting = list(text), ""
    for match in MARK.finditer(text):
        if match.group() in PARTNERS:
            waiting = waiting[:-1]
        if waiting:
            pieces[match.start()] = "’" if match.group() in PARTNERS else "‘"
        if match.group() not in PARTNERS:
            waiting += match.group()
    return "".join(pieces)


def verdict(good: str, straight: str, now: str) -> str:
    """What became of the marks."""
    good, straight, now = ("".join(text.split()) for text in (good, straight, now))
    if len(good) != len(now):
        return "not compared"
    turned = [(want, got) for want, was, got in zip(good, straight, now, strict=True) if was == '"']
    if all(want == got for want, got in turned):
        return "standard"
    if any((want in PARTNERS) != (got in PARTNERS) for want, got in turned if got != '"'):
        return "wrong"
    return "left" if any(got == '"' for _, got in turned) else "directed"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--limit", type=int, default=20000)
    parser.add_argument("--before", default="9")
    parser.add_argument("--show", type=int, default=0)
    for switch in ("--half", "--lost", "--odd"):
        parser.add_argument(switch, action="store_true")
    given = parser.parse_args()
    for path in given.articles:
        whole = [text.strip() for text in paragraphs(path, given.before, odd=given.odd) if "“" in text]
        whole = [result.text for result in clean_all(whole, SETTINGS)]
        whole = [standard(text) for text in whole if depth(text)][: given.limit]
        chance, broken, kept = random.Random(7), [], []
        for text in whole:
            places = [match.start() for match in MARK.finditer(text)]
            lost = chance.choice(places) if given.lost else -1
            straight = "".join('"' if at in set(places) else mark for at, mark in enumerate(text))
            straight = straight.translate(HALF) if given.half else straight
            broken.append(straight[:lost] + straight[lost + 1 :] if given.lost else straight)
            kept.append(text[:lost] + text[lost + 1 :] if given.lost else text)
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for text, straight, good, result in zip(whole, broken, kept, clean_all(broken, SETTINGS), strict=True):
            kind = "nested" if depth(text) > 1 else "flat"
            told = verdict(good, straight, result.text)
            counts[kind][told] += 1
            if told == "wrong" and given.show:
                given.show -= 1
                print(f"  {straight}\n  {result.text}\n")
        print(f"{path}: {len(whole):,} paragraphs")
        for kind, found in sorted(counts.items()):
            total = found.total()
            print(f"  {kind}: {total:,}; " + ", ".join(f"{told} {count / total:.2%}" for told, count in found.items()))


if __name__ == "__main__":
    main()
