import datetime
import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from newsclean.errors import InputError, OutputError, UsageError
from newsclean.io.atomic import write_atomically
from newsclean.io.compression import contents

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.none(), max_size=40)


def table(texts):
    number = len(texts)
    columns = {
        "id": pa.array(range(number), pa.int64()),
        "text": pa.array(texts, pa.string()),
        "title": pa.array(texts, pa.large_string()),
        "day": pa.array([datetime.date(2024, 4, 23)] * number),
        "tags": pa.array([["甲", None]] * number, pa.list_(pa.string())),
        "source": pa.array(["新华社"] * number).dictionary_encode(),
        "more": pa.array(
            [{"text": "a,b", "n": 1, "deep": {"body": text}} if text != "" else None for text in texts],
            pa.struct({"text": pa.string(), "n": pa.int64(), "deep": pa.struct({"body": pa.large_string()})}),
        ),
        "numbers": pa.array([{"n": 1}] * number, pa.struct({"n": pa.int64()})),
    }
    return pa.table(columns).replace_schema_metadata({"kept": "也留下"})


@given(texts=TEXTS, group=st.integers(1, 30), size=st.integers(1, 50))
def test_rows_as_lines_make_the_same_table_again(tmp_path_factory, texts, group, size):
    folder = tmp_path_factory.mktemp("parquet")
    before, after = folder / "a.parquet", folder / "b.parquet"
    parquet.write_table(table(texts), before, row_group_size=group, compression={"id": "zstd", "text": "none"})
    lines = contents(before)
    rows = [json.loads(line) for line in lines.split(b"\n")[:-1]]
    assert [row["text"] for row in rows] == [text or "" for text in texts]
    assert [row["more"]["deep"]["body"] for row in rows] == [text or "" for text in texts]
    assert not rows or {*rows[0]} == {"text", "title", "source", "more"}
    write_atomically(after, lines, before)
    one, two = parquet.ParquetFile(before), parquet.ParquetFile(after)
    assert two.read().equals(one.read())
    assert two.schema_arrow.equals(one.schema_arrow, check_metadata=True)
    groups = [[file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)] for file in (one, two)]
    assert groups[0] == groups[1] or not texts
    if texts:
        first = [file.metadata.row_group(0) for file in (one, two)]
        for column in range(first[0].num_columns):
            assert first[0].column(column).compression == first[1].column(column).compression


def test_a_field_of_a_struct_is_cleaned_by_its_pointer_and_put_back(tmp_path, newsclean):
    texts = ["会议指出,要坚持。", None, "", "会议要求，各地要认真贯彻。"] * 20
    before = table(texts)
    parquet.write_table(before, tmp_path / "a.parquet", row_group_size=30)
    fields = "--field", "/more/deep/body", "--field", "text", "--id-field", "/more/text"
    newsclean("clean", "a.parquet", "-o", "out/", "--log", "log.jsonl", *fields)
    after = parquet.read_table(tmp_path / "out" / "a.parquet")
    expected = ["会议指出，要坚持。", None, "", "会议要求，各地要认真贯彻。"] * 20
    assert after["text"].to_pylist() == expected
    assert [row and row["deep"]["body"] for row in after["more"].to_pylist()] == [text or None for text in expected]
    assert [row and (row["text"], row["n"]) for row in after["more"].to_pylist()] == [
        row and (row["text"], row["n"]) for row in before["more"].to_pylist()
    ]
    assert after.drop(["text", "more"]).equals(before.drop(["text", "more"]))
    assert '"id":"a,b"' in (tmp_path / "log.jsonl").read_text("utf-8")
    newsclean("verify", "--log", "log.jsonl")
    newsclean("restore", "out/a.parquet", "--log", "log.jsonl", "-o", "again.parquet")
    assert parquet.read_table(tmp_path / "again.parquet").equals(before)


