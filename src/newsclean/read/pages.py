"""The article in an HTML page, as text. What is cleaned, logged and restored is that text, not the page."""

from __future__ import annotations

from typing import NamedTuple

from newsclean.decode.ladder import decode
from newsclean.errors import InputError, UsageError


class Page(NamedTuple):
    """The article of a page.

    Attributes:
        text: Its title and paragraphs, a line each.
        by: What found it, with its version.
    """

    text: str
    by: str


def article_of(data: bytes, encoding: str, name: str) -> Page:
    """Find the article in a page (Barbaresi 2021, trafilatura).

    Args:
        data: The page.
        encoding: `auto`, or the name of its encoding.
        name: What to call it in an error.

    Raises:
        UsageError: trafilatura is not installed.
        DecodeError: The page is in no encoding that is known.
        InputError: There is no article in it.
    """
    try:
        import trafilatura
    except ImportError:
        raise UsageError(name, "pages need trafilatura", "run: pip install 'newsclean[html]'") from None
    page = decode(data, encoding, name).text
    found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    text = (getattr(found, "text", None) or "").strip()
    if not text:
        raise InputError(name, "no article found in the page", "extract it by other means, and clean the text")
    title = (getattr(found, "title", None) or "").strip()
    whole = text if not title or text.startswith(title) else f"{title}\n{text}"
    return Page(f"{whole}\n", f"trafilatura {trafilatura.__version__}")
