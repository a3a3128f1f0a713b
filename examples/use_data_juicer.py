"""Clean records by a recipe of data-juicer, to which the operator of newsclean is known by its entry point.

python examples/use_data_juicer.py IN.jsonl OUT.jsonl
"""

import json
import sys
import tempfile
from pathlib import Path

from data_juicer.config import init_configs
from data_juicer.core import DefaultExecutor

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        recipe = {
            "dataset_path": sys.argv[1],
            "export_path": f"{folder}/clean.jsonl",
            "np": 1,
            "process": [{"newsclean_mapper": {"settings": {"ignore": []}}}],
        }
        (Path(folder) / "recipe.yaml").write_text(json.dumps(recipe), "utf-8")
        DefaultExecutor(init_configs(["--config", f"{folder}/recipe.yaml"])).run()
        Path(sys.argv[2]).write_bytes((Path(folder) / "clean.jsonl").read_bytes())
