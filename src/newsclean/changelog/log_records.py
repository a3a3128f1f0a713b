"""The records of the change log, as JSON Lines. docs/log.md describes them for readers of the log."""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterable, Mapping
from hashlib import sha256

import numpy as np

from newsclean.changelog.record_lines import Record as Record
from newsclean.changelog.record_lines import dumps as dumps
from newsclean.core.changes import Changes
from newsclean.core.reasons import Reason, ReasonTemplate, in_words
from newsclean.core.result import Change, FlagRecord
from newsclean.io.encodings.codec import Decoded, Raw, decode_as, encode
from newsclean.rules.registry import RULES

SCHEMA = 2
"""Changes when a reader of the log would have to change."""

REVIEW = "review"
"""The kind of a change that a person made: no rule has it."""
CHOSEN = ReasonTemplate("reading-chosen", "the reading that {by} chose")
"""The reason of such a change."""
REASONS = {template.code: template for rule in RULES.values() for template in (*rule.reasons, CHOSEN)}
"""The reasons that a log may give, by their codes."""


def fixity(data: bytes) -> Record:
    """Return what a text is recognised by: `sha256` (hexadecimal) and `bytes`."""
    return {"sha256": sha256(data).hexdigest(), "bytes": len(data)}


def utf8(text: str) -> bytes:
    """A text as it is written, and as fixity and checks are taken of it."""
    return text.encode("utf-8", "surrogatepass")


def line_checks(data: bytes) -> str:
    """Four hexadecimal digits a line, by which the first line that was altered is found.

    Args:
        data: The text in UTF-8.
    """
    checks = array("H", [zlib.crc32(line) & 0xFFFF for line in data.split(b"\n")])
    if sys.byteorder == "little":
        checks.byteswap()
    return checks.tobytes().hex()


def source_record(decoded: Decoded, data: bytes) -> Record:
    """The source of an article: fixity, encoding, and the bytes that the encoding alone would not give back."""
    record = {**fixity(data), "encoding": decoded.encoding, "bom": decoded.bom, "lossless": decoded.lossless}
    if decoded.raw:
        record["raw"] = [[raw.offset, raw.length, raw.data.hex()] for raw in decoded.raw]
    return record


def clean_bytes(text: str, clean: Record) -> bytes:
    """A clean text as it is written: in UTF-8, or in the encoding that its record names.

    Raises:
        UnicodeEncodeError: That encoding has no place for a character.
    """
    if "encoding" not in clean:
        return utf8(text)
    return encode(Decoded(text, clean["encoding"], clean.get("bom", False)))


def clean_text(data: bytes, clean: Record) -> str:
    """The clean text that `clean_bytes` has written.

    Raises:
        UnicodeDecodeError: The bytes are not in its encoding.
    """
    if "encoding" not in clean:
        return data.decode("utf-8", "surrogatepass")
    return decode_as(data, clean["encoding"]).text


def decoded_from(source: Record, text: str) -> Decoded:
    """The decoded source, from its record and its text; `encode` gives its bytes."""
    raw = tuple(Raw(offset, length, bytes.fromhex(data)) for offset, length, data in source.get("raw", ()))
    return Decoded(text, source.get("encoding", "utf-8"), source.get("bom", False), raw)


def change_records(article: str, changes: Iterable[Change]) -> list[Record]:
    """Changes as records. Those that are alike and need no explaining share one.

    Args:
        article: The name of the article in the log.
        changes: The changes, in order.

    Returns:
        Records in the order of their first place.
    """
    records: list[Record] = []
    alike: dict[tuple[object, ...], Record] = {}
    for change in changes.others if isinstance(changes, Changes) else changes:
        place = [change.start, change.clean_start]
        key = (change.rule, change.before, change.after, change.via)
        needs_explaining = change.reasons or change.of is not None or change.confidence < 1
        if not needs_explaining and key in alike:
            alike[key]["places"].append(place)
            continue
        record = _record(article, change.rule, change.before, change.after, [place])
        if change.via:
            record["also_by"] = change.via
        if needs_explaining:
            record |= {"line": change.line, "confidence": change.confidence}
            if change.of is not None:
                record |= {
                    "duplicate_of": {"article": change.of_article or article, "line": change.of},
                    "similarity": change.similarity,
                }
            record |= _reasons(change.reasons)
        else:
            alike[key] = record
        records.append(record)
    if isinstance(changes, Changes):
        _add_substituted(article, changes, records, alike)
    return records


def _add_substituted(
    article: str, changes: Changes, records: list[Record], alike: Mapping[tuple[object, ...], Record]
) -> None:
    made = changes.offset_map.substituted
    places = np.stack((made.places, changes.offset_map.substituted_at), 1)
    for number, (rule, before, after) in enumerate(made.table.kinds):
        own = places[made.kinds == number].tolist()
        if own and (record := alike.get((rule, before, after, ()))) is not None:
            record["places"] = sorted(record["places"] + own)
        elif own:
            records.append(_record(article, rule, before, after, own))
    records.sort(key=lambda record: record["places"][0])


def _record(article: str, rule: str, before: str, after: str, places: list[list[int]]) -> Record:
    return {
        "type": "change",
        "article": article,
        "rule": rule,
        "kind": _kind(rule),
        "before": before,
        "after": after,
        "places": places,
    }


def _reasons(reasons: tuple[Reason, ...]) -> Record:
    if not all(reason.code for reason in reasons):  # of a log of schema 1 that was reviewed
        return {"reason": in_words(reasons)}
    return {"reasons": [reason.to_dict() for reason in reasons]} if reasons else {}


def _kind(rule: str) -> str:
    return RULES[rule].kind if rule in RULES else REVIEW


def flag_record(article: str, flag: FlagRecord) -> Record:
    """A flag as a record."""
    record: Record = {
        "type": "flag",
        "article": article,
        "rule": flag.rule,
        "line": flag.line,
        "offset": flag.start,
        "text": flag.text,
        **_reasons(flag.reasons),
    }
    if flag.of is not None:
        place = {"article": article, "line": flag.of, "offset": flag.of_start}
        record |= {"other_reading": flag.other, "duplicate_of": place}
    return record


def first_altered_line(text: str, checks: str) -> int | None:
    """The number, from 1, of the first line of `text` that is not as it was when `checks` were taken."""
    now = line_checks(utf8(text))
    for at in range(0, max(len(now), len(checks)), 4):
        if now[at : at + 4] != checks[at : at + 4]:
            return at // 4 + 1
    return None
