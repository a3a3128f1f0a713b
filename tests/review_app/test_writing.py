"""What people write in the review: decided when they mean it, with an input method too, and not disturbed by what comes."""

import json

import pytest
from playwright.sync_api import expect

from conftest import command_in
from review_app.test_review import archive as archive
from review_app.test_review import cleaned as cleaned
from review_app.test_review import page_of, press, signed_page
from review_app.test_review import serve as serve
from review_app.test_review import server as server

DOUBLED = "punctuation/doubled-word"


@pytest.fixture
def context(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


def at_doubled_words(context, server):
    page, problems = signed_page(context, server)
    expect(page.locator("#loading")).to_be_empty(timeout=20_000)
    page.get_by_label("rule", exact=True).select_option(DOUBLED)
    page.wait_for_function("() => document.querySelector('.card.current header')?.textContent.includes('将将')")
    page.locator("#queue").focus()
    return page, problems


def steps(server):
    return json.loads(server.ask("progress")[1])["step"]


def made(server):
    return [json.loads(line) for line in server.ask("decisions.jsonl")[1].splitlines()][1:]


def settled(page):
    """Wait until what was asked for is done: one thing is done after the other."""
    before = page.locator("#spaces").get_attribute("aria-pressed")
    page.click("#spaces")
    expect(page.locator("#spaces")).to_have_attribute("aria-pressed", "false" if before == "true" else "true")


def test_a_reading_is_kept_once_by_enter_and_by_nothing_else(context, server):
    page, problems = at_doubled_words(context, server)
    field = page.locator(".card.current .typed")
    page.keyboard.press("e")
    expect(field).to_be_focused()
    page.keyboard.type("将")
    page.keyboard.press("Escape")
    expect(page.locator(".card.current")).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.press("e")
    page.keyboard.type("将要")
    page.locator("#pane h2").click()
    page.locator(".card.current input[type=radio]").last.click()  # leads to the field again
    expect(field).to_be_focused()
    field.fill("将")
    press(page, "Enter")
    settled(page)
    assert steps(server) == 1
    assert [(each["decision"], each["reading"]) for each in made(server)] == [("reading", "将")]
    assert not problems


def wait_until(page, is_so):
    """Wait for what the page asks: a dialog comes in its own time."""
    for _ in range(500):
        if is_so():
            return
        page.wait_for_timeout(10)
    raise AssertionError("it did not come")


def test_nothing_written_removes_a_text_only_if_that_is_meant(context, server):
    page, problems = at_doubled_words(context, server)
    asked = []
    answers = iter([False, True, False, True])

    def answer(dialog):
        asked.append(dialog.message)
        dialog.accept() if next(answers) else dialog.dismiss()

    page.on("dialog", answer)
    page.keyboard.press("e")
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    expect(page.locator(".card.current .typed")).to_be_focused()
    wait_until(page, lambda: len(asked) == 1)
    assert steps(server) == 0
    press(page, "Enter")
    assert [each["reading"] for each in made(server)] == [""]
    page.keyboard.press("b")
    page.fill("#dialog .typed", "")
    page.click("#all-reading")
    wait_until(page, lambda: len(asked) == 3)
    assert steps(server) == 1
    page.click("#all-reading")
    expect(page.locator("#status")).to_contain_text("6 of ")
    assert len(asked) == 4
    assert not problems


def compose(page, letters, word):
    """Write a word by its letters with an input method, Enter ending it."""
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)}
    )
    page.keyboard.press("Enter")
    session.send("Input.insertText", {"text": word})


def test_an_enter_that_ends_a_word_of_an_input_method_does_nothing_else(context, server):
    page, problems = at_doubled_words(context, server)
    page.locator("#reviewer").focus()
    page.keyboard.press("End")
    compose(page, "bianji", "编辑")
    expect(page.locator("#reviewer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#queue")).to_be_focused()
    page.keyboard.press("c")
    note = page.locator(".card.current .note")
    expect(note).to_be_focused()
    compose(page, "baozhi", "见报纸")
    expect(note).to_have_value("见报纸")
    page.keyboard.press("Enter")
    expect(page.locator(".card.current .comments p")).to_contain_text("王编辑")
    page.keyboard.press("e")
    field = page.locator(".card.current .typed")
    expect(field).to_be_focused()
    compose(page, "jiang", "将")
    expect(field).to_be_focused()
    expect(field).to_have_value("将")
    assert page.locator(".comments p").count() == 1
    press(page, "Enter")
    settled(page)
    assert steps(server) == 1
    assert [(each["reading"], each["note"]) for each in made(server)] == [("将", "王编辑: 见报纸")]
    page.keyboard.press("/")
    compose(page, "huiyi", "会议")
    expect(page.locator("#search")).to_be_focused()
    assert not problems


