"""Stage 2: broken line splits joined; headings, lists, bylines and verse left standing."""

from newsclean.lines import joins, pages, suspects, wrapped

RULES = (*wrapped.RULES, *joins.RULES, *pages.RULES, *suspects.RULES)
