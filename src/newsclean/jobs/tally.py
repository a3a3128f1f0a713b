"""Tally of what a run has done so far, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from newsclean.changelog.statistics import Counts
from newsclean.jobs.outcome import Outcome


@dataclass
class Tally(Counts):
    """Tally of what a run has done so far."""

    resumed: int = 0
    redone: int = 0
    bytes: int = 0
    dropped: int = 0

    def add(self, outcome: Outcome, size: int) -> None:
        """Count an outcome, of `size` bytes of input."""
        self.articles += outcome.articles
        self.resumed += outcome.resumed
        self.redone += outcome.redone
        self.bytes += size
        self.changes += outcome.changes
        self.flags += outcome.flags
        self.errors += len(outcome.errors)
        self.dropped += outcome.dropped

    def merge(self, other: Counts) -> None:
        """Count what another tally has counted."""
        super().merge(other)
        if isinstance(other, Tally):
            self.resumed += other.resumed
            self.redone += other.redone
            self.bytes += other.bytes
            self.dropped += other.dropped
