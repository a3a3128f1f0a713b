"""The page in a real browser: what a person sees and does, and that nothing from an article can run."""

import json
import re

import pytest
from playwright.sync_api import expect

from conftest import ROOT, command_in

HOSTILE = (
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror='window.pwned=2'>",
    "</style><style>body{display:none}</style>",
    "<!-- <script>",
    "]]>&lt;b&gt;",
    "\u202e文字倒置\u202c",
    "javascript:window.pwned=3",
    '=HYPERLINK("http://a.example","点击")',
    "${window.pwned=4}",
)


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    """A folder that was cleaned, with its report in both languages."""
    folder = tmp_path_factory.mktemp("archive")
    inbox = folder / "inbox"
    inbox.mkdir()
    for sample in (ROOT / "samples").iterdir():
        (inbox / sample.name).write_bytes(sample.read_bytes())
    (inbox / "broken.txt").write_bytes(bytes(range(128, 256)) * 40)
    hostile = "\n\n".join(f"这里有一段文字{text},后面还有文字." for text in HOSTILE)
    (inbox / "<img src=x onerror=alert(1)>.txt").write_text(hostile, "utf-8")
    run = command_in(folder)
    run("clean", "inbox", "-o", "clean", "--log", "log.jsonl", code=3)
    run("report", "log.jsonl", "-o", "report.html", "--language", "en")
    run("report", "log.jsonl", "-o", "zh.html", "--language", "zh")
    return folder


