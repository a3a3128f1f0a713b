import asyncio
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, is_hypothesis_test, settings
from playwright.sync_api import sync_playwright

from forkserver import ForkServer

ROOT = Path(__file__).parent.parent
# What is started here is what is imported here, in whatever folder: a relative path would name another.
if "PYTHONPATH" in os.environ:
    os.environ["PYTHONPATH"] = os.pathsep.join(map(os.path.abspath, os.environ["PYTHONPATH"].split(os.pathsep)))

# Where the package was not built anew since a message was changed, as in a working tree.
if any(
    not path.with_suffix(".mo").exists() or path.with_suffix(".mo").stat().st_mtime < path.stat().st_mtime
    for path in (ROOT / "src" / "newsclean" / "i18n").glob("*.po")
):
    subprocess.run([sys.executable, ROOT / "hatch_build.py"], check=True)

settings.register_profile(
    "default",
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("ci", parent=settings.get_profile("default"), derandomize=True)
settings.register_profile("nightly", parent=settings.get_profile("default"), max_examples=1000, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")
FEW = 50  # examples of a property marked `nightly` on all other occasions


def sampled(steps, every):
    """Steps to try: each of them with `--hypothesis-profile=nightly`, and else some."""
    return [*steps][:: 1 if settings.get_current_profile_name() == "nightly" else every]


def run_async(coroutine):
    """What a coroutine returns, run in a thread of its own: a browser that stands open has a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


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


def pytest_collection_modifyitems(items):
    """Draw few examples for the long properties, but with `--hypothesis-profile=nightly`."""
    if settings.get_current_profile_name() != "nightly":
        for item in items:
            if item.get_closest_marker("nightly") is not None and is_hypothesis_test(item.function):
                settings(max_examples=FEW)(item.function)


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


# One for tests that are measured and one for the others, started when first asked for.
FORK_SERVERS = {}


@pytest.fixture(scope="session", autouse=True)
def fork_servers():
    yield
    for server in FORK_SERVERS.values():
        server.close()
    FORK_SERVERS.clear()


@pytest.fixture
def newsclean(tmp_path):
    """Runs the command in a folder of its own."""
    return command_in(tmp_path)


def command_in(folder):
    """The command, run in a folder unless told otherwise: in a fork, or as a new process where `env` is given.

    With a `fault` (see `filelayer.py`) any exit code will do where `code` is None.
    """

    def run(*arguments, stdin=b"", cwd=folder, env=None, code=0, fault=""):
        arguments = [*map(str, arguments)]
        if env is None and (sys.platform == "linux" or fault):
            measured = os.environ.get("COVERAGE_PROCESS_CONFIG")
            if measured not in FORK_SERVERS:
                FORK_SERVERS[measured] = ForkServer(dict(os.environ))
            environment = os.environ | ({"NEWSCLEAN_FAULT": fault} if fault else {})
            done = FORK_SERVERS[measured].run(arguments, stdin, cwd, environment, 120)
        else:
            command = [sys.executable, "-m", "newsclean", *arguments]
            environment = {**os.environ, **(env or {})}
            done = subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=environment, timeout=120)
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        assert code is None or done.returncode == code, (done.returncode, done.stderr.decode())
        return done

    return run
