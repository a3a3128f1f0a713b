"""Text reuse across a corpus: clusters of copies, the index, the canonical copy."""
