"""Repeats across an archive: paragraphs packed, signed, banded, verified, clustered."""
