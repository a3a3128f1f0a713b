import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent

settings.register_profile(
    "default",
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("ci", parent=settings.get_profile("default"), max_examples=300, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(scope="session")
def seed():
    """The article the product was conceived from, as bytes."""
    return (ROOT / "samples" / "seed-article.txt").read_bytes()


@pytest.fixture
def newsclean(tmp_path):
    """Runs the real command in a folder of its own."""

    def run(*arguments, stdin=b"", cwd=tmp_path, env=None, code=0):
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
