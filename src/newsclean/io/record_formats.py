"""Formats of records in a file: objects of JSON Lines, or rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from newsclean.errors import InputError, RecordError
from newsclean.io.json_fields import Field, Values, literal, text_of, values_of
from newsclean.text.patterns import lazy_regex

_QUOTED = lazy_regex(r'"(?:[^"]|"")*"')


class JsonLines(NamedTuple):
    """Records that are JSON objects, a line each."""

    def values(self, line: str, names: Sequence[str], id_field: str | None = None) -> Values:
        """The text fields of a record; as `values_of`."""
        return values_of(line, names, id_field)

    def literal(self, text: str, line: str, spelt: str) -> str:
        """A value as it is written in the record `line`, in the place of `spelt`."""
        return literal(text, line)

    def place(self, field: str) -> Mapping[str, Any]:
        """Return what the log must say to find a field again, beside its name."""
        return {}


class Table(NamedTuple):
    """Records that are rows of a table (RFC 4180): every cell stays as it came but those that are cleaned.

    Attributes:
        delimiter: What parts the cells.
        columns: The number of each column, from 0, by its name.
    """

    delimiter: str
    columns: Mapping[str, int]

    def values(self, line: str, names: Sequence[str], id_field: str | None = None) -> Values:
        """The cells of a row that are named.

        Raises:
            RecordError: The row has no such cell, or a quotation mark stands where none can.
        """
        cells = _cells(line, self.delimiter)
        wanted = [*names, *([id_field] if id_field else [])]
        for name in wanted:
            if self.columns.get(name, len(cells)) >= len(cells):
                raise RecordError(f"column {name}", "not in the row", "mend the row, or name another with --field")
        fields = [cells[self.columns[name]]._replace(name=name) for name in dict.fromkeys(names)]
        identity = cells[self.columns[id_field]].text if id_field else None
        return Values(sorted(fields, key=lambda field: field.start), identity)

    def literal(self, text: str, line: str, spelt: str) -> str:
        """A value as it is written: in quotation marks if `spelt` is, or if it must be."""
        if spelt.startswith('"') or any(mark in text for mark in (self.delimiter, '"', "\n", "\r")):
            return '"' + text.replace('"', '""') + '"'
        return text

    def place(self, field: str) -> Mapping[str, Any]:
        """Return what the log must say to find a cell again, beside the name of its column."""
        return {"delimiter": self.delimiter, "column": self.columns[field]}


RecordFormat = JsonLines | Table
JSON_LINES = JsonLines()


def format_by_log(heads: Iterable[Mapping[str, Any]]) -> RecordFormat:
    """The format of a file, from the `article` records of its articles in the log."""
    cells = [head for head in heads if "column" in head]
    if not cells:
        return JSON_LINES
    return Table(str(cells[0]["delimiter"]), {str(head["field"]): int(head["column"]) for head in cells})


def table_of(header: bytes, delimiters: str, names: Sequence[str], where: str) -> Table:
    """The format of a table.

    Args:
        header: Its first row.
        delimiters: What may part its cells; it is the one that the header has most of.
        names: Columns that it must have.
        where: What to call it in an error.

    Raises:
        InputError: The first row cannot be read, or lacks a column.
    """
    try:
        text = text_of(header, is_first=True)
        delimiter = max(delimiters, key=_QUOTED.sub("", text).count)
        titles = [cell.text.strip() for cell in _cells(text, delimiter)]
    except RecordError as error:
        raise InputError(
            where, f"its first row is no header: {error.cause}", "put the names of the columns first"
        ) from None
    for name in names:
        if titles.count(name) != 1:
            cause = f"no column {name!r}" if name not in titles else f"two columns {name!r}"
            raise InputError(where, f"{cause}; it has {', '.join(titles)}", "name one with --field")
    return Table(delimiter, {title: number for number, title in enumerate(titles)})


def lines_of(data: bytes, record_format: RecordFormat) -> list[bytes]:
    """The records of a file, which joined by line feeds give it back."""
    lines = data.split(b"\n")
    return lines if isinstance(record_format, JsonLines) else list(whole_rows(lines, b"\n"))


def with_dropped(data: bytes, dropped: Mapping[int, bytes], record_format: RecordFormat) -> bytes:
    """The records of a file from which some were left out, with those in their places.

    Args:
        data: The file.
        dropped: Records that were left out, each by the number, from 1, that it shall have.
        record_format: What records look like in the file.
    """
    if not dropped:
        return data
    *ended, last = lines_of(data, record_format)
    rest = iter([*(line + b"\n" for line in ended), *([last] if last else [])])
    whole: list[bytes] = []
    for number in count(1):
        line = dropped.get(number) or next(rest, None)
        if line is None:
            break
        if whole and not whole[-1].endswith(b"\n"):
            whole[-1] += b"\n"
        whole.append(line)
    return b"".join(whole)


def whole_rows(lines: Iterable[bytes], between: bytes = b"") -> Iterator[bytes]:
    """Rows from lines: a row goes on in the next line while a quotation mark in it is open.

    Args:
        lines: The lines of a table.
        between: What stood between two lines and is not in them.
    """
    open_lines: list[bytes] = []
    is_open = False
    for line in lines:
        open_lines.append(line)
        is_open ^= line.count(b'"') % 2 == 1
        if not is_open:
            yield between.join(open_lines)
            open_lines = []
    if open_lines:
        yield between.join(open_lines)


def _cells(row: str, delimiter: str) -> list[Field]:
    end_of_row = len(row.rstrip("\r\n"))
    cells, at = [], 0
    while True:
        quoted = _QUOTED.match(row, at, end_of_row)
        if quoted is not None:
            end, text = quoted.end(), quoted.group()[1:-1].replace('""', '"')
        else:
            found = row.find(delimiter, at, end_of_row)
            end = end_of_row if found < 0 else found
            text = row[at:end]
        if (quoted is None and text.startswith('"')) or (end < end_of_row and row[end] != delimiter):
            raise RecordError("record", "a quotation mark in the wrong place", "mend the row")
        cells.append(Field("", at, end, text))
        if end >= end_of_row:
            return cells
        at = end + 1
