"""Words that OpenCC's dictionaries of simplified characters are known to convert wrongly, and what they become.

The table, `data/known_errors.tsv`, holds the word, what becomes of it, and who says so. Only what stands before a bar
is converted by it: there OpenCC reads a word over the border of two, 一个|中学 as 个中.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from newsclean.rules.script.user_dictionary import Words, dictionary


@lru_cache(maxsize=64)
def words_before(words: tuple[tuple[str, str], ...], configuration: str) -> Words:
    """The words that are looked for before OpenCC is asked: the user's, and known errors of a configuration.

    Args:
        words: The user's, each word and what it becomes.
        configuration: OpenCC's, `s2twp`; of those that lead from traditional characters none are known.
    """
    own = dictionary(words)
    if not configuration.startswith("s2"):
        return own
    table = files("newsclean.rules.script").joinpath("data", "known_errors.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines()]
    patterns, target = [], dict(own.target)
    for word, after, _ in rows:
        left, bar, behind = word.partition("|")
        patterns.append(re.escape(left) + (f"(?={re.escape(behind)})" if bar else ""))
        target.setdefault(left, after)
        if not bar:  # what was converted once stays: OpenCC would convert it again
            patterns.append(re.escape(after))
            target.setdefault(after, after)
    return Words(re.compile("|".join((*([own.pattern.pattern] if own.pattern else ()), *patterns))), target)
