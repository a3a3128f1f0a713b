"""The layout of pages: text with boxes becomes lines, columns and paragraphs, in reading order."""
