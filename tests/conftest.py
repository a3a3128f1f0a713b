import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent

settings.register_profile(
    "default",
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("ci", parent=settings.get_profile("default"), max_examples=300, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, driven headless."""
    if CHROMIUM is None:
        assert os.environ.get("NEWSCLEAN_BROWSER") != "required"
        pytest.skip("the page is tested in a browser: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def seed():
    """The article the product was conceived from, as bytes."""
    return (ROOT / "samples" / "seed-article.txt").read_bytes()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """What a test marked `unmeasured` runs, here or as a command, takes no part in measuring coverage.

    For what would only run again what other tests have measured: traced, it takes up to five times as long.
    """
    if item.get_closest_marker("unmeasured") is None:
        return (yield)
    for_commands = os.environ.pop("COVERAGE_PROCESS_CONFIG", None)
    stopped = []
    # One in the process that pytest-xdist started, and in it that of pytest-cov.
    while (running := Coverage.current()) is not None:
        running.stop()
        stopped.append(running)
    try:
        return (yield)
    finally:
        for each in reversed(stopped):
            each.start()
        if for_commands is not None:
            os.environ["COVERAGE_PROCESS_CONFIG"] = for_commands


@pytest.fixture
def newsclean(tmp_path):
    """Runs the real command in a folder of its own."""
    return command_in(tmp_path)


def command_in(folder):
    """The real command, run in a folder unless told otherwise."""

    def run(*arguments, stdin=b"", cwd=folder, env=None, code=0):
        done = subprocess.run(
            [sys.executable, "-m", "newsclean", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            timeout=120,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        assert done.returncode == code, (done.returncode, done.stderr.decode())
        return done

    return run
