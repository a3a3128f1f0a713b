"""The hooks for pre-commit and the action for GitHub do what they say, run as their runners run them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
DIRTY, CLEAN = "会议指出,要坚持。\n", "会议指出，要坚持。\n"


@pytest.fixture
def repository(tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / "a.txt").write_text(DIRTY, "utf-8")
    return tmp_path


def run(folder, command, **environment):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, **environment}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


def hook(folder, name):
    (wanted,) = [HOOKS[name]]
    files = [path.name for path in folder.iterdir() if re.search(wanted["files"], path.name)]
    return run(folder, [*wanted["entry"].split(), *wanted.get("args", ()), *files])


def test_the_hooks_that_check_stop_and_change_nothing(repository):
    for name in ("newsclean-check", "newsclean-punctuation"):
        done = hook(repository, name)
        assert (done.returncode, done.stdout) == (1, "a.txt:1:5: punctuation/comma: , → ，\n")
    assert (repository / "a.txt").read_text("utf-8") == DIRTY
    (repository / "a.txt").write_text(CLEAN, "utf-8")
    assert hook(repository, "newsclean-check").returncode == 0


def test_the_hook_that_fixes_does_so_again_and_again_and_keeps_the_originals(repository):
    for _ in range(2):
        (repository / "a.txt").write_text(DIRTY, "utf-8")
        done = hook(repository, "newsclean-fix")
        assert (done.returncode, done.stdout) == (0, "")
        assert (repository / "a.txt").read_text("utf-8") == CLEAN
    status = run(repository, ["git", "status", "--short"]).stdout
    assert status == "?? a.txt\n"
    first, second = sorted((repository / ".git").glob("newsclean-*.jsonl.zst"))
    for log in (first, second):
        assert run(repository, ["newsclean", "restore", "a.txt", "--log", str(log)]).stdout == DIRTY


def steps():
    return {step["name"]: step["run"] for step in ACTION["runs"]["steps"] if "name" in step}


def test_the_action_annotates_and_writes_sarif(repository):
    given = {"PATHS": ".", "ARGS": "--select punctuation", "SARIF": "found.sarif"}
    done = run(repository, ["bash", "-e", "-c", steps()["Check"]], **given)
    assert done.returncode == 1
    assert done.stdout.startswith("::notice file=a.txt,line=1,col=5,endLine=1,endColumn=6,title=")
    assert '"ruleId": "punctuation/comma"' in (repository / "found.sarif").read_text("utf-8")
    done = run(repository, ["bash", "-e", "-c", steps()["Check"]], **given | {"ARGS": "--ignore punctuation"})
    assert (done.returncode, done.stdout) == (0, "")


def test_the_action_fixes(repository, tmp_path_factory):
    folder = tmp_path_factory.mktemp("runner")
    given = {"PATHS": "a.txt", "ARGS": "", "RUNNER_TEMP": str(folder), "GITHUB_OUTPUT": str(folder / "output")}
    assert run(repository, ["bash", "-e", "-c", steps()["Clean"]], **given).returncode == 0
    assert (repository / "a.txt").read_text("utf-8") == CLEAN
    log = (folder / "output").read_text("utf-8").strip().removeprefix("log=")
    assert run(repository, ["newsclean", "restore", "a.txt", "--log", log]).stdout == DIRTY


@pytest.mark.parametrize(("version", "wanted"), [("", "/action"), ("==0.1.0", "newsclean==0.1.0")])
def test_the_action_installs_itself_or_a_version(tmp_path, version, wanted):
    (tmp_path / "python").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', "utf-8")
    (tmp_path / "python").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-c", steps()["Install newsclean"]], capture_output=True, text=True,
        env={"PATH": path, "VERSION": version, "GITHUB_ACTION_PATH": "/action"},
    )  # fmt: skip
    assert done.stdout.splitlines() == ["-m", "pip", "install", "--quiet", wanted]


def test_every_input_of_the_action_is_used():
    text = (ROOT / "action.yml").read_text("utf-8")
    for name in ACTION["inputs"]:
        assert f"inputs.{name}" in text
