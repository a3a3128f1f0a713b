"""Features of many documents at once, as `document_features` has them of one, and with them their languages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newsclean.rules.lines.associations import are_unknown
from newsclean.rules.lines.boundary_columns import MASKED_CODES, page_columns
from newsclean.rules.lines.boundary_features import PLACES, SAMPLED, DocumentFeatures
from newsclean.rules.lines.boundary_prefilter import candidate_boundaries
from newsclean.rules.lines.scorer import associations
from newsclean.rules.lines.scorer_features import unknown_bucket
from newsclean.text.char_tables import char_table
from newsclean.text.lines import LineTable
from newsclean.text.opencc import simplified_units
from newsclean.text.text_batch import BEYOND, Places, TextBatch, decoded

_LATIN = char_table("A-Za-z")


def candidate_documents(batch: TextBatch) -> list[DocumentFeatures | None]:
    """Features of the documents in which a sentence may run on, without their paragraphs; None for the others.

    None also for the few of which characters beyond the basic plane are sampled. Made once for a batch.
    """
    found: list[DocumentFeatures | None] = [None] * len(batch.texts)
    asked = np.array([number for number, some in enumerate(batch.cached(candidate_boundaries)) if some], np.intp)
    if not len(asked):
        return found
    columns = np.stack([batch.cached(page_columns)[name][asked] for name in _COLUMNS], 1).tolist()
    table, units = batch.cached(LineTable), batch.cached(simplified_units)
    ends = np.concatenate(([0], (table.stop - table.body).cumsum()))
    begins, stops = ends[table.firsts[asked]], ends[table.firsts[asked + 1]]
    counts, places = _sampled(begins, stops - begins)
    line = ends.searchsorted(places, "right") - 1
    sample = units[table.body[line] + places - ends[line]]
    unknown = are_unknown(associations(), MASKED_CODES[sample].astype(np.uint32).reshape(-1, SAMPLED))
    last = counts.cumsum()
    unknown_before = np.concatenate(([0], unknown.cumsum()))
    beyond_before = np.concatenate(([0], (sample == BEYOND).reshape(-1, SAMPLED).any(1).cumsum()))
    text = decoded(sample)
    rows = zip(asked.tolist(), columns, (last - counts).tolist(), last.tolist(), (stops - begins).tolist(), strict=True)
    for number, page, start, stop, size in rows:
        if beyond_before[stop] == beyond_before[start]:
            latin = np.count_nonzero(_LATIN[units[batch.begins[number] : batch.begins[number + 1] - 1]]) / max(1, size)
            bucket = unknown_bucket(int(unknown_before[stop] - unknown_before[start]), stop - start)
            open_, short, comma, lines = page
            of_places = text[SAMPLED * start : SAMPLED * stop]
            found[number] = DocumentFeatures((), open_, short, comma, lines, latin, of_places, bucket)
    return found


_COLUMNS: Sequence[str] = ("share_open", "share_short", "share_comma", "number")


def _sampled(begins: Places, sizes: Places) -> tuple[Places, Places]:
    """How many samples there are of each document, and the places of their characters, counted in all of them."""
    steps = np.maximum(SAMPLED, sizes // PLACES)
    counts = np.maximum(0, -((SAMPLED - sizes) // steps))
    within = np.arange(counts.sum()) - (counts.cumsum() - counts).repeat(counts)
    at = begins.repeat(counts) + within * steps.repeat(counts)
    return counts, (at[:, None] + np.arange(SAMPLED)).ravel()
