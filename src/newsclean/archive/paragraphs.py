"""The paragraphs of many articles, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.archive.kernels import Numbers
from newsclean.article.view import View


class Place(NamedTuple):
    """Where a paragraph stands: the name of the article, and the line in it, from 1."""

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
        """Where a paragraph stands."""
        return Place(self.names[self.article[number]], int(self.line[number]))

    def sizes(self) -> NDArray[np.int64]:
        """How many characters the paragraphs of each article have."""
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
    article: list[int] = []
    line: list[int] = []
    for name, text in articles:
        view = View(text)
        texts += map(view.body, view.paragraphs)
        article += [len(names)] * len(view.paragraphs)
        line += [paragraph.number for paragraph in view.paragraphs]
        names.append(name)
    return Paragraphs(texts, names, np.array(article, np.int32), np.array(line, np.int32))
