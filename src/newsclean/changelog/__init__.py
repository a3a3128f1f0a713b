"""The change log: its records, writing, reading, and restoring from it."""
