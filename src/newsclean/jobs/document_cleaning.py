"""Files that are one article each, cleaned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsclean.changelog.log_records import dumps, fixity
from newsclean.core.changes import rule_counts
from newsclean.core.document_view import CrossDuplicates
from newsclean.core.result import Result
from newsclean.errors import NewscleanError
from newsclean.io.article_stream import source_of
from newsclean.io.reader import ReadOptions, Source
from newsclean.jobs.entries import Finished, document, error_record
from newsclean.jobs.outcome import Outcome, cleaned
from newsclean.jobs.resuming import NOTHING_DONE, Lines, resumed
from newsclean.rules.duplicates.across_articles import COPY_OF, copy_of
from newsclean.settings import Settings


class Document(NamedTuple):
    """A file that is one article.

    Attributes:
        data: Its bytes.
        name: Its name in the log.
        target: The path of its clean text, as the log shall have it.
        cross_duplicates: What other articles have of it, where that was asked for.
        prior: What an earlier run has logged of it.
        format: Its format.
    """

    data: bytes
    name: str
    target: str
    cross_duplicates: CrossDuplicates | None = None
    prior: Mapping[str, Lines] = NOTHING_DONE
    format: str = "text"


def clean_document(data: bytes, name: str, target: str, settings: Settings, reading: ReadOptions) -> Outcome:
    """Clean a file that is one article, as `clean_documents` does.

    Raises:
        NewscleanError: It cannot be read or cleaned.
    """
    (outcome,) = clean_documents([Document(data, name, target)], settings, reading)
    if isinstance(outcome, NewscleanError):
        raise outcome
    return outcome


def clean_documents(
    documents: Sequence[Document], settings: Settings, reading: ReadOptions
) -> list[Outcome | NewscleanError]:
    """Clean files that are one article each, together.

    Args:
        documents: The files.
        settings: How to clean.
        reading: How to read.

    Returns:
        For each its clean text as UTF-8 and the records, or why it cannot be read or cleaned.
    """
    sources = [_source(one, reading) for one in documents]
    known = [_known(one, source) for one, source in zip(documents, sources, strict=True)]
    left = [
        (source.decoded.text, one.cross_duplicates or {})
        for one, source, done in zip(documents, sources, known, strict=True)
        if done is None and isinstance(source, Source)
    ]
    found = iter(cleaned([text for text, _ in left], settings, [cross_duplicates for _, cross_duplicates in left]))
    outcomes: list[Outcome | NewscleanError] = []
    for one, source, done in zip(documents, sources, known, strict=True):
        if isinstance(source, NewscleanError):
            outcomes.append(source)
        else:
            result = done or next(found)
            outcomes.append(_outcome(one, source, result, reading, is_resumed=done is not None))
    return outcomes


def _source(one: Document, reading: ReadOptions) -> Source | NewscleanError:
    try:
        return source_of(one.data, one.name, one.format, reading)
    except NewscleanError as error:
        return error


def _known(one: Document, source: Source | NewscleanError) -> Result | None:
    if not one.prior or isinstance(source, NewscleanError):
        return None
    return resumed(one.name, source.decoded.text, fixity(source.data)["sha256"], one.prior)


def whole_copy_of(result: Result, cross_duplicates: CrossDuplicates) -> str:
    """The name of the article that has every line of another one, of which a rule has said so; empty if none has.

    Args:
        result: What the other one came to.
        cross_duplicates: What other articles have of it.
    """
    return copy_of(cross_duplicates) if any(flag.rule == COPY_OF for flag in result.flags) else ""


def _outcome(
    one: Document, source: Source, result: Result | NewscleanError, reading: ReadOptions, *, is_resumed: bool
) -> Outcome | NewscleanError:
    if isinstance(result, NewscleanError):
        return type(result)(one.name, result.cause, result.next_step)
    # The text that was found in a page has no encoding of its own.
    own = reading.in_own_encoding and not source.by
    found = {"extracted": {"by": source.by, **fixity(one.data), **source.more}} if source.by else {}
    of = whole_copy_of(result, one.cross_duplicates or {})
    is_dropped = reading.drops_copies and bool(of)
    finished = Finished(result, copy_of=of, is_dropped=is_dropped)
    try:
        written = document(source.decoded, source.data, one.name, one.target, finished, in_own_encoding=own, more=found)
    except NewscleanError as error:
        return error
    return Outcome(
        written.output,
        [*written.log, *(dumps(error_record(error.where, error)) for error in source.refused)],
        written.end,
        rule_counts(result.changes),
        Counter(flag.rule for flag in result.flags),
        tuple(map(str, source.refused)),
        resumed=int(is_resumed),
        redone=int(bool(one.prior) and not is_resumed),
        dropped=int(is_dropped),
    )
