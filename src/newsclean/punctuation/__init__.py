"""Stage 3: punctuation as GB/T 15834-2011 and CLREQ want it, where the context leaves no doubt."""

from newsclean.punctuation import (
    brackets,
    double_quotes,
    figures,
    interpuncts,
    marks,
    periods,
    questions,
    quotes,
    runs,
    spacing,
    styles,
    suspects,
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
    *runs.RULES,
    *spacing.RULES,
    *questions.RULES,
    *suspects.RULES,
)