@pytest.fixture
def page(browser, archive):
    """The report in a browser that stays offline; whatever goes wrong in the page fails the test."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
    found = context.new_page()
    problems = []
    found.on("console", lambda message: problems.append(message.text))
    found.on("pageerror", lambda error: problems.append(str(error)))
    found.on("dialog", lambda dialog: (problems.append("a dialog"), dialog.dismiss()))
    found.on(
        "request",
        lambda request: problems.append(request.url) if not request.url.startswith(("file:", "blob:")) else None,
    )
    opened(found, archive / "report.html")
    yield found
    assert not problems
    assert found.evaluate("window.pwned") is None
    context.close()


def opened(page, path, place=""):
    page.goto(path.as_uri() + place)
    page.wait_for_selector("main > *")


def to_article(page, name):
    page.fill("#search", name)
    page.press("#search", "Enter")
    page.click(f"main table.list a:has-text('{name}')")
    page.wait_for_selector("table.sides")
    page.click("#clear")
    expect(page.locator("#clear")).to_have_count(0)


def selected(page):
    return page.locator("del.selected")


def test_the_overview_tells_what_was_done(page):
    tiles = dict(reversed(tile.split("\n")) for tile in page.locator(".tile").all_inner_texts())
    assert (tiles["articles"], tiles["errors"], tiles["conflicts"]) == ("7", "1", "1")
    assert "broken.txt" in page.inner_text(".errors")
    assert "punctuation/comma" in page.inner_text("main table.list")
    assert sum(int(count) for count in page.locator(".histogram td.number").all_inner_texts()) == 7
    assert "seed-article.txt" in page.locator(".most li").first.inner_text()


def test_changes_stand_in_their_places_quiet_and_loud(page):
    to_article(page, "seed-article.txt")
    expect(page.locator("del.quiet")).to_have_count(271)
    expect(page.locator("del.loud")).to_have_count(18)
    join = page.locator("tr[data-line='93']")
    assert join.locator("del.loud").inner_text() == "⏎\n⏎\n"
    assert "选派8" in join.locator("td").first.inner_text()
    background = "element => getComputedStyle(element).backgroundColor"
    assert page.locator("del.loud").first.evaluate(background) != page.locator("del.quiet").first.evaluate(background)


def test_a_removed_copy_stands_beside_the_one_that_stays_with_the_difference_marked(page):
    to_article(page, "seed-article.txt")
    row = page.locator("tr[data-line='43']")
    assert row.locator("del mark").all_inner_texts() == ["1"]
    assert row.locator("ins mark").all_inner_texts() == ["4"]
    assert "removed; line 15 stays" in row.inner_text()


def test_a_conflict_comes_first_with_both_readings(page):
    to_article(page, "seed-article.txt")
    first = page.locator(".card").first
    assert "conflict" in first.get_attribute("class")
    assert first.locator("blockquote mark").all_inner_texts() == ["2021年", "2024年"]
    top, table = (page.locator(place).bounding_box()["y"] for place in (".card.conflict", "table.sides"))
    assert top < table


@pytest.mark.parametrize(
    ("label", "value", "articles"),
    [("rule", "lines/cut-word", 1), ("kind", "duplicate", 1), ("confidence", "0.9999", 2), ("state", "conflict", 1)],
)
def test_the_filter_narrows_the_list(page, label, value, articles):
    page.get_by_label(label, exact=True).select_option(value)
    expect(page.locator("main tbody tr")).to_have_count(articles)
    page.locator("main tbody a").last.click()
    page.wait_for_selector("table.sides")
    if label in ("rule", "kind"):
        page.keyboard.press("j")
        named = page.inner_text("#inspector")
        assert value in named
        assert page.locator("del.dim").count() > 0


def test_the_search_finds_names_and_texts(page):
    for query, articles in (("records.jsonl", 3), ("黔贵大地", 1), ("<img src", 1), ("nothing of the kind", 0)):
        page.fill("#search", query)
        page.press("#search", "Enter")
        expect(page.locator("main tbody tr")).to_have_count(articles)


def test_the_keyboard_walks_and_decides(page):
    to_article(page, "seed-article.txt")
    page.keyboard.press("j")
    first = selected(page).get_attribute("data-change")
    page.keyboard.press("j")
    second = selected(page).get_attribute("data-change")
    page.keyboard.press("k")
    assert (selected(page).get_attribute("data-change"), first, second) == ("0", "0", "1")
    page.keyboard.press("u")
    expect(page.locator("ins.undone")).to_have_count(1)
    page.keyboard.press("y")
    expect(page.locator("ins.undone")).to_have_count(0)
    expect(page.locator("#status")).to_contain_text("decisions: 1")
    here = page.inner_text("h2")
    page.keyboard.press("N")
    expect(page.locator("h2")).not_to_have_text(here)
    page.keyboard.press("P")
    expect(page.locator("h2")).to_have_text(here)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"


def decided(page):
    """Undo the join of 联合, settle the conflict and the doubled word; the saved file's path."""
    to_article(page, "seed-article.txt")
    page.locator("tr[data-line='115'] del.loud").click()
    page.click("#inspector button:has-text('Undo')")
    page.fill("#inspector .note", "标题")
    page.press("#inspector .note", "Enter")
    page.locator(".card.conflict .option").nth(0).click()
    doubled = page.locator(".card", has_text="punctuation/doubled-word")
    doubled.get_by_label("Another reading").fill("将")
    doubled.get_by_label("Another reading").press("Enter")
    page.locator(".card", has_text="lines/jump-line").get_by_text("Let it stand").click()
    page.fill("#reviewer", "王编辑")
    with page.expect_download() as download:
        page.click("#save")
    return download.value


def test_decisions_are_saved_and_applied(page, archive, tmp_path):
    download = decided(page)
    assert download.suggested_filename == "decisions.jsonl"
    download.save_as(tmp_path / "decisions.jsonl")
    head, *made = [json.loads(line) for line in (tmp_path / "decisions.jsonl").read_text("utf-8").splitlines()]
    assert head["type"] == "decisions"
    assert sorted(each["decision"] for each in made) == ["reading", "reading", "stands", "undo"]
    assert {each["by"] for each in made} == {"王编辑"}
    assert next(each for each in made if each["decision"] == "undo")["note"] == "标题"
    done = command_in(archive)(
        "apply", "log.jsonl", tmp_path / "decisions.jsonl", "-o", tmp_path / "reviewed", "--log", tmp_path / "new.jsonl"
    )
    assert b"7 articles: 4 decisions carried out, 1 flag open, 0 errors" in done.stderr
    clean = (archive / "clean/seed-article.txt").read_text("utf-8")
    expected = (
        clean.replace("联合广州花都", "联\n\n合广州花都")
        .replace("将将", "将")
        .replace("2024年4月23日", "2021年4月23日", 1)
    )
    assert (tmp_path / "reviewed/seed-article.txt").read_text("utf-8") == expected


