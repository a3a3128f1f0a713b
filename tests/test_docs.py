"""Every command in the documentation is run, and every name in it held to the code."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import newsclean
from newsclean.cli.main import main
from newsclean.settings import Settings

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page, language):
    return [body for found, _, body in BLOCK.findall(page.read_text("utf-8")) if found == language]


def files(page):
    """The files that a page gives in full, by name."""
    return {name: body for _, name, body in BLOCK.findall(page.read_text("utf-8")) if name}


def sessions(page):
    """The commands of a page in order, each with what it is said to print."""
    found = []
    for line in "".join(blocks(page, "console")).splitlines(keepends=True):
        if line.startswith("$ "):
            found.append([line[2:], ""])
        else:
            found[-1][1] += line
    return found


WITH_COMMANDS = [page for page in PAGES if blocks(page, "console")]


@pytest.mark.unmeasured
@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: page.name)
def test_the_commands_of_a_page_print_what_it_says(page, tmp_path):
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    for name, body in files(page).items():
        (tmp_path / name).write_text(body, "utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command, expected in sessions(page):
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, env={**os.environ, "PATH": path},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60,
        )  # fmt: skip
        assert done.stdout.decode().rstrip("\n") == expected.rstrip("\n"), command


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.name)
def test_the_python_of_a_page_is_true(page):
    for number, block in enumerate(blocks(page, "python")):
        test = doctest.DocTestParser().get_doctest(block, {}, f"{page.name}-{number}", str(page), 0)
        assert test.examples
        # In a thread of its own: a browser of other tests may keep an event loop in this one.
        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(doctest.DocTestRunner().run, test).result().failed == 0


def test_the_docstring_of_the_package_is_true():
    assert doctest.testmod(newsclean).failed == 0


def test_the_page_of_rules_is_made_from_the_rules(newsclean):
    assert (ROOT / "docs" / "rules.md").read_bytes() == newsclean("rules", "--markdown").stdout


NO_SETTINGS = {"language", "paths", "quiet", "-q", "config", "output-format", "statistics", "stdin-filename"}


def test_every_setting_and_option_is_documented():
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    options = {
        option.removeprefix("--") for parameter in main.get_command(None, "check").params for option in parameter.opts
    }
    for name in {*Settings().as_mapping(), *options} - NO_SETTINGS:
        assert f"| `{name}` |" in page


def test_the_settings_file_of_the_page_is_accepted(tmp_path, newsclean):
    (block,) = blocks(ROOT / "docs" / "settings.md", "toml")
    (tmp_path / "newsclean.toml").write_text(block)
    newsclean("clean", stdin=b"")


def test_every_command_is_in_the_readme():
    for page in PAGES[:2]:
        for command in main.list_commands(None):
            assert f"| `newsclean {command} " in page.read_text("utf-8")


def test_every_dependency_earns_a_line_in_the_readme():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    page = PAGES[0].read_text("utf-8").lower()
    for requirement in project["dependencies"]:
        assert f"| [{re.split('[>=<]', requirement)[0].lower()}](" in page


def test_links_between_pages_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
