"""Files of decisions: what a person has decided on the changes and flags of a log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from newsclean.changelog.record_lines import Record
from newsclean.core.result import Change, FlagRecord
from newsclean.errors import DecisionError

SCHEMA = 1
"""Changes when a reader of the decisions would have to change."""

Verdict = Literal["keep", "undo", "stands", "reading"]

VERDICTS = {"change": ("keep", "undo", "reading"), "flag": ("stands", "reading")}
"""The decisions that can be made on a change and on a flag."""
_TEXTS = ("article", "clean", "on", "rule", "decision", "by", "at")


class Decision(NamedTuple):
    """A person's decision on one change or flag.

    Attributes:
        article: The article's name in the log.
        clean: SHA-256 of the clean text it was made on.
        on: What it is on: a `change` or a `flag`.
        rule: The rule of the change or flag.
        offset: Where that begins, in code points of the original.
        before: What stands there in the original.
        after: For a change, what stands there in the clean text; for a flag, the other reading if there is one.
        verdict: `keep` or `undo` a change; a flagged text `stands`; or another `reading` takes the place of either.
        reading: The text that is right, for a `reading`.
        note: What the person remarked.
        by: Who decided.
        at: When, in ISO 8601.
        where: The file and line it stands in.
    """

    article: str
    clean: str
    on: str
    rule: str
    offset: int
    before: str
    after: str | None
    verdict: Verdict
    reading: str
    note: str
    by: str
    at: str
    where: str

    @property
    def place(self) -> tuple[object, ...]:
        """Return what it is a decision on, within its article."""
        return self.on, self.rule, self.offset, self.before, self.after

    def as_record(self, line: int, **more: object) -> Record:
        """The decision as a record of the log.

        Args:
            line: Line of the original, from 1.
            more: What else the record shall say.
        """
        record: Record = {
            "type": "decision",
            "article": self.article,
            "on": self.on,
            "rule": self.rule,
            "line": line,
            "offset": self.offset,
            "before": self.before,
            "decision": self.verdict,
        }
        if self.after is not None:
            record["after" if self.on == "change" else "other"] = self.after
        if self.verdict == "reading":
            record["reading"] = self.reading
        if self.note:
            record["note"] = self.note
        return {**record, **more, "by": self.by, "at": self.at}


def place_of(subject: Change | FlagRecord) -> tuple[object, ...]:
    """Return what a decision on a change or flag says it is on."""
    if isinstance(subject, Change):
        return "change", subject.rule, subject.start, subject.before, subject.after
    return "flag", subject.rule, subject.start, subject.text, subject.other


def read_decisions(paths: Iterable[Path]) -> dict[str, list[Decision]]:
    """The decisions of some files, by article.

    Args:
        paths: Files that the report's page has saved.

    Returns:
        For each article its decisions, in the order of the files. One that was made twice alike stands once.

    Raises:
        DecisionError: A file cannot be read, a line is not a decision, or two of them contradict each other.
    """
    by_article: dict[str, list[Decision]] = {}
    seen: dict[tuple[object, ...], Decision] = {}
    for path in paths:
        for decision in _decisions(path):
            before = seen.setdefault((decision.article, *decision.place), decision)
            if before is decision:
                by_article.setdefault(decision.article, []).append(decision)
            elif (before.verdict, before.reading) != (decision.verdict, decision.reading):
                raise DecisionError(decision.where, f"contradicts {before.where}", "leave one of the two out")
    return by_article


def _decisions(path: Path) -> Iterator[Decision]:
    name = str(path)
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                record = _parsed(line, f"{name}:{number}")
                if number == 1:
                    _check_head(record, name)
                else:
                    yield _decision(record, f"{name}:{number}")
    except OSError as error:
        raise DecisionError(name, error.strerror or str(error), "check the path") from None
    except UnicodeDecodeError:
        raise DecisionError(name, "not UTF-8", "use the file as the report saved it") from None


def _parsed(line: str, where: str) -> Record:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        raise DecisionError(where, "not a record", "use the file as the report saved it")
    return record


def _check_head(record: Record, name: str) -> None:
    if record.get("type") != "decisions":
        raise DecisionError(name, "not a file of decisions", "save one in the page that `newsclean report` makes")
    if record.get("schema") != SCHEMA:
        raise DecisionError(
            name,
            f"written in schema {record.get('schema')}, this version knows {SCHEMA}",
            "use the newsclean that made the report",
        )


def _decision(record: Record, where: str) -> Decision:
    def wrong(cause: str) -> DecisionError:
        return DecisionError(where, cause, "use the file as the report saved it")

    texts: dict[str, Any] = {key: record.get(key) for key in _TEXTS}
    texts |= {"before": record.get("before"), "note": record.get("note", ""), "reading": record.get("reading", "")}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise wrong(f"its {key} is not a text" if key in record else f"it has no {key}")
    verdict, on = texts["decision"], texts["on"]
    if verdict not in VERDICTS.get(on, ()):
        raise wrong(f"{verdict!r} cannot be decided on {on!r}")
    offset = record.get("offset")
    if isinstance(offset, bool) or not isinstance(offset, int):
        raise wrong("its offset is not a number")
    after = record.get("after" if on == "change" else "other")
    if not isinstance(after, str | None) or (on == "change" and after is None):
        raise wrong("what it would change is not a text")
    if verdict == "reading" and "reading" not in record:
        raise wrong("it has no reading")
    if not texts["by"].strip():
        raise DecisionError(where, "nobody has signed it", "write your name in the report before you save")
    try:
        datetime.fromisoformat(texts["at"])
    except ValueError:
        raise wrong(f"{texts['at']!r:.40} is not a time") from None
    return Decision(
        texts["article"], texts["clean"], on, texts["rule"], offset, texts["before"], after,
        cast("Verdict", verdict), texts["reading"], texts["note"], texts["by"], texts["at"], where,
    )  # fmt: skip
