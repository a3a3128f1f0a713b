"""Operators of data-juicer: found by their entry point, or by this file in `custom_operator_paths`.

There a file must not be called as a module that is loaded, as `data_juicer` is.

process:
  - newsclean_mapper: {settings: {ignore: [duplicates]}}
  - newsclean_deduplicator:
"""

from __future__ import annotations

from typing import Any

from data_juicer.ops.base_op import OPERATORS, Deduplicator, Mapper

from newsclean.integrations.batches import changes_of, clean_batch, copies_among, settings_of


# Both ways may be taken at once: the entry point first, then the path.
@OPERATORS.register_module("newsclean_mapper", force=True)
class NewscleanMapper(Mapper):  # type: ignore[misc]
    """Cleans the text of samples. One that cannot be cleaned goes on as it came.

    Args:
        settings: How to clean, by names as in `newsclean.toml`.
        changes_key: The field for what was changed, as `newsclean.restore` takes it; empty for none.
        more: What every operator takes, as `text_key`.

    Raises:
        SettingsError: `settings` names what does not exist.
    """

    _batched_op = True

    def __init__(self, settings: dict[str, Any] | None = None, changes_key: str = "", **more: Any) -> None:
        super().__init__(**more)
        self.settings = settings_of(settings)
        self.changes_key = changes_key

    def process_batched(self, samples: dict[str, Any]) -> dict[str, Any]:
        """Clean a batch of samples."""
        texts = samples[self.text_key]
        results = clean_batch(texts, self.settings)
        samples[self.text_key] = [
            text if result is None else result.text for text, result in zip(texts, results, strict=True)
        ]
        if self.changes_key:
            samples[self.changes_key] = list(map(changes_of, results))
        return samples


@OPERATORS.register_module("newsclean_deduplicator", force=True)
class NewscleanSampleDeduplicator(Deduplicator):  # type: ignore[misc]
    """Drops samples of which another one says all: those that `clean --drop-copies` leaves out. Others stay whole.

    Args:
        settings: How texts are cleaned before they are compared, by names as in `newsclean.toml`.
        more: What every operator takes, as `text_key`.

    Raises:
        SettingsError: `settings` names what does not exist.
    """

    def __init__(self, settings: dict[str, Any] | None = None, **more: Any) -> None:
        super().__init__(**more)
        self.settings = settings_of(settings)

    def compute_hash(self, sample: dict[str, Any]) -> dict[str, Any]:
        """Leave a sample as it is: texts are compared as a whole, not by a hash."""
        return sample

    def process(self, dataset: Any, show_num: int = 0) -> tuple[Any, dict[int, list[Any]]]:
        """Return the dataset without its copies, and so many of these, each with the sample that stays."""
        copies = copies_among(dataset[self.text_key], self.settings)
        shown = [number for number, original in enumerate(copies) if original is not None][:show_num]
        pairs = {number: [dataset[copies[number]], dataset[number]] for number in shown}
        return dataset.select([number for number, original in enumerate(copies) if original is None]), pairs
