"""Tables with tabs between the cells."""

from __future__ import annotations

from newsclean.io.readers.csv import TableReader

READER = TableReader(".tsv", "\t")