def test_decisions_are_remembered_and_can_be_opened_again(page, archive, tmp_path, browser):
    decided(page).save_as(tmp_path / "decisions.jsonl")
    page.wait_for_timeout(1000)  # the browser writes its memory behind
    page.reload()
    page.wait_for_selector("table.sides")
    expect(page.locator("#status")).to_have_text("decisions: 4 · not saved")
    expect(page.locator("ins.undone")).to_have_count(2)
    with browser.new_context() as context:
        other = context.new_page()
        opened(other, archive / "report.html")
        other.set_input_files("#open", tmp_path / "decisions.jsonl")
        expect(other.locator("#status")).to_contain_text("4")
        (tmp_path / "odd.jsonl").write_text("hello")
        other.set_input_files("#open", tmp_path / "odd.jsonl")
        expect(other.locator("#toast")).to_contain_text("not a file of decisions")


def test_nothing_is_saved_without_a_name(page):
    to_article(page, "seed-article.txt")
    page.keyboard.press("j")
    page.keyboard.press("u")
    page.click("#save")
    assert "Write your name first" in page.inner_text("#toast")
    assert page.evaluate("document.activeElement.id") == "reviewer"


def test_what_an_article_says_is_shown_and_never_run(page):
    to_article(page, "onerror")
    text = page.inner_text("table.sides")
    for part in HOSTILE:
        shown = re.sub("[\u202e\u202c]", lambda match: f"U+{ord(match[0]):04X}", part)
        assert shown.split(",")[0] in text.replace("，", ",")
    expect(page.locator("main img, main script, main style")).to_have_count(0)
    expect(page.locator("del .sign[title='U+202E']")).to_have_count(1)
    assert page.locator("body").is_visible()


def test_the_policy_of_the_page_lets_no_markup_and_no_other_script_in(browser, archive):
    with browser.new_context() as context:
        page = context.new_page()
        opened(page, archive / "report.html")
        tried = "(make) => { try { make(); return 'done'; } catch (error) { return error.name; } }"
        assert page.evaluate(f"() => ({tried})(() => {{ document.body.innerHTML = '<b>x</b>'; }})") == "TypeError"
        added = "const script = document.createElement('script'); script.text = 'window.pwned = 1'; document.body.append(script);"
        assert page.evaluate(f"() => ({tried})(() => {{ {added} }})") == "TypeError"
        page.evaluate(
            "() => { try { const b = document.createElement('b'); b.setAttribute('onclick', 'window.pwned = 1'); document.body.append(b); b.click(); } catch {} }"
        )
        assert page.evaluate("window.pwned") is None
        expect(page.locator("table.list")).to_have_count(1)
    source = (archive / "report.html").read_text("utf-8")
    assert "default-src 'none'" in source
    assert not re.search("[\u202a-\u202e\u2066-\u2069\ud800-\udfff]", source)


def test_the_page_prints_without_its_controls(page):
    to_article(page, "seed-article.txt")
    page.emulate_media(media="print")
    for control in (".bar", "#filters", ".walk", "footer"):
        assert not page.locator(control).is_visible()
    assert page.locator("table.sides").is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_the_page_speaks_chinese(page, archive):
    opened(page, archive / "zh.html")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert "各规则的改动与标记" in page.inner_text("main")
    to_article(page, "seed-article.txt")
    assert "同一段落的两份内容不一致" in page.inner_text(".card.conflict")
    left = set(re.findall("[a-z]{4,}", re.sub(r"\S*[/.]\S*|SHA-256 \w+|newsclean", "", page.inner_text("#app"))))
    assert left <= {"utf"}
