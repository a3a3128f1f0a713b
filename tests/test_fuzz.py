"""Bytes that nobody wrote, ten thousand of them in CI, through what reads bytes."""

import json
import os

from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from logs import logged
from newsclean.decode.codec import encode
from newsclean.decode.ladder import decode
from newsclean.errors import DecodeError, RecordError, RestoreError
from newsclean.log.restoring import restored_bytes
from newsclean.read.records import literal, replaced, text_of, values_of
from newsclean.run.outcome import Reading, clean_document, clean_records

MANY = settings(max_examples=10_000 if os.environ.get("CI") else 300)
PIECES = st.sampled_from(
    [b'{"text": ', b'"\xe4\xb8\x80,\xe4\xba\x8c"', b"}", b"{", b"[", b"]", b",", b":", b'"id"', b"\\ud83d", b"\\u4e00",
     b"NaN", b"-0.0e99", b"1" * 60, b"null", b"\xff", b"\xef\xbb\xbf", b" ", b"\r", b"\x00", b'"text"', b'"a,b"']
)  # fmt: skip
raw = st.binary(max_size=60) | st.lists(PIECES, max_size=10).map(b"".join)
LINE = b'{"id": 1, "text": "\xe4\xbc\x9a\xe8\xae\xae\xe6\x8c\x87\xe5\x87\xba,\xe8\xa6\x81", "n": 1.50}\n'


@MANY
@given(raw, st.sampled_from(["auto", "gbk", "big5", "utf-16", "utf-8", "latin-1"]))
def test_any_bytes_are_decoded_so_that_they_come_back_or_refused(data, encoding):
    try:
        decoded = decode(data, encoding)
    except DecodeError:
        return
    assert encode(decoded) == data


@MANY
@given(raw.map(lambda data: data.replace(b"\n", b"")))
def test_any_line_is_a_record_or_refused_and_its_other_bytes_stay(data):
    try:
        text = text_of(data, is_first=False)
        fields = values_of(text, ["text"], "id").fields
    except RecordError:
        return
    assert json.loads(text)["text"] == fields[0].text
    assert replaced(text, [(field, text[field.start : field.end]) for field in fields]) == text
    assert json.loads(replaced(text, [(fields[0], literal("好", text))]))["text"] == "好"


@MANY
@given(raw.map(lambda data: data.replace(b"\n", b"") + b"\n"), st.booleans())
def test_any_line_goes_through_or_is_cleaned_and_its_neighbours_always_are(data, before):
    lines = [data, LINE] if before else [LINE, data]
    outcome = clean_records(lines, 2, "a", "b", newsclean.Settings(select=("punctuation",)), Reading())
    cleaned = LINE.replace(b"\xe5\x87\xba,", b"\xe5\x87\xba\xef\xbc\x8c")
    assert (outcome.output.endswith if before else outcome.output.startswith)(cleaned)
    assert outcome.output.count(b"\n") == 2


DATA = "会议指出,要坚持。\n2024年4月23日,在重庆!".encode()
DONE = clean_document(DATA, "a", "b", newsclean.Settings(), Reading())
LOG = logged([*DONE.log, DONE.end])


@MANY
@given(st.integers(0, len(DONE.output)), st.integers(0, 4), st.binary(max_size=4))
def test_a_clean_file_that_was_altered_is_never_restored(at, removed, put):
    altered = DONE.output[:at] + put + DONE.output[at + removed :]
    try:
        assert restored_bytes(LOG, altered, "b") == DATA
    except RestoreError:
        assert altered != DONE.output
    else:
        assert altered == DONE.output
