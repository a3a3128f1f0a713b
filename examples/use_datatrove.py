"""Clean records in a pipeline of datatrove; or, with `copies`, drop those that are copies.

python examples/use_datatrove.py IN.jsonl OUT.jsonl [copies]
"""

import sys
import tempfile
from pathlib import Path

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from newsclean.integrations.datatrove import NewscleanDeduplicator, NewscleanFormatter

if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    step = NewscleanDeduplicator() if sys.argv[3:] else NewscleanFormatter({"ignore": []}, changes_key="changes")
    with tempfile.TemporaryDirectory() as folder:
        LocalPipelineExecutor(
            pipeline=[
                JsonlReader(str(source.parent), glob_pattern=source.name),
                step,
                JsonlWriter(folder, output_filename="clean.jsonl", compression=None),
            ],
            logging_dir=f"{folder}/logs",
        ).run()
        target.write_bytes((Path(folder) / "clean.jsonl").read_bytes())
