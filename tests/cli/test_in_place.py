import os

import pytest

import filelayer
from conftest import sampled
from newsclean.jobs.file_restoring import choose, restored, verify


def test_files_are_cleaned_in_place_and_come_back_from_the_log(tmp_path, newsclean):
    (tmp_path / "in").mkdir()
    data = "會議指出,要堅持。".encode("big5")
    (tmp_path / "in" / "a.txt").write_bytes(data)
    (tmp_path / "in" / "r.jsonl").write_text('{"text": "一,二"}\n', "utf-8")
    (tmp_path / "link.txt").symlink_to("in/a.txt")
    newsclean("clean", "in", "--in-place", "--log", "log.jsonl")
    assert (tmp_path / "in" / "a.txt").read_text("utf-8") == "會議指出，要堅持。"
    assert (tmp_path / "in" / "r.jsonl").read_text("utf-8") == '{"text": "一，二"}\n'
    assert (tmp_path / "link.txt").is_symlink()
    newsclean("verify", "--log", "log.jsonl")
    assert newsclean("restore", "in/a.txt", "--log", "log.jsonl").stdout == data
    again = newsclean("clean", "link.txt", "--in-place", "--log", "two.jsonl")
    assert b"0 changes" in again.stderr or again.stderr == b""
    assert (tmp_path / "link.txt").is_symlink()


def test_the_originals_are_never_put_at_risk(tmp_path, newsclean):
    (tmp_path / "a.txt").write_text("一,二", "utf-8")
    told = newsclean("clean", "a.txt", "--in-place", code=2).stderr
    assert told == b"newsclean: --in-place: needs --log, and no -o: the originals are in the log; pass --log LOG\n"
    assert b"standard input is no file" in newsclean("clean", "-", "--in-place", "--log", "l", code=2).stderr
    assert b"is named twice" in newsclean("clean", "a.txt", "./a.txt", "--in-place", "--log", "l", code=2).stderr
    told = newsclean("clean", "a.txt", "--in-place", "--log", "l", "--force", code=2).stderr
    assert b"a log that holds originals is never replaced" in told
    assert (tmp_path / "a.txt").read_text("utf-8") == "一,二"


def original(name):
    number = int(name[1:].partition(".")[0])
    text = f"会议指出,要坚持稳中求进{number}。"
    if name.endswith(".txt"):
        return text.encode("gb18030" if number % 2 else "utf-8")
    return "".join(f'{{"text": "{text}", "n": {line}}}\n' for line in range(3)).encode()


