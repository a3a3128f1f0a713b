"""Settings by their names: in files, in Python, on the command line, and as they were called before."""

import re
from pathlib import Path

import pytest

import newsclean
from newsclean.cli.main import main
from newsclean.settings import FORMER_NAMES, Settings, settings_from

ROOT = Path(__file__).parent.parent


def test_a_setting_is_read_by_its_former_name_with_a_warning():
    with pytest.warns(FutureWarning, match="'keep' is called 'protect' now; the former name is read until version 1.0"):
        assert Settings(keep=("一,二",)) == Settings(protect=("一,二",))
    with pytest.warns(FutureWarning, match="'same-at' is called 'min-similarity' now"):
        assert settings_from({"same-at": 0.9}, "a.toml") == Settings(min_similarity=0.9)


def test_a_settings_file_with_former_names_holds_and_says_so_in_a_line_each(newsclean, tmp_path):
    (tmp_path / "newsclean.toml").write_text('keep = ["一,二"]\nsame-at = 0.9\n', "utf-8")
    done = newsclean("clean", stdin="一,二,三".encode())
    assert done.stdout.decode() == "一,二，三"
    *_, one, two = done.stderr.decode().splitlines()
    assert one.endswith("newsclean.toml: 'keep' is called 'protect' now; the former name is read until version 1.0")
    assert "'same-at' is called 'min-similarity' now" in two


def test_the_former_option_of_duplicates_is_taken(newsclean):
    text = "平塘县近日召开会议，研究部署乡村振兴工作，要求各地抓好落实。\n"
    for option in ("--same-at", "--min-similarity"):
        done = newsclean("duplicates", option, "1", "--as", "jsonl", stdin=2 * text.encode())
        assert b'"copies"' in done.stdout
        assert (b"--same-at is called --min-similarity now" in done.stderr) == (option == "--same-at")
    newsclean("duplicates", "--same-at", "7", code=2)


def test_the_page_says_which_settings_are_options():
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    said = set(
        re.findall(
            "`([a-z-]+)`",
            page.partition("Options of the command line are")[2].partition(",\nand")[0].partition("and from")[0],
        )
    )
    options = {
        option.removeprefix("--") for parameter in main.get_command(None, "clean").params for option in parameter.opts
    }
    assert said == options & {*Settings().as_mapping()}
    rows = re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)
    assert {*rows[rows.index("format") :]} <= options
    assert not FORMER_NAMES.keys() & {*rows}
    assert newsclean.Settings.__doc__.count("Options of the command line") == 1
