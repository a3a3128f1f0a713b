"""Decisions of a person on changes and flags, and the articles that come of it."""
