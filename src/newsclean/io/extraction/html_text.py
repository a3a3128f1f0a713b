"""The article in an HTML page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.io.encodings.detection import decode
from newsclean.text.patterns import lazy_regex

if TYPE_CHECKING:
    from lxml.etree import _Element

LIBRARIES = ("trafilatura", "resiliparse")
"""The packages that find an article and write out its text."""

# Taken for the ends of paragraphs where a page has no `p`: 凤冈县<span>召开</span>会议.
_INLINE = ("span", "font", "b", "strong", "i", "em", "u", "big", "small", "mark", "sub", "sup", "label", "o:p")
_TABLE = ("table", "thead", "tbody", "tfoot", "tr", "th", "td")
# A cell with so many paragraphs or breaks, or a table in it, is no datum: the table lays the page out.
_PARAGRAPHS = 3
# What an article can stand in, and what a list of links can.
_PLACES = ("html", "body", "main", "article", "div", "form", "center", "td", "table", "tbody", "tr")
_BLOCKS = ("nav", "div", "ul", "ol", "dl", "p", "table", "aside", "footer")
_HEADLINES = ("h1", "h2", "h3", "div", "p", "td", "center")
# What is found is known again by so many of its lines.
_MOST_LINES = 30
# So long a line stands in no menu by chance, as those of the way to the page do: 首页 > 公司.
_LONGER_THAN_MENUS = 8
_CELLS = lazy_regex(r"^- |\|", re.MULTILINE)
_SHORTEST_PARAGRAPH = 60
# Behind them stands in a title what the site is called.
_PARTS = lazy_regex(r"\s*(?:[_|｜]|--?|——)\s*")


class Finders(NamedTuple):
    """Finders of the text of a page.

    Attributes:
        trafilatura: The package, which finds where the article is.
        written: Writes out the text of HTML.
    """

    trafilatura: Any
    written: Callable[[str], str]


def text_of_page(data: bytes, encoding: str, name: str) -> str:
    """The title and the paragraphs of the article in a page, a line each.

    The article is found by trafilatura (Barbaresi 2021), which leaves out of it what is marked up otherwise than the
    most, and cuts paragraphs where they are not marked up as such. So all text is read of the smallest element that
    holds what was found, but for lists of links.

    Args:
        data: The page.
        encoding: `auto`, or the name of its encoding.
        name: What to call it in an error.

    Returns:
        The text, the cells of tables with tabs between them; empty if there is no article in the page.

    Raises:
        ImportError: What finds it is not installed.
        DecodeError: The page is in no encoding that is known.
        InputError: An element has thousands of attributes.
    """
    from lxml import html

    from newsclean.io.extraction.markup import refuse_many_attributes, without_early_ends, without_source_breaks
    from newsclean.io.extraction.page_boilerplate import drop_boilerplate, is_list_of_news

    page = without_early_ends(without_source_breaks(decode(data, encoding, name).text))
    refuse_many_attributes(page, name)
    finders = finders_of_articles()
    if (tree := finders.trafilatura.load_html(page)) is None:
        return ""
    drop_boilerplate(tree)
    _prepare(tree)
    found = finders.trafilatura.bare_extraction(tree, include_comments=False, with_metadata=True)
    if found is None or not found.text:
        return ""
    article = _place(tree, _Lines(found.text))
    if is_list_of_news(article):
        return ""
    text = finders.written(html.tostring(article, encoding="unicode", with_tail=False)).strip(" \n")
    title = _headline((found.title or "").strip(), tree)
    if not title or not text or _stands_first(title, text.split("\n")):
        return text
    return f"{title}\n\n{text}"


def _headline(title: str, tree: _Element) -> str:
    """The title of an article, without the name of the site behind it.

    What was found may be the headline of another article, or the name of the site: where the title of the page does not
    have it, that one is right, if the page shows it as a headline. The name of the site goes where the page has the
    rest as a headline of its own.

    Args:
        title: The title that was found.
        tree: The page.
    """
    shown = {line for element in tree.iter(*_HEADLINES) if (line := _squeezed(element.text or ""))}
    named = " ".join((tree.findtext(".//title") or "").split())
    of_page = [one for one in (named, _PARTS.split(named)[0]) if one and _squeezed(one) in shown]
    if of_page and _squeezed(title) not in _squeezed(named):
        return of_page[0]
    title = _completed(title, [named, *(" ".join("".join(each.itertext()).split()) for each in tree.iter("h1", "h2"))])
    first = _PARTS.split(title)[0]
    return first if first and _squeezed(first) in shown else title


def _completed(title: str, headlines: Sequence[str]) -> str:
    """The title of an article, whole where it was cut: at a quotation mark, which ends the attribute of a tag.

    Args:
        title: The title that was found.
        headlines: What the page has for headlines, the title of the page first.
    """
    for headline in reversed(headlines):
        if title and headline.startswith(title) and headline[len(title) :].lstrip()[:1] in tuple("\"'"):
            return headline
    return title


def _stands_first(title: str, lines: Sequence[str]) -> bool:
    """Return whether a title stands in an article before its first paragraph, not only as a caption later."""
    before = takewhile(lambda line: len(line.strip()) < _SHORTEST_PARAGRAPH, lines)
    return title in map(str.strip, before)


def _prepare(tree: _Element) -> None:
    """Make of a page what its article is found in: without inline elements, and tables that lay it out."""
    from lxml import etree
    from lxml.html.defs import block_tags

    blocks = block_tags | {"section"}
    etree.strip_tags(tree, *_INLINE)
    for section in [*tree.iter("section")]:  # WeChat has them for paragraphs
        is_leaf = not any(inner.tag in blocks for inner in section.iterdescendants("*"))
        section.tag = "p" if is_leaf else "div"
    for table in [*tree.iter("table")]:
        cells = [[*cell.iter("p", "br", "div")] for cell in table.iter("td", "th")]
        if table.find(".//table") is not None or any(len(cell) >= _PARAGRAPHS for cell in cells):
            for part in [table, *(part for part in table.iter(*_TABLE) if _table_of(part) is table)]:
                part.tag = "div"
        else:
            for cell in cells:
                if len(cell) == 1 and cell[0].tag != "br":
                    cell[0].drop_tag()


def _table_of(part: _Element) -> _Element | None:
    return next(part.iterancestors("table"), None)


class _Lines:
    """Lines of an article, and how much of them stands in an element; white space does not count."""

    def __init__(self, text: str) -> None:
        lines = [*filter(None, map(_squeezed, _CELLS.sub("\n", text).split("\n")))]
        self._lines = Counter([*lines[:: len(lines) // _MOST_LINES + 1], *lines[-1:]])

    def within(self, element: _Element, least: int = 1) -> int:
        """Return how many characters stand in an element; those of shorter lines than the least do not count."""
        text = _squeezed("".join(element.itertext()))
        counted = {line: often for line, often in self._lines.items() if len(line) >= least}
        return sum(len(line) * min(often, text.count(line)) for line, often in counted.items())


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _place(tree: _Element, lines: _Lines) -> _Element:
    """The smallest element that holds all that was found, without the lists of links in it."""
    found = lines.within(tree)
    article, inner = tree, [tree]
    while inner:
        article = inner[0]
        inner = [child for child in article.iterchildren(*_PLACES) if lines.within(child) >= max(1, found)]
    for links in [*_lists_of_links(article)]:
        if links.getparent() is not None and not lines.within(links, _LONGER_THAN_MENUS):
            links.drop_tree()
    return article


def _lists_of_links(article: _Element) -> Iterator[_Element]:
    """The elements of which half or more is links."""
    for block in article.iterdescendants(*_BLOCKS):
        linked = sum(len(_squeezed("".join(link.itertext()))) for link in block.iter("a"))
        if linked and 2 * linked >= len(_squeezed("".join(block.itertext()))):
            yield block


def finders_of_articles() -> Finders:
    """The libraries that find articles.

    Raises:
        ImportError: They are not installed.
    """
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text

    return Finders(trafilatura, extract_plain_text)
