"""The article in an HTML page."""

from __future__ import annotations

from typing import Any

from newsclean.decode.ladder import decode
from newsclean.errors import UsageError
from newsclean.read.markup import without_source_breaks


def text_of_page(data: bytes, encoding: str, name: str) -> str:
    """The title and the paragraphs of the article in a page, a line each (Barbaresi 2021, trafilatura).

    Args:
        data: The page.
        encoding: `auto`, or the name of its encoding.
        name: What to call it in an error.

    Returns:
        The text; empty if there is no article in the page.

    Raises:
        UsageError: trafilatura is not installed.
        DecodeError: The page is in no encoding that is known.
    """
    page = without_source_breaks(decode(data, encoding, name).text)
    found = finder_of_articles(name).bare_extraction(page, include_comments=False, with_metadata=True)
    text: str = (getattr(found, "text", None) or "").strip()
    title: str = (getattr(found, "title", None) or "").strip()
    return text if not title or not text or text.startswith(title) else f"{title}\n{text}"


def finder_of_articles(name: str) -> Any:
    """The library that finds articles.

    Args:
        name: What it is needed for.

    Raises:
        UsageError: It is not installed.
    """
    try:
        import trafilatura
    except ImportError:
        raise UsageError(name, "pages need trafilatura", "run: pip install 'newsclean[html]'") from None
    return trafilatura
