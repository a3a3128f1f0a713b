"""Markdown (CommonMark): text whose fences and front matter the rules leave alone."""

from __future__ import annotations

from newsclean.io.readers.text import TextReader


class MarkdownReader(TextReader):
    """Reads files of Markdown, which stay what they are."""

    extensions = (".md", ".markdown")


READER = MarkdownReader()
