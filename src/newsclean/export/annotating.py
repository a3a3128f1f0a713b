"""Records with what each is in its archive written into it: every other byte stays as it came."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from newsclean.errors import RecordError
from newsclean.export.formatters import ArticleRecord
from newsclean.io.article_stream import read_records
from newsclean.io.inputs import Task
from newsclean.io.json_fields import mark_of, text_of, with_member
from newsclean.io.reader import ReadOptions

FIELD = "newsclean"
"""The field that is added."""

Annotations = Mapping[str, Mapping[str, Any]]
"""What is written of each article, by its name."""


def annotations_of(articles: Iterable[ArticleRecord]) -> Annotations:
    """Return what is written of articles into their records."""
    return {article.decision.article: article.annotation() for article in articles}


def annotated(task: Task, stdin: IO[bytes], reading: ReadOptions, annotations: Annotations) -> bytes:
    """The records of an input, each with one field more.

    Args:
        task: The input; it holds JSON Lines.
        stdin: Where `-` is read from.
        reading: How it is read.
        annotations: What is written into the records: of a record with one text field an object, of one with several
            an object of objects, by field. A record that could not be read stays as it is.

    Returns:
        The records in UTF-8. A field of that name which is there already gets the new value.
    """
    lines = read_records(task, stdin, reading).lines
    return b"".join(
        _annotated(line, number, f"{task.name}:{number}", reading.fields, annotations)
        for number, line in enumerate(lines, 1)
    )


def _annotated(line: bytes, number: int, place: str, fields: Sequence[str], annotations: Annotations) -> bytes:
    found = {name: annotations[f"{place}:{name}"] for name in fields if f"{place}:{name}" in annotations}
    if not found:
        return line
    try:
        text = text_of(line, is_first=number == 1)
        value = json.dumps(found if len(fields) > 1 else found[fields[0]], ensure_ascii=text.isascii())
        return mark_of(line, is_first=number == 1) + with_member(text, FIELD, value).encode()
    except (RecordError, UnicodeEncodeError):
        return line
