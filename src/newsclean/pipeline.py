"""The way of an article through the stages, until none of them has anything more to propose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newsclean import characters, duplicates, lines, punctuation, script
from newsclean.article.account import account, in_original
from newsclean.article.alignment import Alignment
from newsclean.article.kept import KeptIn, stops
from newsclean.article.outline import chosen
from newsclean.article.proposal import Edit, Flag, settle
from newsclean.article.result import Result
from newsclean.article.rule import Rule
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

    def __init__(self, name: str, rules: Sequence[Rule]) -> None:
        self.name = name
        self._rules = [(rule, re.compile(f"[{rule.needs}]") if rule.needs else None) for rule in rules]
        needs = "".join(rule.needs for rule in rules)
        self._needed = chosen(needs) if needs else None
        self._asked = lru_cache(maxsize=1024)(self._asked_about)

    def asked(self, view: View) -> Sequence[Rule]:
        """The rules that may have something to say about a text, by the characters in it."""
        return self._asked(frozenset() if self._needed is None else frozenset(view.outline.only(self._needed)))

    def _asked_about(self, there: frozenset[str]) -> Sequence[Rule]:
        found = "".join(there)
        return [rule for rule, needs in self._rules if needs is None or needs.search(found)]


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
    return clean_beside(text, settings or Settings(), {})


def clean_beside(text: str, settings: Settings, beside: Beside) -> Result:
    """Clean an article of an archive, as `clean` does.

    Args:
        text: The article.
        settings: How to clean.
        beside: What other articles have of it.
    """
    stages = chosen_stages(settings)
    aligned = Alignment(text)
    flags: dict[str, list[Flag]] = {}
    told: list[Flag] = []  # flags that came with an edit, placed in the original
    view = View(text, beside)
    settled = runs = 0
    while settled < len(stages):
        stage = stages[runs % len(stages)]
        runs += 1
        edits, flags[stage.name] = _propose(stage, view, settings)
        if not edits:
            settled += 1
            continue
        if runs > _MOST_ROUNDS * len(stages):
            raise UnstableError("article", "its rules do not come to rest", "report it, with the text")
        told += (in_original(flag, aligned) for edit in edits for flag in edit.flags)
        aligned = aligned.apply(edits)
        view = View(aligned.text, beside)
        settled = 0
    told += (in_original(flag, aligned) for found in flags.values() for flag in found)
    return account(aligned, told)


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
        return (not settings.select or not names.isdisjoint(settings.select)) and names.isdisjoint(settings.ignore)

    chosen = [rule for rule in RULES.values() if is_selected(rule)]
    by_stage = {stage: [rule for rule in chosen if rule.stage == stage] for stage in STAGES}
    if settings.script == "keep":
        del by_stage["script"]
    return tuple(_Stage(name, rules) for name, rules in by_stage.items() if rules)


def _propose(stage: _Stage, view: View, settings: Settings) -> tuple[list[Edit], list[Flag]]:
    edits: list[Edit] = []
    flags: list[Flag] = []
    for rule in stage.asked(view):
        for proposal in rule.find(view, settings):
            if isinstance(proposal, Edit):
                edits.append(proposal)
            else:
                flags.append(proposal)
    if settings.keep and (kept := view.derive(KeptIn(settings.keep))):
        edits = [edit for edit in edits if not stops(kept, view, edit)]
        flags = [flag for flag in flags if not stops(kept, view, flag)]
    return settle(edits) if edits else edits, flags