def test_a_column_is_cleaned_and_all_else_stays(tmp_path, newsclean):
    texts = ["会议指出,要坚持。", None, "", "会议要求，各地要认真贯彻。"] * 200
    before = table(texts)
    parquet.write_table(before, tmp_path / "a.parquet", row_group_size=300)
    newsclean("clean", "a.parquet", "-o", "out/", "--log", "log.jsonl", "--id-field", "source", "--jobs", 2)
    after = parquet.read_table(tmp_path / "out" / "a.parquet")
    assert after["text"].to_pylist() == ["会议指出，要坚持。", None, "", "会议要求，各地要认真贯彻。"] * 200
    assert after.drop(["text"]).equals(before.drop(["text"]))
    newsclean("verify", "--log", "log.jsonl")
    newsclean("restore", "out/a.parquet", "--log", "log.jsonl", "-o", "again.parquet")
    assert parquet.read_table(tmp_path / "again.parquet").equals(before)
    assert newsclean("restore", "out/a.parquet", "--log", "log.jsonl").stdout == contents(tmp_path / "a.parquet")
    newsclean("clean", "a.parquet", "--in-place", "--log", "second.jsonl")
    assert parquet.read_table(tmp_path / "a.parquet").equals(after)
    assert newsclean("clean", "out/a.parquet").stdout == contents(tmp_path / "a.parquet")
    assert b"0 changes" in newsclean("check", "out").stderr
    assert b"altered since it was logged" in newsclean("verify", "--log", "log.jsonl", code=3).stderr


@pytest.mark.unmeasured
@pytest.mark.parametrize("cut", [0, 3, 100, -20, -1])
def test_a_file_that_was_cut_off_is_said_and_nothing_written(tmp_path, newsclean, cut):
    parquet.write_table(table(["会议指出,要坚持。"] * 50), tmp_path / "a.parquet")
    (tmp_path / "a.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:cut])
    for command in (["clean", "-o", "b.parquet"], ["check"], ["duplicates"]):
        told = newsclean(command[0], "a.parquet", *command[1:], code=3).stderr
        assert b"newsclean: a.parquet: not a whole .parquet file" in told
    assert not (tmp_path / "b.parquet").exists()


def test_pages_that_are_damaged_are_said(tmp_path):
    parquet.write_table(table([f"第{number}段" for number in range(500)]), tmp_path / "a.parquet", compression="gzip")
    data = bytearray((tmp_path / "a.parquet").read_bytes())
    data[100:2000] = bytes(1900)
    (tmp_path / "a.parquet").write_bytes(data)
    with pytest.raises(InputError, match=r"not a whole \.parquet file"):
        contents(tmp_path / "a.parquet")


def test_a_file_is_made_from_one_with_as_many_rows(tmp_path, newsclean):
    like, target = tmp_path / "a.parquet", tmp_path / "b.parquet"
    parquet.write_table(table(["甲", "乙"]), like)
    lines = contents(like)
    for data in (lines + lines[: lines.index(b"\n") + 1], lines[: lines.index(b"\n") + 1]):
        with pytest.raises(OutputError, match="has not as many rows"):
            write_atomically(target, data, like)
    with pytest.raises(UsageError, match="made from a Parquet file only"):
        write_atomically(target, lines)
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]
    (tmp_path / "a.jsonl").write_bytes(lines)
    told = newsclean("clean", "a.jsonl", "-o", "b.parquet", code=2).stderr
    assert (
        told == b"newsclean: b.parquet: a Parquet file is made from a Parquet file only; name a .jsonl file with -o\n"
    )


def test_a_file_without_texts_is_refused(tmp_path, newsclean):
    parquet.write_table(pa.table({"id": [1], "day": [datetime.date(2024, 4, 23)]}), tmp_path / "a.parquet")
    told = newsclean("clean", "a.parquet", "-o", "b.parquet", code=3).stderr
    assert b"newsclean: a.parquet: no column of text; it has id, day; write another one\n" in told


def test_without_pyarrow_the_install_command_is_named_and_other_files_are_done(tmp_path, newsclean):
    (tmp_path / "in").mkdir()
    parquet.write_table(table(["甲"]), tmp_path / "in" / "a.parquet")
    (tmp_path / "in" / "b.txt").write_text("会议指出,要坚持。\n", "utf-8")
    (tmp_path / "pyarrow.py").write_text("raise ImportError", "utf-8")
    told = newsclean("clean", "in", "-o", "out", env={"PYTHONPATH": str(tmp_path)}, code=3).stderr
    assert b"in/a.parquet: .parquet files need pyarrow; run: pip install 'newsclean[parquet]'\n" in told
    assert (tmp_path / "out" / "b.txt").read_text("utf-8") == "会议指出，要坚持。\n"
