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
    assert [name for name in FILES if chooser.reads(Path(name))] == read


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
