"""Which rules can fire on a text, found for a batch of texts at once."""
