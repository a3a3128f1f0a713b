"""Datasets of Hugging Face, cleaned by `map`, with what was changed in a column.

>>> from newsclean.integrations.datasets import clean_dataset
>>> clean_dataset(dataset, "text", settings={"ignore": ["duplicates"]}, num_proc=4)  # doctest: +SKIP
"""

from __future__ import annotations

from functools import partial
from typing import Any, TypeVar

from datasets import Value

from newsclean.integrations.batches import changes_of, clean_batch, settings_of
from newsclean.settings import Settings
from newsclean.text.text_batch import BATCH_SIZE

AnyDataset = TypeVar("AnyDataset")

_KINDS = dict.fromkeys(("rule", "before", "after"), "string") | dict.fromkeys(("start", "clean_start", "line"), "int64")
CHANGES_FEATURE = [{key: Value(kind) for key, kind in (_KINDS | {"confidence": "float64"}).items()}]
"""The feature of a column of changes."""


def clean_dataset(
    dataset: AnyDataset,
    field: str = "text",
    *,
    changes_field: str = "newsclean_changes",
    settings: Settings | dict[str, Any] | None = None,
    **more: Any,
) -> AnyDataset:
    """Return a dataset with a column cleaned; other columns stay as they are.

    Args:
        dataset: A `Dataset` or an `IterableDataset`.
        field: The column.
        changes_field: The column for what was changed, as `newsclean.restore` takes it; empty for none.
        settings: How to clean, by names as in `newsclean.toml` too.
        more: What else `map` shall have: `num_proc`, `desc`.

    Raises:
        SettingsError: `settings` names what does not exist.
    """
    features = getattr(dataset, "features", None)
    if features is not None and changes_field:
        more.setdefault("features", type(features)({**features, changes_field: CHANGES_FEATURE}))
    work = partial(_cleaned, field=field, changes_field=changes_field, settings=settings_of(settings))
    mapped: AnyDataset = dataset.map(work, batched=True, batch_size=BATCH_SIZE, **more)  # type: ignore[attr-defined]
    return mapped


def _cleaned(batch: Any, field: str, changes_field: str, settings: Settings) -> dict[str, Any]:
    results = clean_batch(batch[field], settings)
    clean = [text if result is None else result.text for text, result in zip(batch[field], results, strict=True)]
    return {field: clean, **({changes_field: list(map(changes_of, results))} if changes_field else {})}
