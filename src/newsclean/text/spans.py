"""The grammar of what is written in figures and Latin letters inside Chinese text."""

from __future__ import annotations

YEAR = "(?:19|20)[0-9]{2}年"
"""A pattern of a year, which is never the rest of a figure before it."""

DATE = f"{YEAR}|[0-9]{{1,2}}月"
"""A pattern of how a line begins with a date, which is never the rest of a figure that the line before it ends in."""

CLOCK = "[0-2]?[0-9][:：][0-5][0-9](?:[:：][0-5][0-9])?"
"""A pattern of a time of day."""