def restored_from(folder, log, name):
    data = (folder / "in" / name).read_bytes()
    return restored(choose(folder / log, str(folder / "in" / name), data), data, name)


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("log", "every", "more"),
    [("log.jsonl", 3, ()), ("log.jsonl.gz", 10, ("--resume",)), ("log.jsonl.zst", 10, ())],
)
def test_killed_at_any_step_every_original_is_there_or_restored_and_the_next_run_ends_it(
    tmp_path, newsclean, log, every, more, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    names = ["a0.txt", "a1.txt", "r2.jsonl", "r3.jsonl"]
    (tmp_path / "in").mkdir()
    halfway = 0
    for step in sampled(range(1, 100), every):
        for name in names:
            (tmp_path / "in" / name).write_bytes(original(name))
        (tmp_path / log).unlink(missing_ok=True)
        done = newsclean("clean", "in", "--in-place", "--log", log, "-q", fault=f"kill:{step}", code=None)
        changed = [name for name in names if (tmp_path / "in" / name).read_bytes() != original(name)]
        assert [restored_from(tmp_path, log, name) for name in changed] == list(map(original, changed)), step
        if changed:
            wrong = {name for name, findings in verify(tmp_path / log) if any(each.is_problem for each in findings)}
            assert not wrong.intersection(f"in/{name}" for name in changed), step
        halfway += 0 < len(changed) < len(names)
        is_through = changed == names and not (tmp_path / "in" / ".newsclean.journal").exists()
        newsclean("clean", "in", "--in-place", "--log", log, *more, code=2 if is_through and not more else 0)
        assert [findings for _, findings in verify(tmp_path / log)] == [[]] * len(names)
        assert ["，".encode() in (tmp_path / "in" / name).read_bytes() for name in names] == [True] * len(names)
        assert [restored_from(tmp_path, log, name) for name in names] == list(map(original, names)), step
        assert sorted(os.listdir(tmp_path / "in")) == names
        assert sorted(os.listdir(tmp_path)) == ["in", log]
        if done.returncode == 0:
            break
    assert done.returncode == 0
    assert halfway > 1


@pytest.mark.unmeasured
def test_killed_and_run_again_with_another_log_no_log_calls_clean_text_the_original(tmp_path, newsclean, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = ["a0.txt", "a1.txt", "r2.jsonl", "r3.jsonl"]
    (tmp_path / "in").mkdir()
    changes = set()
    for step in range(20, 44, 3):
        for name in names:
            (tmp_path / "in" / name).write_bytes(original(name))
        for log in ("one.jsonl", "two.jsonl"):
            (tmp_path / log).unlink(missing_ok=True)
        newsclean("clean", "in", "--in-place", "--log", "one.jsonl", fault=f"kill:{step}", code=-9)
        changed = {name for name in names if (tmp_path / "in" / name).read_bytes() != original(name)}
        changes.add(len(changed))
        told = newsclean("clean", "in/a1.txt", "in", "--in-place", "--log", "two.jsonl", code=2).stderr
        assert b"is named twice" in told
        told = newsclean("clean", "in", "--in-place", "--log", "two.jsonl").stderr.decode()
        assert "one.jsonl: its run in place was stopped; what it has done is left, and the rest is cleaned\n" in told
        for name in names:
            assert restored_from(tmp_path, "one.jsonl" if name in changed else "two.jsonl", name) == original(name)
        assert sorted(os.listdir(tmp_path / "in")) == names
        newsclean("verify", "--log", "one.jsonl")
        newsclean("verify", "--log", "two.jsonl")
    assert len(changes) > 1


def test_a_run_that_was_stopped_holds_until_its_log_is_there_or_its_journal_gone(tmp_path, newsclean):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("一,二", "utf-8")
    journal = tmp_path / "in" / ".newsclean.journal"
    journal.write_bytes(os.fsencode(tmp_path / "gone.jsonl"))
    told = newsclean("clean", "in/a.txt", "--in-place", "--log", "two.jsonl", code=2).stderr
    assert b"its log %b, which has the originals, is gone" % os.fsencode(tmp_path / "gone.jsonl") in told
    assert (tmp_path / "in" / "a.txt").read_text("utf-8") == "一,二"
    journal.unlink()
    newsclean("clean", "in/a.txt", "--in-place", "--log", "two.jsonl")
    assert b"keeps no originals" in newsclean("clean", "in", "--in-place", "--log", "/dev/null", code=2).stderr
    assert sorted(os.listdir(tmp_path / "in")) == ["a.txt"]


def test_a_file_altered_since_is_left_alone_by_a_run_that_goes_on(tmp_path, newsclean):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("一,二", "utf-8")
    newsclean("clean", "a.txt", "--in-place", "--log", "log.jsonl")
    (tmp_path / "a.txt").write_text("三,四", "utf-8")
    told = newsclean("clean", "a.txt", "b.txt", "--in-place", "--log", "log.jsonl", "--resume", "-q", code=3).stderr
    assert told.startswith(b"newsclean: a.txt: altered since it was cleaned in place")
    assert (tmp_path / "a.txt").read_text("utf-8") == "三,四"
    assert (tmp_path / "b.txt").read_text("utf-8") == "一，二"
    assert newsclean("restore", "b.txt", "--log", "log.jsonl").stdout.decode() == "一,二"


def test_mode_and_times_stay_and_what_comes_of_a_private_file_is_private(tmp_path, newsclean):
    for name in ("a.txt", "b.jsonl"):
        (tmp_path / name).write_text('{"text": "一,二"}\n' if name == "b.jsonl" else "一,二", "utf-8")
        os.chmod(tmp_path / name, 0o600)
        os.utime(tmp_path / name, (10**9, 10**9))
    newsclean("clean", "a.txt", "b.jsonl", "-o", "out", "--log", "out.jsonl")
    newsclean("clean", "a.txt", "b.jsonl", "--in-place", "--log", "log.jsonl.gz")
    newsclean("restore", "a.txt", "--log", "log.jsonl.gz", "-o", "back.txt")
    for name in ("a.txt", "b.jsonl", "out/a.txt", "out/b.jsonl", "out.jsonl", "log.jsonl.gz", "back.txt"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600, name
    assert [(tmp_path / name).stat().st_mtime for name in ("a.txt", "b.jsonl")] == [10**9, 10**9]
    assert "，" in (tmp_path / "a.txt").read_text("utf-8")


def test_a_file_with_several_names_is_left_alone_and_the_others_are_cleaned(tmp_path, newsclean):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("一,二", "utf-8")
    os.link(tmp_path / "a.txt", tmp_path / "other")
    told = newsclean("clean", "a.txt", "b.txt", "--in-place", "--log", "log.jsonl", code=3).stderr
    assert b"a.txt: has 2 names (hard links), which would be parted; write it elsewhere with -o" in told
    assert (tmp_path / "a.txt").samefile(tmp_path / "other")
    assert (tmp_path / "a.txt").read_text("utf-8") == "一,二"
    assert (tmp_path / "b.txt").read_text("utf-8") == "一，二"


@pytest.mark.parametrize("data", [b'{"text": "\xe4\xb8\x80,\xe4\xba\x8c"}\n', "一,二".encode()])
def test_what_somebody_writes_to_a_file_while_it_is_cleaned_is_never_lost(tmp_path, newsclean, monkeypatch, data):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    format = "jsonl" if data.startswith(b"{") else "text"
    refused = 0
    for step in sampled(range(1, 100), 5):
        (tmp_path / "in" / "a.txt").write_bytes(data)
        filelayer.EDITED.write_bytes(data)
        (tmp_path / "log.jsonl").unlink(missing_ok=True)
        command = ("clean", "in/a.txt", filelayer.EDITED, "--in-place", "--format", format, "--log", "log.jsonl")
        done = newsclean(*command, fault=f"edit:{step}", code=None)
        told = done.stderr.decode()
        is_refused = "edited.jsonl: was changed while it was cleaned, and is left as it is; clean it again\n" in told
        assert done.returncode == 3 or not is_refused
        if "edited\n" not in told:
            break
        assert filelayer.EDITED.read_bytes() == filelayer.EDIT
        refused += is_refused
    assert refused
