"""Run of one article through the stages: what has become of it, and what rules have said of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from newsclean.core.document_view import CrossDuplicates, DocumentView
from newsclean.core.offset_map import OffsetMap
from newsclean.core.proposal import Edit, Flag, resolve_overlaps
from newsclean.core.protect_list import ProtectedSpans, is_protected
from newsclean.core.result_building import in_original
from newsclean.core.rule import Rule
from newsclean.core.substituted import NOTHING_SUBSTITUTED
from newsclean.core.substitution_index import SettledMarks, SubstitutionIndex
from newsclean.errors import InputError, UnstableError
from newsclean.prefilter.stage_prefilter import StagePrefilter
from newsclean.settings import Settings
from newsclean.text.protect_patterns import PatternTime
from newsclean.text.text_batch import HanSkeleton, TextBatch
from newsclean.text.verbatim import NO_SPANS, Spans

# An article that has been changed so often has not come to rest and never will.
_MOST_CHANGES = 60


class ArticleRun:
    """The run of an article.

    Args:
        text: The article.
        cross_duplicates: What other articles have of it.
        batch: The batch of this article and others.
        number: Which of them is its own.
        triggers: The triggers that were found in it.

    Attributes:
        offset_map: What has become of it so far.
        is_changed: Whether it must be read anew.
        triggers: The triggers that were found in it when it was read.
        quiet_stages: How many stages in a row have had nothing to propose.
        error: What went wrong.
    """

    __slots__ = (
        "_changes",
        "_cross_duplicates",
        "_edit_flags",
        "_flags",
        "_pattern_time",
        "_read",
        "_view",
        "error",
        "is_changed",
        "offset_map",
        "quiet_stages",
        "triggers",
    )

    def __init__(
        self, text: str, cross_duplicates: CrossDuplicates, batch: TextBatch, number: int, triggers: int
    ) -> None:
        self.offset_map = OffsetMap(text)
        self.quiet_stages = self._changes = 0
        self.error: Exception | None = None
        self._cross_duplicates = cross_duplicates
        self._pattern_time = PatternTime()
        self.read(batch, number, triggers)
        self._flags: dict[str, list[Flag]] = {}
        self._edit_flags: list[Flag] = []  # flags that came with an edit, placed in the original

    def read(self, batch: TextBatch, number: int, triggers: int) -> None:
        """Take in how the article was read; as when it is made."""
        self._read = batch, number
        self.triggers = triggers
        self.is_changed = False
        self._view: DocumentView | None = None

    @property
    def view(self) -> DocumentView:
        """Return what rules are shown of it."""
        if self._view is None:
            self._view = DocumentView(self.offset_map.text, self._cross_duplicates, HanSkeleton(*self._read))
        return self._view

    def shows(self, prefilter: StagePrefilter, settings: Settings) -> bool:
        """Return whether the rules of a stage may have something to say, by what is found in the article as read."""
        batch, number = self._read
        return bool(self._cross_duplicates) or batch.lookup(prefilter, settings)[number] is not None

    def settled(self, index: SubstitutionIndex, settings: Settings, final: Sequence[Rule] = ()) -> SettledMarks | None:
        """Return the marks of the article that need not be looked at one by one, if none of them is protected."""
        batch, number = self._read
        settled = batch.lookup(index, settings)[number]
        if settled is not None and (settings.protect or final):
            try:
                protected = chain(self._protected(settings), self._final_spans(final, settings))
                if any(settled.made.touches(start, end) for start, end in protected):
                    return None
            except InputError as error:
                self.error = error
        return settled

    def run_stage(
        self,
        stage: str,
        rules: Sequence[Rule],
        settings: Settings,
        settled: SettledMarks | None = None,
        final: Sequence[Rule] = (),
    ) -> None:
        """Go through a stage.

        Args:
            stage: Its name.
            rules: Those of its rules that may have something to say; those that only flag last.
            settings: How to clean.
            settled: The marks that its rules need not be asked about.
            final: The rules whose flags speak against every change.
        """
        self.quiet_stages += 1
        if self._flags:
            self._flags.pop(stage, None)
        made = settled.made if settled is not None else NOTHING_SUBSTITUTED
        if not rules and not made:
            return
        try:
            edits, flags = self._propose(rules, settings, settled, final) if rules else ([], [])
            if flags:
                self._flags[stage] = flags
            if edits or made:
                self._change(edits, settled)
        except Exception as error:
            self.error = error

    def _propose(
        self, rules: Sequence[Rule], settings: Settings, settled: SettledMarks | None, final: Sequence[Rule]
    ) -> tuple[list[Edit], list[Flag]]:
        self.view.open_text = self.view.text if settled is None else settled.text
        edits: list[Edit] = []
        flags: list[Flag] = []
        protected = self._protected(settings) if settings.protect else NO_SPANS
        flagged = self._final_spans(final, settings) if final else NO_SPANS
        own = {rule.id for rule in final}
        for rule in rules:
            if rule.kind == "flag" and (edits or (settled is not None and settled.made)):
                break  # what the text becomes is looked at again
            for proposal in rule.find(self.view, settings):
                if (protected and is_protected(protected, self.view, proposal)) or (
                    flagged and rule.id not in own and is_protected(flagged, self.view, proposal)
                ):
                    continue
                if isinstance(proposal, Edit):
                    edits.append(proposal)
                else:
                    flags.append(proposal)
        return edits, flags

    def _final_spans(self, final: Sequence[Rule], settings: Settings) -> Spans:
        found = [proposal for rule in final for proposal in rule.find(self.view, settings)]
        return Spans((flag.start, flag.end) for flag in found)

    def _protected(self, settings: Settings) -> Spans:
        return self.view.cached(ProtectedSpans(settings.protect, self._pattern_time))

    def _change(self, edits: list[Edit], settled: SettledMarks | None) -> None:
        self._changes += 1
        if self._changes > _MOST_CHANGES:
            raise UnstableError("article", "its rules do not come to rest", "report it, with the text")
        are_apart = False
        if settled is not None and (made := settled.made):
            text, open_text = self.offset_map.text, settled.text
            substituted = self.offset_map.substitute(made, open_text)
            if substituted is None or any(
                text[edit.start : edit.end] != open_text[edit.start : edit.end] for edit in edits
            ):
                edits += made.edits()
            else:
                are_apart = not self.offset_map.substituted
                self.offset_map = substituted
        if edits:
            edits = resolve_overlaps(edits)
            self._edit_flags += (in_original(flag, self.offset_map) for edit in edits for flag in edit.flags)
            self.offset_map = self.offset_map.apply(edits, are_apart=are_apart)
        self.is_changed = True
        self.quiet_stages = 0

    @property
    def is_as_it_was(self) -> bool:
        """Return whether nothing was changed, flagged or went wrong, as of most articles."""
        return not self._flags and not self._changes and self.error is None

    def flags(self) -> list[Flag]:
        """Return all flags, placed in the original."""
        flags = [in_original(flag, self.offset_map) for found in self._flags.values() for flag in found]
        return [*self._edit_flags, *flags]
