import json

from newsclean.io.reader import ReadOptions
from newsclean.jobs.record_cleaning import clean_records
from newsclean.settings import Settings


def test_the_literal_is_kept_where_the_spelling_was_its_own():
    line = '{"text": "一\\u002c\\/二"}\n'.encode()
    done = clean_records([line], 1, "a.jsonl", "b.jsonl", Settings(), ReadOptions())
    head = json.loads(done.log[0])
    assert head["source"]["literal"] == '"一\\u002c\\/二"'
    assert json.loads(done.altered[1]) == {"text": "一，/二"}
