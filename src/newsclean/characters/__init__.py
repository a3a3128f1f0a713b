"""Stage 1: stray characters, and characters that stand for others."""

from newsclean.characters import forms, invisible, misread, substitutes, suspects, zeros

RULES = (*misread.RULES, *invisible.RULES, *substitutes.RULES, *forms.RULES, *zeros.RULES, *suspects.RULES)
