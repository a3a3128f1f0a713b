"""Clean a dataset of Hugging Face, with what was changed in a column, and put an original back.

python examples/use_datasets.py IN.jsonl OUT.jsonl
"""

import sys

from datasets import Dataset

import newsclean
from newsclean.integrations.datasets import clean_dataset

dataset = Dataset.from_json(sys.argv[1])
clean = clean_dataset(dataset, "text", changes_field="changes")
for before, after in zip(dataset, clean, strict=True):
    changes = [newsclean.Change(**change) for change in after["changes"]]
    assert newsclean.restore(after["text"], changes) == before["text"]
clean.remove_columns("changes").to_json(sys.argv[2], force_ascii=False)
