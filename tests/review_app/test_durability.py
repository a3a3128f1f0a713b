"""Decisions that were acknowledged are there, wherever the process is killed: at instructions of SQLite, and as a server."""

import contextlib
import http.client
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import settings

from review_app.test_review import Server
from review_app.test_review import archive as archive
from review_app.test_review import cleaned as cleaned


def test_a_kill_at_any_step_loses_nothing_that_was_acknowledged(archive):
    every = "20" if settings.get_current_profile_name() == "nightly" else "300"
    script = Path(__file__).with_name("dying.py")
    done = subprocess.run(
        [sys.executable, script, "clean.changes.jsonl", every], cwd=archive, capture_output=True, timeout=600
    )
    assert done.returncode == 0, done.stderr.decode()
    assert int(done.stdout) > 30


def test_a_log_whose_reading_is_killed_is_read_anew(archive):
    for _ in range(3):
        Server(archive).kill()  # while it reads
    server = Server(archive)
    try:
        while json.loads(server.ask("progress")[1])["loading"]:
            pass
        items = json.loads(server.ask("queue?limit=500")[1])["items"]
        assert len(items) == json.loads(server.ask("progress")[1])["places"]
        assert {item["article"] for item in items} == {*range(6)}
        assert all(json.loads(server.ask(f"articles/{number}")[1])["isWhole"] for number in range(6))
    finally:
        server.kill()


@pytest.mark.parametrize("after", [3, 11])
def test_a_server_that_is_killed_while_two_decide_has_all_that_it_acknowledged(archive, after):
    server = Server(archive)
    keys = [item["key"] for item in json.loads(server.ask("queue?limit=500")[1])["items"]]
    page = server.ask()[1].decode()
    given = page.partition('"pass":"')[2].partition('"')[0]
    acknowledged = {}
    enough = threading.Event()

    def decide(name, some):
        headers = {
            "Origin": f"http://127.0.0.1:{server.port}",
            "Content-Type": "application/json",
            "X-Newsclean": given,
        }
        with contextlib.suppress(OSError, http.client.HTTPException):  # as it is killed
            for key in some:
                verdict = "stands" if "/flag/" in key else "keep"
                body = {"by": name, "choices": [{"key": key, "decision": verdict}]}
                if server.ask("decide", "POST", json.dumps(body), **headers)[0] == 200:
                    acknowledged[key] = name
                if len(acknowledged) >= after:
                    enough.set()

    threads = [threading.Thread(target=decide, args=(name, keys[at::2])) for at, name in enumerate("王李")]
    for thread in threads:
        thread.start()
    assert enough.wait(60)
    server.kill()
    for thread in threads:
        thread.join()
    again = Server(archive)
    try:
        found = {
            item["key"]: json.loads(item["record"])["by"]
            for item in json.loads(again.ask("queue?limit=500")[1])["items"]
            if item["record"]
        }
        assert acknowledged.items() <= found.items()
        assert len(found) - len(acknowledged) <= 2  # one each that was on its way
    finally:
        again.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process that runs are Linux's")
def test_a_disk_that_is_full_is_told_and_all_that_was_acknowledged_stays(archive):
    import resource

    server = Server(archive)
    try:
        while json.loads(server.ask("progress")[1])["loading"]:
            pass
        wal = (archive / "clean.changes.jsonl.review-wal").stat().st_size
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (wal + 300_000, wal + 300_000))
        acknowledged, told = 0, ""
        for number in range(200):
            body = {
                "by": "王",
                "choices": [{"key": f"{number % 6}/flag/0", "decision": "reading", "reading": f"别的{number}"}],
            }
            status, answer, _ = server.post("decide", body)
            if status != 200:
                told = json.loads(answer)["error"]
                break
            acknowledged += 1
        assert status == 409
        assert "clean.changes.jsonl.review: cannot be used" in told
        assert 0 < acknowledged < 200
    finally:
        server.kill()
    again = Server(archive)
    try:
        assert json.loads(again.ask("progress")[1])["step"] == acknowledged
    finally:
        again.kill()
