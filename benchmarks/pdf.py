"""The text of PDFs as typesetters make them, against what was set.

    python benchmarks/pdf.py ARTICLES.jsonl[.xz] [--limit N] [--keep FOLDER]

ARTICLES are records {"title", "paragraphs"}. Ten at a time are set as a document by Chromium, WeasyPrint and
LibreOffice, in one column and in two, in several sizes, justified or not, with indents or space between paragraphs,
with running heads and page numbers, and with footnotes where the typesetter has them. The text is what newsclean reads
of the PDF, cleaned; the peers are pdftotext (Poppler) and pdfminer.six, cleaned by the same rules.

- boundaries: F1 over the beginnings and ends of lines, each by the ten characters at it, white space aside
- order: the share of paragraphs that are found whole, each behind the one before it
- lost: characters of the articles that are nowhere in the text, in 10,000

Needs Chromium, LibreOffice, Poppler and a Chinese font: apt-get install chromium libreoffice-writer-nogui poppler-utils
fonts-wqy-zenhei; pip install weasyprint pdfminer.six.
"""

from __future__ import annotations

import argparse
import html
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import weasyprint
from pdfminer.high_level import extract_text
from playwright.sync_api import Browser, sync_playwright

import newsclean
from pipeline import records

FONT = "WenQuanYi Zen Hei"
LINES_ONLY = newsclean.Settings(select=("lines",))
ARTICLES_IN_A_DOCUMENT = 10
CONTEXT = 10
NOTES = {"weasyprint": ". ", "libreoffice": ""}
"""What stands behind the number of a note, by the typesetters that have notes."""
STYLE = """@page{{size:A4;margin:2.5cm 2cm;@top-center{{content:'某某日报 2023年4月1日';font-size:9pt}}
@bottom-center{{content:'- ' counter(page) ' -';font-size:9pt}}}}
body{{font:{size}pt '{font}';margin:0}} div{{{columns}}} h2{{font-size:{title}pt;margin:1em 0 .5em}}
p{{margin:{margin};text-indent:{indent};text-align:{align};line-height:{leading}}} .fn{{float:footnote;font-size:.8em}}
.fn::footnote-call{{vertical-align:super;font-size:.7em}}"""
FODT = """<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.2"
office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls><style:font-face style:name="F"
svg:font-family="'{font}'"/></office:font-face-decls><office:styles><style:default-style style:family="paragraph">
<style:text-properties style:font-name="F" style:font-name-asian="F"
fo:font-size="{size}pt" style:font-size-asian="{size}pt"
fo:language="zh" fo:country="CN" style:language-asian="zh" style:country-asian="CN"/></style:default-style>
<style:style style:name="Footnote" style:family="paragraph"><style:text-properties fo:font-size="{note}pt"
style:font-size-asian="{note}pt"/></style:style>
<text:notes-configuration text:note-class="footnote" style:num-format="1" text:start-numbering-at="document"
text:default-style-name="Footnote"/></office:styles><office:automatic-styles>
<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:text-align="{align}"
fo:text-indent="{indent}pt" style:punctuation-wrap="simple"
fo:margin-bottom="{margin}pt" fo:line-height="{leading}%"/></style:style>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:margin-top="10pt"
fo:margin-bottom="5pt"/>
<style:text-properties fo:font-size="{title}pt" style:font-size-asian="{title}pt"/></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
fo:margin="2cm"><style:columns fo:column-count="{columns}" fo:column-gap="{gap}pt"/></style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:min-height="1cm"/></style:header-style><style:footer-style>
<style:header-footer-properties fo:min-height="1cm"/></style:footer-style></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"><style:header>
<text:p>某某日报 2023年4月1日</text:p></style:header><style:footer><text:p>第<text:page-number/>页</text:p>
</style:footer></style:master-page></office:master-styles><office:body><office:text>{body}</office:text></office:body>
</office:document>"""
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "style": "style", "text": "text", "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }.items()
)  # fmt: skip


