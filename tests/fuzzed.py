"""What must hold of any bytes whatever, for Hypothesis (test_fuzz.py) and for atheris (fuzz.py)."""

import csv
import io
import json

import newsclean
from logs import logged
from newsclean.changelog.restoring import restored_bytes
from newsclean.errors import DecodeError, InputError, RecordError, RestoreError
from newsclean.io.encodings.codec import encode
from newsclean.io.encodings.detection import decode
from newsclean.io.json_fields import literal, replaced, text_of, values_of
from newsclean.io.reader import ReadOptions
from newsclean.io.record_formats import table_of
from newsclean.jobs.document_cleaning import clean_document
from newsclean.jobs.record_cleaning import clean_records

ENCODINGS = ("auto", "gbk", "big5", "utf-16", "utf-8", "latin-1")
LINE = b'{"id": 1, "text": "\xe4\xbc\x9a\xe8\xae\xae\xe6\x8c\x87\xe5\x87\xba,\xe8\xa6\x81", "n": 1.50}\n'
HEADER = b"id,text\r\n"
ROW = b"1,\xe4\xbc\x9a\xe8\xae\xae\xe6\x8c\x87\xe5\x87\xba\xef\xbc\x9b\xe8\xa6\x81!\r\n"
PUNCTUATION = newsclean.Settings(select=("punctuation",))
DATA = "会议指出,要坚持。\n2024年4月23日,在重庆!".encode()
DONE = clean_document(DATA, "a", "b", newsclean.Settings(), ReadOptions())
LOG = logged([*DONE.log, DONE.end])


def bytes_are_decoded_so_that_they_come_back_or_refused(data, encoding="auto"):
    try:
        decoded = decode(data, encoding)
    except DecodeError:
        return
    assert encode(decoded) == data


def a_line_is_a_record_or_refused_and_its_other_bytes_stay(data):
    data = data.replace(b"\n", b"")
    try:
        text = text_of(data, is_first=False)
        fields = values_of(text, ["text"], "id").fields
    except RecordError:
        return
    assert json.loads(text)["text"] == fields[0].text
    assert replaced(text, [(field, text[field.start : field.end]) for field in fields]) == text
    assert json.loads(replaced(text, [(fields[0], literal("好", text))]))["text"] == "好"


def a_line_goes_through_or_is_cleaned_and_its_neighbour_always_is(data, before=True):
    line = data.replace(b"\n", b"") + b"\n"
    outcome = clean_records([line, LINE] if before else [LINE, line], 2, "a", "b", PUNCTUATION, ReadOptions())
    assert outcome.altered[3 if before else 2] == LINE.replace(b"\xe5\x87\xba,", b"\xe5\x87\xba\xef\xbc\x8c")
    assert all(other.count(b"\n") == 1 for other in outcome.altered.values())


def a_row_goes_through_or_is_cleaned_in_its_own_cell(data):
    table = table_of(HEADER, ",;\t", ["text"], "a")
    outcome = clean_records([data, ROW], 2, "a", "b", PUNCTUATION, ReadOptions(), record_format=table)
    assert outcome.altered[3] == ROW.replace(b"!", b"\xef\xbc\x81")
    output = outcome.altered.get(2, data)
    if outcome.errors:
        assert output == data
        return
    before, after = (list(csv.reader(io.StringIO(each.decode(), newline=""))) for each in (data, output))
    if len(before) == 1 == len(after):  # else the row has a line break that csv takes for its end
        assert [cell for number, cell in enumerate(before[0]) if number != 1] == [
            cell for number, cell in enumerate(after[0]) if number != 1
        ]


def a_header_is_one_or_refused(data):
    try:
        table = table_of(data, ",;\t", [], "a")
    except InputError:
        return
    assert min(table.columns.values()) >= 0
    assert max(table.columns.values()) <= data.decode().count(table.delimiter)


def an_altered_clean_file_is_never_restored(altered):
    try:
        assert restored_bytes(LOG, altered, "b") == DATA
    except RestoreError:
        assert altered != DONE.output
    else:
        assert altered == DONE.output


CHECKS = {
    "decode": bytes_are_decoded_so_that_they_come_back_or_refused,
    "records": a_line_is_a_record_or_refused_and_its_other_bytes_stay,
    "lines": a_line_goes_through_or_is_cleaned_and_its_neighbour_always_is,
    "rows": a_row_goes_through_or_is_cleaned_in_its_own_cell,
    "headers": a_header_is_one_or_refused,
    "restore": an_altered_clean_file_is_never_restored,
}
