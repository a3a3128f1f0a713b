"""The article of a page in one of many kinds of markup: how many of its paragraphs are found, and each as one line.

    python benchmarks/pages.py ARTICLES.jsonl[.xz] [--limit N]

ARTICLES are records {"title", "paragraphs"}. Each is made a page with navigation, hot news, comments and a footer; its
paragraphs are marked up by turns as sites do it, a few at a time: `p`, `div`, sections of WeChat, breaks, lists, tables
that lay the page out, each with inline elements here and there, and a source that is wrapped. Peers: trafilatura, which
newsclean has find the article, and Resiliparse, which writes it out, each by itself.
"""

from __future__ import annotations

import argparse
import random
import sys
from html import escape
from importlib.metadata import version
from itertools import islice

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from newsclean.io.extraction.html_text import text_of_page
from pipeline import records

INLINE = (
    "{}{}", "{}{}", "{}{}", "<span>{}</span>{}", "{}<b>{}</b>", "<span>{}</span><span><font>{}</font></span>",
    "{}\n{}", "<strong>{}</strong>{}",
)  # fmt: skip
# Before all, before each, between two, behind each, behind all.
BLOCKS = (
    ("", "<p>", "", "</p>", ""),
    ("", "<p>　　", "\n", "</p>", ""),
    ("", "<div>", "", "</div>", ""),
    ("<div>", "　　", "<br><br>\n", "", "</div>"),
    ("<p>", "", "<br/>\n", "", "</p>"),
    ("", "<section><section>", "", "</section></section>", ""),
    ("<blockquote>", "<p>", "", "</p>", "</blockquote>"),
    ("<ul>", "<li>", "", "</li>", "</ul>"),
    ("<table><tr><td>", "<p>", "", "</p>", "</td></tr></table>"),
)
PLACES = (
    "<div class=content>{}</div>", "<article>{}</article>", "<div id=a><div id=b>{}</div></div>",
    "<table><tr><td>{}</td></tr></table>", "<main><section>{}</section></main>",
)  # fmt: skip
PAGE = (
    "<html><head><meta charset=utf-8><title>{title}_某某网</title></head><body><div class=top><a href=/>首页</a>"
    "<a href=/a>国内</a></div><div class=left><h1>{title}</h1>{article}<div id=comments><h3>网友评论</h3>"
    "<p>说得好，希望早日见到成效。</p></div></div><div class=right><h3>热点</h3><ol>"
    "<li><a href=/1>热点新闻一二三四</a></li><li><a href=/2>热点新闻五六七八</a></li></ol></div>"
    "<div class=footer><p>版权所有 某某网</p></div></body></html>"
)


def marked_up(text: str, source: random.Random) -> str:
    cut = source.randrange(len(text))
    inline = source.choice(INLINE)
    # Where a source is wrapped between other characters a browser shows a space.
    if "\n" in inline and not all("\u4e00" <= beside <= "\u9fff" for beside in (text[cut - 1], text[cut])):
        inline = "{}{}"
    return inline.format(escape(text[:cut]), escape(text[cut:]))


def page_of(article: dict, source: random.Random) -> str:
    left, blocks = [*article["paragraphs"]], ""
    while left:
        many = source.randrange(1, 5)
        first, before, between, behind, last = source.choice(BLOCKS)
        items = (f"{before}{marked_up(text, source)}{behind}" for text in left[:many])
        blocks += first + between.join(items) + last
        left = left[many:]
    return PAGE.format(title=escape(article["title"]), article=source.choice(PLACES).format(blocks))


def squeezed(text: str) -> str:
    return "".join(text.split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--limit", type=int, default=500)
    given = parser.parse_args()
    source = random.Random(1)
    articles = [one for one in islice(records(given.articles), given.limit) if len("".join(one["paragraphs"])) > 200]
    pages = [page_of(article, source) for article in articles]
    names = ("newsclean", "trafilatura", "resiliparse")
    print(f"python {sys.version.split()[0]}, {', '.join(f'{name} {version(name)}' for name in names)}")
    print(f"{len(pages)} pages, {sum(len(article['paragraphs']) for article in articles):,} paragraphs")
    for name, read in {
        "newsclean": lambda page: text_of_page(page.encode(), "utf-8", "page"),
        "trafilatura": lambda page: trafilatura.extract(page, include_comments=False) or "",
        "resiliparse": lambda page: extract_plain_text(page, main_content=True),
    }.items():
        there = whole = foreign = total = 0
        for article, page in zip(articles, pages, strict=True):
            text = read(page)
            lines = {squeezed(line).lstrip("•-") for line in text.split("\n")}
            wanted = [squeezed(paragraph) for paragraph in article["paragraphs"]]
            there += sum(paragraph in squeezed(text) for paragraph in wanted)
            whole += sum(paragraph in lines for paragraph in wanted)
            foreign += sum(word in text for word in ("首页", "热点新闻", "网友评论", "版权所有"))
            total += len(wanted)
        print(
            f"{name:12} {there / total:7.2%} of the paragraphs found, {whole / total:7.2%} each as a line;"
            f" {foreign / len(pages):5.2f} foreign parts a page"
        )


if __name__ == "__main__":
    main()
