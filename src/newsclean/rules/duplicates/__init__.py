"""Stage 5: paragraphs that stand twice. The differences decide, not the score."""

from newsclean.rules.duplicates import across_articles, within_article
from newsclean.rules.duplicates.pair_bounds import candidate_pairs

__all__ = ["RULES", "candidate_pairs"]

RULES = (*within_article.RULES, *across_articles.RULES)
