"""What folding hides: figures and words parted by spaces, and characters that only simplified writing makes one."""

from __future__ import annotations

from newsclean.text.fold import NARROW
from newsclean.text.patterns import lazy_regex

_TOKEN = lazy_regex(r"[0-9A-Za-z][0-9A-Za-z.,:/+%-]*|[.+-][0-9][0-9A-Za-z.,:/+%-]*")
_BEFORE_HAN = "\u33ff"
_PARTED = lazy_regex(r"[0-9A-Za-z.,:/+%-]\s+[0-9A-Za-z.,:/+%-]")


def is_same_unfolded(earlier: str, later: str, key: str) -> bool:
    """Tell two paragraphs of equal keys that are the same as they are written, too.

    03 07 and 0307 are not, nor are 複賽 and 復賽: a character that is another in the same script says something else.

    Args:
        earlier: A paragraph.
        later: Another one.
        key: The folded text of both.
    """
    one, other = earlier.translate(NARROW), later.translate(NARROW)
    if (_PARTED.search(one) or _PARTED.search(other)) and _TOKEN.findall(one) != _TOKEN.findall(other):
        return False
    if one == other:
        return True
    one, other = "".join(one.split()), "".join(other.split())
    if len(one) != len(other) or len(one) != len(key):
        return True
    rows = [row for row in zip(one, other, key, strict=True) if min(row) > _BEFORE_HAN]
    is_one_script = any(here == there != simple for here, there, simple in rows)
    return not (is_one_script and any(here != there for here, there, _ in rows))
