"""The way of an article through the stages, until none of them has anything more to propose."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from newsclean import characters, duplicates, lines, punctuation, script
from newsclean.article.alignment import Alignment, Patch
from newsclean.article.proposal import Edit, Flag, settle
from newsclean.article.result import Change, Note, Result, replay, restore
from newsclean.article.rule import Rule
from newsclean.article.view import LineNumbers, View
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
        self._rules = [(rule, frozenset(rule.needs)) for rule in rules]
        self._telling = frozenset().union(*(needs for _, needs in self._rules))
        self._asked = lru_cache(maxsize=1024)(self._asked_about)

    def asked(self, view: View) -> Sequence[Rule]:
        """The rules that may have something to say about a text, by the characters in it."""
        return self._asked(self._telling & view.marks)

    def _asked_about(self, there: frozenset[str]) -> Sequence[Rule]:
        return [rule for rule, needs in self._rules if not needs or not needs.isdisjoint(there)]


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
    settings = settings or Settings()
    stages = chosen_stages(settings)
    aligned = Alignment(text)
    flags: dict[str, list[Flag]] = {}
    told: list[Flag] = []  # flags that came with an edit, placed in the original
    view = View(text)
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
        told += (_in_original(flag, aligned) for edit in edits for flag in edit.flags)
        aligned = aligned.apply(edits)
        view = View(aligned.text)
        settled = 0
    told += (_in_original(flag, aligned) for found in flags.values() for flag in found)
    return _result(aligned, told)


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

    def is_chosen(rule: Rule) -> bool:
        names = {rule.id, rule.stage}
        return (not settings.select or not names.isdisjoint(settings.select)) and names.isdisjoint(settings.ignore)

    chosen = [rule for rule in RULES.values() if is_chosen(rule)]
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
    return settle(edits) if edits else edits, flags


def _in_original(flag: Flag, aligned: Alignment) -> Flag:
    return flag._replace(
        start=aligned.to_original(flag.start),
        end=aligned.to_original(flag.end, is_end=True),
        of=None if flag.of is None else aligned.to_original(flag.of),
    )


def _result(aligned: Alignment, told: list[Flag]) -> Result:
    original = aligned.original
    if not aligned.patches and not told:
        return Result(original, (), ())
    lines = LineNumbers(original)
    removals = [patch for patch in aligned.patches if patch.edit.of is not None]
    changes = tuple(_change(patch, original, removals, lines) for patch in aligned.patches)
    flags = tuple(
        Note(
            flag.rule,
            original[flag.start : flag.end],
            flag.start,
            lines.of(flag.start),
            flag.reason,
            flag.other,
            None if flag.of is None else lines.of(flag.of),
        )
        for flag in sorted(set(told), key=_flag_order)
    )
    # As black does: what is about to be written has been shown to lead back, and forth.
    if restore(aligned.text, changes) != original or replay(original, changes) != aligned.text:
        raise UnstableError("article", "its changes do not lead back to it", "report it, with the text")
    return Result(aligned.text, changes, flags)


def _flag_order(flag: Flag) -> tuple[int, int, str, str, str, int]:
    return flag.start, flag.end, flag.rule, flag.reason, flag.other or "", flag.of or -1


def _stays(of: int, removals: Sequence[Patch]) -> int:
    """Where the copy that stays begins, when the one that stayed at first was itself found a copy later."""
    number = bisect_right(removals, of, key=lambda patch: patch.start) - 1
    while number >= 0 and removals[number].end > of and (earlier := removals[number].edit.of or 0) < of:
        of = earlier
        number = bisect_right(removals, of, key=lambda patch: patch.start) - 1
    return of


def _change(patch: Patch, original: str, removals: Sequence[Patch], lines: LineNumbers) -> Change:
    edit = patch.edit
    of = None if edit.of is None else _stays(edit.of, removals)
    before = original[patch.start : patch.end]
    indent = len(before) - len(before.lstrip()) if before.strip() else 0  # the line of the text, not of the break
    return Change(
        edit.rule,
        before,
        edit.replacement,
        patch.start,
        patch.at,
        lines.of(patch.start + indent),
        edit.confidence,
        edit.reason,
        None if of is None else lines.of(of),
        edit.similarity,
        patch.via,
    )
