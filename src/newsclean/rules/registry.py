"""The stages, the rules of each, and which of them are asked about a text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from newsclean.core.rule import Rule
from newsclean.core.substitution_index import SubstitutionIndex, SureRule
from newsclean.errors import SettingsError
from newsclean.prefilter.stage_prefilter import StagePrefilter
from newsclean.prefilter.trigger_index import TriggerIndex
from newsclean.rules import characters, duplicates, lines, punctuation, script
from newsclean.settings import STAGES, Settings, suggestion
from newsclean.text.opencc import converter

RULES: dict[str, Rule] = {
    rule.id: rule for stage in (characters, lines, punctuation, script, duplicates) for rule in stage.RULES
}
"""All rules by id, in the order in which they are asked."""


_PREFILTERS: dict[str, StagePrefilter] = {"lines": lines.lines_prefilter, "duplicates": duplicates.candidate_pairs}


class Stage:
    """A stage with those of its rules that the settings select.

    Args:
        name: Its name.
        rules: Its rules.
        bits: The bit of each rule that has a trigger, as the trigger index sets it.

    Attributes:
        name: Its name.
        prefilter: What tells, where triggers do not, about which texts its rules are asked; None for those with their
            signs.
        substitution_index: Finds the marks that its rules are sure of; None if none has a table of them.
        is_always_asked: Whether a rule of it is asked about every text, whatever is in it.
    """

    def __init__(self, name: str, rules: Sequence[Rule], bits: dict[Rule, int]) -> None:
        self.name = name
        self._rules = sorted(rules, key=lambda rule: rule.kind == "flag")  # which are not asked while others change
        self.prefilter = _PREFILTERS.get(name)
        self._bits = bits
        sure = [
            SureRule(rule.id, bits[rule], rule.substitutions, rule.batch_substitutions, rule.doubt)
            for rule in rules
            if rule.substitutions or rule.batch_substitutions
        ]
        self.substitution_index = SubstitutionIndex(sure) if sure else None
        self._own = sum(bits.get(rule, 0) for rule in rules)
        self.is_always_asked = self.prefilter is None and any(rule.trigger is None for rule in rules)
        self._cached_rules = lru_cache(maxsize=1024)(self._by_triggers)

    def asked(self, triggers: int) -> Sequence[Rule]:
        """The rules that may have something to say about a text, by the triggers found in it; those that flag last."""
        return self._cached_rules(triggers & self._own)

    def _by_triggers(self, triggers: int) -> Sequence[Rule]:
        return [rule for rule in self._rules if rule.trigger is None or triggers & self._bits[rule]]


class Stages(NamedTuple):
    """The stages that an article goes through.

    Attributes:
        trigger_index: Finds the triggers that their rules need.
        each: The stages, in order; none without a rule.
        final: The rules whose flags speak against every change, with their bits.
    """

    trigger_index: TriggerIndex
    each: tuple[Stage, ...]
    final: tuple[tuple[int, Rule], ...]

    def final_rules(self, triggers: int) -> Sequence[Rule]:
        """Return those of them that may flag something in a text, by the triggers found in it."""
        return [rule for bit, rule in self.final if triggers & bit]


@lru_cache(maxsize=64)
def chosen_stages(settings: Settings) -> Stages:
    """The rules that `settings` select, stage by stage.

    Raises:
        SettingsError: A name in `select` or `ignore` is neither a stage nor a rule, or OpenCC has no such `script`.
    """
    known = {*STAGES, *RULES}
    for name in (*settings.select, *settings.ignore):
        if name not in known:
            raise SettingsError("select", f"there is no stage or rule {name!r}", suggestion(name, known))

    def is_selected(rule: Rule) -> bool:
        names = {rule.id, rule.stage}
        is_wanted = not settings.select or not names.isdisjoint(settings.select)
        return is_wanted and names.isdisjoint(settings.ignore) and rule.is_on(settings)

    by_stage = {stage: [rule for rule in RULES.values() if rule.stage == stage] for stage in STAGES}
    chosen = {stage: [rule for rule in rules if is_selected(rule)] for stage, rules in by_stage.items()}
    if chosen["script"]:
        converter(settings.script)  # is told to be unknown before an article is read
    # What is final stays so, whatever is selected.
    final = [rule for rule in RULES.values() if rule.is_final and {rule.id, rule.stage}.isdisjoint(settings.ignore)]
    asked = (*chain.from_iterable(chosen.values()), *final)
    triggers = {rule: rule.trigger for rule in asked if rule.trigger is not None}
    bits = {rule: 1 << number for number, rule in enumerate(triggers)}
    return Stages(
        TriggerIndex(list(triggers.values())),
        tuple(Stage(name, rules, bits) for name, rules in chosen.items() if rules),
        tuple((bits[rule], rule) for rule in final),
    )
