import json
import os
import sys
from pathlib import Path

import pytest

from newsclean.errors import UsageError
from newsclean.io.file_selection import Chooser, Patterns

FILES = ("a.txt", "b.rst", "sub/c.txt", "sub/d.jsonl.gz", "drafts/e.txt", "f.TXT")


@pytest.mark.parametrize(
    ("include", "exclude", "ignored", "read"),
    [
        ((), (), "", ["a.txt", "sub/c.txt", "sub/d.jsonl.gz", "drafts/e.txt", "f.TXT"]),
        ((), ("drafts/",), "", ["a.txt", "sub/c.txt", "sub/d.jsonl.gz", "f.TXT"]),
        ((), ("*.txt", "!a.txt"), "", ["a.txt", "sub/d.jsonl.gz", "f.TXT"]),
        (("*.rst", "sub/*"), (), "", ["b.rst", "sub/c.txt", "sub/d.jsonl.gz"]),
        (("*.rst", "sub/*"), ("*.gz",), "", ["b.rst", "sub/c.txt"]),
        ((), (), "# not yet\n/drafts\n*.gz\n", ["a.txt", "sub/c.txt", "f.TXT"]),
    ],
)
def test_patterns_and_the_ignore_file_choose_as_a_gitignore_file_does(tmp_path, include, exclude, ignored, read):
    (tmp_path / ".newscleanignore").write_text(ignored, "utf-8")
    chooser = Chooser(tmp_path, Patterns(include, exclude))
    assert [name for name in FILES if chooser.refusal(Path(name)) is None] == read


def test_what_is_no_pattern_is_said(tmp_path):
    with pytest.raises(UsageError, match="--include: not a pattern"):
        Chooser(tmp_path, Patterns(("!",), ()))


def test_only_what_matches_is_cleaned(tmp_path, newsclean):
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for name in ("a.txt", "b.rst", "sub/c.txt"):
        (tmp_path / "in" / name).write_text("一,二", "utf-8")
    newsclean("clean", "in", "-o", "out", "--include", "*.txt", "--include", "*.rst", "--exclude", "sub")
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.*")) == ["a.txt", "b.rst"]
    told = newsclean("clean", "in", "-o", "out", "--include", "*.html", code=3).stderr
    assert b"in: the folder holds no file to clean" in told


def test_an_ignore_file_that_takes_too_long_is_said_and_one_with_many_asterisks_is_not(tmp_path, newsclean):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"{'a' * 60}.txt").write_text("一,二", "utf-8")
    ignored = tmp_path / "in" / ".newscleanignore"
    for pattern in ("*a" * 20 + "[b]x", "[a-z]*" * 30 + "[!a-z.]"):
        ignored.write_text(f"{pattern}\n", "utf-8")
        told = newsclean("clean", "in", "-o", "out", "--force", code=None)
        assert told.returncode in (0, 2)
        assert (b"takes more than 1 s; write it with fewer asterisks" in told.stderr) == (told.returncode == 2)
    ignored.write_text("*a*a*a*.txt\n", "utf-8")
    assert b"the folder holds no file" in newsclean("clean", "in", "-o", "out", code=3).stderr


def test_a_pattern_with_many_asterisks_needs_an_extra_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "regex", None)
    with pytest.raises(UsageError, match=r"'\*a\*a\*' has so many asterisks .*'newsclean\[patterns\]'"):
        Chooser(tmp_path, Patterns((), ("*a*a*",)))
    assert Chooser(tmp_path, Patterns((), ("**/a*.txt",))).refusal(Path("b/ab.txt")) is not None


OTHERS = {
    "p": (b"%PDF-1.7 x", "a PDF file; let its name end in .pdf"),
    "q.dat": (b"{\\rtf1 x}", "an RTF file; let its name end in .rtf"),
    "r.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of Word or Excel before 2007; let its name end in"),
    "s.jpg": (b"\xff\xd8\xff\xe0", "a picture; have its text read by OCR, and clean that"),
    "t.log": ("一,二".encode(), "not a kind of file that is read in folders; name it by itself"),
    ".u.txt": (b"x", "hidden: its name begins with a dot"),
    "drafts/v.txt": (b"x", "left out by --exclude or by the ignore file"),
}


