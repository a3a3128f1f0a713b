"""Clean the items of a spider of Scrapy, which here reads records from a file.

python examples/use_scrapy.py IN.jsonl OUT.jsonl
"""

import json
import sys
from pathlib import Path

import scrapy
from scrapy.crawler import CrawlerProcess


class Records(scrapy.Spider):
    """Yields the records of a file as items, as one that reads pages would."""

    name = "records"
    start_urls = ("data:,",)

    def parse(self, response):
        """Yield an item for each record."""
        for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
            yield json.loads(line)


if __name__ == "__main__":
    process = CrawlerProcess(
        {
            "ITEM_PIPELINES": {"newsclean.integrations.scrapy.NewscleanPipeline": 300},
            "NEWSCLEAN_COUNT_FIELD": "",
            "NEWSCLEAN_ID_FIELD": "n",
            "CONCURRENT_ITEMS": 1,
            "FEEDS": {sys.argv[2]: {"format": "jsonlines", "encoding": "utf-8"}},
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "WARNING",
        }
    )
    process.crawl(Records)
    process.start()
