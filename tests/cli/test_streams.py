"""Standard streams that are closed, or that cannot write Chinese."""

import os
import subprocess
import sys

import pytest

CLOSED = b"newsclean: standard input or output: it is closed; leave it open, or name a file\n"


def in_a_shell(folder, line, env=()):
    """A command line with `newsclean` in it, run by a shell."""
    command = line.replace("newsclean", f"'{sys.executable}' -m newsclean")
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, env={**os.environ, **dict(env)}, capture_output=True, timeout=120
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text("一,二", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "line", ["newsclean clean a.txt >&-", "newsclean clean <&-", "newsclean rules >&-", "newsclean --version >&-"]
)
def test_a_closed_stream_that_is_needed_is_told_in_one_line(folder, line):
    done = in_a_shell(folder, line)
    assert (done.returncode, done.stdout, done.stderr) == (4, b"", CLOSED)


@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_that_is_not_needed_changes_nothing(folder, closed):
    done = in_a_shell(folder, f"newsclean clean a.txt -o b.txt --log log.jsonl {closed}")
    assert done.returncode == 0
    # What is said at the end stands on no file that has got the number of the stream.
    assert (folder / "b.txt").read_text("utf-8") == "一，二"
    assert in_a_shell(folder, "newsclean verify --log log.jsonl").returncode == 0


def test_what_a_stream_has_no_characters_for_is_written_as_escapes(folder):
    latin = {"PYTHONIOENCODING": "latin-1"}
    assert b"\\u2192 \\uff0c" in in_a_shell(folder, "newsclean check a.txt", latin).stdout
    in_a_shell(folder, "newsclean clean a.txt -o b.txt --log log.jsonl", latin)
    assert b"{+\\uff0c+}" in in_a_shell(folder, "newsclean show log.jsonl a.txt", latin).stdout
    assert in_a_shell(folder, "newsclean clean a.txt", latin).stdout.decode() == "一，二"
    assert b"\\u6ca1.txt: no such file" in in_a_shell(folder, "newsclean clean 没.txt", latin).stderr


def test_the_version_is_told_by_its_short_option_too(newsclean):
    assert newsclean("-V").stdout == newsclean("--version").stdout != b""
