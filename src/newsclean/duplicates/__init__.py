"""Stage 5: paragraphs that stand twice. The differences decide, not the score."""

from newsclean.duplicates import elsewhere, rules
from newsclean.duplicates.bounds import near

__all__ = ["RULES", "near"]

RULES = (*rules.RULES, *elsewhere.RULES)
