"""Stage 5: paragraphs that stand twice. The differences decide, not the score."""

from collections.abc import Sequence

from newsclean.article.view import View
from newsclean.duplicates import elsewhere, rules
from newsclean.duplicates.repeats import look_ahead
from newsclean.settings import Settings

RULES = (*rules.RULES, *elsewhere.RULES)


def together(views: Sequence[View], settings: Settings) -> None:
    """What costs less for many articles at once, before the rules are asked about each."""
    look_ahead(views, settings.same_at)
