"""Makes the pictures of the Chinese pages: `python docs/screenshot.py`.

Needs Playwright, Debian's Chromium, and the extra `review`.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
_QUALITY = 72


def picture(page: Page, name: str) -> None:
    """Keep what a page shows as `docs/NAME-zh.webp`."""
    taken = page.context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": _QUALITY})
    path = DOCS / f"{name}-zh.webp"
    path.write_bytes(base64.b64decode(taken["data"]))
    print(path.relative_to(ROOT), path.stat().st_size)


def report(page: Page, folder: Path) -> None:
    """Open the report of samples/ at the seed article; take its flags and its removed copies."""
    for arguments in (
        ("clean", "samples", "-o", "clean", "--log", "changes.jsonl", "--quiet"),
        ("report", "changes.jsonl", "-o", "report.html", "--language", "zh"),
    ):
        subprocess.run([sys.executable, "-m", "newsclean", *arguments], cwd=folder, check=True)
    page.goto((folder / "report.html").as_uri() + "#/articles")
    page.click("a:has-text('seed-article.txt')")
    page.fill("#reviewer", "王编辑")
    page.locator(".card .option").nth(1).click()
    picture(page, "report-flags")
    page.locator(".card a").first.click()
    picture(page, "report-copies")


@contextmanager
def application(folder: Path) -> Iterator[str]:
    """Run `newsclean review` in a folder, and yield its address."""
    command = [sys.executable, "-m", "newsclean", "--language", "zh", "review", "--no-browser"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().decode().strip()
        finally:
            process.kill()


def review(page: Page, folder: Path) -> None:
    """Drop samples/ on the application and review them, as docs/afternoon.zh.md tells."""
    with application(folder) as address:
        page.goto(address)
        files = sorted(path for path in (folder / "samples").iterdir() if path.is_file())
        page.set_input_files("#pick", files)
        page.wait_for_selector("#begin:enabled")
        page.wait_for_function("count => document.querySelectorAll('#taken li').length === count", arg=len(files))
        picture(page, "review-drop")
        page.click("#begin")
        page.click("#review", timeout=60_000)
        page.wait_for_selector("#pane h2")
        page.wait_for_function("() => !document.getElementById('loading').textContent")
        page.fill("#reviewer", "王编辑")
        page.press("#reviewer", "Enter")
        picture(page, "review-queue")
        for done, key in enumerate("2yyyy", 1):
            page.keyboard.press(key)
            page.wait_for_function("done => document.getElementById('progress').value === done", arg=done)
        page.keyboard.press("b")
        page.wait_for_selector("#all-right")
        picture(page, "review-together")
        page.keyboard.press("y")
        page.wait_for_function("() => document.getElementById('progress').value > 6")
        page.click("#finish")
        page.click("#yes")
        page.wait_for_selector("#close", timeout=60_000)
        picture(page, "review-done")


def main() -> None:
    """Take all pictures."""
    chromium = shutil.which("chromium") or os.environ["CHROMIUM"]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        shutil.copytree(ROOT / "samples", folder / "samples")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 760}, locale="zh-CN", timezone_id="Asia/Shanghai")
        report(page, folder)
        review(page, folder)
        browser.close()


if __name__ == "__main__":
    main()
