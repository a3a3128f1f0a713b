import json

import pytest

from newsclean.article import way
from newsclean.errors import NewscleanError
from newsclean.run.outcome import Reading, clean_document, clean_records
from newsclean.settings import Settings


@pytest.fixture
def faulty(monkeypatch):
    def fail(rules, view, settings):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(way, "_propose", fail)


def test_a_fault_of_newsclean_costs_the_article_and_not_the_run(faulty):
    line = '{"text": "一,二"}\n'.encode()
    done = clean_records([line], 1, "a.jsonl", "b.jsonl", Settings(), Reading())
    assert done.output == line
    assert done.errors == (
        "a.jsonl:1: article: a fault of newsclean (ZeroDivisionError: division by zero); report it, with the text",
    )
    assert json.loads(done.log[0])["type"] == "error"


def test_a_fault_on_a_file_is_an_error_of_that_file(faulty):
    with pytest.raises(NewscleanError, match="a fault of newsclean"):
        clean_document(b"a", "a.txt", "b.txt", Settings(), Reading())


def test_the_literal_is_kept_where_the_spelling_was_its_own():
    line = '{"text": "一\\u002c\\/二"}\n'.encode()
    done = clean_records([line], 1, "a.jsonl", "b.jsonl", Settings(), Reading())
    head = json.loads(done.log[0])
    assert head["source"]["literal"] == '"一\\u002c\\/二"'
    assert json.loads(done.output) == {"text": "一，/二"}
