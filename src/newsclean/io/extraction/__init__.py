"""Text found in pages, office files, books and crawls."""
