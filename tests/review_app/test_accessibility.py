"""Pages for people without a terminal, by axe-core: no violation, in both languages, light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import command_in, sampled
from review_app.test_review import Server
from review_app.test_review import archive as archive
from review_app.test_review import cleaned as cleaned
from review_app.test_workspace import Start

LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 390)]
ONCE = sampled(LOOKS, 3)  # both schemes and both widths


def violations(browser, address, ready, act=lambda page: None):
    found = []
    for scheme, width in ONCE:
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(ready)
        act(page)
        for each in Axe().run(page).response["violations"]:
            found += [
                f"{scheme} {width} {each['id']}: {node['html'][:150]} {node['failureSummary'][:200]}"
                for node in each["nodes"][:3]
            ]
        context.close()
    return sorted({*found})


def drop(page, name):
    sent = {"mimeType": "text/plain", "buffer": b"x"}
    page.set_input_files("#pick", [{"name": each, **sent} for each in (name, "con.txt")])
    page.wait_for_selector("#taken .bad")
    page.wait_for_selector("#begin:enabled")


def to_articles(page):
    page.keyboard.press("a")
    page.wait_for_selector("#mode-articles[aria-pressed=true]")
    page.wait_for_selector(".row")


def decide_together(page):
    page.fill("#reviewer", "王")
    page.press("#reviewer", "Enter")
    page.keyboard.press("c")
    page.wait_for_selector("[data-comment]:focus")
    page.keyboard.type("x")
    page.keyboard.press("Enter")
    page.wait_for_selector(".comments p")
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.wait_for_selector("#all-right")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_review_has_no_violation(archive, browser, language):
    server = Server(archive, "--language", language)
    try:
        assert violations(browser, server.address, "#pane h2") == []
        assert violations(browser, server.address, "#pane h2", lambda page: page.click("#finish")) == []
        if language == "zh":
            assert violations(browser, server.address, "#pane h2", to_articles) == []
            assert violations(browser, server.address, "#pane h2", decide_together) == []
    finally:
        server.kill()


def test_the_page_that_takes_files_has_no_violation(tmp_path, browser):
    server = Start(tmp_path)
    try:
        assert violations(browser, server.address, "#choose") == []
        name = iter(range(9))
        assert violations(browser, server.address, "#choose", lambda page: drop(page, f"{next(name)}.txt")) == []
    finally:
        server.kill()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_has_no_violation(archive, browser, language):
    command_in(archive)("report", "clean.changes.jsonl", "-o", "report.html", "--language", language)
    address = (archive / "report.html").as_uri()
    assert violations(browser, address, "main") == []
    assert violations(browser, f"{address}#/article/5", ".sides") == []
