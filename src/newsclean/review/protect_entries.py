"""Decisions as settings: the protect list under which what a person decided stays as it is."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from newsclean.pipeline import clean
from newsclean.review.reviewed import Reviewed
from newsclean.settings import Settings
from newsclean.text.protect_patterns import is_pattern

# Characters on each side by which a place is known at first; twice as many each time that is not enough.
_REACH = 4


def protect_list_of(reviewed: Reviewed, settings: Settings) -> list[str]:
    """The entries of a protect list with which cleaning a reviewed text changes nothing.

    Args:
        reviewed: The reviewed article.
        settings: The settings it was cleaned with.

    Returns:
        Entries: as little text around each place as tells it apart; no longer than the article.
    """
    text = reviewed.result.text
    entries = dict.fromkeys(_entry(text, start, end, _REACH) for start, end in reviewed.upheld if start < end)
    reach = _REACH
    while changes := clean(text, replace(settings, protect=(*settings.protect, *entries))).changes:
        spans = [(change.start, change.start + len(change.before)) for change in changes]
        entries |= dict.fromkeys(_entry(text, *span, reach) for span in spans)
        reach *= 2
    return list(entries)


def _entry(text: str, start: int, end: int, reach: int) -> str:
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    if reach == _REACH:  # a line is enough, where it is
        before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    entry = before + text[start:end] + after
    return f"/{_escaped(entry)}/" if is_pattern(entry) or not _is_writable(entry) else entry


def _escaped(entry: str) -> str:
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", re.escape(entry))


def _is_writable(entry: str) -> bool:
    """Return whether a text can stand in a settings file: halves of surrogate pairs cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in entry)


def as_settings_file(entries: list[str]) -> bytes:
    """A protect list as TOML, to be put into `newsclean.toml`."""
    # A JSON string without surrogates is a TOML string, but for DEL.
    lines = (f"  {json.dumps(entry, ensure_ascii=False)},\n".replace("\x7f", "\\u007f") for entry in entries)
    return f"protect = [\n{''.join(lines)}]\n".encode()
