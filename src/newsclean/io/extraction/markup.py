"""Markup as it is typed: documents of XML, and line breaks in the source of a page, which its reader never sees."""

from __future__ import annotations

import re
from typing import Any

from newsclean.errors import InputError
from newsclean.text.patterns import lazy_regex

# What East Asian Width (UAX #11) calls wide, but for the space U+3000 and Hangul, and the punctuation that Chinese
# shares with other languages.
_WIDE = (
    "[\u2014\u2018-\u201d\u2026\u00b7\u2e80-\u2fdf\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
    "\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff]"
)
_TAGS = "(?:<[^<>]*>)*"
_BREAK = lazy_regex(rf"({_WIDE}{_TAGS})[ \t]*[\r\n][ \t\r\n]*(?={_TAGS}{_WIDE})")
_ENDS = lazy_regex(r"</(?:body|html)\s*>", re.IGNORECASE)
# A document type declaration (XML 1.0, 2.8) with entities in its internal subset.
_OWN_ENTITY = lazy_regex(r"<!DOCTYPE[^<>\[]*\[[^\]]*?<!ENTITY\s+(?:%\s+)?([^\s\"'<>]+)", re.IGNORECASE)
# A start tag as parsers read it (HTML Living Standard, 13.2.5), one that is not closed to the end of the page.
_START_TAG = lazy_regex(r"""<[A-Za-z](?:[^"'>]++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+""")
_QUOTED_VALUE = lazy_regex(r"""(?<=[\s"'/])[^\s=>"'/]++\s*+=\s*+(?:"[^"]*+"|'[^']*+')""")
_MOST_ATTRIBUTES = 2000  # of an element; parsers look through all of them for each
_SHOWN = lazy_regex(r"(</?(?:pre|textarea)\b)", re.IGNORECASE)


def without_source_breaks(page: str) -> str:
    """A page without the line breaks that lie between two wide characters of its source.

    Editors wrap the source of a page (研究部⏎署), and what finds its text makes a space of each break; a browser makes
    nothing of it (CSS Text Module Level 3, 4.1.3, segment break transformation rules).

    Args:
        page: The source of the page, in HTML.

    Returns:
        The source, with every other character of it; in `pre` and `textarea` breaks are shown, and stay.
    """
    first, *others = _SHOWN.split(page)
    pieces = [_BREAK.sub(r"\1", first)]
    for tag, piece in zip(others[::2], others[1::2], strict=True):
        pieces += tag, _BREAK.sub(r"\1", piece) if tag.startswith("</") else piece
    return "".join(pieces)


def without_early_ends(page: str) -> str:
    """A page without the ends of its body: the head of a site, put in whole, may end it before the article begins.

    libxml2 leaves out what stands behind; a browser reads on (HTML Living Standard 13.2.6.4.19 and 13.2.6.4.22).

    Args:
        page: The source of the page, in HTML.
    """
    return _ENDS.sub("", page)


def refuse_many_attributes(page: str, name: str) -> None:
    """See to it that no element has so many attributes that parsing it would take hours.

    Args:
        page: The source of the page.
        name: What to call it in an error.

    Raises:
        InputError: One has.
    """
    for tag in _START_TAG.finditer(page):
        start, end = tag.span()
        if end - start <= 2 * _MOST_ATTRIBUTES:
            continue
        names = _QUOTED_VALUE.sub(" a ", tag[0]).replace("/", " ").split()
        if len(names) > _MOST_ATTRIBUTES:
            cause = f"an element with more than {_MOST_ATTRIBUTES:,} attributes, which is no text"
            raise InputError(name, cause, "take the text out of it by other means")


def root_of(document: bytes, name: str) -> Any:
    """The root element of a document of XML; no entity is resolved, and nothing outside it read.

    Args:
        document: The document.
        name: What to call it in an error.

    Raises:
        InputError: As `refuse_entities`.
    """
    from lxml import etree

    root = etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))
    refuse_entities(root, name)
    return root


def refuse_entities(root: Any, name: str) -> None:
    """See to it that no text of a document of XML stands in entities of its own, which may read other files.

    Args:
        root: Its root element, parsed with no entity resolved.
        name: What to call it in an error.

    Raises:
        InputError: Some does.
    """
    from lxml import etree

    entity = next(root.iter(etree.Entity), None)
    if entity is not None:
        raise _with_entities(name, entity.text)


def refuse_own_entities(page: str, name: str) -> None:
    """See to it that a page defines no entities of its own, which nothing that finds its text resolves.

    Args:
        page: The source of the page.
        name: What to call it in an error.

    Raises:
        InputError: It does.
    """
    if defined := _OWN_ENTITY.search(page):
        raise _with_entities(name, f"&{defined[1]};")


def _with_entities(name: str, entity: str) -> InputError:
    cause = f"its text has entities of its own ({entity}), which are not resolved"
    return InputError(name, cause, "open it with the program that made it, and save it again")
