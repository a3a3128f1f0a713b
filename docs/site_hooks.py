"""What the pages need to read well as a site, as they do in the repository."""

import re
from typing import Any

_FILES = "https://github.com/newsclean/newsclean/blob/main/"


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Lead links out of `docs` to the repository, and give code blocks that are files their names as titles."""
    markdown = re.sub(r"\]\(\.\./", f"]({_FILES}", markdown)
    return re.sub(r"^```(\w+) (\S+\.\w+)$", r'```\1 title="\2"', markdown, flags=re.MULTILINE)
