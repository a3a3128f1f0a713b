"""Blocks of program code in a text, which stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from newsclean.text.line_kinds import LineTest
from newsclean.text.patterns import lazy_regex

_STRING = lazy_regex(r"""(["'`])(?:\\.|(?!\1)[^\\\r\n])*\1""")
_COMMENT = lazy_regex(r"(?:^|(?<=[\s;{}()]))(?://|#).*\Z")
_BEYOND = "\u2e80-\U0010ffff“”‘’—…"
# Something Chinese, and a line that has it before a string or comment may begin.
_BEYOND_LATIN, _SPEAKS = lazy_regex(f"[{_BEYOND}]"), lazy_regex(f"[^\"'`#/{_BEYOND}]*+[{_BEYOND}]")
NO_SPEECH = lazy_regex(f"[\r\n][^\\S\r\n]*+(?=\\S)[^\"'`#/{_BEYOND}\r\n]*+(?![{_BEYOND}])")
"""Matches, from its break on, a line that has not; in the skeleton of a text too."""
# What a line is, its strings and comments left out; what only may be code is found elsewhere too.
_is_prompt, _is_code, _may_be_code = LineTest("prompt"), LineTest("code"), LineTest("like-code")
MARKERS = ("=", "{", "import ", "def ", ");", "):", "print(", "$ ", ">>> ")
"""What a text holds one of that has lines of code."""

LINE = lazy_regex(r"[^\r\n]+")
"""Matches a line that is not empty, without its line break."""
# Lines of which each surely says something in Chinese; or one that is not empty.
_SPEAKING = rf"[^\S\r\n]*+[^\"'`#/{_BEYOND}\r\n]*+(?!\u3000)[{_BEYOND}][^\r\n]*+"
_LINES = lazy_regex(rf"({_SPEAKING}(?:[\r\n]++{_SPEAKING})*+)|[^\r\n]+")

_FENCE = lazy_regex(r"(?<![^\r\n])[ \t]*(`{3,}|~{3,})([^`\r\n]*)")
# What stands before the text of a page in Markdown, as Jekyll and others read it: `---`, lines of YAML, `---`.
_FRONT_MATTER = lazy_regex(
    r"\A\ufeff?---[ \t]*\r?\n"
    r"(?:(?:[A-Za-z_][\w.-]*:[^\r\n]*|-[ \t][^\r\n]*|#[^\r\n]*|[ \t]+[^\r\n]*)?\r?\n){1,200}+---[ \t]*(?![^\r\n])"
)
_LEAST, _LONGEST = 2, 300
# So many lines no block has: what only may be code makes none by itself. A blank line or a comment says nothing.
_NONE, _NOTHING = 1 << 60, 0


def code_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Find lines of code that stand together: two at least, or one behind a prompt; blank lines and comments aside.

    A line is judged without its strings and comments, which may be Chinese; one that says something in Chinese beside
    them is none.

    Args:
        text: Any text.

    Yields:
        The spans from the first line of a block to the end of its last, in code points.
    """
    if not any(marker in text for marker in MARKERS):
        return
    lines = ((each.span(), None if each[1] else _lines_needed(each.group().strip())) for each in _LINES.finditer(text))
    telling = (line for line in lines if line[1] != _NOTHING)
    for is_code, block in groupby(telling, lambda line: line[1] is not None):
        spans, needed = zip(*block, strict=True)
        if is_code and len(spans) >= min(needed):
            yield spans[0][0], spans[-1][1]


def fenced(text: str) -> Iterator[tuple[int, int]]:
    """Find what stands between fences, as Markdown writes code (CommonMark 4.5), and the front matter of a page.

    Args:
        text: Any text.

    Yields:
        The spans from the fence that opens a block to the end of the one that closes it, in code points; none of a
        block that is never closed.
    """
    if front := _FRONT_MATTER.match(text):
        yield front.span()
    if "```" not in text and "~~~" not in text:
        return
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(text):
        if opened is None:
            opened = match
        elif match[1].startswith(opened[1]) and not match[2].strip():
            yield opened.start(1), match.end(1)
            opened = None


def _lines_needed(line: str) -> int | None:
    """Of how many lines a block with this one must be, to be code.

    Returns:
        None if the line is no code, as a long one, which is data; `_NOTHING` if it is blank or a comment.
    """
    if len(line) > _LONGEST or _SPEAKS.match(line):
        return None
    bare = _COMMENT.sub("", _STRING.sub("''", line)).strip()
    if not bare:
        return _NOTHING
    if bare == "''" or _BEYOND_LATIN.search(bare):
        return None
    if _is_prompt(bare):
        return 1
    if _is_code(bare):
        return _LEAST
    return _NONE if _may_be_code(bare) else None
