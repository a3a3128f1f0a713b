"""Parts of a page that are no part of its article: comments, recommendations, dialogs, buttons, lists of news."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.text.patterns import lazy_regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAGS = ("dialog", "aside", "nav", "footer", "button", "select", "noscript")
_ROLES = ("dialog", "alertdialog", "navigation", "complementary", "contentinfo", "search", "toolbar", "menu")
# Words of class and id, between hyphens, underscores or capitals. The second are used for articles too.
_NEVER = lazy_regex(
    "comments?|cmt|repl(?:y|ies)|discuss(?:ion)?|pinglun|recommend(?:s|ed|ation)?|tuijian|log[io]n|signin|register|"
    "dialog|modal|popup|popwin|toast|overlay|breadcrumbs?|crumbs?|advert(?:isement)?|adbox|ewm|qrcode|sns|bdsharebuttonbox"
)
_SELDOM = lazy_regex(
    "relat(?:ed|e)|guess|shar(?:e|es|ing)|bshare|fenxiang|pop|mask|toolbar|sidebar|subscribe|qr|download|ads?|pager|"
    "pagination|prevnext|tags?|hotnews|rank(?:ing)?|copyright|footer|feedback|report|like|praise"
)
_WORD = lazy_regex(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Lines that only such parts have, whole.
_LABELS = lazy_regex(
    r"(?:分享(?:到|至)|返回顶部|发表评论|我要评论|(?:网友|最新|热门|全部)评论|查看更多|相关(?:阅读|新闻|推荐|文章|报道)|"
    r"(?:推荐|延伸|更多)阅读|猜你喜欢|为你推荐|热门推荐|[上下]一篇|扫一扫)[：:]?"
)
_HIDDEN = lazy_regex(r"display\s*:\s*none", re.IGNORECASE)
_LINE = ("p", "div", "li", "h2", "h3", "h4", "h5", "dt")
# So much of the text of a page is the article, whatever it is called; and so long is a paragraph of one.
_MOST, _PARAGRAPH = 0.5, 40
# The items of a list of news: so many alike, of which so much of the text is, each with a link so long first.
_ITEMS, _SHARE, _LINK = 5, 0.7, 6


def drop_boilerplate(page: _Element) -> None:
    """Take out of a page what its tag, role, class or wording says is no part of an article.

    An element that has most of the text stays, and loses the name that others would take it for none by.

    Args:
        page: The page, or the place of an article in it.
    """
    whole = len(_text(page))
    for element in [*page.iterdescendants("*")]:
        if element.getparent() is None or element.tag == "body" or not _is_boilerplate(element):
            continue
        if len(_text(element)) < _MOST * whole and element.find(".//h1") is None:
            element.drop_tree()
        else:
            for name in ("class", "id", "role"):
                element.attrib.pop(name, None)
    for element in [*page.iterdescendants(*_LINE)]:
        if element.getparent() is not None and _LABELS.fullmatch(_text(element)):
            element.drop_tree()


def is_list_of_news(article: _Element) -> bool:
    """Tell a list of news, each a link and perhaps a summary, from an article.

    Args:
        article: The element that was taken for the place of an article.
    """
    whole = len(_text(article))
    for parent in [article, *article.iterdescendants("ul", "ol", "div", "section", "tbody", "main")]:
        items: dict[tuple[object, str], list[_Element]] = defaultdict(list)
        for child in parent.iterchildren("*"):
            items[child.tag, child.get("class") or ""].append(child)
        for alike in items.values():
            listed = [_text(item) for item in alike if _begins_with_link(item)]
            if len(listed) >= _ITEMS and sum(map(len, listed)) >= _SHARE * whole:
                return True
    return False


def _is_boilerplate(element: _Element) -> bool:
    if element.tag in _TAGS or element.get("role") in _ROLES or element.get("aria-modal") == "true":
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    if element.tag == "form" and element.find(".//input[@type='password']") is not None:
        return True
    words = [word.lower() for word in _words(element)]
    if any(map(_NEVER.fullmatch, words)):
        return True
    return any(map(_SELDOM.fullmatch, words)) and not any(
        len(_text(each)) >= _PARAGRAPH
        for each in [element, *element.iterdescendants()]
        if each.tag == "p" or not len(each)
    )


def _words(element: _Element) -> Iterator[str]:
    for name in ("class", "id"):
        yield from _WORD.findall(element.get(name) or "")


def _begins_with_link(item: _Element) -> bool:
    """Tell an item of which the first text is a link."""
    link = next((text for each in item.iter("a") if (text := _text(each))), "")
    return len(link) >= _LINK and _text(item).startswith(link)


def _text(element: _Element) -> str:
    """The text in an element, without white space."""
    return "".join("".join(element.itertext()).split())
