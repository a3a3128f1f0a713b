import json

import pytest

from newsclean import pipeline
from newsclean.core import article_run
from newsclean.errors import NewscleanError
from newsclean.io.reader import ReadOptions
from newsclean.jobs.document_cleaning import clean_document
from newsclean.jobs.record_cleaning import clean_records
from newsclean.settings import Settings


@pytest.fixture
def faulty(monkeypatch):
    def fail(run, *given):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(article_run.ArticleRun, "_propose", fail)


def test_a_fault_of_newsclean_costs_the_article_and_not_the_run(faulty):
    line = '{"text": "一,二"}\n'.encode()
    done = clean_records([line], 1, "a.jsonl", "b.jsonl", Settings(), ReadOptions())
    assert not done.altered
    assert done.errors == (
        "a.jsonl:1: article: a fault of newsclean (ZeroDivisionError: division by zero); report it, with the text",
    )
    assert json.loads(done.log[0])["type"] == "error"


def test_a_fault_on_a_file_is_an_error_of_that_file(faulty):
    with pytest.raises(NewscleanError, match="a fault of newsclean"):
        clean_document("一,二".encode(), "a.txt", "b.txt", Settings(), ReadOptions())


@pytest.mark.parametrize("where", ["TextBatch", "ArticleRun"])
def test_a_fault_in_what_is_done_for_many_at_once_costs_the_article_that_has_it(monkeypatch, where):
    made = getattr(pipeline, where)

    def fail(first, *rest):
        if any("坏" in text for text in ([first] if isinstance(first, str) else first)):
            raise ZeroDivisionError("division by zero")
        return made(first, *rest)

    monkeypatch.setattr(pipeline, where, fail)
    lines = [f'{{"text": "{text}"}}\n'.encode() for text in ("一,二", "坏,了", "三,四")]
    done = clean_records(lines, 1, "a.jsonl", "b.jsonl", Settings(), ReadOptions())
    assert {number: json.loads(line)["text"] for number, line in done.altered.items()} == {1: "一，二", 3: "三，四"}
    assert len(done.errors) == 1
    assert done.articles == 2
