"""Boilerplate told apart from a story that many papers print: by where it stands, and by what stands beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsclean.corpus.clusters import SHORTEST
from newsclean.corpus.paragraphs import Paragraphs
from newsclean.minhash.codepoints import folded, pack, texts_of

# An article of which so much stands in many others is one of them itself.
_WHOLE = 0.8
# A footer or head has no more paragraphs than these.
_LONGEST_EDGE = 4


def boilerplate_of(paragraphs: Paragraphs, wide: Sequence[Collection[int]]) -> NDArray[np.bool_]:
    """Judge paragraphs that stand in many articles.

    Args:
        paragraphs: All paragraphs of the archive, by article.
        wide: Groups of paragraphs that say the same and stand in many articles.

    Returns:
        For each group whether it is boilerplate. It is none where, in most of its articles, its neighbours stand in
        many articles too, and are more than a footer: then it is a paragraph of a story that many have printed.
    """
    group = np.full(len(paragraphs.texts), -1, np.int64)
    for number, members in enumerate(wide):
        group[list(members)] = number
    lengths = np.fromiter(map(len, paragraphs.texts), np.int64, len(paragraphs.texts))
    long = np.flatnonzero((lengths >= SHORTEST) | (group >= 0))  # headings and by-lines part nothing
    group = group[long]
    is_wide = group >= 0
    votes = np.bincount(group[is_wide], story_votes(paragraphs.article[long], lengths[long], is_wide), len(wide))
    return votes * 2 <= np.bincount(group[is_wide], minlength=len(wide))


def story_votes(article: NDArray[Any], lengths: NDArray[np.int64], is_wide: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Judge by its neighbours each paragraph that stands in many articles.

    Args:
        article: The article of each paragraph, of whole articles in order; headings and by-lines left out.
        lengths: How many characters each has.
        is_wide: Whether each stands in many articles.

    Returns:
        For each of those whether it is a paragraph of a story here.
    """
    is_new = np.append(True, article[1:] != article[:-1])[: len(article)]
    begins = is_new.copy()
    begins[1:] |= is_wide[1:] != is_wide[:-1]
    starts = np.flatnonzero(begins)
    if not len(starts):
        return np.empty(0, np.bool_)
    ends = np.append(starts[1:], len(article))
    counts = ends - starts
    number = np.cumsum(is_new) - 1
    share = np.add.reduceat(lengths, starts) / np.bincount(number, lengths)[number[starts]]
    is_at_edge = is_new[starts] | np.append(is_new, True)[ends]
    is_story = (share >= _WHOLE) | ((counts > 1) & ~(is_at_edge & (counts <= _LONGEST_EDGE)))
    votes: NDArray[np.bool_] = np.repeat(is_story, counts)[is_wide]
    return votes


def mark_boilerplate(
    found: NDArray[np.bool_],
    groups: Iterable[Sequence[int]],
    wide: Iterable[Sequence[int]],
    is_common: Iterable[bool | np.bool_],
) -> None:
    """Mark all members of groups of which one is boilerplate.

    Args:
        found: For each paragraph whether it is boilerplate; filled in.
        groups: Paragraphs that repeat each other, by the first of each group.
        wide: Of those that stand in many articles the members that say the same.
        is_common: Whether each of these is boilerplate.
    """
    for members, common in zip(wide, is_common, strict=True):
        found[[*members]] = common
    for group in groups:
        if found[[*group]].any():
            found[[*group]] = True


def listed_in(texts: Sequence[str], listed: Collection[str]) -> NDArray[np.bool_]:
    """For each text whether a list has it, script, width and white space aside."""
    known = set(texts_of(folded(pack(list(listed)))))
    if not known:
        return np.zeros(len(texts), np.bool_)
    return np.array([text in known for text in texts_of(folded(pack(texts)))], np.bool_)
