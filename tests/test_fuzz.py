"""Bytes that nobody wrote, ten thousand of them each night, through what reads bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fuzzed

MANY = settings(max_examples=10_000 if settings.get_current_profile_name() == "nightly" else 300)
JSON = st.sampled_from(
    [b'{"text": ', b'"\xe4\xb8\x80,\xe4\xba\x8c"', b"}", b"{", b"[", b"]", b",", b":", b'"id"', b"\\ud83d", b"\\u4e00",
     b"NaN", b"-0.0e99", b"1" * 60, b"null", b"\xff", b"\xef\xbb\xbf", b" ", b"\r", b"\x00", b'"text"', b'"a,b"']
)  # fmt: skip
CELLS = st.sampled_from(
    [b",", b'"', b'""', b"\r\n", b"\n", b"\r", b"\t", b";", "一,二".encode(), '"三,四!"'.encode(), b"1", b" ", b"text"]
)
raw = st.binary(max_size=60) | st.lists(JSON, max_size=10).map(b"".join)
cells = st.binary(max_size=60) | st.lists(CELLS, max_size=12).map(b"".join)


@MANY
@given(raw, st.sampled_from(fuzzed.ENCODINGS))
def test_any_bytes_are_decoded_so_that_they_come_back_or_refused(data, encoding):
    fuzzed.bytes_are_decoded_so_that_they_come_back_or_refused(data, encoding)


@MANY
@given(raw)
def test_any_line_is_a_record_or_refused_and_its_other_bytes_stay(data):
    fuzzed.a_line_is_a_record_or_refused_and_its_other_bytes_stay(data)


@MANY
@given(raw, st.booleans())
def test_any_line_goes_through_or_is_cleaned_and_its_neighbours_always_are(data, before):
    fuzzed.a_line_goes_through_or_is_cleaned_and_its_neighbour_always_is(data, before)


@MANY
@given(cells)
def test_any_row_goes_through_or_is_cleaned_in_its_own_cell(data):
    fuzzed.a_row_goes_through_or_is_cleaned_in_its_own_cell(data)
    fuzzed.a_header_is_one_or_refused(data)


@MANY
@given(st.integers(0, len(fuzzed.DONE.output)), st.integers(0, 4), st.binary(max_size=4))
def test_a_clean_file_that_was_altered_is_never_restored(at, removed, put):
    output = fuzzed.DONE.output
    fuzzed.an_altered_clean_file_is_never_restored(output[:at] + put + output[at + removed :])


@pytest.mark.parametrize("check", fuzzed.CHECKS.values(), ids=fuzzed.CHECKS)
@pytest.mark.parametrize("data", [b"", b"\x00", fuzzed.LINE, fuzzed.ROW, fuzzed.DATA, fuzzed.DONE.output])
def test_what_every_check_begins_with_passes(check, data):
    check(data)
