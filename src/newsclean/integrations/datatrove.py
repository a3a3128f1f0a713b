"""A step for pipelines of datatrove that cleans documents.

LocalPipelineExecutor(pipeline=[JsonlReader("in"), NewscleanFormatter(), JsonlWriter("out")])
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from datatrove.pipeline.formatters.base import BaseFormatter
from datatrove.utils.typeshelper import StatHints

from newsclean.integrations.batches import changes_of, clean_batch, settings_of
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
