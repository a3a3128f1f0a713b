"""The application for reviewing: in a real browser by keys alone, through a crash, and against whoever has no business there."""

import contextlib
import http.client
import json
import os
import shutil
import subprocess
import sys
import threading
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from conftest import ROOT, command_in

TEXT = "会议指出,要坚持<img src=x onerror='window.pwned=1'>以人民为中心.\n\n后续还将将召开会议,代表们参加了讨论。\n"


@pytest.fixture(scope="session")
def cleaned(tmp_path_factory):
    folder = tmp_path_factory.mktemp("review")
    inbox = folder / "inbox"
    inbox.mkdir()
    shutil.copy(ROOT / "samples" / "seed-article.txt", inbox)
    for number in range(5):
        (inbox / f"a{number}.txt").write_text(TEXT, "utf-8")
    command_in(folder)("clean", "inbox", "-o", "clean")
    return folder


@pytest.fixture
def archive(cleaned, tmp_path):
    """A folder that was cleaned, as it was moved elsewhere."""
    return shutil.copytree(cleaned, tmp_path / "archive")


class Server:
    """The command, serving the review of a folder, until it is killed."""

    def __init__(self, folder, *options):
        command = [sys.executable, "-m", "newsclean", "review", "clean", "--no-browser", "--language", "en", *options]
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.address = self.process.stdout.readline().decode().strip()
        assert self.address.startswith("http://127.0.0.1:"), self.process.stderr.read().decode()
        self.port = urlsplit(self.address).port
        self.path = urlsplit(self.address).path

    def kill(self):
        self.process.kill()
        if not self.process.stdout.closed:
            self.process.communicate(timeout=60)

    def ask(self, path="", method="GET", body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, f"{self.path}{path}", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers

    def post(self, path, body, **other):
        page = self.ask()[1].decode()
        sent = {
            "Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/json",
            "X-Newsclean": page.partition('"pass":"')[2].partition('"')[0],
        } | other  # fmt: skip
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.ask(path, "POST", data, **{name: value for name, value in sent.items() if value is not None})


@pytest.fixture
def serve(archive):
    """Starts servers, all of which are killed in the end."""
    with contextlib.ExitStack() as running:

        def start():
            server = Server(archive)
            running.callback(server.kill)
            return server

        yield start


@pytest.fixture
def server(serve):
    return serve()


def page_of(context, address):
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: problems.append(request.url) if "//127.0.0.1:" not in request.url else None)
    page.goto(address)
    page.wait_for_selector("#pane h2")
    return page, problems


def current(page):
    return page.evaluate("document.body.dataset.place")


def press(page, key):
    """Press a key and wait until it has led to another place, or was told of."""
    before = current(page)
    page.keyboard.press(key)
    page.wait_for_function("before => document.body.dataset.place !== before", arg=before, timeout=30_000)


def test_a_log_is_reviewed_by_keys_alone_survives_a_kill_and_is_verified(archive, browser, serve):
    server = serve()
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    page, problems = page_of(context, server.address)
    whole = int(page.inner_text("#status").split(" of ")[1].split()[0])
    assert whole >= 8
    page.keyboard.press("y")  # nobody has said who decides
    expect(page.locator("#toast")).to_contain_text("Write your name first")
    page.keyboard.type("王编辑")
    page.keyboard.press("Enter")
    assert "conflict" in page.locator("#row-0").get_attribute("class")
    press(page, "1")
    expect(page.locator("#status")).to_have_text(f"1 of {whole} decided")
    first = current(page)
    press(page, "j")
    press(page, "k")
    assert current(page) == first
    press(page, "y")
    page.keyboard.press("u")
    page.wait_for_function("place => document.body.dataset.place === place", arg=first)
    expect(page.locator("#status")).to_have_text(f"1 of {whole} decided")
    press(page, "y")
    expect(page.locator("#status")).to_have_text(f"2 of {whole} decided")
    server.kill()
    page.keyboard.press("y")
    expect(page.locator("#toast")).to_contain_text("The server does not answer")
    page.close()

    server = serve()
    page, more = page_of(context, server.address)
    page.fill("#reviewer", "李编辑")
    page.press("#reviewer", "Enter")
    expect(page.locator("#status")).to_have_text(f"2 of {whole} decided")
    for done in range(3, whole + 1):
        page.keyboard.press("y")
        expect(page.locator("#status")).to_have_text(f"{done} of {whole} decided")
    page.click("#finish")
    expect(page.locator("#question")).to_contain_text(f"Carry out {whole} decisions? 0 places are open.")
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_contain_text(
        f"{whole} decisions carried out, 0 flags open; 6 files verified, 0 wrong.", timeout=60_000
    )
    with page.expect_download() as download:
        page.click("dialog a[download='reviewed.zip']")
    assert download.value.path().read_bytes()[:2] == b"PK"
    assert page.evaluate("window.pwned") is None
    assert not problems + more
    context.close()

    run = command_in(archive)
    run("verify", "--log", "clean.changes.reviewed.jsonl")
    for name in sorted(path.name for path in (archive / "inbox").iterdir()):
        original = run("restore", f"clean.changes.reviewed/{name}", "--log", "clean.changes.reviewed.jsonl").stdout
        assert original == (archive / "inbox" / name).read_bytes()
    made = [json.loads(line) for line in (archive / "clean.changes.decisions.jsonl").read_text("utf-8").splitlines()][
        1:
    ]
    assert len(made) == whole
    assert {each["by"] for each in made} == {"王编辑", "李编辑"}
    assert "2021年4月23日" in (archive / "clean.changes.reviewed" / "seed-article.txt").read_text("utf-8")


