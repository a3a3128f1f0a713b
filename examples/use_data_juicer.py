"""Clean records with the operator of newsclean for data-juicer, which a recipe names `newsclean_mapper`.

python examples/use_data_juicer.py IN.jsonl OUT.jsonl
"""

import json
import sys
from pathlib import Path

from data_juicer.ops import load_ops

import newsclean.integrations.data_juicer  # noqa: F401 - registers it, as its entry point does

if __name__ == "__main__":
    (operator,) = load_ops([{"newsclean_mapper": {"settings": {"ignore": []}}}])
    records = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    samples = {key: [record[key] for record in records] for key in records[0]}
    clean = operator.process(samples)
    rows = (dict(zip(clean, row, strict=True)) for row in zip(*clean.values(), strict=True))
    Path(sys.argv[2]).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
