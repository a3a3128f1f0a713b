"""The text of real PDFs put together again: printed by Chromium, read by pdftotext, cleaned.

    python benchmarks/pdf.py ARTICLES.jsonl[.xz] [--limit N]

ARTICLES are records {"title", "paragraphs"}. Each is set in columns of another width and size, justified or not, with
indents or space between paragraphs, with a running head and page numbers; every second is read with `-layout`, which
keeps margins, the others with `-raw`, which loses indents. The peer: joining whatever has no final mark. Needs Chromium
and Poppler, and a Chinese font: apt-get install chromium poppler-utils fonts-wqy-microhei.
"""

from __future__ import annotations

import argparse
import html
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from playwright.sync_api import sync_playwright

from newsclean import Settings, clean
from newsclean.rules.lines.cues import is_final
from pipeline import records

LINES_ONLY = Settings(select=("lines",))
WIDTHS, SIZES = (120, 160, 200, 260, 340, 480, 620), (12, 14, 16)
HEAD = '<div style="font-size:9px">某某日报 2023年4月{day}日</div>'
FOOT = '<div style="font-size:9px;margin:auto">第<span class=pageNumber></span>页</div>'
FURNITURE = re.compile(r"\s*(?:某某日报 2023年4月\d+日|第\s*\d+\s*页)\s*")
STYLE = (
    "body{{font:{size}px 'WenQuanYi Micro Hei',sans-serif;width:{width}px}}"
    "p{{text-align:{align};text-indent:{indent};margin:{margin}}}"
)


def printed(article: dict, number: int, source: random.Random) -> tuple[str, dict]:
    """A page of an article, and how to print it."""
    is_indented = source.random() < 0.67
    style = STYLE.format(
        size=source.choice(SIZES),
        width=source.choice(WIDTHS),
        align=source.choice(("justify", "left")),
        indent="2em" if is_indented else "0",
        margin="0" if is_indented else "1em 0",
    )
    body = "".join(f"<p>{html.escape(text)}</p>" for text in article["paragraphs"])
    page = f"<meta charset=utf-8><style>{style}</style><h3>{html.escape(article['title'])}</h3>{body}"
    head = HEAD.format(day=number % 28 + 1)
    return page, {"format": "A4", "display_header_footer": True, "header_template": head, "footer_template": FOOT}


def starts(text: str) -> set[int]:
    """Where lines begin, in the text without white space and without the furniture of its pages."""
    found, at = set(), 0
    for line in text.replace("\f", "\n").split("\n"):
        if line.strip() and not FURNITURE.fullmatch(line):
            found.add(at)
            at += len("".join(line.split()))
    return found


def without_final_marks(text: str) -> str:
    lines = [line.strip() for line in text.replace("\f", "\n").split("\n") if line.strip()]
    lines = [line for line in lines if not FURNITURE.fullmatch(line)]
    return "".join(line + "\n" if is_final(line) else line for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--limit", type=int, default=40)
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium or not shutil.which("pdftotext"):
        sys.exit("no Chromium or pdftotext here: apt-get install chromium poppler-utils fonts-wqy-microhei")
    ways: dict[str, Callable[[str], str]] = {
        "newsclean": lambda text: clean(text, LINES_ONLY).text,
        "no final mark": without_final_marks,
    }
    told: Counter[tuple[str, str, str]] = Counter()
    source = random.Random(4)
    several = (article for article in records(options.articles) if 5 <= len(article["paragraphs"]) <= 14)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        for number, article in enumerate(islice(several, options.limit)):
            content, how = printed(article, number, source)
            page.set_content(content)
            pdf = Path(folder, f"{number}.pdf")
            page.pdf(path=str(pdf), **how)
            mode = ("-raw", "-layout")[number % 2]
            text = subprocess.run(["pdftotext", mode, pdf, "-"], check=True, capture_output=True, text=True).stdout
            true, given = starts("\n".join((article["title"], *article["paragraphs"]))), starts(text)
            for name, way in ways.items():
                left = starts(way(text))
                told[name, mode, "breaks"] += len(given - true)
                told[name, mode, "joined"] += len(given - true - left)
                told[name, mode, "boundaries"] += len(given & true)
                told[name, mode, "wrong"] += len((given & true) - left)
        browser.close()
    for name in ways:
        for mode in ("-raw", "-layout"):
            breaks, joined, boundaries, wrong = (
                told[name, mode, what] for what in ("breaks", "joined", "boundaries", "wrong")
            )
            print(
                f"{name:14} {mode:8} {joined / breaks:.3f} of {breaks:,} breaks joined, "
                f"{wrong} of {boundaries} boundaries of paragraphs"
            )


if __name__ == "__main__":
    main()
