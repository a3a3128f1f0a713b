"""Clean records by a recipe of data-juicer, run by its executor; or, with `copies`, drop those that are copies.

python examples/use_data_juicer.py IN.jsonl OUT.jsonl [copies]
"""

import json
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from data_juicer.config import init_configs
from data_juicer.core import DefaultExecutor

if __name__ == "__main__":
    source, target, *copies = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        recipe = Path(folder) / "recipe.yaml"
        content = {
            "dataset_path": source,
            "export_path": f"{folder}/clean.jsonl",
            "work_dir": folder,
            "np": 1,
            "use_cache": False,
            # Needed only where newsclean is not installed: its entry point is found by itself.
            "custom_operator_paths": [find_spec("newsclean.integrations.juicer_operators").origin],
            "process": [{"newsclean_deduplicator" if copies else "newsclean_mapper": {"settings": {"ignore": []}}}],
        }
        recipe.write_text(json.dumps(content), "utf-8")  # JSON is YAML
        DefaultExecutor(init_configs(["--config", str(recipe)])).run()
        Path(target).write_bytes(Path(content["export_path"]).read_bytes())
