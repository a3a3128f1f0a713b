"""What the pages need to read well as a site, as they do in the repository."""

import re
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

_FILES = "https://github.com/newsclean/newsclean/blob/main/"


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Lead links out of `docs` to the repository, and give code blocks that are files their names as titles."""
    markdown = re.sub(r"\]\(\.\./", f"]({_FILES}", markdown)
    return re.sub(r"^```(\w+) (\S+\.\w+)$", r'```\1 title="\2"', markdown, flags=re.MULTILINE)


def on_post_build(config: Any, **_: Any) -> None:
    """Refuse a site in which Chinese words cannot be found.

    Raises:
        PluginError: The words of Chinese text are not apart in the index: jieba is not installed.
    """
    index = Path(config.site_dir, "search", "search_index.json")
    if "\u200b清洗\u200b" not in index.read_text("utf-8").replace("\\u200b", "\u200b"):
        raise PluginError(f"{index}: Chinese words are not apart; install jieba")
