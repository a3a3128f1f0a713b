"""Stage 1: stray characters, and characters that stand for others."""

from newsclean.characters import invisible, misread, substitutes, suspects

RULES = (*misread.RULES, *invisible.RULES, *substitutes.RULES, *suspects.RULES)
