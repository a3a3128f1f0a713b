"""The first page: files are dropped on it in a real browser, cleaned and reviewed; what is no file for here is refused."""

import json
import os
import subprocess
import sys
from urllib.parse import quote, urlsplit

import pytest
from opencc import OpenCC
from playwright.sync_api import expect

from conftest import command_in
from review_app.test_review import Server

TEXT = "会议指出,要坚持以人民为中心.\n\n选派8\n名干部到任。\n\n后续还将将召开会议,代表们参加了讨论。\n"
HTML = (
    "<html><body><article><h1>标题</h1>"
    + "<p>会议指出,要坚持以人民为中心.代表们参加了讨论。</p>" * 3
    + "</article></body></html>"
)


class Start(Server):
    """The command without a log."""

    def __init__(self, folder):
        command = [sys.executable, "-m", "newsclean", "review", "--no-browser", "--language", "zh"]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        )
        self.address = self.process.stdout.readline().decode().strip()
        assert self.address.startswith("http://127.0.0.1:"), self.process.stderr.read().decode()
        self.port, self.path = urlsplit(self.address).port, urlsplit(self.address).path


@pytest.fixture
def start(tmp_path):
    server = Start(tmp_path)
    yield server
    server.kill()


def test_no_choice_of_files_is_lost_and_what_failed_can_be_begun_again(browser, start):
    context = browser.new_context()
    page = context.new_page()
    page.goto(start.address)
    for name in ("a", "b", "c"):  # each before the one before is sent
        page.set_input_files("#pick", [{"name": f"{name}.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}])
    expect(page.locator("#status")).to_have_text("已收到 3 个文件。")
    context.route("**/clean", lambda route: route.abort(), times=1)
    page.click("#begin")
    expect(page.locator("#toast")).to_contain_text("服务器没有响应")
    context.route("**/state", lambda route: route.abort(), times=1)
    page.click("#begin")
    expect(page.locator("#begin")).to_be_enabled()
    page.reload()
    expect(page.locator("#review, #pane h2").first).to_be_visible(timeout=60_000)
    context.close()


def test_files_are_dropped_cleaned_and_reviewed_and_every_original_comes_back(tmp_path, browser, start):
    originals = {
        "a.txt": TEXT.encode(), "b.txt": TEXT.encode("gbk"), "c.txt": b"\xff\xfe" + TEXT.encode("utf-16-le"),
        "d.txt": OpenCC("s2tw").convert(TEXT).encode("big5hkscs"), "e.html": HTML.encode(), "f.jsonl": json.dumps({"text": TEXT}).encode() + b"\n",
        "g.jpg": b"\xff\xd8\xff\xe0" + bytes(50),
    }  # fmt: skip
    context = browser.new_context()
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(start.address)
    expect(page.locator("#begin")).to_be_disabled()
    page.set_input_files(
        "#pick", [{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in originals.items()]
    )
    expect(page.locator("#status")).to_have_text(f"已收到 {len(originals)} 个文件。")
    page.set_input_files("#pick", [{"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"}])
    expect(page.locator("#taken .bad")).to_have_text("a.txt：已经存在；请改名")
    page.reload()
    expect(page.locator("#status")).to_have_text(f"已收到 {len(originals)} 个文件。")
    page.get_by_label("繁简").select_option("t2s")
    page.click("#begin")
    page.wait_for_function("() => document.getElementById('status').textContent.includes('已清洗')")
    page.reload()  # the review, if cleaning was that fast
    if page.locator("#drop").count():
        page.click("#review", timeout=60_000)
    page.wait_for_selector("#pane h2")
    expect(page.locator("#status")).to_contain_text("0")
    assert not problems
    context.close()
    folder = tmp_path / "newsclean-review"
    assert "會" not in (folder / "clean" / "d.txt").read_text("utf-8")
    run = command_in(folder)
    run("verify", "--log", folder / "clean.changes.jsonl", cwd=tmp_path)
    for name, data in originals.items():
        assert (folder / "originals" / name).read_bytes() == data
        if name not in ("e.html", "g.jpg"):
            clean = next((folder / "clean").glob(f"{name[0]}.*"))
            restored = run("restore", clean, "--log", folder / "clean.changes.jsonl", cwd=tmp_path).stdout
            assert restored == data, name
    start.kill()
    again = Start(tmp_path)  # with the review that was begun
    try:
        assert b'"log":{"name":"clean.changes.jsonl"' in again.ask()[1]
    finally:
        again.kill()


NAMES = (
    "",
    ".",
    "..",
    "../x.txt",
    "a/../../x.txt",
    "/etc/x",
    "a//b",
    "a\\..\\b",
    "c:x.txt",
    "a\0b",
    "con.txt",
    "x" * 201,
    "a/" * 30 + "b",
    "x.",
)


def test_what_is_no_file_for_here_is_refused_and_nothing_is_written_elsewhere(tmp_path, start):
    before = {path for path in tmp_path.parent.rglob("*") if tmp_path not in path.parents}
    post = {"Content-Type": "application/octet-stream"}
    assert [start.post(f"upload?name={quote(name, safe='')}", b"x", **post)[0] for name in NAMES] == [409] * len(NAMES)
    assert start.post("upload?name=a.txt", b"x")[0] == 403  # as JSON, as no page does
    refused = (
        {"Origin": "http://evil.example"},
        {"Origin": None},
        {"X-Newsclean": None},
        {"Content-Type": "text/plain"},
    )
    assert [start.post("upload?name=a.txt", b"x", **post | other)[0] for other in refused] == [403] * 4
    assert [start.post("clean", {}, **other)[0] for other in refused] == [403] * 4
    assert start.post("clean", {})[0] == 409  # nothing was dropped
    assert [start.post("clean", {"script": script})[0] for script in ("nope", "--help", 5, ["keep"])] == [400] * 4
    assert [start.ask(path)[0] for path in ("progress", "queue", "articles/0", "decisions.jsonl")] == [409] * 4
    assert start.post("upload?name=%E9%87%8C/%E5%A4%96.txt", b"x", **post)[0] == 200
    assert [path.name for path in (tmp_path / "newsclean-review").rglob("*.txt")] == ["外.txt"]
    status, body, _ = start.post("upload?name=%E9%87%8C/%E5%A4%96.html", b"x", **post)
    assert (status, json.loads(body)["error"]) == (
        409,
        "里/外.html：里/外.txt 已经存在，两者清洗后都会叫 外.txt；请给其中一个改名",
    )
    assert before == {path for path in tmp_path.parent.rglob("*") if tmp_path not in path.parents}