class Document(NamedTuple):
    """What is set: articles, each a title and paragraphs with or without a note, and how."""

    articles: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    columns: int
    is_indented: bool
    is_justified: bool
    size: float
    leading: float
    behind: str

    def lines(self) -> list[str]:
        """The lines of its text, without its notes."""
        found, notes = [], 0
        for title, paragraphs in self.articles:
            found.append(title)
            for text, note in paragraphs:
                notes += bool(note)
                found.append(f"{text}{notes}" if note else text)
        return found

    def notes(self) -> list[str]:
        """The notes, each behind its number."""
        notes = [note for _, paragraphs in self.articles for _, note in paragraphs if note]
        return [f"{number}{self.behind}{note}" for number, note in enumerate(notes, 1)]


def document(articles: Sequence[dict], columns: int, typesetter: str, source: random.Random) -> Document:
    told = [
        (
            one["title"],
            [
                (text, one["title"] if typesetter in NOTES and source.random() < 0.05 else "")
                for text in one["paragraphs"]
            ],
        )
        for one in articles
    ]
    size = source.choice((9, 10.5, 12))
    leading = source.choice((1.3, 1.5, 1.75))
    return Document(
        told, columns, source.random() < 0.7, source.random() < 0.7, size, leading, NOTES.get(typesetter, "")
    )


def as_html(of: Document) -> str:
    style = STYLE.format(
        size=of.size, title=of.size + 4, font=FONT,
        columns=f"column-count:{of.columns};column-gap:2em" if of.columns > 1 else "",
        margin="0" if of.is_indented else "1em 0", indent="2em" if of.is_indented else "0",
        align="justify" if of.is_justified else "left", leading=of.leading,
    )  # fmt: skip
    body = "".join(
        f"<h2>{html.escape(title)}</h2>"
        + "".join(
            f"<p>{html.escape(text)}{f'<span class=fn>{html.escape(note)}</span>' if note else ''}</p>"
            for text, note in paragraphs
        )
        for title, paragraphs in of.articles
    )
    return f"<html lang=zh><meta charset=utf-8><style>{style}</style><div>{body}</div>"


def as_fodt(of: Document) -> str:
    mark = (
        '<text:note text:note-class="footnote"><text:note-citation>{0}</text:note-citation><text:note-body>'
        '<text:p text:style-name="Footnote">{1}</text:p></text:note-body></text:note>'
    )
    body, notes = "", 0
    for title, paragraphs in of.articles:
        body += f'<text:p text:style-name="T">{html.escape(title)}</text:p>'
        for text, note in paragraphs:
            notes += bool(note)
            foot = mark.format(notes, html.escape(note)) if note else ""
            body += f'<text:p text:style-name="B">{html.escape(text)}{foot}</text:p>'
    return FODT.format(
        spaces=SPACES, font=FONT, size=of.size, note=of.size - 2, title=of.size + 4, body=body,
        columns=of.columns, gap=2 * of.size, align="justify" if of.is_justified else "left",
        indent=2 * of.size if of.is_indented else 0, margin=0 if of.is_indented else of.size,
        leading=round(100 * of.leading),
    )  # fmt: skip


def by_weasyprint(of: Document, pdf: Path) -> None:
    weasyprint.HTML(string=as_html(of)).write_pdf(pdf)


def by_libreoffice(of: Document, pdf: Path) -> None:
    pdf.with_suffix(".fodt").write_text(as_fodt(of), "utf-8")
    command = ("soffice", "--headless", "--convert-to", "pdf", "--outdir", pdf.parent, pdf.with_suffix(".fodt"))
    subprocess.run(command, check=True, capture_output=True)


def by_chromium(browser: Browser) -> Callable[[Document, Path], None]:
    page = browser.new_page()

    def typeset(of: Document, pdf: Path) -> None:
        page.set_content(as_html(of))
        page.pdf(path=str(pdf), prefer_css_page_size=True)

    return typeset


