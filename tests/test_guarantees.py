"""The guarantees of the log, as docs/guarantees.md numbers them."""

import json

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import newsclean
from logs import logged
from newsclean.changelog.restoring import restored_bytes
from newsclean.errors import InputError, RestoreError
from newsclean.io.reader import ReadOptions
from newsclean.jobs.document_cleaning import clean_document
from newsclean.jobs.record_cleaning import clean_records
from strategies import any_text, articles, documents, settings

# Drawn texts take the ways that the cases take too; traced, they take twice as long.
pytestmark = [pytest.mark.unmeasured, pytest.mark.nightly]

READING = ReadOptions()
SEEDS = ("", "\n", "\r\n\r\n", "中\x85国\u2028", "好\ud83d\n")


def cleaned(data, chosen):
    try:
        return clean_document(data, "a.txt", "b.txt", chosen, READING)
    except InputError:  # in no encoding, or of a kind that is no text
        assume(False)


@given(documents(), settings)
def test_1_clean_text_and_log_give_the_original_bytes(data, chosen):
    outcome = cleaned(data, chosen)
    assert restored_bytes(logged([*outcome.log, outcome.end]), outcome.output, "b.txt") == data


@given(any_text, settings)
@example("好\ud83d\n", newsclean.Settings())
def test_1_clean_text_and_changes_give_the_original_text(text, chosen):
    result = newsclean.clean(text, chosen)
    assert newsclean.restore(result.text, result.changes) == text


@given(any_text, settings)
def test_2_original_and_changes_give_the_clean_text(text, chosen):
    result = newsclean.clean(text, chosen)
    assert newsclean.replay(text, result.changes) == result.text


@given(any_text, settings, st.data())
def test_2_any_change_can_be_undone_alone(text, chosen, data):
    result = newsclean.clean(text, chosen)
    assume(result.changes)
    undone = data.draw(st.sampled_from(result.changes))
    rest = [change for change in result.changes if change is not undone]
    end = undone.clean_start + len(undone.after)
    assert newsclean.replay(text, rest) == result.text[: undone.clean_start] + undone.before + result.text[end:]


@given(any_text, settings)
def test_3_outside_the_recorded_places_the_texts_are_the_same(text, chosen):
    result = newsclean.clean(text, chosen)
    at = clean_at = 0
    for change in result.changes:
        assert text[at : change.start] == result.text[clean_at : change.clean_start]
        assert change.before
        assert change.before != change.after
        at, clean_at = change.start + len(change.before), change.clean_start + len(change.after)
    assert text[at:] == result.text[clean_at:]


@given(any_text, settings)
def test_4_cleaning_clean_text_changes_nothing(text, chosen):
    clean = newsclean.clean(text, chosen).text
    assert newsclean.clean(clean, chosen).changes == ()


records = st.lists(
    (
        st.builds(lambda text: json.dumps({"id": 1, "text": text}), any_text)
        | st.sampled_from(("", "{", '{"text": 1}'))
    ).map(lambda line: line.encode() + b"\n"),
    max_size=6,
)


@given(records, settings, st.data())
def test_5_how_records_are_shared_out_does_not_matter(lines, chosen, data):
    whole = clean_records(lines, 1, "a.jsonl", "b.jsonl", chosen, READING)
    cut = data.draw(st.integers(0, len(lines)))
    parts = [
        clean_records(lines[:cut], 1, "a.jsonl", "b.jsonl", chosen, READING),
        clean_records(lines[cut:], cut + 1, "a.jsonl", "b.jsonl", chosen, READING),
    ]
    assert b"".join(part.output for part in parts) == whole.output
    assert [line for part in parts for line in part.log] == whole.log


@given(st.lists(any_text, max_size=5), settings)
def test_5_articles_cleaned_together_come_out_as_alone(texts, chosen):
    assert newsclean.clean_all(texts, chosen) == [newsclean.clean(text, chosen) for text in texts]


@given(any_text, settings)
def test_5_the_same_text_gives_the_same_records(text, chosen):
    data = text.encode("utf-8", "ignore")
    once, again = (cleaned(data, chosen) for _ in range(2))
    assert once == again


@given(articles(), settings)
def test_6_a_removal_names_a_copy_that_stays(text, chosen):
    result = newsclean.clean(text, chosen)
    lines = text.replace("\r\n", "\n").split("\n")
    gone = {change.line for change in result.changes if change.of is not None}
    for change in result.changes:
        if change.rule.startswith("duplicates/"):
            assert change.of is not None
            assert change.of < change.line
            assert change.of not in gone
            assert lines[change.of - 1].strip()


@given(any_text, st.sampled_from([rule.id for rule in newsclean.RULES.values() if rule.kind == "flag"]))
def test_6_a_flag_changes_nothing(text, rule):
    assert newsclean.clean(text, newsclean.Settings(select=(rule,))).text == text


@given(documents(), settings, st.data())
def test_7_restore_refuses_a_text_that_was_altered_and_names_the_line(data, chosen, draw):
    outcome = cleaned(data, chosen)
    text = outcome.output.decode()
    assume(text)
    at = draw.draw(st.integers(0, len(text) - 1))
    other = draw.draw(st.sampled_from("，x\n的").filter(lambda character: character != text[at]))
    altered = text[:at] + other + text[at + 1 :]
    with pytest.raises(
        RestoreError, match=f"first at line {text.count(chr(10), 0, at) + 1}$|altered, first at line"
    ) as caught:
        restored_bytes(logged([*outcome.log, outcome.end]), altered.encode(), "b.txt")
    named = int(str(caught.value).rsplit("line ", 1)[1].split(";")[0])
    assert named == altered[: at + 1].count("\n") + 1 - altered[at].count("\n")


@given(documents(), settings)
def test_6_an_article_without_its_end_is_not_done(data, chosen):
    outcome = cleaned(data, chosen)
    with pytest.raises(RestoreError, match="does not say that the article is done"):
        restored_bytes(logged(outcome.log), outcome.output, "b.txt")


@pytest.mark.parametrize("text", SEEDS)
def test_texts_without_anything_to_clean_come_out_as_they_are(text):
    assert newsclean.clean(text, newsclean.Settings(ignore=("characters/line-break",))).text == text
