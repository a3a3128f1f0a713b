"""The guarantees of the log hold for reviewed texts too, whatever a person decides."""

import codecs
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import newsclean
from logs import logged
from newsclean.changelog.restoring import restored_bytes
from newsclean.core.result import Change
from newsclean.errors import DecisionError, RestoreError
from newsclean.io.encodings.codec import decode_as
from newsclean.io.reader import ReadOptions
from newsclean.jobs.document_cleaning import clean_document
from newsclean.jobs.entries import Finished, document
from newsclean.review.decisions import Decision
from newsclean.review.protect_entries import protect_list_of
from newsclean.review.reviewed import review
from newsclean.text.lines import LineNumbers
from strategies import articles, documents, settings

# Drawn texts take the ways that the cases take too; traced, they take twice as long.
pytestmark = [pytest.mark.unmeasured, pytest.mark.nightly]

AT = "2026-11-23T12:00:00+08:00"


def decision(article, subject, verdict, reading=""):
    on = "change" if isinstance(subject, Change) else "flag"
    before, after = (subject.before, subject.after) if on == "change" else (subject.text, subject.other)
    return Decision(
        article.name, article.head["clean"]["sha256"], on, subject.rule, subject.start, before, after,
        verdict, reading, "", "王", AT, "decisions.jsonl:2",
    )  # fmt: skip


texts = documents() | articles().map(str.encode)


@st.composite
def reviews(draw):
    """A document, cleaned, and what a person decided on it."""
    data, chosen = draw(texts), draw(settings)
    try:
        outcome = clean_document(data, "a.txt", "b.txt", chosen, ReadOptions())
    except newsclean.NewscleanError:
        assume(False)
    article = logged([*outcome.log, outcome.end])
    made = []
    for change in article.changes:
        verdict = draw(st.sampled_from((None, "keep", "undo", "undo", "reading")))
        if verdict:
            reading = draw(st.sampled_from((change.before, change.after, "", "改,正", "\n", "x\ud83d")))
            made.append(decision(article, change, verdict, reading if verdict == "reading" else ""))
    for flag in article.flags:
        verdict = draw(st.sampled_from((None, "stands", "reading")))
        if verdict:
            reading = draw(st.sampled_from((flag.text, flag.other or "", "", "改,正", "\n", "x\ud83d")))
            made.append(decision(article, flag, verdict, reading))
    return data, chosen, article, made


def carried_out(data, article, made):
    """The reviewed article, and what a reader of the new log learns of it."""
    decoded = decode_as(data, article.head["source"]["encoding"])
    try:
        reviewed = review(article, decoded.text, made)
    except DecisionError as error:
        assume("\n" not in str(error))
        assume(False)
    written = document(decoded, data, "a.txt", "c.txt", Finished(reviewed.result, reviewed.decisions))
    return reviewed, written, logged([*written.log, written.end])


@given(reviews())
def test_1_the_reviewed_text_and_its_log_give_the_original_bytes(case):
    data, _, article, made = case
    _, written, log = carried_out(data, article, made)
    assert restored_bytes(log, written.output, "c.txt") == data


@given(reviews())
def test_2_and_3_original_and_changes_give_the_reviewed_text_and_only_there_do_they_differ(case):
    data, _, article, made = case
    reviewed, written, log = carried_out(data, article, made)
    text = decode_as(data, article.head["source"]["encoding"]).text
    mark = codecs.BOM_UTF8 if log.head["clean"].get("bom") else b""  # where the text begins with U+FEFF itself
    assert mark + newsclean.replay(text, log.changes).encode("utf-8", "surrogatepass") == written.output
    at = clean_at = 0
    for change in reviewed.result.changes:
        assert text[at : change.start] == reviewed.result.text[clean_at : change.clean_start]
        at, clean_at = change.start + len(change.before), change.clean_start + len(change.after)
    assert text[at:] == reviewed.result.text[clean_at:]


@given(reviews())
def test_4_cleaning_a_reviewed_text_with_the_settings_of_its_log_changes_nothing(case):
    data, chosen, article, made = case
    reviewed, _, _ = carried_out(data, article, made)
    keep = protect_list_of(reviewed, chosen)
    again = newsclean.clean(reviewed.result.text, replace(chosen, protect=(*chosen.protect, *keep)))
    assert again.changes == ()
    standing = {span for span in reviewed.upheld if span[0] < span[1]}
    assert not any((flag.start, flag.start + len(flag.text)) in standing for flag in again.flags)


@given(reviews())
def test_5_the_same_decisions_give_the_same_bytes_and_need_be_made_once(case):
    data, _, article, made = case
    _, once, log = carried_out(data, article, made)
    _, again, _ = carried_out(data, article, made)
    assert once == again
    _, written, _ = carried_out(data, log, [])
    assert (written.output, written.log) == (once.output, once.log)


@given(reviews())
def test_6_the_copy_that_a_removal_names_is_there(case):
    data, _, article, made = case
    reviewed, _, _ = carried_out(data, article, made)
    lines = LineNumbers(decode_as(data, article.head["source"]["encoding"]).text)
    for change in reviewed.result.changes:
        if change.of is not None:
            start, end = lines.span(change.of)
            gone = [
                each for each in reviewed.result.changes if each.start <= start < end <= each.start + len(each.before)
            ]
            assert all(each.after.strip() for each in gone)


@given(reviews(), st.data())
def test_7_an_altered_reviewed_text_is_refused(case, draw):
    data, _, article, made = case
    _, written, log = carried_out(data, article, made)
    text = written.output.decode("utf-8", "surrogatepass")
    assume(text)
    at = draw.draw(st.integers(0, len(text) - 1))
    altered = text[:at] + ("，" if text[at] != "，" else "x") + text[at + 1 :]
    with pytest.raises(RestoreError, match="altered, first at line"):
        restored_bytes(log, altered.encode("utf-8", "surrogatepass"), "c.txt")


@given(reviews())
def test_everything_that_was_decided_is_in_the_log_with_who_and_when(case):
    data, _, article, made = case
    _, _, log = carried_out(data, article, made)
    assert [(each["on"], each["rule"], each["offset"], each["decision"]) for each in log.decisions] == [
        (each.on, each.rule, each.offset, each.verdict) for each in made
    ]
    assert all((each["by"], each["at"]) == ("王", AT) for each in log.decisions)
    settled = [flag for flag in article.flags if any(each.place[1:4] == (flag.rule, flag.start, flag.text) for each in made if each.on == "flag")]  # fmt: skip
    assert len(log.flags) == len(article.flags) - len(settled)
    kept = {(change.rule, change.start) for change in log.changes}
    if not any(each.verdict == "reading" for each in made):  # a reading has the last word on its place
        assert all((each.rule, each.offset) in kept for each in made if each.verdict == "keep")