def test_all_places_of_a_rule_are_decided_at_once_and_taken_back_at_once(archive, browser, server):
    context = browser.new_context()
    page, problems = page_of(context, server.address)
    page.fill("#reviewer", "王")
    page.get_by_label("rule", exact=True).select_option("punctuation/doubled-word")
    expect(page.locator("#open-of-rule")).to_have_text("6")
    page.click(".for-all.stands")
    expect(page.locator("#question")).to_have_text("Decide 6 open places of punctuation/doubled-word: stands?")
    page.click("#yes")
    expect(page.locator("#status")).to_contain_text("6 of ")
    page.keyboard.press("u")
    expect(page.locator("#status")).to_contain_text("0 of ")
    assert not problems
    context.close()


def test_nobody_else_is_let_in(server):
    host = f"127.0.0.1:{server.port}"
    status, body, headers = server.ask()
    assert status == 200
    assert "default-src 'none'" in body.decode()
    assert headers["X-Frame-Options"] == "DENY"
    assert server.ask(Host="evil.example")[0] == 404
    assert server.ask(Host=f"evil.example:{server.port}")[0] == 404
    there = server.path
    server.path = "/"
    assert [server.ask(path)[0] for path in ("", "progress", "x" * 43 + "/", "%2e%2e/", there[1:-2] + "/progress")] == [
        404
    ] * 5
    server.path = there
    decision = {"by": "王", "choices": [{"key": "0/flag/0", "decision": "stands"}]}
    refused = [
        {"Origin": "http://evil.example"}, {"Origin": None}, {"Origin": f"https://{host}"}, {"Origin": "null"},
        {"Content-Type": "text/plain"}, {"X-Newsclean": "x"}, {"X-Newsclean": None},
    ]  # fmt: skip
    assert [server.post("decide", decision, **other)[0] for other in refused] == [403] * len(refused)
    assert json.loads(server.ask("progress")[1])["decisions"] == 0
    assert server.post("decide", decision)[0] == 200
    assert json.loads(server.ask("progress")[1])["decisions"] == 1


REFUSED = (
    ("decide", {"by": " ", "choices": []}, 409),
    ("decide", {"by": "王", "choices": [{"key": "0/flag/99", "decision": "stands"}]}, 409),
    ("decide", {"by": "王", "choices": [{"key": "../x", "decision": "stands"}]}, 409),
    ("decide", {"by": "王", "choices": [{"key": "0/rows/0", "decision": "stands"}]}, 409),
    ("decide", {"by": "王", "choices": [{"key": "0/flag/0", "decision": "undo"}]}, 409),
    ("decide", {"by": "王", "choices": [{"key": "0/flag/0"}]}, 400),
    ("decide", {"by": "王", "choices": [{"key": 5, "decision": "stands"}]}, 400),
    ("decide", {"by": "王", "choices": ["x"]}, 400),
    ("decide", {"by": "王", "choices": [{"key": "0/flag/0", "decision": ["stands"]}]}, 409),
    ("decide", {"by": "王", "choices": [{"key": "0/flag/0", "decision": "reading", "reading": "\ud800"}]}, 400),
    ("decide", {"by": 5, "choices": []}, 400),
    ("decide", b"[" * 100_000, 400),
    ("decide", b"x" * (2 << 20), 400),
    ("decide-rule", {"by": "王", "rule": "punctuation/doubled-word", "decision": "stands", "expected": 5}, 409),
    ("decide-rule", {"by": "王", "rule": "punctuation/doubled-word", "decision": "undo", "expected": 6}, 409),
    ("queue", {}, 405),
)


def test_what_no_page_asks_is_refused_and_nothing_is_kept(server):
    assert [server.post(path, body)[0] for path, body, _ in REFUSED] == [code for *_, code in REFUSED]
    assert json.loads(server.ask("progress")[1])["decisions"] == 0
    asked = ("queue?offset=-1", "queue?limit=x", "queue?below=nan", "queue?order=;", "articles/999999", "texts.zip")
    assert [server.ask(path)[0] for path in asked] == [400, 400, 200, 200, 404, 404]


def test_many_who_decide_at_once_lose_nothing(server):
    queue = json.loads(server.ask("queue?limit=500")[1])["items"]
    keys = [item["key"] for item in queue]

    def decide(name):
        for item in queue:
            verdict = "stands" if item["isFlag"] else "keep"
            body = {"by": name, "choices": [{"key": item["key"], "decision": verdict}]}
            assert server.post("decide", body)[0] == 200

    threads = [threading.Thread(target=decide, args=(name,)) for name in ("王", "李")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    progress = json.loads(server.ask("progress")[1])
    assert (progress["decided"], progress["step"]) == (len(keys), 2 * len(keys))


def test_a_log_that_has_changed_since_is_told_and_a_folder_without_one(archive, server):
    server.kill()
    run = command_in(archive)
    with (archive / "clean.changes.jsonl").open("ab") as log:
        log.write(b"\n")
    told = run("review", "clean.changes.jsonl", "--no-browser", code=2).stderr
    assert b"clean.changes.jsonl.review: holds the review of a log that has changed since" in told
    assert b"inbox: no log inbox.changes.jsonl beside it" in run("review", "inbox", "--no-browser", code=3).stderr
    assert b"none: no such log or folder" in run("review", "none", code=3).stderr
