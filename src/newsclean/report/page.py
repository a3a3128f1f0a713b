"""The page: one file that needs no network, in which nothing from an article can run."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import IO, Any

from newsclean.changelog.record_lines import Record
from newsclean.i18n.messages import Catalog
from newsclean.text.patterns import lazy_regex

_SCRIPTS = ("dom.js", "subjects.js", "data.js", "decisions.js", "overview.js", "cards.js", "article.js", "main.js")
WORDS = ("normalisation", "correction", "duplicate", "review", "flag", "keep", "undo", "stands", "reading")
"""Messages that the scripts of the page have as values: kinds of rules, and decisions."""
_MESSAGE = lazy_regex(r'(?<![\w.])_\("((?:[^"\\]|\\.)*)"\)')
# What could end the element it stands in, and what would be unseen or turn the direction of writing in the source.
_UNSAFE = lazy_regex("[<>&\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")


def data_block(name: str, value: Any) -> bytes:
    """A value as an inert element of the page.

    Args:
        name: The id of the element.
        value: What it holds, as JSON has it.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    safe = _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return f'<script type="application/json" id="{name}">{safe}</script>\n'.encode()


def write_page(out: IO[bytes], articles: Iterable[Record], index: Callable[[], Record], catalog: Catalog) -> None:
    """Write the page.

    Args:
        out: Where to.
        articles: What the page shows of each article, in order; read one by one.
        index: Gives what it shows of all of them; called when `articles` has come to its end.
        catalog: The language of the page.
    """
    script = as_script(map(page_part, _SCRIPTS))
    style = page_part("page.css")
    out.write(page_start(catalog.gettext("newsclean report"), style, script, catalog))
    for number, article in enumerate(articles):
        out.write(data_block(f"article-{number}", article))
    out.write(data_block("index", index()))
    out.write(page_end(script, catalog))


def as_script(parts: Iterable[str]) -> str:
    """Return the script of a page from its parts, which see each other's names and nobody else does."""
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"


def policy_of(script: str, style: str) -> str:
    """Return a policy (CSP 3) under which nothing runs but a script, and nothing is fetched."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def page_start(title: str, style: str, script: str, catalog: Catalog, policy: str = "") -> bytes:
    """Return a page up to its data.

    Args:
        title: Its title.
        style: Its style.
        script: Its script.
        catalog: Its language.
        policy: What it may do; by itself that of `policy_of`.
    """
    _ = catalog.gettext
    policy = policy or policy_of(script, style)
    return f"""<!doctype html>
<html lang="{catalog.tag}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(title)}</title>
<style>{style}</style>
</head>
<body>
<noscript>{html.escape(_("This page needs scripts to be allowed. It has no others than its own."))}</noscript>
<div id="app"></div>
""".encode()


def page_end(script: str, catalog: Catalog) -> bytes:
    """Return a page from its data on: what its script says, and the script."""
    messages = data_block("messages", messages_of(script, catalog))
    return messages + f"<script>{script}</script>\n</body>\n</html>\n".encode()


def messages_of(script: str, catalog: Catalog) -> dict[str, str]:
    """Return what a script says, in the language of the reader.

    Args:
        script: The script, in which messages stand as calls of `_`.
        catalog: The language.
    """
    said = {*WORDS, *_MESSAGE.findall(script)}
    return {message: catalog.gettext(message) for message in sorted(said)}


def page_part(name: str) -> str:
    """Return a part of the page: a script or the style."""
    return files(__package__).joinpath("page", name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
