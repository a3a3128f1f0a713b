"""An operator of data-juicer that cleans samples: found by its entry point, or named in `custom_operator_paths`.

process:
  - newsclean_mapper:
      settings: {ignore: [duplicates]}
"""

from __future__ import annotations

from typing import Any

from data_juicer.ops.base_op import OPERATORS, Mapper

from newsclean.integrations.batches import changes_of, clean_batch, settings_of


@OPERATORS.register_module("newsclean_mapper")
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
