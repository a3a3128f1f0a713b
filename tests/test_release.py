"""What a release needs agrees with itself: versions, dependencies, links, manual pages and completion."""

import os
import re
import subprocess
import sys
import tomllib

import pytest
import yaml

import newsclean
from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RECIPE = yaml.safe_load((ROOT / "packaging" / "conda" / "recipe.yaml").read_text("utf-8"))


def test_the_version_is_the_same_wherever_it_stands():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    stated = PROJECT["project"]["version"], RECIPE["context"]["version"], str(citation["version"])
    assert {*stated} == {newsclean.__version__}


def test_the_recipe_for_conda_has_the_dependencies_of_the_package():
    def named(requirement):
        name, bound = re.match(r"([\w.-]+) ?>=([\d.]+)", requirement).groups()
        return {"opencc": "opencc-python"}.get(name.lower(), name.lower()), bound

    wanted = {named(requirement) for requirement in PROJECT["project"]["dependencies"]}
    assert {named(each) for each in RECIPE["requirements"]["run"] if not each.startswith("python ")} == wanted


def test_the_readme_leads_to_the_repository_from_an_index():
    hook = PROJECT["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]
    (fragment,) = hook["fragments"]
    text = (ROOT / fragment["path"]).read_text("utf-8")
    for each in hook["substitutions"]:
        text = re.sub(each["pattern"], each["replacement"], text)
    targets = re.findall(r"\]\(([^)]+)\)", text)
    assert len(targets) > 20
    assert all(target.startswith(("https://", "#")) for target in targets)
    for target in targets:
        inner = target.removeprefix("https://github.com/newsclean/newsclean/blob/main/")
        assert inner == target or (ROOT / inner).exists()


@pytest.mark.parametrize(
    ("words", "completed"),
    [("newsclean spl", "plain,split"), ("newsclean clean --on-d", "plain,--on-duplicate"),
     ("newsclean check --output-format s", "plain,sarif")],
)  # fmt: skip
def test_the_shell_completes_commands_options_and_choices(words, completed):
    env = {
        "_NEWSCLEAN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1),
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    }  # fmt: skip
    code = "import sys; sys.argv[0] = 'newsclean'; from newsclean.cli.main import run; run()"
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, **env}, capture_output=True, text=True)
    assert done.stdout.splitlines() == [completed]


def test_the_image_runs_as_nobody_of_importance():
    lines = (ROOT / "packaging" / "Dockerfile").read_text("utf-8").splitlines()
    assert "USER newsclean" in lines
    assert lines.index("USER newsclean") < next(n for n, line in enumerate(lines) if line.startswith("ENTRYPOINT"))
    assert all("slim" in line for line in lines if line.startswith("FROM"))
