"""Steps for pipelines of datatrove: one that cleans documents, and one that drops copies.

LocalPipelineExecutor(pipeline=[JsonlReader("in"), NewscleanFormatter(), NewscleanDeduplicator(), JsonlWriter("out")])
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from itertools import islice
from typing import Any

from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.formatters.base import BaseFormatter
from datatrove.utils.typeshelper import StatHints

from newsclean.integrations.batches import changes_of, clean_batch, copies_among, settings_of
from newsclean.settings import Settings
from newsclean.text.text_batch import BATCH_SIZE


class NewscleanFormatter(BaseFormatter):  # type: ignore[misc]
    """Cleans the texts of documents, some hundreds together. One that cannot be cleaned goes on as it came.

    Args:
        settings: How to clean, by names as in `newsclean.toml` too.
        changes_key: The key of the metadata for what was changed, as `newsclean.restore` takes it; empty for none.

    Raises:
        SettingsError: `settings` names what does not exist.
    """

    name = "newsclean"

    def __init__(self, settings: Settings | dict[str, Any] | None = None, changes_key: str = "") -> None:
        super().__init__()
        self.settings = settings_of(settings)
        self.changes_key = changes_key

    def format(self, text: str) -> str:
        """Clean a text."""
        (result,) = clean_batch([text], self.settings)
        return text if result is None else result.text

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """Clean documents as they come, as datatrove runs a step."""
        documents = iter(data)
        while batch := list(islice(documents, BATCH_SIZE)):
            self.stat_update(StatHints.total, value=len(batch))
            with self.track_time():
                results = clean_batch([document.text for document in batch], self.settings)
            for document, result in zip(batch, results, strict=True):
                if result is not None:
                    document.text = result.text
                    self.stat_update("changes", value=len(result.changes))
                    self.stat_update("flags", value=len(result.flags))
                else:
                    self.stat_update("errors")
                if self.changes_key:
                    document.metadata[self.changes_key] = changes_of(result)
                yield document


class NewscleanDeduplicator(PipelineStep):  # type: ignore[misc]
    """Drops documents of which another one says all: those that `clean --drop-copies` leaves out. Others stay whole.

    It compares the documents of a task with each other and holds them in memory: a corpus is one task.

    Args:
        settings: How documents are cleaned before they are compared, by names as in `newsclean.toml` too.
        exclusion_writer: A writer for what is dropped; the id of the document that stays is then in `copy_of`.

    Raises:
        SettingsError: `settings` names what does not exist.
    """

    type = "🫂 - DEDUP"
    name = "newsclean"

    def __init__(self, settings: Settings | dict[str, Any] | None = None, exclusion_writer: Any = None) -> None:
        super().__init__()
        self.settings = settings_of(settings)
        self.exclusion_writer = exclusion_writer

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """Drop the copies among the documents of a task, as datatrove runs a step."""
        documents = list(data)
        with self.track_time():
            copies = copies_among([document.text for document in documents], self.settings)
        with self.exclusion_writer or nullcontext() as writer:
            for document, original in zip(documents, copies, strict=True):
                self.stat_update(StatHints.total, StatHints.forwarded if original is None else StatHints.dropped)
                if original is None:
                    yield document
                elif writer is not None:
                    document.metadata["copy_of"] = documents[original].id
                    writer.write(document, rank)
