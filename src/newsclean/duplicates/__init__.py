"""Stage 5: paragraphs that stand twice. The differences decide, not the score."""

from newsclean.duplicates import elsewhere, rules

RULES = (*rules.RULES, *elsewhere.RULES)
