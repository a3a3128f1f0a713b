import os

import pytest

from newsclean.jobs.locking import locked, locked_in_place

TEXT = "一,二"


@pytest.fixture
def archive(tmp_path):
    for name in ("in/a.txt", "in/sub/b.txt", "in/other/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    return tmp_path


def test_one_log_and_one_output_are_written_by_one_run(archive, newsclean):
    (archive / "link.jsonl").symlink_to("log.jsonl")
    with locked([archive / "log.jsonl", archive / "out"]):
        for log in ("log.jsonl", "link.jsonl", "in/../log.jsonl"):
            for more in ((), ("--resume",), ("--force",)):
                told = newsclean("clean", "in", "-o", "second", "--log", log, *more, code=2).stderr.decode()
                assert told == f"newsclean: {log}: another newsclean is writing there; wait until it is done\n"
        told = newsclean("clean", "in", "-o", "./out", "--log", "two.jsonl", code=2).stderr
        assert told == b"newsclean: out: another newsclean is writing there; wait until it is done\n"
    assert sorted(os.listdir(archive)) == ["in", "link.jsonl"]
    newsclean("clean", "in", "-o", "second", "--log", "log.jsonl")
    assert sorted(os.listdir(archive)) == ["in", "link.jsonl", "log.jsonl", "second"]


@pytest.mark.parametrize("held", ["in", "in/sub", "in/sub/b.txt", "."])
def test_one_folder_is_cleaned_in_place_by_one_run(archive, newsclean, held):
    with locked_in_place([archive / held]):
        for given in ("in", "in/sub", "in/sub/b.txt"):
            told = newsclean("clean", given, "--in-place", "--log", "log.jsonl", code=2).stderr
            assert told.endswith(b": another newsclean is writing there; wait until it is done\n")
        if held.startswith("in/"):
            newsclean("clean", "in/other", "--in-place", "--log", "other.jsonl")
        assert (archive / "in" / "sub" / "b.txt").read_text("utf-8") == TEXT
    newsclean("clean", "in", "in/../in/sub/..", "--in-place", "--log", "log.jsonl", code=2)
    newsclean("clean", "in", "--in-place", "--log", "log.jsonl")
    assert (archive / "in" / "sub" / "b.txt").read_text("utf-8") == "一，二"


def test_devices_and_pipes_need_no_lock_and_a_long_name_gets_a_short_one(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with locked([tmp_path / "pipe"]):
        assert os.listdir(tmp_path) == ["pipe"]
    with locked([tmp_path / ("字" * 85)]):
        assert len(os.listdir(tmp_path)) == 2
    assert os.listdir(tmp_path) == ["pipe"]
