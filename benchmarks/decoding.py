"""Which encoding bytes are in: eleven of Chinese text, from eight characters to whole articles, half of them cut.

    python benchmarks/decoding.py ARTICLES.jsonl[.xz] [--limit N]

ARTICLES holds {"id", "title", "paragraphs"} records; for the encodings of traditional text OpenCC converts them. Beside
newsclean, charset-normalizer and chardet. Right is what gives the text back, but for a character that was cut in two at
the end; refusing is not right, but not wrong either.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib.metadata import version

import chardet
import charset_normalizer
import opencc

from newsclean.errors import DecodeError
from newsclean.io.encodings.detection import decode
from pipeline import articles

SIMPLIFIED = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312")
TRADITIONAL = ("big5", "cp950", "big5hkscs")
LENGTHS = (8, 16, 40, 200, None)

Decoder = Callable[[bytes], str | None]


def own(data: bytes) -> str | None:
    try:
        return decode(data, "auto").text
    except DecodeError:
        return None


def normalizer(data: bytes) -> str | None:
    best = charset_normalizer.from_bytes(data).best()
    return str(best) if best is not None else None


def detector(data: bytes) -> str | None:
    name = chardet.detect(data)["encoding"]
    try:
        return data.decode(name, "replace") if name else None
    except LookupError:
        return None


def samples(texts: list[str], length: int | None) -> list[tuple[str, str, bytes]]:
    """Pieces of text with the encoding each is in; every second one ends in the middle of a character."""
    rng = random.Random(20261125)
    convert = opencc.OpenCC("s2t").convert
    found = []
    for number, text in enumerate(texts):
        for encoding in (*SIMPLIFIED, *TRADITIONAL):
            whole = convert(text) if encoding in TRADITIONAL else text
            start = rng.randrange(max(1, len(whole) - length)) if length else 0
            piece = whole[start : start + length] if length else whole
            piece = piece.encode(encoding, "ignore").decode(encoding).removeprefix("\ufeff")
            data = piece.encode(encoding)
            if number % 2 and not data[-1:].isascii():
                data, piece = data[:-1], piece[:-1]
            found.append((encoding, piece, data))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--limit", type=int, default=400)
    options = parser.parse_args()
    texts = articles(options.articles, options.limit)
    ways: dict[str, Decoder] = {"newsclean": own, "charset-normalizer": normalizer, "chardet": detector}
    print(f"python {sys.version.split()[0]}, {', '.join(f'{name} {version(name)}' for name in ways)}")
    total: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    for length in LENGTHS:
        pieces = samples(texts, length)
        print(f"{length or 'all'} characters, {len(pieces):,} pieces")
        for name, work in ways.items():
            start = time.perf_counter()
            answers = [work(data) for _, _, data in pieces]
            spent[name] += time.perf_counter() - start
            right = [
                answer is not None and answer.removeprefix("\ufeff").rstrip("\ufffd") == piece
                for (_, piece, _), answer in zip(pieces, answers, strict=True)
            ]
            refused = sum(answer is None for answer in answers)
            wrong = Counter(encoding for (encoding, _, _), is_right in zip(pieces, right, strict=True) if not is_right)
            total[name] += sum(right)
            worst = ", ".join(f"{encoding} {count}" for encoding, count in wrong.most_common(3))
            shares = f"{sum(right) / len(pieces):8.2%} right, {refused / len(pieces):6.2%} refused"
            print(f"  {name:20}{shares}; not: {worst or 'none'}")
    count = len(LENGTHS) * len(texts) * len((*SIMPLIFIED, *TRADITIONAL))
    for name in ways:
        ratio = spent[name] / spent["newsclean"]
        print(f"{name:22}{total[name] / count:8.2%} right of all, {ratio:8.1f} x newsclean's time")


if __name__ == "__main__":
    main()
