"""Changes and flags of an article, as lines for a terminal: place, rule, and the change in its context."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from newsclean.changelog.reading import ArticleLog
from newsclean.cli.terminal import counted, phrase
from newsclean.core.reasons import in_words
from newsclean.core.result import Change, FlagRecord
from newsclean.i18n.messages import Catalog
from newsclean.text.lines import LineNumbers
from newsclean.text.printable import escaped, excerpt

_CONTEXT = 12
_LONGEST = 60


class Style(NamedTuple):
    """Style in which what goes, what comes, and what is flagged are set apart."""

    gone: Callable[[str], str]
    come: Callable[[str], str]
    flagged: Callable[[str], str]
    faint: Callable[[str], str]


class _Place(NamedTuple):
    start: int
    where: str
    rule: str
    what: str


def heading(article: ArticleLog) -> str:
    """An article's name and numbers, in a line."""
    source, clean = article.head["source"], article.head["clean"]
    facts = [
        str(source.get("encoding", "")),
        phrase("{} → {} bytes", f"{source['bytes']:,}", f"{clean['bytes']:,}"),
        counted(len(article.changes), "change"),
        counted(len(article.flags), "flag"),
    ]
    return escaped(f"{article.name}: {phrase(', ').join(filter(None, facts))}")


def shown(
    article: ArticleLog, original: str | None, rules: Collection[str], style: Style, catalog: Catalog
) -> Iterator[str]:
    """The changes and flags of an article, conflicts first, then in the order of the text.

    Args:
        article: What the log says of it.
        original: Its original text; without it, there is no context and no column.
        rules: The rules and stages to show; empty for all.
        style: How to set parts of a line apart.
        catalog: The language of the reasons.
    """

    def is_shown(rule: str) -> bool:
        return not rules or rule in rules or rule.partition("/")[0] in rules

    context = _Context(original, style)
    flags = [flag for flag in article.flags if is_shown(flag.rule)]
    conflicts = [_conflict(flag, context, catalog) for flag in flags if flag.other]
    rest = [_flag(flag, context, catalog) for flag in flags if not flag.other]
    rest += [_change(change, context, catalog) for change in article.changes if is_shown(change.rule)]
    places = [*conflicts, *sorted(rest)]
    wheres = max((len(place.where) for place in places), default=0)
    names = max((len(place.rule) for place in places), default=0)
    for place in places:
        yield f"{style.faint(place.where.rjust(wheres))}  {place.rule.ljust(names)}  {place.what}"


class _Context:
    """The text around a place of the original."""

    def __init__(self, original: str | None, style: Style) -> None:
        self._text = original
        self._lines = None if original is None else LineNumbers(original)
        self.style = style

    def where(self, start: int, line: int) -> str:
        if self._lines is None:
            return str(line or "?")
        line, column = self._lines.place(start)
        return f"{line}:{column}"

    def around(self, start: int, end: int, middle: str) -> str:
        if self._text is None:
            return middle
        before = self._text[max(0, start - _CONTEXT) : start].rpartition("\n")[2]
        after = self._text[end : end + _CONTEXT].partition("\n")[0]
        return f"{escaped(before)}{middle}{escaped(after)}"


def _change(change: Change, context: _Context, catalog: Catalog) -> _Place:
    style = context.style
    gone = style.gone(f"[-{excerpt(change.before, _LONGEST)}-]")
    come = style.come(f"{{+{excerpt(change.after, _LONGEST)}+}}") if change.after else ""
    stays = f"{change.of} ({escaped(change.of_article)})" if change.of_article else change.of
    notes = [catalog.gettext("line {} stays").format(stays)] if change.of is not None else []
    if change.confidence < 1:
        notes.append(f"{change.confidence:.1%}")
    if change.reasons:
        notes.append(escaped(in_words(change.reasons, catalog.reason)))
    told = f"  {style.faint('(' + '; '.join(notes) + ')')}" if notes else ""
    end = change.start + len(change.before)
    what = gone + come if change.of is not None else context.around(change.start, end, gone + come)
    return _Place(change.start, context.where(change.start, change.line), change.rule, what + told)


def _flag(flag: FlagRecord, context: _Context, catalog: Catalog) -> _Place:
    marked = context.style.flagged(f"⟦{excerpt(flag.text, _LONGEST)}⟧")
    what = context.around(flag.start, flag.start + len(flag.text), marked)
    told = context.style.faint(f"({escaped(in_words(flag.reasons, catalog.reason))})")
    return _Place(flag.start, context.where(flag.start, flag.line), flag.rule, f"{what}  {told}")


def _conflict(flag: FlagRecord, context: _Context, catalog: Catalog) -> _Place:
    place = _flag(flag, context, catalog)
    other = context.style.flagged(f"⟦{excerpt(flag.other or '', _LONGEST)}⟧")
    if flag.of_start is not None:
        other = context.around(flag.of_start, flag.of_start + len(flag.other or ""), other)
    line = catalog.gettext("line {} has").format(flag.of)
    return place._replace(what=f"{place.what}\n    {line}  {other}")
