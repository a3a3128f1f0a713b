"""Tally of what a run has done so far, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from newsclean.jobs.outcome import Outcome


@dataclass
class Tally:
    """Tally of what a run has done so far."""

    articles: int = 0
    resumed: int = 0
    redone: int = 0
    bytes: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    errors: int = 0
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

    def merge(self, other: Tally) -> None:
        """Count what another tally has counted."""
        self.articles += other.articles
        self.resumed += other.resumed
        self.redone += other.redone
        self.bytes += other.bytes
        self.changes += other.changes
        self.flags += other.flags
        self.errors += other.errors
        self.dropped += other.dropped
