"""Stage 1: stray characters, and characters that stand for others."""

from newsclean.characters import invisible, substitutes, suspects

RULES = (*invisible.RULES, *substitutes.RULES, *suspects.RULES)
