"""Stage 2: broken line splits joined; headings, lists, bylines and verse left standing."""

from collections.abc import Sequence

from newsclean.rules.lines import joins, latin_breaks, page_breaks, reflow
from newsclean.rules.lines.boundary_prefilter import candidate_boundaries
from newsclean.rules.lines.page_artifacts import find_page_artifacts
from newsclean.settings import Settings
from newsclean.text.text_batch import TextBatch

RULES = (*reflow.RULES, *joins.RULES, *page_breaks.RULES, *latin_breaks.RULES)


def lines_prefilter(batch: TextBatch, settings: Settings) -> Sequence[object]:
    """Return whether a sentence may run on in a text, or its lines are wrapped, or page artifacts; None if not."""
    found = zip(*map(batch.cached, (candidate_boundaries, reflow.find_wrapping, find_page_artifacts)), strict=True)
    return [signs if any(signs) else None for signs in found]
