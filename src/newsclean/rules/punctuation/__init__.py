"""Stage 3: punctuation as GB/T 15834-2011 and CLREQ want it, where the context leaves no doubt."""

from newsclean.rules.punctuation import (
    brackets,
    double_quotes,
    figures,
    interpuncts,
    mark_sequences,
    marks,
    periods,
    proofreading,
    questions,
    quotes,
    spacing,
    styles,
)

RULES = (
    *marks.RULES,
    *periods.RULES,
    *interpuncts.RULES,
    *brackets.RULES,
    *double_quotes.RULES,
    *quotes.RULES,
    *styles.RULES,
    *figures.RULES,
    *mark_sequences.RULES,
    *spacing.RULES,
    *questions.RULES,
    *proofreading.RULES,
)
