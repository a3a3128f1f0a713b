"""Stage 2: broken line splits joined; headings, lists, bylines and verse left standing."""

from collections.abc import Sequence

from newsclean.lines import joins, pages, suspects, wrapped
from newsclean.lines.furniture import furniture
from newsclean.lines.screen import standing
from newsclean.settings import Settings
from newsclean.text.text_batch import Outlines

RULES = (*wrapped.RULES, *joins.RULES, *pages.RULES, *suspects.RULES)


def look(outlines: Outlines, settings: Settings) -> Sequence[object]:
    """Whether a sentence may run on somewhere in a text, or its lines are wrapped, or furniture; None if not."""
    found = zip(*map(outlines.derive, (standing, wrapped.wrapped, furniture)), strict=True)
    return [signs if any(signs) else None for signs in found]
