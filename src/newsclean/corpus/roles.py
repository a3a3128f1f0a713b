"""What every article of an archive is: the cluster it is in, its role there, the article that it is a copy of."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from newsclean.corpus.article_pairs import ArticlePair

RELATED = ("reprint", "version", "excerpt", "update")


class CopyDecision(NamedTuple):
    """What an article is in its archive.

    Attributes:
        article: Its name.
        cluster: The cluster it is in, named by the name and the text of its original: the same in every run.
        role: `original`, or what it is to the article of which it is a copy: `reprint`, `version`, `excerpt`, `update`.
        copy_of: The number of that article; None for an original.
        conflicts: In how many paragraphs it differs from that article in what it says; of an original, its copies do.
    """

    article: str
    cluster: str
    role: str
    copy_of: int | None
    conflicts: int


def decisions(
    names: Sequence[str], digests: Sequence[str], pairs: Sequence[ArticlePair], ranks: Sequence[int]
) -> list[CopyDecision]:
    """Decide what every article is.

    Args:
        names: The names of the articles.
        digests: The SHA-256 of the text of each.
        pairs: Those that share something.
        ranks: For each article its place in the order in which they stay: of copies, the one with the lowest stays.
            Of a whole and an excerpt the whole stays, whatever their ranks.

    Returns:
        For each article what it is. An article is a copy of an original, unless its likeness to that is by way of
        another copy only.
    """
    related: dict[int, list[tuple[int, ArticlePair]]] = {}
    for pair in pairs:
        if pair.kind in RELATED:
            stays, goes = _direction(pair, ranks)
            related.setdefault(goes, []).append((stays, pair))
    parents: dict[int, tuple[int, ArticlePair]] = {}
    for number in sorted(related, key=lambda number: ranks[number]):
        for stays, pair in sorted(related[number], key=lambda each: _nearness(number, each, related, ranks)):
            if number not in _line(stays, parents):  # else each would be a copy of the other
                parents[number] = stays, pair
                break
    conflicts = [0] * len(names)
    for number, (stays, pair) in parents.items():
        conflicts[number] += pair.conflicts
        if stays not in parents:
            conflicts[stays] += pair.conflicts
    found = []
    for number, name in enumerate(names):
        root = _line(number, parents)[-1]
        of, pair_of = parents.get(number, (None, None))
        role = "original" if pair_of is None else pair_of.kind
        found.append(CopyDecision(name, _cluster(names[root], digests[root]), role, of, conflicts[number]))
    return found


def _direction(pair: ArticlePair, ranks: Sequence[int]) -> tuple[int, int]:
    """Of two articles the one that stays, and the other."""
    one, other = pair.numbers
    if pair.kind == "excerpt":
        return (other, one) if pair.shares[0] > pair.shares[1] else (one, other)
    return (one, other) if ranks[one] <= ranks[other] else (other, one)


def _nearness(
    number: int, each: tuple[int, ArticlePair], related: dict[int, list[tuple[int, ArticlePair]]], ranks: Sequence[int]
) -> tuple[bool, int, float, int]:
    """Order of what an article may be a copy of: originals first, copies before updates, those that have most of it."""
    stays, pair = each
    share = pair.shares[pair.numbers.index(number)]
    return stays in related, int(pair.kind == "update"), -round(share, 1), ranks[stays]


def _line(number: int, parents: dict[int, tuple[int, ArticlePair]]) -> list[int]:
    """An article, what it is a copy of, what that is a copy of, and so on."""
    line = [number]
    while line[-1] in parents:
        line.append(parents[line[-1]][0])
    return line


def _cluster(name: str, digest: str) -> str:
    return sha256(f"{name}\n{digest}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
