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


def signed_page(context, server):
    """A page on which a reviewer has written a name."""
    page, problems = page_of(context, server.address)
    page.fill("#reviewer", "王")
    page.press("#reviewer", "Enter")
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


def test_many_places_are_decided_at_once_with_their_number_and_taken_back_at_once(archive, browser, server):
    context = browser.new_context()
    page, problems = signed_page(context, server)
    page.get_by_label("rule", exact=True).select_option("punctuation/doubled-word")
    expect(page.locator("#pane h2")).to_be_visible()
    page.locator("#queue").focus()
    page.keyboard.press("b")
    expect(page.locator("#dialog input:checked")).to_have_value("like")
    expect(page.locator("#all-right")).to_have_text("Let all stand (6)")
    page.keyboard.press("y")
    expect(page.locator("#status")).to_contain_text("6 of ")
    expect(page.locator("#toast")).to_contain_text("6 places decided")
    page.keyboard.press("u")
    expect(page.locator("#status")).to_contain_text("0 of ")
    page.keyboard.press("b")
    page.fill("#dialog .typed", "将")
    page.press("#dialog .typed", "Tab")
    expect(page.locator("#all-reading")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("6 of ")
    made = [json.loads(line) for line in server.ask("decisions.jsonl")[1].splitlines()][1:]
    assert {(each["before"], each["reading"], each["by"]) for each in made} == {("将将", "将", "王")}
    page.keyboard.press("u")
    expect(page.locator("#status")).to_contain_text("0 of ")
    page.get_by_label("rule", exact=True).select_option("")
    page.fill("#search", "seed-article")
    page.press("#search", "Enter")
    page.wait_for_function(
        "() => document.querySelectorAll('.row').length && [...document.querySelectorAll('.row small')].every((row) => row.textContent.includes('seed-article'))"
    )
    places = page.locator(".row").count()
    page.keyboard.press("b")
    page.locator("#dialog input[value=article]").check()
    expect(page.locator("#all-right")).to_have_text(f"Keep, let stand ({places})")
    page.keyboard.press("y")
    expect(page.locator("#toast")).to_contain_text(f"{places} places decided", timeout=10_000)
    expect(page.locator("#status")).to_contain_text(f"{places} of ")
    assert not problems
    context.close()


def test_readings_are_written_by_hand_places_commented_and_articles_read(archive, browser, server):
    context = browser.new_context()
    page, problems = signed_page(context, server)
    page.get_by_label("rule", exact=True).select_option("lines/cut-word")
    page.wait_for_function("() => document.body.dataset.place.includes('/change/')")
    page.locator("#queue").focus()
    page.keyboard.press("c")
    expect(page.locator("[data-comment]:focus")).to_be_visible()
    page.keyboard.type("见<b>报纸</b>")
    page.keyboard.press("Enter")
    expect(page.locator(".comments p")).to_contain_text("见<b>报纸</b>")
    expect(page.locator("#status")).to_contain_text("0 of ")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.keyboard.type("、")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("1 of ")
    (made,) = [json.loads(line) for line in server.ask("decisions.jsonl")[1].splitlines()][1:]
    assert (made["decision"], made["reading"], made["note"]) == ("reading", "、", "王: 见<b>报纸</b>")
    page.get_by_label("rule", exact=True).select_option("")
    page.get_by_label("state").select_option("commented")
    expect(page.locator(".row")).to_have_count(1)
    page.get_by_label("state").select_option("")
    page.locator("#queue").focus()
    page.keyboard.press("w")
    expect(page.locator("#spaces")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".sides td .sign", has_text="⏎").first).to_be_visible()
    page.keyboard.press("a")
    expect(page.locator(".row")).to_have_count(6)
    page.keyboard.press("m")
    expect(page.locator("#row-0")).to_contain_text("read by 王")
    expect(page.locator("#row-1")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#all-articles")).to_be_visible()
    page.get_by_label("state").select_option("unread")
    expect(page.locator(".row").first).to_be_visible()
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


ALL = {"by": "王", "key": "0/flag/0", "scope": "rule", "decision": "agree", "expected": 6, "query": {}}
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
    ("decide-all", ALL | {"expected": 5}, 409),
    ("decide-all", ALL | {"decision": "undo"}, 409),
    ("decide-all", ALL | {"scope": "all"}, 409),
    ("decide-all", ALL | {"key": "0/flag/99"}, 409),
    ("decide-all", ALL | {"decision": "reading", "scope": "rule"}, 409),
    ("decide-all", ALL | {"query": 5}, 400),
    ("decide-all", ALL | {"expected": "x"}, 400),
    ("comment", {"by": "王", "key": "0/flag/0", "text": " "}, 409),
    ("comment", {"by": " ", "key": "0/flag/0", "text": "x"}, 409),
    ("comment", {"by": "王", "key": "0/flag/99", "text": "x"}, 409),
    ("comment", {"by": "王", "key": "0/flag/0", "text": "x" * 10_001}, 409),
    ("undo", {"by": " "}, 409),
    ("read", {"by": "王", "article": 99, "read": True}, 409),
    ("read", {"by": "", "article": 0, "read": True}, 409),
    ("read", {"by": "王", "article": -1, "read": True}, 400),
    ("queue", {}, 405),
    ("read", {"by": "王", "article": float("inf"), "read": True}, 400),
    ("decide-all", ALL | {"expected": float("inf")}, 400),
    ("decide-all", ALL | {"query": {"below": 10**400}}, 400),
    *(
        (path, {"by": "王", "text": "x", "choices": [{"key": key, "decision": "stands"}], "key": key}, 409)
        for key in ("00/flag/0", "0/flag/00", " 0/flag/0", "0/flag/0\n", "٠/flag/0", f"0/flag/{'1' * 5000}", f"{'1' * 5000}/flag/0")
        for path in ("decide", "comment")
    ),
)  # fmt: skip


def test_what_no_page_asks_is_refused_and_nothing_is_kept(server):
    assert [server.post(path, body)[0] for path, body, _ in REFUSED] == [code for *_, code in REFUSED]
    assert json.loads(server.ask("progress")[1])["decisions"] == 0
    asked = (
        "queue?offset=-1",
        "queue?limit=x",
        "queue?below=nan",
        "queue?order=;",
        "articles/999999",
        "texts.zip",
        "place?after=x",
        "scopes?key=x",
        f"articles/{'9' * 5000}",
        "queue?below=1e999",
    )
    assert [server.ask(path)[0] for path in asked] == [400, 400, 200, 200, 404, 404, 400, 200, 400, 200]


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
