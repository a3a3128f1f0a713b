import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import InputError, RecordError
from newsclean.io.json_fields import replaced
from newsclean.io.record_formats import JSON_LINES, Table, lines_of, table_of, with_dropped

cell = st.text(st.sampled_from('一,二;"\t x\n“'), max_size=8)
rows = st.lists(st.lists(cell, min_size=2, max_size=4), min_size=1, max_size=5)
TABLE = Table(",", {"a": 0, "text": 1})


def written(content, **dialect):
    out = io.StringIO(newline="")
    csv.writer(out, **dialect).writerows(content)
    return out.getvalue()


@given(rows, st.sampled_from(["\r\n", "\n"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_rows_and_cells_are_those_that_pythons_reader_finds(content, end, quoting):
    data = written(content, lineterminator=end, quoting=quoting)
    found = lines_of(data.encode(), TABLE)
    assert b"\n".join(found) == data.encode()
    expected = [row for row in csv.reader(io.StringIO(data, newline="")) if row]
    read = [TABLE.values(row.decode(), ["a", "text"]).fields for row in found[:-1] if row.strip(b"\r")]
    assert [[field.text for field in row] for row in read] == [row[:2] for row in expected]


@given(rows, cell)
def test_a_cell_is_replaced_and_every_other_byte_stays(content, text):
    data = written(content)
    for row in lines_of(data.encode(), TABLE)[:-1]:
        line = row.decode()
        (field,) = TABLE.values(line, ["text"]).fields
        put = replaced(line, [(field, TABLE.literal(text, line, line[field.start : field.end]))])
        (again,) = TABLE.values(put, ["text"]).fields
        assert again.text == text
        assert put[: field.start] == line[: field.start]
        assert put[again.end :] == line[field.end :]


@pytest.mark.parametrize(
    ("header", "delimiters", "delimiter"),
    [("id,text", ",;\t", ","), ("id;text", ",;\t", ";"), ("id\ttext", "\t", "\t"), ('"a,b";text\r', ",;\t", ";")],
)
def test_the_delimiter_is_the_one_that_the_header_has(header, delimiters, delimiter):
    table = table_of(header.encode(), delimiters, ["text"], "a.csv")
    assert (table.delimiter, table.columns["text"]) == (delimiter, 1)


@pytest.mark.parametrize("header", ["id,body", "text,text", "", '"text', "\ufeff", 'a"b,"te"xt'])
def test_a_header_without_the_column_is_refused(header):
    with pytest.raises(InputError, match=r"a\.csv: "):
        table_of(header.encode(), ",;\t", ["text"], "a.csv")


@pytest.mark.parametrize("row", ["one", 'a,"b"c', 'a,"b'])
def test_a_row_that_is_none_is_an_error(row):
    with pytest.raises(RecordError):
        TABLE.values(row, ["text"])


CSV = (
    "\ufeffid,title,text,n\r\n"
    '1,"会议,召开","会议指出,要坚持。\r\n将将出发,""好""",1.50\r\n'
    "2,plain,一二,\r\n"
    "3,short\r\n"
    "\r\n"
    '4,"x",一;二, y \r\n'
)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_table_is_cleaned_cell_by_cell_and_restored(tmp_path, newsclean, jobs):
    (tmp_path / "in.csv").write_bytes(CSV.encode())
    fields = ("--field", "text", "--field", "title", "--id-field", "id")
    done = newsclean("clean", "in.csv", "-o", "out.csv", "--log", "log.jsonl", *fields, "--jobs", jobs, code=3)
    assert b"in.csv:4: column title: not in the row" in done.stderr or b"in.csv:4: column text: not in" in done.stderr
    assert (tmp_path / "out.csv").read_bytes().decode() == (
        CSV.replace("会议,召开", "会议，召开").replace("指出,要", "指出，要").replace("出发,", "出发，")
        .replace('""好""', "“好”").replace("一;二", "一；二")
    )  # fmt: skip
    newsclean("verify", "--log", "log.jsonl")
    assert newsclean("restore", "out.csv", "--log", "log.jsonl").stdout == CSV.encode()
    assert b"in.csv:2:text" in newsclean("check", "in.csv", *fields[:4], code=3).stdout
    assert '+1,"会议，召开"' in newsclean("diff", "in.csv", *fields[:4], code=3).stdout.decode()
    assert newsclean("show", "log.jsonl", "in.csv:2:text").stdout
    newsclean("report", "log.jsonl", "-o", "report.html")
    newsclean("export", "log.jsonl", "--as", "csv", "-o", "changes.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"), newline="")))
    assert [len(row) for row in rows] == [4, 4, 4, 2, 0, 4]


def test_a_huge_cell_and_a_quotation_mark_that_is_never_closed_lose_nothing(tmp_path, newsclean):
    data = f'id,text\n1,"{"一,二" * 100_000}"\n2,"三,四\n'.encode()
    (tmp_path / "in.csv").write_bytes(data)
    newsclean("clean", "in.csv", "-o", "out.csv", "--log", "log.jsonl", code=3)
    cleaned = (tmp_path / "out.csv").read_bytes()
    assert cleaned.endswith('\n2,"三,四\n'.encode())
    assert "二一".encode() in cleaned
    assert newsclean("restore", "out.csv", "--log", "log.jsonl").stdout == data


def test_a_table_without_the_column_is_refused_and_nothing_is_written(tmp_path, newsclean):
    (tmp_path / "in.tsv").write_text("id\tbody\n1\tx\n", "utf-8")
    told = newsclean("clean", "in.tsv", "-o", "out.tsv", code=3).stderr
    assert b"newsclean: in.tsv: no column 'text'; it has id, body; name one with --field\n" in told
    assert not (tmp_path / "out.tsv").exists()


@given(st.lists(st.text(st.sampled_from("一,x\r"), min_size=1, max_size=4), max_size=6), st.data(), st.booleans())
def test_records_that_were_left_out_come_back_in_their_places(records, data, ends):
    lines = [f"{record}\n".encode() for record in records]
    if lines and not ends:
        lines[-1] = lines[-1][:-1]
    dropped = data.draw(st.sets(st.integers(1, len(lines)))) if lines else set()
    kept = b"".join(line for number, line in enumerate(lines, 1) if number not in dropped)
    left_out = {number: lines[number - 1] for number in dropped}
    assert with_dropped(kept, left_out, JSON_LINES) == b"".join(lines)
    assert with_dropped(kept.removesuffix(b"\n"), left_out, JSON_LINES) in (b"".join(lines), b"".join(lines)[:-1])
