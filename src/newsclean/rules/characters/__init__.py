"""Stage 1: stray characters, and characters that stand for others."""

from newsclean.rules.characters import invisible, lost_characters, mark_forms, misread, substitutes, zeros

RULES = (*misread.RULES, *invisible.RULES, *substitutes.RULES, *mark_forms.RULES, *zeros.RULES, *lost_characters.RULES)
