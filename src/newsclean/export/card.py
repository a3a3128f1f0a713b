"""Statistics of the logs of a corpus by shard and rule, as JSON and as a card in Markdown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from newsclean.changelog.log_files import read_records
from newsclean.changelog.statistics import FileStatistics, statistics_of, total_of
from newsclean.errors import LogError

SCHEMA = 1
"""Changes when a reader of the statistics would have to change."""


def logs_in(path: Path) -> list[Path]:
    """Return a log, or the logs of a folder by name.

    Raises:
        LogError: The folder holds none.
    """
    if not path.is_dir():
        return [path]
    found = sorted(each for each in path.rglob("*.jsonl*") if each.suffix in (".jsonl", ".gz", ".zst"))
    if not found:
        raise LogError(str(path), "no log in the folder", "name the folder that --log named")
    return found


def statistics_json(path: Path, warn: Callable[[str], None]) -> Iterator[bytes]:
    """Yield the statistics of a log, or of all logs of a folder, as a JSON object."""
    head, files = _read(path)
    tell_unfinished(path, [file.name for file in files if not file.source and not file.errors], warn)
    shards = [file.to_dict() for file in files]
    total = {key: value for key, value in total_of(files).to_dict().items() if key not in ("name", "clean")}
    yield json.dumps({"schema": SCHEMA, **head, "total": total, "shards": shards}, ensure_ascii=False, indent=1).encode(
        "utf-8", "surrogateescape"
    )
    yield b"\n"


def markdown_card(path: Path, warn: Callable[[str], None]) -> Iterator[bytes]:
    """Yield the same as a page of Markdown."""
    head, files = _read(path)
    tell_unfinished(path, [file.name for file in files if not file.source and not file.errors], warn)
    total = total_of(files)
    settings = {key: value for key, value in head["settings"].items() if value not in ("", [], {}, "keep")}
    rows = [
        "# Cleaned by newsclean",
        "",
        f"newsclean {head['newsclean']}; settings {json.dumps(settings, ensure_ascii=False)}",
        "",
        "| shard | records | articles | bytes | clean bytes | changes | flags | errors |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        *(_row(_cell(file.name), file) for file in files),
        _row("**all**", total),
        "",
        "| rule | changes | flags |",
        "|---|--:|--:|",
    ]
    both: Counter[str] = total.changes + total.flags
    rows += [f"| {rule} | {total.changes[rule]:,} | {total.flags[rule]:,} |" for rule, _ in both.most_common()]
    yield ("\n".join(rows) + "\n").encode("utf-8", "surrogateescape")


def tell_unfinished(log: Path, names: Sequence[str], warn: Callable[[str], None]) -> None:
    """Say in one line which files of a log are not done, if there are any."""
    if names:
        others = f" and {len(names) - 1} more are" if names[1:] else " is"
        warn(f"{log}: {names[0]}{others} not done: the log ends before; go on with clean --resume")


def _row(name: str, file: FileStatistics) -> str:
    numbers = (
        file.records or 0, file.articles, file.source.get("bytes", 0), file.clean.get("bytes", 0),
        file.changes.total(), file.flags.total(), file.errors,
    )  # fmt: skip
    return " | ".join((f"| {name}", *(f"{number:,}" for number in numbers))) + " |"


def _cell(name: str) -> str:
    return name.replace("|", r"\|").replace("\n", " ")


def _read(path: Path) -> tuple[dict[str, Any], list[FileStatistics]]:
    logs = logs_in(path)
    run = next(read_records(logs[0]))
    head = {"newsclean": run.get("newsclean", ""), "settings": run.get("settings", {})}
    return head, [file for log in logs for file in statistics_of(log)]
