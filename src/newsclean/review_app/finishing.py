"""The end of a review: decisions carried out, as `newsclean apply` does, and what was written verified."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from newsclean.changelog.record_lines import dumps
from newsclean.io.atomic import write_atomically
from newsclean.review_app.store import ReviewStore


class Outputs(NamedTuple):
    """Where the outcome of a review goes.

    Attributes:
        decisions: The file of decisions.
        texts: The folder of reviewed texts.
        log: Their log.
    """

    decisions: Path
    texts: Path
    log: Path

    @classmethod
    def next_to(cls, log: Path) -> Outputs:
        """Return places beside a log, named as it is."""
        stem = log.name.partition(".jsonl")[0]
        names = f"{stem}.decisions.jsonl", f"{stem}.reviewed", f"{stem}.reviewed.jsonl"
        return cls(*(log.with_name(name) for name in names))


class FinishedReview(NamedTuple):
    """Outcome of a review.

    Attributes:
        articles: How many articles were written.
        decisions: How many decisions were carried out.
        open_flags: How many flags are open still.
        errors: What went wrong, a line for each file.
        files: How many files were verified.
        wrong: What was found wrong with them, a line for each.
        targets: The files that were written.
    """

    articles: int
    decisions: int
    open_flags: int
    errors: list[str]
    files: int
    wrong: list[str]
    targets: list[Path]


def finish(store: ReviewStore, outputs: Outputs, *, replace: bool) -> FinishedReview:
    """Carry the decisions out and verify what was written.

    Args:
        store: The review.
        outputs: Where the outcome goes.
        replace: Whether that of an earlier time may be replaced.

    Raises:
        DecisionError: A decision does not fit; nothing is written but the file of decisions.
        UsageError: Something is there already, or others carry out meanwhile.
        OutputError: Something cannot be written.
    """
    from newsclean.jobs.file_restoring import verify
    from newsclean.jobs.locking import locked
    from newsclean.review.applying import apply_decisions  # with all that it needs: not before the first page

    with locked([outputs.decisions]):
        write_atomically(outputs.decisions, b"".join(map(dumps, store.decisions())))
        errors = store.left_out()
        planned, count = apply_decisions(
            store.log, [outputs.decisions], outputs.texts, True, outputs.log, errors.append, force=replace
        )
        files = 0
        wrong: list[str] = []
        for name, findings in verify(outputs.log):
            files += 1
            wrong += [f"{name}: {finding.message}" for finding in findings if finding.is_problem]
    targets = [path for path in planned.targets.values() if path.is_file()]
    return FinishedReview(count.articles, count.decisions, count.open_flags, errors, files, wrong, targets)
