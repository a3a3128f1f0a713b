"""Stage 2: broken line splits joined; headings, lists, bylines and verse left standing."""

from collections.abc import Sequence

from newsclean.rules.lines import columns, joins, latin_breaks, page_breaks, reflow
from newsclean.rules.lines.boundary_prefilter import candidate_boundaries
from newsclean.rules.lines.page_artifacts import find_page_artifacts
from newsclean.rules.lines.woven_lines import find_woven_lines
from newsclean.rules.lines.wrapping import find_wrapping
from newsclean.settings import Settings
from newsclean.text.text_batch import TextBatch

RULES = (*columns.RULES, *reflow.RULES, *joins.RULES, *page_breaks.RULES, *latin_breaks.RULES)


def lines_prefilter(batch: TextBatch, settings: Settings) -> Sequence[object]:
    """Return whether a sentence may run on, or lines are wrapped, in columns or page artifacts; None if not."""
    signs = candidate_boundaries, find_wrapping, find_page_artifacts, columns.find_columns, find_woven_lines
    found = zip(*map(batch.cached, signs), strict=True)
    return [those if any(those) else None for those in found]
