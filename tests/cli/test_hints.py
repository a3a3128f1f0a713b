"""What a person is told who calls the command for the first time."""

import os
import pty
import subprocess
import sys

import pyarrow
from pyarrow import parquet

LINE = '{"title": "一", "body": "会议指出,要坚持。"}\n'


def test_a_field_that_is_not_there_is_told_with_those_that_are_and_not_of_every_record(tmp_path, newsclean):
    (tmp_path / "a.jsonl").write_text(LINE * 3000, "utf-8")
    done = newsclean("clean", "a.jsonl", "--field", "bodi", "-o", "b.jsonl", "--log", "log.jsonl", "-q", code=3)
    told = done.stderr.decode().splitlines()
    assert told[0] == (
        "newsclean: a.jsonl:1: field bodi: not in the record, which has title, body; did you mean --field body?"
    )
    assert len(told) == 21
    assert told[20] == "newsclean: a.jsonl: 2,980 errors more like those; the log has all of them"
    assert (tmp_path / "b.jsonl").read_text("utf-8") == LINE * 3000
    assert (tmp_path / "log.jsonl").read_bytes().count(b'"error"') == 3000


def test_other_faults_are_still_told_after_many_of_one_kind(tmp_path, newsclean):
    (tmp_path / "a.jsonl").write_text('{"body": "一"}\n' * 30 + "no JSON\n{}\n", "utf-8")
    told = newsclean("clean", "a.jsonl", "-o", "b.jsonl", code=3).stderr.decode()
    assert "a.jsonl:31: record: not a JSON object" in told
    assert "a.jsonl:20: field text" in told
    assert "a.jsonl:21: field text" not in told


def test_on_a_terminal_it_is_said_what_is_waited_for(tmp_path):
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "newsclean", "clean"], cwd=tmp_path, stdin=theirs, stdout=-1, stderr=-1
    ) as process:
        os.close(theirs)
        assert process.stderr.readline() == (
            b"newsclean: reading standard input: type a text and end it with Ctrl-D, or name files\n"
        )
        os.write(ours, "一,二\n\x04".encode())
        assert process.stdout.read().decode() == "一，二\n"
    os.close(ours)
    assert process.returncode == 0


def test_what_could_not_be_imported_is_told_beside_what_to_install(tmp_path, newsclean):
    """As where lxml is there without lxml_html_clean, which old versions of pip do not find."""
    broken = tmp_path / "packages" / "trafilatura"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("import a_module_that_is_nowhere", "utf-8")
    (tmp_path / "a.html").write_text("<p>会议指出,要坚持。</p>", "utf-8")
    path = os.pathsep.join([str(tmp_path / "packages"), *sys.path])
    told = newsclean("clean", "a.html", code=3, env={"PYTHONPATH": path}).stderr.decode()
    assert told == (
        "newsclean: a.html: pages need trafilatura and resiliparse (ModuleNotFoundError: No module named "
        "'a_module_that_is_nowhere'); run: pip install 'newsclean[html]'\n"
    )


def test_parquet_is_a_format_like_the_others(tmp_path, newsclean):
    parquet.write_table(pyarrow.table({"text": ["会议指出,要坚持。"], "n": [1]}), tmp_path / "a.parquet")
    newsclean("clean", "a.parquet", "--format", "parquet", "-o", "b.parquet")
    assert parquet.read_table(tmp_path / "b.parquet").to_pydict() == {"text": ["会议指出，要坚持。"], "n": [1]}
    (tmp_path / "a.txt").write_bytes(b"a")
    told = newsclean("clean", "a.txt", "--format", "parquet", code=3).stderr.decode()
    assert told == "newsclean: a.txt: no Parquet file by its name; let its name end in .parquet\n"
    told = newsclean("clean", "--format", "parquet", stdin=b"PAR1", code=3).stderr.decode()
    assert told.endswith("a Parquet file is read from its end, and not from a pipe; name the file\n")
