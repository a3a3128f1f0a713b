"""An index of all paragraphs that an archive has seen: a folder with a catalog and runs.

A run is written, synced and named before the catalog names it, in one transaction that only one process at a time can
hold: whoever is killed leaves a file that nobody knows, never half an entry.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from newsclean.corpus import catalog
from newsclean.corpus.catalog import ArticleEntry, IndexCatalog, RunEntry
from newsclean.corpus.clusters import SHORTEST
from newsclean.corpus.paragraphs import Paragraphs, Place
from newsclean.corpus.sorted_runs import MOST_IN_A_RUN, Entries, SortedRun, compacted, entries_of, merged, write_run
from newsclean.errors import IndexFileError
from newsclean.minhash.bands import sign_all
from newsclean.minhash.codepoints import folded, pack, texts_of
from newsclean.minhash.kernels import Words
from newsclean.text import alignment

# A run that is no larger than so many times what is added is merged with it: there are never many, and none is
# written again and again.
_GROWTH = 4


class Hit(NamedTuple):
    """A paragraph of the index that another one repeats.

    Attributes:
        place: Where it stands.
        text: Its text, folded.
        similarity: How alike the two are, 0 to 1.
        article: The number of its article in the index: two articles may have one name.
    """

    place: Place
    text: str
    similarity: float
    article: int


class Contents(NamedTuple):
    """Contents of an index: how many articles, paragraphs and runs, bytes on the disk, and what it was made with."""

    articles: int
    paragraphs: int
    runs: int
    bytes: int
    parameters: dict[str, str]


class ArchiveIndex:
    """An index, open. Several processes may have it open; one at a time adds to it.

    Args:
        path: Its folder.
        create: Whether to make it if it is not there.

    Raises:
        IndexFileError: It is not there, is no index, is damaged, or was made with other parameters.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self._catalog = IndexCatalog(path, create=create)
        self._runs: list[SortedRun] = []
        self._owners: dict[int, ArticleEntry] = {}  # the number of an article never stands for another one

    def __enter__(self) -> ArchiveIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self._catalog.close()

    def runs(self) -> list[SortedRun]:
        """The runs there are now, in the order of their paragraphs.

        Raises:
            IndexFileError: One of them is gone or damaged.
        """
        while True:
            entries = self._catalog.runs()
            known = {run.path.name: run for run in self._runs}
            try:
                self._runs = [known.get(entry.file) or self._run(entry) for entry in entries]
            except IndexFileError:
                if entries == self._catalog.runs():
                    raise
                continue  # they were merged between the two
            return self._runs

    def _run(self, entry: RunEntry) -> SortedRun:
        return SortedRun(self.path / entry.file)

    def _whole(self, entry: RunEntry) -> SortedRun:
        """A run that is to be written anew, and must be as it was written first."""
        run = self._run(entry)
        if _digest(run.path) != entry.sha256:
            raise IndexFileError(str(run.path), "altered since it was written", "make the index again")
        return run

    def find(
        self, texts: Sequence[str], min_similarity: float, articles: Sequence[tuple[str, str]] = ()
    ) -> list[Hit | None]:
        """For each text the first paragraph of the index that it repeats.

        Args:
            texts: The texts.
            min_similarity: Similarity, 0 to 1 (Indel, on the folded texts), from which one repeats another.
            articles: Name and SHA-256 of the article of each text: its own entry is no copy of it.
        """
        return [hits[0] if hits else None for hits in self.find_all(texts, min_similarity, articles)]

    def find_all(
        self, texts: Sequence[str], min_similarity: float, articles: Sequence[tuple[str, str]] = ()
    ) -> list[list[Hit]]:
        """For each text paragraphs of the index that it repeats, those that came first before others; as `find`.

        Of what stands in very many articles only some are found.
        """
        keys = texts_of(folded(pack(texts)))
        bands = sign_all(texts).bands
        hits: list[list[Hit]] = [[] for _ in texts]
        for run in self.runs():
            pairs = run.candidates(bands)
            if not len(pairs):
                continue
            mine = [keys[number] for number in pairs[:, 0].tolist()]
            others = run.texts_at(pairs[:, 1])
            alike = np.asarray(alignment.similarities(mine, others, min_similarity))
            for at in np.flatnonzero(alike >= min_similarity).tolist():
                number, other = pairs[at].tolist()
                is_copy = len(mine[at]) >= SHORTEST or mine[at] == others[at]
                if not is_copy:
                    continue
                article = int(run.entries.articles[other])
                if not articles or self.entry(article)[:2] != articles[number]:
                    hits[number].append(Hit(self.place(run, other), others[at], float(alike[at]), article))
            for number in np.unique(pairs[:, 0]).tolist():
                if all(hit.similarity < 1 for hit in hits[number]):
                    is_own = articles[number] if articles else None
                    hits[number] += self._equal(run, bands[:, number], keys[number], is_own)
        return hits

    def _equal(self, run: SortedRun, bands: Words, key: str, own: tuple[str, str] | None) -> list[Hit]:
        """Paragraphs of a run that are equal to a text which many others are like, as those of a formula are."""
        numbers = run.alike_in_all(bands)
        found = []
        for number, text in zip(numbers.tolist(), run.texts_at(numbers), strict=True):
            article = int(run.entries.articles[number])
            if text == key and self.entry(article)[:2] != own:
                found.append(Hit(self.place(run, number), text, 1.0, article))
        return found

    def paragraphs_of(self, article: int) -> list[Hit]:
        """The paragraphs of an article, by its number in the index."""
        found = []
        for run in self.runs():
            low, high = np.searchsorted(run.entries.articles, (article, article + 1)).tolist()
            numbers = np.arange(low, high)
            for number, text in zip(numbers.tolist(), run.texts_at(numbers), strict=True):
                found.append(Hit(self.place(run, number), text, 1.0, article))
        return found

    def entry(self, article: int) -> ArticleEntry:
        """Return what the catalog has of an article, by its number."""
        if article not in self._owners:
            self._owners[article] = self._catalog.article(article)
        return self._owners[article]

    def place(self, run: SortedRun, number: int) -> Place:
        """Return where a paragraph of a run stands."""
        return Place(self.entry(int(run.entries.articles[number])).name, int(run.entries.lines[number]))

    def add(self, paragraphs: Paragraphs, digests: Sequence[str]) -> int:
        """Add articles that are not in the index yet, all of them or none.

        Args:
            paragraphs: Their paragraphs.
            digests: The SHA-256 of each article's text, which with its name makes it the article it is.

        Returns:
            How many articles were added.

        Raises:
            IndexFileError: The index cannot be written.
            OutputError: The disk is full.
        """
        bands = sign_all(paragraphs.texts).bands
        keys = texts_of(folded(pack(paragraphs.texts)))
        articles = list(map(ArticleEntry, paragraphs.names, digests, paragraphs.sizes().tolist()))
        gone: list[str] = []
        with self._catalog.writing():
            self._sweep()
            added = self._catalog.add_articles(articles)
            numbers = np.array([added.get(at, -1) for at in range(len(articles))], np.int64)
            owners = numbers[paragraphs.article] if len(articles) else np.empty(0, np.int64)
            chosen = np.flatnonzero(owners >= 0)
            if len(chosen):
                texts = [keys[number] for number in chosen.tolist()]
                gone = self._append(entries_of(bands[:, chosen], texts, owners[chosen], paragraphs.line[chosen]))
        self._unlink(gone)
        return len(added)

    def _append(self, entries: Entries) -> list[str]:
        """Write a run behind the others, merged with those that are not much larger; the files that it replaces."""
        before = self._catalog.runs()
        parts, gone = [entries], []
        first = before[-1].first + before[-1].paragraphs if before else 0
        while before:
            own = sum(len(part.articles) for part in parts)
            if before[-1].paragraphs > _GROWTH * own or before[-1].paragraphs + own >= MOST_IN_A_RUN:
                break
            entry = before.pop()
            first = entry.first
            parts.insert(0, self._whole(entry).entries)
            gone.append(entry.file)
        self._write(first, merged(parts))
        return gone

    def _write(self, first: int, entries: Entries) -> None:
        file = self.path / f"{uuid.uuid4().hex}.run"
        write_run(file, entries)
        self._catalog.replace_runs(RunEntry(first, len(entries.articles), file.name, _digest(file)))

    def _sweep(self) -> None:
        """Remove files that a process left that was killed; whoever may write is alone with them."""
        known = {entry.file for entry in self._catalog.runs()}
        self._unlink(path.name for path in self.path.glob("*.run") if path.name not in known)
        self._unlink(path.name for path in self.path.glob(".*.newsclean"))

    def _unlink(self, files: Iterable[str]) -> None:
        for file in files:
            (self.path / file).unlink(missing_ok=True)

    def compact(self) -> None:
        """Make one run of all, if one can hold them all.

        Raises:
            IndexFileError: The index is damaged, or cannot be written.
            OutputError: The disk is full.
        """
        gone: list[str] = []
        with self._catalog.writing():
            self._sweep()
            before = self._catalog.runs()
            if before and sum(entry.paragraphs for entry in before) < MOST_IN_A_RUN:
                self._write(0, compacted(list(map(self._whole, before))))
                gone = [entry.file for entry in before]
        self._unlink(gone)

    def merge(self, other: ArchiveIndex) -> int:
        """Add the articles of another index that are not in this one.

        Returns:
            How many were added.

        Raises:
            IndexFileError: One of the two is damaged, or this one cannot be written.
            OutputError: The disk is full.
        """
        owners: dict[int, ArticleEntry] = {}
        texts: list[str] = []
        articles: list[int] = []
        lines: list[int] = []
        for run in other.runs():
            texts += run.texts()
            lines += run.entries.lines.tolist()
            articles += run.entries.articles.tolist()
        for number in articles:
            if number not in owners:
                owners[number] = other._catalog.article(number)
        at = {number: place for place, number in enumerate(owners)}
        names = [owner.name for owner in owners.values()]
        paragraphs = Paragraphs(
            texts, names, np.array([at[number] for number in articles], np.int32), np.array(lines, np.int32)
        )
        return self.add(paragraphs, [owner.sha256 for owner in owners.values()])

    def contents(self) -> Contents:
        """Return the contents."""
        runs = self._catalog.runs()
        size = sum(path.stat().st_size for path in self.path.iterdir() if path.is_file())
        paragraphs = sum(run.paragraphs for run in runs)
        return Contents(len(self._catalog.articles()), paragraphs, len(runs), size, self._catalog.parameters)

    def check(self) -> Iterator[str]:
        """Return what is wrong with it, a line each; nothing if it is sound."""
        fault = self._catalog.fault()
        if fault is not None:
            yield f"{catalog.FILE}: {fault}"
        known = set(self._catalog.articles())
        expected = 0
        for entry in self._catalog.runs():
            if entry.first != expected:
                yield f"{entry.file}: paragraphs {expected} to {entry.first} are missing"
            expected = entry.first + entry.paragraphs
            try:
                if _digest(self.path / entry.file) != entry.sha256:
                    yield f"{entry.file}: altered since it was written"
                run = self._run(entry)
                if len(run) != entry.paragraphs or sum(1 for _ in run.texts()) != entry.paragraphs:
                    yield f"{entry.file}: does not hold the {entry.paragraphs} paragraphs that the catalog says"
                elif not known.issuperset(np.unique(run.entries.articles).tolist()):
                    yield f"{entry.file}: has paragraphs of articles that are not in the catalog"
            except (IndexFileError, OSError) as error:
                yield f"{entry.file}: {error.cause if isinstance(error, IndexFileError) else error.strerror}"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
