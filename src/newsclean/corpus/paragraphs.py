"""The paragraphs of many articles, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.minhash.kernels import Numbers
from newsclean.text.lines import LineTable
from newsclean.text.text_batch import BATCH_SIZE, TextBatch


class Place(NamedTuple):
    """Place of a paragraph: the name of the article, and the line in it, from 1."""

    article: str
    line: int


class Paragraphs(NamedTuple):
    """Paragraphs in the order of their articles.

    Attributes:
        texts: Their texts, without the white space around them.
        names: The names of the articles.
        article: For each paragraph the number of its article in `names`.
        line: For each paragraph its line, from 1.
    """

    texts: list[str]
    names: list[str]
    article: Numbers
    line: Numbers

    def place(self, number: int) -> Place:
        """Return where a paragraph stands."""
        return Place(self.names[self.article[number]], int(self.line[number]))

    def sizes(self) -> NDArray[np.int64]:
        """Return how many characters the paragraphs of each article have."""
        sizes = np.zeros(len(self.names), np.int64)
        np.add.at(sizes, self.article, np.fromiter(map(len, self.texts), np.int64, len(self.texts)))
        return sizes


def paragraphs_of(articles: Iterable[tuple[str, str]]) -> Paragraphs:
    """The paragraphs of articles.

    Args:
        articles: Name and text of each.
    """
    texts: list[str] = []
    names: list[str] = []
    article, line = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    each = iter(articles)
    while some := list(islice(each, BATCH_SIZE)):
        table = LineTable(TextBatch([text for _, text in some]))
        texts += table.bodies
        article.append((table.text + len(names)).astype(np.int32))
        line.append(table.number.astype(np.int32))
        names += (name for name, _ in some)
    return Paragraphs(texts, names, np.concatenate(article), np.concatenate(line))
