"""Findings: each change and flag of an article at its place in its file, as editors and other programs take it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsclean.core.reasons import Reason, in_words
from newsclean.core.result import Change, FlagRecord, Result
from newsclean.rules.registry import RULES
from newsclean.text.lines import LineNumbers
from newsclean.text.printable import escaped, excerpt


class TextPlace(NamedTuple):
    """Place in a text.

    Attributes:
        line: Its line, from 1.
        column: Its column in code points, from 1.
        byte: The same in bytes of UTF-8.
    """

    line: int
    column: int
    byte: int


class TextFinding(NamedTuple):
    """Finding in an article.

    Attributes:
        article: The article's name.
        path: The file it stands in.
        file_line: The line of the file to point at where it does not hold the text as it is: the number of the record,
            or 1 where the text was found in a page. Else 0.
        rule: The rule.
        message: What it is, in words.
        reasons: Why, as the log has it.
        before: What stands there.
        after: What would stand there; None for a flag.
        start: Where it begins, in code points of the article.
        begin: The same as line and column of the article.
        end: Where it ends, alike.
        line: The line of the article that it begins in, without its line break.
        is_safe: Whether its rule is one of those at whose changes nobody need look.
    """

    article: str
    path: str
    file_line: int
    rule: str
    message: str
    reasons: tuple[Reason, ...]
    before: str
    after: str | None
    start: int
    begin: TextPlace
    end: TextPlace
    line: str
    is_safe: bool


def findings_of(
    article: str,
    path: str,
    text: str,
    result: Result,
    translate: Callable[[str], str] = str,
    *,
    is_extracted: bool = False,
) -> Iterator[TextFinding]:
    """Yield the findings of an article, in the order of its text.

    Args:
        article: Its name.
        path: The file it stands in.
        text: Its original text.
        result: What became of it.
        translate: Gives the words of a reason in another language.
        is_extracted: Whether the text was found in a page or document, and is not the file.
    """
    lines = LineNumbers(text)
    number = article[len(path) + 1 :].partition(":")[0] if article.startswith(f"{path}:") else ""
    file_line = int(number) if number.isdecimal() else int(is_extracted)
    every: list[Change | FlagRecord] = [*result.changes, *result.flags]
    for one in sorted(every, key=lambda one: one.start):
        message = _message(one, translate)
        before, after = (one.before, one.after) if isinstance(one, Change) else (one.text, None)
        begin, end = _place(text, one.start, lines), _place(text, one.start + len(before), lines)
        line = text[slice(*lines.span(begin.line))].rstrip("\r\n")
        is_safe = isinstance(one, Change) and one.rule in RULES and RULES[one.rule].safe
        yield TextFinding(
            article,
            path,
            file_line,
            one.rule,
            message,
            one.reasons,
            before,
            after,
            one.start,
            begin,
            end,
            line,
            is_safe,
        )


def _place(text: str, offset: int, lines: LineNumbers) -> TextPlace:
    line, column = lines.place(offset)
    before = text[offset - column + 1 : offset]
    return TextPlace(line, column, len(before.encode("utf-8", "surrogatepass")) + 1)


def _message(one: Change | FlagRecord, translate: Callable[[str], str]) -> str:
    why = escaped(in_words(one.reasons, translate))
    if isinstance(one, FlagRecord):
        other = f"; line {one.of} has {excerpt(one.other)}" if one.other else ""
        return f"flag {excerpt(one.text)}; {why}{other}"
    what = f"{excerpt(one.before)} → {excerpt(one.after)}" if one.after else f"remove {excerpt(one.before)}"
    of = f" (repeats line {one.of})" if one.of is not None else ""
    return f"{what}{of}" + (f"; {why}" if why else "")
