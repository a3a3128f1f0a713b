"""The records of an input, cleaned a batch at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from newsclean.changelog.log_records import dumps, fixity, utf8
from newsclean.core.changes import rule_counts
from newsclean.core.document_view import CrossDuplicates
from newsclean.core.result import Result
from newsclean.errors import NewscleanError
from newsclean.io.article_stream import Record, record_in
from newsclean.io.reader import ReadOptions
from newsclean.io.record_formats import JSON_LINES, RecordFormat
from newsclean.jobs.document_cleaning import whole_copy_of
from newsclean.jobs.entries import NO_ID, Finished, Written, error_record, record
from newsclean.jobs.outcome import Outcome, cleaned
from newsclean.jobs.resuming import NOTHING_DONE, Lines, resumed
from newsclean.rules.duplicates.across_articles import copy_of
from newsclean.settings import Settings


def clean_records(
    lines: Sequence[bytes],
    first: int,
    name: str,
    target: str,
    settings: Settings,
    reading: ReadOptions,
    cross_duplicates: Mapping[str, CrossDuplicates] | None = None,
    prior: Mapping[str, Lines] = NOTHING_DONE,
    record_format: RecordFormat = JSON_LINES,
) -> Outcome:
    """Clean records. A line that cannot be cleaned goes through untouched, with an error.

    Args:
        lines: The lines, line breaks included.
        first: The number, from 1, of the first of them.
        name: The name of their file in the log.
        target: The path of the clean file, as the log shall have it.
        settings: How to clean.
        reading: How to read.
        cross_duplicates: For each article, what other articles have of it, where that was asked for.
        prior: What an earlier run has logged of them.
        record_format: What records look like in the file; the first row of a table is its header and stays.

    Returns:
        The lines that come out otherwise, and the records of all their articles.
    """
    altered: dict[int, bytes] = {}
    log: list[bytes] = []
    errors: list[str] = []
    counts: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    articles = again = redone = dropped = 0
    cross_duplicates = cross_duplicates or {}
    read = [record_in(line, number, reading, record_format) for number, line in enumerate(lines, first)]
    found = iter(_found(read, first, name, settings, cross_duplicates, prior))
    for number, line in enumerate(read, first):
        own = [next(found) for _ in line.fields]
        error = line.error or next((one.result for one in own if isinstance(one.result, NewscleanError)), None)
        if error is not None:
            place = f"{name}:{number}"
            log.append(dumps(error_record(place, error)))
            errors.append(f"{place}: {error}")
        if error is not None or not own:
            continue
        results = [one.result for one in own if isinstance(one.result, Result)]
        finished = list(map(Finished, results))
        if cross_duplicates:
            of = _copies_of(
                results, [cross_duplicates.get(f"{name}:{number}:{field.name}", {}) for field in line.fields]
            )
            is_dropped = reading.drops_copies and all(of)
            finished = [
                one._replace(copy_of=each, is_dropped=is_dropped) for one, each in zip(finished, of, strict=True)
            ]
            dropped += is_dropped
        written = _written(line, finished, number, name, target, record_format)
        if written.output != line.raw:
            altered[number] = written.output
        log += written.log
        articles += len(own)
        again += sum(one.is_resumed for one in own)
        redone += sum(one.is_redone for one in own)
        for result in results:
            if result.changes:
                counts[0].update(rule_counts(result.changes))
            if result.flags:
                counts[1].update(flag.rule for flag in result.flags)
    return Outcome(b"", log, b"", *counts, tuple(errors), articles, again, redone, altered, dropped)


def _copies_of(results: Sequence[Result], cross_duplicates: Sequence[CrossDuplicates]) -> list[str]:
    """For each article of a record the one that has every line of it; of short ones only where a longer has one too."""
    told = list(map(whole_copy_of, results, cross_duplicates))
    return list(map(copy_of, cross_duplicates)) if any(told) else told


class _Found(NamedTuple):
    """State of an article, and whether it was taken from the log of an earlier run, or has changed since."""

    result: Result | NewscleanError
    is_resumed: bool = False
    is_redone: bool = False


def _found(
    read: Sequence[Record],
    first: int,
    name: str,
    settings: Settings,
    cross_duplicates: Mapping[str, CrossDuplicates],
    prior: Mapping[str, Lines],
) -> Iterator[_Found]:
    """Clean the articles of some lines, in order; those that must be cleaned are cleaned together."""
    texts = [field.text for line in read for field in line.fields]
    if not prior and not cross_duplicates:
        yield from map(_Found, cleaned(texts, settings))
        return
    names = [f"{name}:{number}:{field.name}" for number, line in enumerate(read, first) for field in line.fields]
    done = {
        number: result
        for number, (article, text) in enumerate(zip(names, texts, strict=True) if prior else ())
        if (result := resumed(article, text, fixity(utf8(text))["sha256"], prior))
    }
    left = [number for number in range(len(texts)) if number not in done]
    known = [cross_duplicates.get(names[number], {}) for number in left]
    clean = iter(cleaned([texts[number] for number in left], settings, known))
    for number in range(len(texts)):
        if number in done:
            yield _Found(done[number], is_resumed=True)
        else:
            yield _Found(next(clean), is_redone=names[number] in prior)


def _written(
    line: Record, finished: Sequence[Finished], number: int, name: str, target: str, record_format: RecordFormat
) -> Written:
    identity = NO_ID if line.identity is None else line.identity
    return record(line.raw, line.text, line.fields, finished, number, name, target, identity, record_format)
