"""Where output goes: names, links, devices, and what one bad file costs."""

import json
import os
import pty
import stat
import subprocess
import sys

import pytest

TEXT = "一,二"
CLEAN = "一，二"


def test_long_names_are_written_beside_all_others(tmp_path, newsclean):
    (tmp_path / "in").mkdir()
    names = ["字" * 80, *("新" * 35 + letter for letter in "甲乙丙")]  # three that share 105 bytes
    for name in (f"{name}.txt" for name in names):
        (tmp_path / "in" / name).write_text(TEXT, "utf-8")
    (tmp_path / "in" / f"{names[0]}.jsonl").write_text(f'{{"text": "{TEXT}"}}', "utf-8")
    newsclean("clean", "in", "-o", "字" * 80, "--log", "log.jsonl")
    written = {path.name: path.read_text("utf-8") for path in (tmp_path / ("字" * 80)).iterdir()}
    assert written == {f"{name}.txt": CLEAN for name in names} | {f"{names[0]}.jsonl": '{"text": "一，二"}'}
    newsclean("verify", "--log", "log.jsonl")


def test_a_file_that_cannot_be_written_costs_itself_only(tmp_path, newsclean):
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / "in" / name).write_text(TEXT, "utf-8")
        (tmp_path / "in" / name).with_suffix(".jsonl").write_text(json.dumps({"text": TEXT}) + "\n", "utf-8")
    for name in ("b.txt", "b.jsonl"):
        (tmp_path / "out" / name).mkdir(parents=True)
    done = newsclean("clean", "in", "-o", "out", "--log", "log.jsonl", "--force", "--stats", "json", code=3)
    *errors, stats = done.stderr.decode().splitlines()
    assert errors == [f"newsclean: out/{name}: a folder; choose another -o" for name in ("b.jsonl", "b.txt")]
    assert json.loads(stats)["errors"] == 2
    assert (tmp_path / "out" / "c.txt").read_text("utf-8") == CLEAN
    assert newsclean("verify", "--log", "log.jsonl").stdout == b"4 files checked, 0 wrong\n"
    newsclean("clean", "in/b.txt", "-o", "out/b.txt/", "--log", "b.jsonl")
    (tmp_path / "b.jsonl").unlink()
    (tmp_path / "none").write_text("")
    assert b"newsclean: none/a.txt: " in newsclean("clean", "in/a.txt", "-o", "none/a.txt", code=4).stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_few_files_are_open_at_a_time(tmp_path, newsclean, jobs):
    (tmp_path / "in").mkdir()
    for number in range(80):
        (tmp_path / "in" / f"{number}.txt").write_text(TEXT, "utf-8")
    command = f"ulimit -n 24; exec {sys.executable} -m newsclean clean in -o out --log log.jsonl --jobs {jobs}"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"80 articles: 80 changes, 0 flags, 0 errors\n")
    assert len(list((tmp_path / "out").iterdir())) == 80


def test_output_goes_through_a_link_and_into_a_device(tmp_path, newsclean):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "real.txt").write_text("old", "utf-8")
    (tmp_path / "link").symlink_to("real.txt")
    (tmp_path / "dangling").symlink_to("new.txt")
    os.mkfifo(tmp_path / "pipe")
    for target in ("link", "dangling", "pipe"):
        told = newsclean("clean", "a.txt", "-o", target, code=2).stderr
        assert told == f"newsclean: {target}: is there already; choose another -o or pass --force\n".encode()
    (tmp_path / "back").symlink_to("back.txt")
    for target, leads_to in (("link", "real.txt"), ("dangling", "new.txt")):
        newsclean("clean", "a.txt", "-o", target, "--log", f"{target}.jsonl", "--force")
        assert (tmp_path / target).is_symlink()
        assert (tmp_path / leads_to).read_text("utf-8") == CLEAN
        newsclean("verify", "--log", f"{target}.jsonl")
        newsclean("restore", leads_to, "--log", f"{target}.jsonl", "-o", "back", "--force")
        assert (tmp_path / "back").is_symlink()
        assert (tmp_path / "back.txt").read_text("utf-8") == TEXT
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    newsclean("clean", "a.txt", "-o", "pipe", "--force")
    assert os.read(reader, 100).decode() == CLEAN
    os.close(reader)
    controller, terminal = pty.openpty()  # a device of its own: what fails here must not cost the machine one
    newsclean("clean", "a.txt", "-o", os.ttyname(terminal), "--force")
    assert os.read(controller, 100).decode() == CLEAN
    assert stat.S_ISCHR(os.stat(os.ttyname(terminal)).st_mode)
    os.close(controller)
    os.close(terminal)
    assert (tmp_path / "pipe").is_fifo()
    (tmp_path / "circle").symlink_to("circle")
    told = newsclean("clean", "a.txt", "-o", "circle", "--force", code=4).stderr
    assert told == b"newsclean: circle: no regular file, and only such a one is replaced; choose another -o\n"
    assert set(os.listdir(tmp_path)) == {
        "a.txt", "real.txt", "new.txt", "link", "dangling", "pipe", "circle", "back", "back.txt", "link.jsonl",
        "dangling.jsonl",
    }  # fmt: skip
