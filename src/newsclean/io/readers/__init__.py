"""Formats of input, a module for each: it is named as the format is, and its `READER` reads it."""
