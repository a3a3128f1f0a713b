"""Makes the screenshots in README.zh-CN.md: `python docs/screenshot.py`. Needs Playwright and Debian's Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FLAGS = ROOT / "docs" / "report-flags-zh.png"
COPIES = ROOT / "docs" / "report-copies-zh.png"


def report(folder: Path) -> Path:
    """The Chinese report of samples/, made in a folder."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    for arguments in (
        ("clean", "samples", "-o", "clean", "--log", "changes.jsonl", "--quiet"),
        ("report", "changes.jsonl", "-o", "report.html", "--language", "zh"),
    ):
        subprocess.run([sys.executable, "-m", "newsclean", *arguments], cwd=folder, check=True)
    return folder / "report.html"


def main() -> None:
    """Open the report at the seed article, and take pictures of its flags and of its removed copies."""
    chromium = shutil.which("chromium") or os.environ["CHROMIUM"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = report(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 760})
        page.goto(page_file.as_uri() + "#/articles")
        page.click("a:has-text('seed-article.txt')")
        page.fill("#reviewer", "王编辑")
        page.locator(".card .option").nth(1).click()
        page.screenshot(path=FLAGS)
        page.locator(".card a").first.click()
        page.screenshot(path=COPIES)
        browser.close()
    print(FLAGS, COPIES, sep="\n")


if __name__ == "__main__":
    main()
