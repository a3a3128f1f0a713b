import json

import pytest

from newsclean.changelog.log_files import LogWriter, read_records
from newsclean.errors import LogError, UsageError
from newsclean.settings import Settings

ARTICLE = [
    {"type": "article", "article": "a.txt", "source": {}, "clean": {}},
    {
        "type": "change",
        "article": "a.txt",
        "rule": "punctuation/comma",
        "before": ",",
        "after": "，",
        "places": [[3, 3]],
    },
    {"type": "end", "article": "a.txt", "changes": 1, "flags": 0},
]


def write(path, records):
    log = LogWriter(path, Settings())
    log.write(records)
    log.close()


@pytest.mark.parametrize("name", ["log.jsonl", "log.jsonl.gz", "log.jsonl.zst"])
def test_what_is_written_is_read_whatever_the_compression(tmp_path, name):
    write(tmp_path / name, ARTICLE)
    run, *records = read_records(tmp_path / name)
    assert (run["type"], run["schema"], run["settings"]["join-at"]) == ("run", 2, Settings().join_at)
    assert records == ARTICLE


@pytest.mark.parametrize("name", ["log.jsonl", "log.jsonl.gz", "log.jsonl.zst"])
def test_a_log_cut_anywhere_is_read_up_to_there(tmp_path, name):
    write(tmp_path / name, ARTICLE * 3)
    whole = (tmp_path / name).read_bytes()
    full = len(list(read_records(tmp_path / name)))
    for cut in range(1, len(whole), 7):
        (tmp_path / name).write_bytes(whole[:cut])
        try:
            assert len(list(read_records(tmp_path / name))) <= full
        except LogError as error:
            assert "\n" not in str(error)


def test_a_log_that_is_not_there_or_not_compressed_is_refused(tmp_path):
    with pytest.raises(LogError, match="No such file"):
        list(read_records(tmp_path / "none.jsonl"))
    (tmp_path / "log.jsonl.gz").write_bytes(b"plain text")
    with pytest.raises(LogError, match="not a .gz file"):
        list(read_records(tmp_path / "log.jsonl.gz"))
    (tmp_path / "log.jsonl.zst").write_bytes(b"plain text")
    with pytest.raises(LogError, match="not a .zst file"):
        list(read_records(tmp_path / "log.jsonl.zst"))


def test_a_log_that_is_there_is_not_replaced_unasked(tmp_path):
    path = tmp_path / "log.jsonl"
    path.write_text("mine")
    with pytest.raises(UsageError, match="there already"):
        LogWriter(path, Settings())
    with pytest.raises(UsageError, match="also an input or output"):
        LogWriter(path, Settings(), [path], force=True)
    assert path.read_text() == "mine"
    LogWriter(path, Settings(), force=True).close()
    assert json.loads(path.read_text())["type"] == "run"


def test_a_log_in_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UsageError, match="mkdir -p"):
        LogWriter(tmp_path / "none" / "log.jsonl", Settings())
