"""Blocks of program code in a text, which stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.patterns import regex

_STRING = regex(r"""(["'`])(?:\\.|(?!\1)[^\\\r\n])*\1""")
_COMMENT = regex(r"(?:^|(?<=[\s;{}()]))(?://|#).*\Z")
_BEYOND_LATIN = regex("[\u2e80-\U0010ffff“”‘’—…]")
# What a line is, its strings and comments left out; the first kinds are found in code only.
_PLAIN = regex(
    r"""
    (?:import|package|using)\s+[\w.*]+(?:\s+as\s+\w+)?;?                                       # import json
  | from\s+[\w.]+\s+import\s+[\w.*, ()]+
  | import\s+.*\s+from\s*'';?
  | (?:export|public|private|protected|static|final|async)?\s*
    (?:def|class|func|function|fn|struct|enum|interface|if|elif|for|while|switch|with|except|catch|void|int)\b.*[:{)(]
  | (?:\}\s*)?(?:else|try|finally|do)\s*[:{]
  | (?:(?:const|let|var|final|val)\s)?[A-Za-z_$@][\w.$\[\]'*]*(?:\s?:\s?[\w\[\],.|]{1,40})?\s{0,8}        # x: int = 1
    (?:[-+*/|&%]?=|:=|<-)(?!=)\s*+\S.*
  | (?:await\s+|return\s+|new\s+)*[A-Za-z_$][\w$]*(?:\.[\w$]+)+\(.*\)?\s*[;:{]?                # client.lpop('')
  | [A-Za-z_$][\w.$]*\(.*\)\s*[;:{]
  | (?:print|echo|printf|println|console\.log)\s*\(.*
    """,
    re.VERBOSE,
)
_PERHAPS = regex(
    r"[{}()\[\];,:]+|@[A-Za-z_][\w.]*(?:\(.*\))?|(?:return|break|continue|pass|end|yield|raise|throw)\b[^.!?]*"
    r"|[A-Za-z_$][\w$]*\(.*\)|.*[;{}]|(?:'')?[\w'\" .\[\](){}]+[,:][\w'\" .\[\](){}]*,?"
)
_SIGNS = ("=", "{", "import ", "def ", ");", "):", "print(")
_LINE = regex(r"[^\r\n]+")
_LEAST, _LONGEST = 2, 300


def code_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Find lines of code that stand together: two at least, blank lines and comments between them aside.

    A line is judged without its strings and comments, which may be Chinese; one that says something in Chinese beside
    them is none.

    Args:
        text: Any text.

    Yields:
        The spans from the first line of a block to the end of its last, in code points.
    """
    if not any(sign in text for sign in _SIGNS):
        return
    block: list[tuple[int, int]] = []
    is_certain = False
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if not line or (block and len(line) <= _LONGEST and not _bare(line)):
            continue
        kind = _kind(line)
        if kind is not None:
            block.append(match.span())
            is_certain = is_certain or kind
            continue
        if is_certain and len(block) >= _LEAST:
            yield block[0][0], block[-1][1]
        block, is_certain = [], False
    if is_certain and len(block) >= _LEAST:
        yield block[0][0], block[-1][1]


def _bare(line: str) -> str:
    """A line without what its strings hold and without its comment."""
    return _COMMENT.sub("", _STRING.sub("''", line)).strip()


def _kind(line: str) -> bool | None:
    """Whether a line is code: True for certain, False perhaps, None if it is none; a long one is data."""
    if len(line) > _LONGEST:
        return None
    bare = _bare(line)
    if bare in ("", "''") or _BEYOND_LATIN.search(bare):
        return None
    if _PLAIN.fullmatch(bare):
        return True
    return False if _PERHAPS.fullmatch(bare) else None
