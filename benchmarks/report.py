"""How long the report of an archive takes to make and to open.

    python benchmarks/report.py ARTICLES.jsonl[.xz] [--limit N]

ARTICLES holds {"id", "title", "paragraphs"} records; their marks are made half-width, so that there is much to show.
The page is opened in Debian's Chromium, driven by Playwright: until the overview is there, until a list filtered by
rule is there, until a search through all texts is done, and until an article is there. Beside it, an empty page.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from pipeline import articles

HALF = str.maketrans("，。：；？！（）", ",.:;?!()")


def run(folder: Path, *arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "newsclean", *arguments], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def until(page: Page, selector: str, what: object) -> float:
    start = time.perf_counter()
    what()  # type: ignore[operator]
    page.wait_for_selector(selector)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles")
    parser.add_argument("--limit", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = [text.translate(HALF) for text in articles(given.articles, given.limit)]
        lines = (json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
        (folder / "a.jsonl").write_text("".join(lines), "utf-8")
        (folder / "empty.html").write_text("<!doctype html><p>empty")
        cleaning = run(folder, "clean", "a.jsonl", "-o", "b.jsonl", "--log", "log.jsonl")
        making = run(folder, "report", "log.jsonl", "-o", "report.html", "--language", "en")
        with (folder / "log.jsonl").open(encoding="utf-8") as log:
            changes = sum(json.loads(line)["changes"] for line in log if '"records":' in line)
        size = (folder / "report.html").stat().st_size / 1e6
        print(f"{len(texts):,} articles, {changes:,} changes; page {size:.1f} MB")
        print(f"making the page takes {making / cleaning:.2f} times as long as cleaning")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            print(f"Chromium {browser.version}, playwright {version('playwright')}, newsclean {version('newsclean')}")
            page = browser.new_page()
            empty = until(page, "p", lambda: page.goto((folder / "empty.html").as_uri()))
            listed = "main h2:has-text('Articles:')"
            steps = {
                "an empty page": empty,
                "the overview": until(page, ".tiles", lambda: page.goto((folder / "report.html").as_uri())),
                "filtered by rule": until(
                    page, listed, lambda: page.get_by_label("rule", exact=True).select_option("punctuation/period")
                ),
                "an article": until(page, "table.sides", lambda: page.click("main table.list a >> nth=50")),
                "the overview again": until(page, ".tiles", lambda: page.click("a:has-text('Overview')")),
                "searched": until(page, listed, lambda: (page.fill("#search", "会议"), page.press("#search", "Enter"))),
            }
            for what, spent in steps.items():
                print(f"{what:18} {1000 * spent:6.0f} ms  {spent / empty:6.1f} x an empty page")
            browser.close()


if __name__ == "__main__":
    main()
