import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
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


@pytest.fixture
def unmeasured(monkeypatch):
    """Commands that the test starts take no part in measuring coverage, which costs each as much as its own start.

    For those that run again and again what other tests have measured.
    """
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)


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