def by_newsclean(pdf: Path) -> str:
    (article, *_) = newsclean.articles(pdf)
    return article.text


def by_pdftotext(pdf: Path) -> str:
    return subprocess.run(("pdftotext", pdf, "-"), check=True, capture_output=True, text=True).stdout


def squeezed(text: str) -> str:
    return "".join(text.split())


def boundaries(lines: Sequence[str]) -> Counter[tuple[str, str]]:
    """The beginnings and the ends of lines."""
    found: Counter[tuple[str, str]] = Counter()
    for line in filter(None, map(squeezed, lines)):
        found["begin", line[:CONTEXT]] += 1
        found["end", line[-CONTEXT:]] += 1
    return found


class Score:
    """How texts agree with what was set."""

    def __init__(self) -> None:
        self.true = self.given = self.both = self.whole = self.paragraphs = self.lost = self.characters = 0
        self.seconds = 0.0

    def add(self, of: Document, text: str, seconds: float) -> None:
        lines = of.lines()
        set_, read = boundaries([*lines, *of.notes()]), boundaries(text.replace("\f", "\n").split("\n"))
        self.true += set_.total()
        self.given += read.total()
        self.both += (set_ & read).total()
        whole, at = squeezed(text), 0
        for line in map(squeezed, lines):
            found = whole.find(line, at)
            self.paragraphs += 1
            if found >= 0:
                self.whole += 1
                at = found + len(line)
        left = Counter("".join(map(squeezed, lines))) - Counter(whole)
        self.lost += left.total()
        self.characters += len("".join(map(squeezed, lines)))
        self.seconds += seconds

    def __str__(self) -> str:
        f1 = 2 * self.both / (self.true + self.given)
        return (
            f"boundaries {f1:.4f} (precision {self.both / self.given:.4f}, recall {self.both / self.true:.4f}), "
            f"order {self.whole / self.paragraphs:.4f}, lost {10_000 * self.lost / self.characters:.1f}, "
            f"{self.seconds:.1f} s"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--limit", type=int, default=240, help="articles")
    parser.add_argument("--keep", help="a folder for the PDFs and the texts that newsclean made of them")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium or not shutil.which("pdftotext") or not shutil.which("soffice"):
        sys.exit("Chromium, pdftotext or LibreOffice is not here; see --help")
    ways = {
        "newsclean": by_newsclean,
        "read only": by_newsclean,
        "pdftotext": by_pdftotext,
        "pdfminer.six": lambda pdf: extract_text(pdf),
    }
    scores: dict[tuple[str, str, int], Score] = {}
    source = random.Random(4)
    several = (article for article in records(options.articles) if 5 <= len(article["paragraphs"]) <= 14)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        typesetters = {"chromium": by_chromium(browser), "weasyprint": by_weasyprint, "libreoffice": by_libreoffice}
        for number in range(options.limit // ARTICLES_IN_A_DOCUMENT):
            typesetter = [*typesetters][number % 3]
            columns = 1 + number // 3 % 2
            of = document(list(islice(several, ARTICLES_IN_A_DOCUMENT)), columns, typesetter, source)
            pdf = Path(options.keep or folder, f"{number}-{typesetter}-{columns}.pdf")
            typesetters[typesetter](of, pdf)
            for name, way in ways.items():
                start = time.perf_counter()
                text = way(pdf)
                if name != "read only":
                    text = newsclean.clean(text, LINES_ONLY).text
                seconds = time.perf_counter() - start
                scores.setdefault((name, typesetter, columns), Score()).add(of, text, seconds)
                if options.keep and name == "read only":
                    pdf.with_suffix(".txt").write_text(text, "utf-8")
                    pdf.with_suffix(".set").write_text("\n".join(of.lines()), "utf-8")
        browser.close()
    for (name, typesetter, columns), score in sorted(scores.items()):
        print(f"{name:13} {typesetter:12} {columns} columns: {score}")


if __name__ == "__main__":
    main()