def test_the_pane_stays_under_whoever_writes_while_the_log_is_read_and_takes_the_text_in_afterwards(context, server):
    """The log is held back between the page and the server, not in it: as long as the test wants it to be read."""
    state = {"loading": {"articles": 6, "texts": 0}}

    def held_back(route):
        answer = route.fetch()
        found = answer.json()
        if "isWhole" in found:
            found |= {"isWhole": not state["loading"]}
            found["page"] |= {} if found["isWhole"] else {"rows": None}
        else:
            found |= state
        route.fulfill(response=answer, json=found)

    for path in ("progress", "articles/*", "decide", "comment"):
        context.route(f"{server.address}{path}", held_back)
    page, problems = page_of(context, server.address)
    expect(page.locator("#loading")).to_contain_text("Reading the log")
    page.fill("#reviewer", "王")
    page.press("#reviewer", "Enter")
    page.keyboard.press("e")
    field = page.locator("#pane .typed:focus")
    expect(field).to_be_visible()
    page.keyboard.type("重")
    state["loading"] = {"articles": 6, "texts": 6}
    for _ in range(3):
        with page.expect_response("**/progress"):
            page.keyboard.type("庆")
    state["loading"] = None
    expect(page.locator("#loading")).to_be_empty()
    page.keyboard.type("nu")  # were commands: undo, take back
    expect(field).to_have_value("重庆庆庆nu")
    expect(page.locator(".sides")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".sides")).to_be_visible()
    settled(page)
    assert steps(server) == 0
    assert not problems


def test_what_failed_once_is_asked_for_again_and_what_is_refused_stays_written(context, server):
    page, problems = at_doubled_words(context, server)
    context.route("**/queue?*", lambda route: route.abort(), times=1)
    page.get_by_label("rule", exact=True).select_option("")
    expect(page.locator("#toast")).to_contain_text("does not answer")
    page.locator("#queue").focus()
    before = page.evaluate("document.body.dataset.place")
    page.keyboard.press("j")
    page.wait_for_function("before => document.body.dataset.place !== before", arg=before)
    expect(page.locator(".row").first).to_be_visible()
    context.route("**/decide", lambda route: route.abort(), times=1)
    page.evaluate("document.getElementById('toast').hidden = true")
    page.keyboard.press("e")
    field = page.locator(".card.current .typed, #inspector .typed").first
    expect(field).to_be_focused()
    field.fill("重写")
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text("does not answer")
    expect(field).to_have_value("重写")
    assert steps(server) == 0
    assert not problems


def test_keys_pressed_before_a_field_is_there_are_no_commands(context, server):
    page, problems = at_doubled_words(context, server)
    held = []
    context.route("**/decide", lambda route: held.append(route))
    with page.expect_request("**/decide"):
        page.keyboard.press("y")
    page.keyboard.press("e")
    page.keyboard.type("jyn1")
    held.pop().continue_()
    expect(page.locator(".card.current .typed")).to_be_focused()
    page.keyboard.press("Escape")
    settled(page)
    assert steps(server) == 1
    assert not problems


def test_what_is_clicked_while_an_article_comes_again_or_the_queue_gets_shorter_is_no_error(context, server):
    page, problems = at_doubled_words(context, server)
    held = []
    context.route("**/articles/*", lambda route: held.append(route), times=1)
    with page.expect_request("**/articles/*"):
        page.keyboard.press("m")
    page.locator("#pane del").first.click()
    expect(page.locator("#inspector")).to_be_visible()
    page.locator(".card.current header a").click()
    held.pop().continue_()
    expect(page.locator("#mark-read")).to_have_attribute("aria-pressed", "true")
    page.locator("#by-rule").focus()
    page.get_by_label("rule", exact=True).select_option("lines/cut-word")
    expect(page.locator("#pane del.selected").first).to_be_in_viewport()
    page.get_by_label("rule", exact=True).select_option(DOUBLED)
    page.get_by_label("state").select_option("unread")
    expect(page.locator(".row")).to_have_count(5)
    page.locator(".row").last.click()
    expect(page.locator("#row-4")).to_have_attribute("aria-selected", "true")
    page.locator("#queue").focus()
    page.keyboard.press("m")
    expect(page.locator(".row")).to_have_count(4)
    expect(page.locator("#row-3")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#toast")).to_be_hidden()
    assert not problems


def test_in_the_report_only_enter_decides_too(archive, context):
    command_in(archive)("report", "clean.changes.jsonl", "-o", "report.html", "--language", "en")
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.goto(f"{(archive / 'report.html').as_uri()}#/article/1")
    status = page.locator("#status")
    field = page.locator(".card .typed").first
    field.fill("将要")
    page.locator("h2").click()
    field.press("Escape")
    expect(field).to_have_value("")
    field.press("Enter")
    page.locator("#search").fill("代表")
    page.locator(".card .note").first.fill("x")
    page.locator(".card .note").first.press("Escape")
    expect(status).to_contain_text("decisions: 0")
    assert len(asked) == 1
    field.focus()
    compose(page, "jiang", "将")
    expect(status).to_contain_text("decisions: 0")
    field.press("Enter")
    expect(status).to_contain_text("decisions: 1")
    expect(field).to_have_value("将")
    assert not problems