@pytest.fixture
def mixed(tmp_path):
    (tmp_path / "in" / "drafts").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("一,二", "utf-8")
    (tmp_path / "in" / ".newscleanignore").write_text("drafts\n", "utf-8")
    for name, (data, _) in OTHERS.items():
        (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in" / "w.txt").symlink_to("nowhere")
    (tmp_path / "in" / "x").symlink_to(tmp_path)
    return tmp_path


def test_what_is_not_read_of_a_folder_is_named_with_the_reason_in_summary_log_and_report(mixed, newsclean):
    said = newsclean("clean", "in", "-o", "out", "--log", "l.jsonl", "--stats", "text").stderr.decode()
    assert "1 article: " in said
    run = json.loads((mixed / "l.jsonl").read_text("utf-8").splitlines()[0])
    logged = {each["path"]: f"{each['cause']}; {each['hint']}" for each in run["skipped"]}
    expected = {name: reason for name, (_, reason) in OTHERS.items()}
    expected |= {"w.txt": "no regular file, or a link that leads nowhere", "x": "a link to a folder"}
    assert {*logged} == {f"in/{name}" for name in expected}
    page = newsclean("report", "l.jsonl", "--language", "en").stdout.decode()
    for name, reason in expected.items():
        assert logged[f"in/{name}"].startswith(reason)
        assert f"1 file skipped: {reason}" in said
        assert f"in/{name}" in said
        assert page.count(f'["in/{name}","') == 1
    assert b"0 wrong" in newsclean("verify", "--log", "l.jsonl").stdout
    assert json.loads(newsclean("clean", "in", "-o", "o2", "--stats", "json").stderr)["skipped"] == len(expected)
    assert newsclean("clean", "in", "-o", "o3", "--quiet").stderr == b""


def test_many_files_of_a_kind_are_counted_and_the_log_has_all(mixed, newsclean):
    for number in range(30):
        (mixed / "in" / f"{number:02}.dat").write_bytes(b"%PDF-")
    said = newsclean("clean", "in", "-o", "out").stderr.decode()
    (line,) = [line for line in said.splitlines() if "a PDF file" in line]
    assert line.startswith("31 files skipped: ")
    assert line.endswith("in/19.dat and 11 more")
    assert (mixed / "out.changes.jsonl").read_text("utf-8").count('.dat"') == 31


def test_links_out_of_a_folder_are_followed_on_request_only_and_each_folder_once(tmp_path, newsclean):
    for folder in ("in", "in/sub", "elsewhere/deep"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("in/sub/a.txt", "elsewhere/b.txt", "elsewhere/deep/c.txt"):
        (tmp_path / name).write_text("一,二", "utf-8")
    links = {
        "in/again": tmp_path / "elsewhere" / "deep", "in/b.txt": "../elsewhere/b.txt", "in/elsewhere": "../elsewhere",
        "in/here.txt": "sub/a.txt", "in/sub/up": "..", "elsewhere/back": "../in", "elsewhere/round": ".",
    }  # fmt: skip
    for name, to in links.items():
        (tmp_path / name).symlink_to(to)
    told = newsclean("clean", "in", "-o", "out", "--log", "log.jsonl").stderr.decode()
    assert "3 files skipped: a link out of the folder, which is not followed; pass --follow if it shall be read" in told
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.txt")) == ["a.txt", "here.txt"]
    newsclean("clean", "in", "--in-place", "--log", "place.jsonl", "--exclude", "here.txt")
    assert (tmp_path / "elsewhere" / "b.txt").read_text("utf-8") == "一,二"
    newsclean("clean", "in", "-o", "more", "--follow")
    found = sorted(os.fspath(path.relative_to(tmp_path / "more")) for path in (tmp_path / "more").rglob("*.txt"))
    assert found == ["again/c.txt", "b.txt", "here.txt", "sub/a.txt"]
    (tmp_path / "in" / "again").unlink()
    (tmp_path / "newsclean.toml").write_text("follow = true\n", "utf-8")
    newsclean("clean", "in", "-o", "most")
    found = sorted(os.fspath(path.relative_to(tmp_path / "most")) for path in (tmp_path / "most").rglob("*.txt"))
    assert found == ["b.txt", "elsewhere/b.txt", "elsewhere/deep/c.txt", "here.txt", "sub/a.txt"]


@pytest.mark.parametrize("ignored", ["[a-[b-", "[z-a]\n", "a" * (1 << 20) + "\n"])
def test_an_ignore_file_that_is_none_is_told_in_one_line(tmp_path, newsclean, ignored):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("一,二", "utf-8")
    (tmp_path / "in" / ".newscleanignore").write_text(ignored, "utf-8")
    done = newsclean("check", "in", code=None)
    told = done.stderr.decode().splitlines()
    assert len(told) == 1
    assert (done.returncode, ".newscleanignore" in told[0]) in [(2, True), (3, True), (1, False)]
