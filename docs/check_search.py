"""Refuses a site whose search does not find Chinese words: `python docs/check_search.py build/site`.

The words of Chinese text stand apart in the index, by zero-width spaces, where jieba is installed.
"""

import json
import sys
from pathlib import Path

index = Path(sys.argv[1], "search", "search_index.json")
texts = [entry["text"] for entry in json.loads(index.read_text("utf-8"))["docs"]]
if not any("\u200b清洗\u200b" in text for text in texts):
    sys.exit(f"{index}: Chinese words are not apart; install jieba")
