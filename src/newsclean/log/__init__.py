"""The change log: what it holds, how it is written, and what can be rebuilt from it."""
