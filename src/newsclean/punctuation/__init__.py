"""Stage 3: punctuation as GB/T 15834-2011 and CLREQ want it, where the context leaves no doubt."""

from newsclean.punctuation import brackets, marks, quotes, runs, spacing, suspects

RULES = (*marks.RULES, *brackets.RULES, *quotes.RULES, *runs.RULES, *spacing.RULES, *suspects.RULES)
