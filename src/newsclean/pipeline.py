"""The way of an article through the stages, until none of them has anything more to propose."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import cycle

from newsclean import characters, duplicates, lines, punctuation, script
from newsclean.article.account import account, in_original
from newsclean.article.alignment import Alignment
from newsclean.article.kept import KeptIn, stops
from newsclean.article.outline import Outline, outlines
from newsclean.article.proposal import Edit, Flag, settle
from newsclean.article.result import Result
from newsclean.article.rule import Rule
from newsclean.article.signs import Screen
from newsclean.article.view import Beside, View
from newsclean.errors import SettingsError, UnstableError
from newsclean.settings import STAGES, Settings, suggestion

RULES: dict[str, Rule] = {
    rule.id: rule for stage in (characters, lines, punctuation, script, duplicates) for rule in stage.RULES
}
"""All rules by id, in the order in which they are asked."""

# An article that has not come to rest after so many runs of each stage never will.
_MOST_ROUNDS = 12


class _Stage:
    """The rules of a stage that are to be asked, and how to tell which have nothing to say about a text."""

    def __init__(self, name: str, rules: Sequence[Rule], screened: Sequence[Rule], screen: Screen) -> None:
        self.name = name
        self._rules = rules
        self._screen = screen
        self._bit = {rule: 1 << number for number, rule in enumerate(screened)}
        self._own = sum(self._bit.get(rule, 0) for rule in rules)
        self._told = lru_cache(maxsize=1024)(self._by_bits)

    def asked(self, view: View) -> Sequence[Rule]:
        """The rules that may have something to say about a text, by the signs in it."""
        return self._told(view.outline.derive(self._screen) & self._own) if self._own else self._rules

    def _by_bits(self, bits: int) -> Sequence[Rule]:
        return [rule for rule in self._rules if rule.signs is None or bits & self._bit[rule]]


def clean(text: str, settings: Settings | None = None) -> Result:
    """Clean an article.

    The stages are run one after another, each on what the one before made of the text, and again until none
    has anything to propose: cleaning the clean text changes nothing.

    Args:
        text: The article, any code points; line ends as they are.
        settings: How to clean; the defaults when left out.

    Returns:
        The clean text, every change, and the flags; all places in code points.

    Raises:
        SettingsError: `settings` names a stage, rule or OpenCC configuration that does not exist.
        UnstableError: The rules do not come to rest on this text, which is a fault of newsclean.
    """
    return clean_all((text,), settings)[0]


def clean_all(texts: Sequence[str], settings: Settings | None = None) -> list[Result]:
    """Clean several articles, each as `clean` does, in less time than one after another.

    Args:
        texts: The articles.
        settings: How to clean; the defaults when left out.

    Returns:
        What became of each.

    Raises:
        SettingsError: As `clean`.
        UnstableError: As `clean`.
    """
    results = clean_each([(text, {}) for text in texts], settings or Settings())
    for result in results:
        if isinstance(result, Exception):
            raise result
    return results  # type: ignore[return-value]


def clean_each(articles: Sequence[tuple[str, Beside]], settings: Settings) -> list[Result | Exception]:
    """Clean articles of an archive, each as `clean` does.

    Args:
        articles: The articles, and what other articles have of each.
        settings: How to clean.

    Returns:
        What became of each; an error is a result like any other, and costs the other articles nothing.

    Raises:
        SettingsError: As `clean`.
    """
    stages = chosen_stages(settings)
    ways = [_Way(text, beside) for text, beside in articles]
    left = ways
    for stage in cycle(stages):
        # Read together: what a stage has changed is read anew, and the rest once only.
        changed = [way for way in left if way.is_changed]
        for way, outline in zip(changed, outlines([way.aligned.text for way in changed]), strict=True):
            way.see(outline)
        for way in left:
            way.through(stage, stage.asked(way.view), settings)
        left = [way for way in left if way.settled < len(stages) and way.error is None]
        if not left:
            break
    return [way.result() for way in ways]


class _Way:
    """The way of an article through the stages.

    Attributes:
        aligned: What has become of it so far.
        is_changed: Whether rules must be shown it anew.
        view: What rules are shown.
        settled: How many stages in a row have had nothing to propose.
        error: What went wrong on the way.
    """

    __slots__ = ("_beside", "_flags", "_runs", "_told", "aligned", "error", "is_changed", "settled", "view")
    view: View

    def __init__(self, text: str, beside: Beside) -> None:
        self.aligned = Alignment(text)
        self.is_changed = True
        self.settled = self._runs = 0
        self.error: Exception | None = None
        self._beside = beside
        self._flags: dict[str, list[Flag]] = {}
        self._told: list[Flag] = []  # flags that came with an edit, placed in the original

    def see(self, outline: Outline) -> None:
        """Show the rules what the article has become, of which this is the outline."""
        self.view = View(self.aligned.text, self._beside, outline)
        self.is_changed = False

    def through(self, stage: _Stage, rules: Sequence[Rule], settings: Settings) -> None:
        """Let those rules of a stage propose that may have something to say, and make what they propose."""
        self.settled += 1
        self._flags.pop(stage.name, None)
        if not rules:
            return
        try:
            edits, flags = _propose(rules, self.view, settings)
            if flags:
                self._flags[stage.name] = flags
            if edits:
                self._change(edits)
        except Exception as error:
            self.error = error

    def _change(self, edits: Sequence[Edit]) -> None:
        self._runs += 1
        if self._runs > _MOST_ROUNDS * len(STAGES):
            raise UnstableError("article", "its rules do not come to rest", "report it, with the text")
        self._told += (in_original(flag, self.aligned) for edit in edits for flag in edit.flags)
        self.aligned = self.aligned.apply(edits)
        self.is_changed = True
        self.settled = 0

    def result(self) -> Result | Exception:
        """What became of the article, or what went wrong."""
        if self.error is not None:
            return self.error
        told = [in_original(flag, self.aligned) for found in self._flags.values() for flag in found]
        try:
            return account(self.aligned, [*self._told, *told])
        except UnstableError as error:
            return error


@lru_cache(maxsize=64)
def chosen_stages(settings: Settings) -> tuple[_Stage, ...]:
    """The rules that `settings` select, stage by stage; stages without any are left out.

    Raises:
        SettingsError: A name in `select` or `ignore` is neither a stage nor a rule.
    """
    known = {*STAGES, *RULES}
    for name in (*settings.select, *settings.ignore):
        if name not in known:
            raise SettingsError("select", f"there is no stage or rule {name!r}", suggestion(name, known))

    def is_selected(rule: Rule) -> bool:
        names = {rule.id, rule.stage}
        is_wanted = not settings.select or not names.isdisjoint(settings.select)
        return is_wanted and names.isdisjoint(settings.ignore) and rule.is_on(settings)

    chosen = [rule for rule in RULES.values() if is_selected(rule)]
    by_stage = {stage: [rule for rule in chosen if rule.stage == stage] for stage in STAGES}
    screened = [rule for rules in by_stage.values() for rule in rules if rule.signs is not None]
    screen = Screen([rule.signs for rule in screened if rule.signs is not None])
    return tuple(_Stage(name, rules, screened, screen) for name, rules in by_stage.items() if rules)


def _propose(rules: Sequence[Rule], view: View, settings: Settings) -> tuple[list[Edit], list[Flag]]:
    edits: list[Edit] = []
    flags: list[Flag] = []
    for rule in rules:
        for proposal in rule.find(view, settings):
            if isinstance(proposal, Edit):
                edits.append(proposal)
            else:
                flags.append(proposal)
    if settings.keep and (kept := view.derive(KeptIn(settings.keep))):
        edits = [edit for edit in edits if not stops(kept, view, edit)]
        flags = [flag for flag in flags if not stops(kept, view, flag)]
    return settle(edits) if edits else edits, flags
