import os
import pty
import subprocess
import sys

import pytest

from conftest import ROOT


@pytest.fixture
def cleaned(newsclean, tmp_path):
    newsclean("clean", ROOT / "samples", "-o", "clean", "--log", "log.jsonl")
    return tmp_path


def test_all_articles_are_listed_with_their_numbers(newsclean, cleaned):
    shown = newsclean("show", "log.jsonl").stdout.decode()
    assert "seed-article.txt: 289 changes, 3 flags, 1 conflict\n" in shown
    assert "6 articles: 307 changes, 4 flags, 0 errors\n" in shown
    assert "  punctuation/comma" in shown


def test_an_article_is_shown_conflicts_first_with_places_and_context(newsclean, cleaned):
    lines = newsclean("show", "log.jsonl", "seed-article.txt", "--language", "en").stdout.decode().splitlines()
    assert lines[1].split()[:2] == ["43:1", "duplicates/conflict"]
    assert "⟦2021年⟧4月23日" in lines[1]
    assert "line 15 has  ⟦2024年⟧4月23日" in lines[2]
    (join,) = [line for line in lines if "lines/measure-word" in line]
    assert join.split() == [
        "93:55", "lines/measure-word", "职帮扶。凤冈县累计选派8[-\\n\\n-]名干部、92人次教育、医",
        "(99.8%;", "figure", "+", "measure", "word:", "8名)",
    ]  # fmt: skip
    assert not any("\x1b" in line for line in lines)


def test_only_what_was_selected_is_shown(newsclean, cleaned):
    shown = newsclean("show", "log.jsonl", "seed-article.txt", "--select", "lines").stdout.decode().splitlines()
    assert len(shown) == 4
    assert all("lines/" in line for line in shown[1:])
    done = newsclean("show", "log.jsonl", "seed-article.txt", "--select", "line", code=2)
    assert b"did you mean 'lines'?" in done.stderr


def test_reasons_are_told_in_chinese(newsclean, cleaned):
    shown = newsclean("show", "log.jsonl", "seed-article.txt", "--language", "zh", "--select", "lines").stdout.decode()
    assert "数字 + 量词：8名" in shown


def test_an_article_that_is_not_there_or_not_the_only_one_is_refused(newsclean, cleaned):
    done = newsclean("show", "log.jsonl", "seed.txt", code=2)
    assert b"seed.txt: no such article in log.jsonl; " in done.stderr
    done = newsclean("show", "log.jsonl", ":text", code=2)
    assert b":text: several articles end so in log.jsonl; did you mean " in done.stderr


def test_without_texts_changes_are_shown_without_context(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text("会议指出,要坚持。\x1b[31m")
    newsclean("clean", "a.txt", "-o", "b.txt", "--log", "log.jsonl")
    shown = newsclean("show", "log.jsonl", "a.txt").stdout
    assert b"\x1b" not in shown
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.txt").unlink()
    done = newsclean("show", "log.jsonl", "a.txt")
    assert "[-,-]{+，+}" in done.stdout.decode()
    assert b"changes are shown without their context" in done.stderr


def test_there_is_colour_on_a_terminal_only(cleaned):
    def shown(**variables):
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "newsclean", "show", "log.jsonl", "traditional-big5.txt"]
        subprocess.run(command, cwd=cleaned, stdout=theirs, env={**os.environ, **variables}, check=True, timeout=60)
        os.close(theirs)
        return os.read(ours, 65536)

    assert b"\x1b[31m[-,-]\x1b[0m\x1b[32m" in shown(NO_COLOR="")
    assert b"\x1b" not in shown(NO_COLOR="1")
