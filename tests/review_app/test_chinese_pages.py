"""No English word but names in the Chinese pages: that which takes files, the review with all its dialogues, and the report."""

import json
import os
import shutil

import pytest
from playwright.sync_api import expect

from conftest import ROOT, command_in
from i18n.test_chinese import english
from review_app.test_review import REFUSED, Server
from review_app.test_workspace import Start

TEXT = "会议指出,要坚持以人民为中心.\n\n选派8\n名干部,于2024年到任。\n\n后续还将将召开会议,代表们参加了讨论。\n"
SAID = """() => [document.title, document.body.innerText,
  ...[...document.querySelectorAll("*")].flatMap((each) => ["aria-label", "title", "placeholder", "alt"].map((name) => each.getAttribute(name) || "")),
  ...[...document.querySelectorAll("option")].map((each) => each.textContent)].join("\\n")"""
NAMES = ("kB", "MB", "SHA", "HTML", "Word", "PDF", "JSON", "Lines")


def said_in(page):
    return english(page.evaluate(SAID), *NAMES)


@pytest.fixture
def archive(tmp_path):
    inbox = tmp_path / "收件"
    inbox.mkdir()
    shutil.copy(ROOT / "samples" / "seed-article.txt", inbox / "样稿.txt")
    (inbox / "新闻.txt").write_text(TEXT, "utf-8")
    (inbox / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(60))
    (inbox / "图.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(50))
    command_in(tmp_path)("clean", "收件", "-o", "clean", code=3)
    return tmp_path


def test_the_review_and_all_its_dialogues_are_chinese(archive, browser):
    server = Server(archive, "--language", "zh")
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    try:
        page = context.new_page()
        page.goto(server.address)
        page.wait_for_selector("#pane h2")
        assert said_in(page) == []
        page.keyboard.press("y")
        expect(page.locator("#toast")).to_be_visible()
        assert said_in(page) == []
        page.fill("#reviewer", "王")
        page.press("#reviewer", "Enter")
        places = json.loads(server.ask("progress")[1])["places"]
        for number in range(places):
            if number % 4 == 0:
                assert said_in(page) == [], page.evaluate("() => document.body.dataset.place")
                page.keyboard.press("b")
                expect(page.locator("#all-right")).to_be_visible()
                assert said_in(page) == []
                page.keyboard.press("Escape")
            before = page.evaluate("() => document.body.dataset.place")
            page.keyboard.press("y")
            if number < places - 1:
                page.wait_for_function("before => document.body.dataset.place !== before", arg=before)
        expect(page.locator("#toast")).to_contain_text("已全部处理")
        page.keyboard.press("u")
        page.keyboard.press("c")
        expect(page.locator("[data-comment]:focus")).to_be_visible()
        page.keyboard.type("见报纸")
        page.keyboard.press("Enter")
        expect(page.locator(".comments p")).to_be_visible()
        assert said_in(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("a")
        page.keyboard.press("m")
        expect(page.locator("#row-0")).to_contain_text("已读")
        assert said_in(page) == []
        for act, outcome in (
            ("finish", "执行"),
            ("yes", "0 个有误"),
            ("close", ""),
            ("finish", "执行"),
            ("yes", "替换"),
            ("yes", "0 个有误"),
        ):
            page.click(f"#{act}")
            if outcome:
                expect(page.locator("#question")).to_contain_text(outcome, timeout=30_000)
            assert said_in(page) == []
    finally:
        context.close()
        server.kill()


def test_what_the_server_refuses_is_refused_in_chinese(archive):
    server = Server(archive, "--language", "zh")
    try:
        for path, body, code in REFUSED:
            if code == 409:
                told = json.loads(server.post(path, body)[1])["error"]
                assert english(told, "review") == [], told
    finally:
        server.kill()


def test_the_page_that_takes_files_is_chinese(tmp_path, browser):
    server = Start(tmp_path)
    context = browser.new_context(locale="zh-CN")
    try:
        page = context.new_page()
        page.goto(server.address)
        assert said_in(page) == []
        files = {
            "新闻.txt": TEXT.encode(),
            "图.jpg": b"\xff\xd8\xff\xe0" + bytes(50),
            "坏.docx": b"PK\x03\x04" + bytes(60),
        }
        sent = [{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in files.items()]
        for times in (1, 2):  # the second time they are there already
            page.set_input_files("#pick", sent)
            expect(page.locator("#taken li")).to_have_count(3 * times)
            assert said_in(page) == []
        expect(page.locator("#taken .bad")).to_have_count(3)
        page.click("#begin")
        expect(page.locator("#review")).to_be_visible(timeout=60_000)
        expect(page.locator("#told li").first).to_be_visible()
        assert said_in(page) == []
    finally:
        context.close()
        server.kill()


def test_the_report_is_chinese(archive, browser):
    command_in(archive)(
        "report", "clean.changes.jsonl", "-o", "页.html", "--language", "zh", env={**os.environ, "TZ": "Asia/Shanghai"}
    )
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.goto((archive / "页.html").as_uri())
    assert said_in(page) == []
    page.click("a[href='#/articles'] >> nth=0")
    assert said_in(page) == []
    for number in (1, 2):
        page.goto(f"{(archive / '页.html').as_uri()}#/article/{number}")
        page.wait_for_selector(".sides")
        assert said_in(page) == []
        page.locator("del").first.click()
        expect(page.locator("#inspector")).to_be_visible()
        assert said_in(page) == []
    page.fill("#reviewer", "")
    page.click("#save")
    expect(page.locator("#toast")).to_be_visible()
    assert said_in(page) == []
    context.close()
