"""An afternoon with an archive, as people without a terminal have it: from a folder dropped on the page to reviewed texts."""

import hashlib
import json

from opencc import OpenCC
from playwright.sync_api import expect

from conftest import command_in
from documents import paragraph, run, word
from pdfs import pdf, wrapped
from review_app.test_workspace import Start

FIRST = "会议要求，各地要认真贯彻落实中央决策部署，扎实推进第{}项工作。"
DATED = "2024年4月23日，会议在重庆召开，研究部署新时代推动西部大开发工作，第{}组代表参加。"
LAST = "据介绍，当地已建成一批特色产业基地，带动农民就近就业增收，第{}批干部到任。"
PROSE = "近年来，当地坚持以人民为中心的发展思想，把改善民生作为工作的出发点和落脚点，持续加大投入力度，群众的获得感明显增强。"


def article(number):
    """One with half-width marks, a word cut in two, a doubled word, and a block pasted twice with another year."""
    block = [each.format(number) for each in (FIRST, DATED, LAST)]
    again = [block[0], block[1].replace("2024年", "2021年"), block[2]]
    cut = "我们以东西部协作为抓手,联\n\n合广州、福建等地,选派8\n名干部。"
    return "\n\n".join((f"第{number}期,头版.", *block, cut, "后续还将将召开会议,代表们参加了讨论。", *again)) + "\n"


def inbox_in(folder):
    """Forty files of nine kinds."""
    folder.mkdir()
    for number in range(5):
        text = article(number)
        hard = "\n".join(PROSE[at : at + 25] for at in range(0, len(PROSE), 25))
        page = "".join(f"<p>{each}</p>" for each in text.split("\n\n"))
        files = {
            f"国标-{number}.txt": text.encode("gbk"),
            f"万国-{number}.txt": b"\xff\xfe" + text.encode("utf-16-le"),
            f"港台-{number}.txt": OpenCC("s2tw").convert(text).encode("big5hkscs"),
            f"折行-{number}.txt": f"{hard}\n\n{text}".encode(),
            f"文档-{number}.docx": word(*(paragraph(run(each)) for each in text.replace("\n\n", "\n").splitlines())),
            f"网页-{number}.html": f"<html><body><article><h1>标题</h1><p>{PROSE}</p>{page}</article></body></html>".encode(),
            f"记录-{number}.jsonl": b"".join(
                json.dumps({"id": at, "text": article(at)}, ensure_ascii=False).encode() + b"\n" for at in range(3)
            ),
            f"扫描-{number}.pdf": pdf(*wrapped([PROSE, *text.split()])),
        }
        for name, data in files.items():
            (folder / name).write_bytes(data)
    (folder / "里").mkdir()
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(50))
    (folder / "港台-4.txt").rename(folder / "里" / "港台-4.txt")
    (folder / "扫描-4.pdf").unlink()
    return {
        path.relative_to(folder.parent).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def drop(page, path):
    """Drop a file or folder from outside the browser on the page."""
    box = page.locator(".zone").bounding_box()
    where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
        session.send("Input.dispatchDragEvent", {"type": kind, **where, "data": data})


def opened(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    return context, page, problems


def decided(page):
    return page.evaluate("() => document.getElementById('progress').value")


def test_a_folder_is_dropped_cleaned_reviewed_carried_out_and_restored(tmp_path, browser):
    originals = inbox_in(tmp_path / "来稿")
    assert len(originals) == 40
    server = Start(tmp_path)
    try:
        context, page, problems = opened(browser, server.address)
        drop(page, tmp_path / "来稿")
        expect(page.locator("#status")).to_have_text("已收到 40 个文件。", timeout=20_000)
        page.locator("#begin").press("Enter")
        expect(page.locator("#review")).to_be_focused(timeout=60_000)
        page.keyboard.press("Enter")

        page.locator("#reviewer").press_sequentially("王编辑")
        page.keyboard.press("Enter")
        expect(page.locator("#loading")).to_be_empty(timeout=20_000)
        for number in range(30):
            page.keyboard.press("1" if number % 3 else "2")
        page.wait_for_function("() => document.getElementById('progress').value === 30", timeout=30_000)
        context.close()  # in the middle of it

        context, page, more = opened(browser, server.address)
        expect(page.locator("#pane h2")).to_be_visible()
        assert decided(page) == 30
        page.locator("#reviewer").press_sequentially("李编辑")
        page.keyboard.press("Enter")
        for number in range(30):
            page.keyboard.press("y" if number % 5 else "1")
        page.wait_for_function("() => document.getElementById('progress').value === 60", timeout=30_000)

        page.get_by_label("规则", exact=True).select_option("lines/cut-word")
        page.wait_for_function("() => document.body.dataset.place.includes('/change/')")
        page.locator("#queue").focus()
        page.keyboard.press("b")
        page.locator("#dialog input[value=rule]").check()
        places = int(page.locator("#all-right").inner_text().split("（")[-1].split("(")[-1].rstrip(")）"))
        assert places > 10
        page.keyboard.press("y")
        page.wait_for_function("sum => document.getElementById('progress').value === sum", arg=60 + places)

        page.locator("#finish").press("Enter")
        page.keyboard.press("Enter")
        expect(page.locator("#question")).to_contain_text("0 个有误", timeout=30_000)
        expect(page.locator("#question")).to_contain_text(f"执行 {60 + places} 项决定")
        with page.expect_download() as download:
            page.locator("dialog a[download='reviewed.zip']").press("Enter")
        assert download.value.path().read_bytes()[:2] == b"PK"
        assert not problems + more
        context.close()
    finally:
        server.kill()

    folder = tmp_path / "newsclean-review"
    kept = {
        path.relative_to(folder / "originals").as_posix(): path.read_bytes()
        for path in (folder / "originals").rglob("*")
        if path.is_file()
    }
    assert kept == originals
    command = command_in(tmp_path)
    log = folder / "clean.changes.reviewed.jsonl"
    assert b"39 " in command("verify", "--log", log).stdout
    restored = 0
    for path in sorted((folder / "clean.changes.reviewed").rglob("*")):
        if path.suffix in (".txt", ".jsonl") and path.name[:2] in ("国标", "万国", "港台", "折行", "记录"):
            data = command("restore", path, "--log", log).stdout
            assert hashlib.sha256(data).digest() in {hashlib.sha256(each).digest() for each in originals.values()}
            restored += 1
    assert restored == 25
    made = [json.loads(line) for line in (folder / "clean.changes.decisions.jsonl").read_text("utf-8").splitlines()[1:]]
    assert {each["by"] for each in made} == {"王编辑", "李编辑"}
