"""Places that need a person, as rows of the queue, and the text that articles are searched by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from newsclean.changelog.record_lines import Record

_LONGEST_TEXT = 120
_SHORT, _REACH = 4, 12

Item = tuple[object, ...]
"""Key, article, place, rule, is it a flag, is it a conflict, confidence, line, text, other text, pattern, head, tail.

The head and the tail are what stands before and behind a text that would say nothing by itself.
"""


def items_of(number: int, page: Record, rules: Sequence[str], original: str) -> Iterator[Item]:
    """Yield the rows of an article: its flags, and the changes that are unsure or take something away.

    Args:
        number: The number of the article.
        page: What the page shows of it.
        rules: The names of the rules, by their numbers in the page.
        original: The original text of the article; empty while it is not read.
    """
    for at, flag in enumerate(page["flags"]):
        rule, text = rules[flag[0]], value_at(flag, 1, "")
        other = value_at(flag, 5, "") if value_at(flag, 6, None) is not None else None
        place, line = value_at(flag, 2, 0), value_at(flag, 3, 0)
        yield _item(f"{number}/flag/{at}", number, place, rule, 1, int(bool(other)), 1.0, line, text, other, original)
    for at, change in enumerate(page["changes"]):
        confidence = value_at(change, 5, 1.0)
        if confidence == 1 and value_at(change, 7, None) is None:
            continue
        rule, text, after = rules[change[0]], value_at(change, 1, ""), value_at(change, 2, "")
        place, line = value_at(change, 3, 0), value_at(change, 4, 0)
        yield _item(f"{number}/change/{at}", number, place, rule, 0, 0, confidence, line, text, after, original)


def _item(
    key: str, article: int, place: int, rule: str, is_flag: int, is_conflict: int, confidence: float, line: int,
    text: str, other: str | None, original: str,
) -> Item:  # fmt: skip
    alike = "\0".join((rule, str(is_flag), text, "\0" if other is None else other))
    digest = hashlib.blake2b(shown(alike).encode(), digest_size=8).digest()
    pattern = int.from_bytes(digest, "big", signed=True)
    excerpts = shown(text[:_LONGEST_TEXT]), None if other is None else shown(other[:_LONGEST_TEXT])
    head = tail = ""
    if len(text.strip()) <= _SHORT:
        end = place + len(text)
        head, tail = shown(original[max(0, place - _REACH) : place]), shown(original[end : end + _REACH])
    return key, article, place, rule, is_flag, is_conflict, confidence, line, *excerpts, pattern, head, tail


def original_of(page: Record) -> str:
    """Return the original text of an article, from the rows of its page; empty if it could not be read."""
    parts = (part for _, _, *row in page["rows"] or () for part in row)
    return "".join(part if isinstance(part, str) else _part(part, page["changes"]) for part in parts)


def _part(part: Any, changes: list[list[Any]]) -> str:
    text: str = value_at(changes[part], 1, "") if isinstance(part, int) else part[1]
    return text


def folded(text: str) -> str:
    """Return a text as it is searched: without white space, in lower case, its full-width characters narrow."""
    from newsclean.text.fold import NARROW  # with NumPy: not before the first page

    return shown("".join(text.split()).translate(NARROW).lower())


def shown(text: str) -> str:
    """A text as SQLite can have it: half characters, as in a path that is no UTF-8, by their numbers."""
    return text.encode("utf-8", "backslashreplace").decode()


def value_at(values: Sequence[Any], place: int, default: Any) -> Any:
    """The value at a place of a list that was cut behind its last value that says something."""
    return default if len(values) <= place or values[place] is None else values[place]
