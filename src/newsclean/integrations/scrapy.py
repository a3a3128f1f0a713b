"""An item pipeline for Scrapy that cleans the text fields of what a spider yields.

In the settings of the project:

    ITEM_PIPELINES = {"newsclean.integrations.scrapy.NewscleanPipeline": 300}
    NEWSCLEAN_FIELDS = ["title", "body"]              # which fields; ["text"] when left out
    NEWSCLEAN_SETTINGS = {"ignore": ["duplicates"]}   # names and values as in newsclean.toml
    NEWSCLEAN_LOG = "changes.jsonl"                   # a change log, if one is wanted
    NEWSCLEAN_COUNT_FIELD = "newsclean_changes"       # where the number of changes goes; "" for nowhere
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itemadapter import ItemAdapter

from newsclean.changelog.log_files import LogWriter
from newsclean.changelog.log_records import dumps
from newsclean.errors import NewscleanError, RecordError
from newsclean.io.encodings.codec import Decoded
from newsclean.io.file_signatures import refuse_data
from newsclean.jobs.entries import Finished, document, error_record
from newsclean.pipeline import clean
from newsclean.rules.registry import chosen_stages
from newsclean.settings import Settings, settings_from

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_SAY = logging.getLogger(__name__)


class NewscleanPipeline:
    """Cleans fields of items. A field that cannot be cleaned goes on as it came, with an error in log and stats.

    Args:
        crawler: The crawler, whose settings say what to clean and how, and whose stats count what was done.

    Raises:
        SettingsError: `NEWSCLEAN_SETTINGS` names what does not exist.
        UsageError: `NEWSCLEAN_LOG` is there already.
    """

    def __init__(self, crawler: Crawler) -> None:
        given = crawler.settings
        self._fields: list[str] = given.getlist("NEWSCLEAN_FIELDS", ["text"])
        self._count_field: str = given.get("NEWSCLEAN_COUNT_FIELD", "newsclean_changes")
        self._settings: Settings = settings_from(given.getdict("NEWSCLEAN_SETTINGS"), "NEWSCLEAN_SETTINGS")
        chosen_stages(self._settings)
        log = given.get("NEWSCLEAN_LOG")
        self._log = LogWriter(Path(log) if log else None, self._settings)
        self._crawler = crawler
        self._items = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> NewscleanPipeline:
        """The pipeline of a crawler, as Scrapy asks for it."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Clean the fields of an item, in place.

        Args:
            item: An item of any kind that Scrapy knows.

        Returns:
            The same item, with the number of changes in it if it has a place for that.
        """
        fields = ItemAdapter(item)
        self._items += 1
        changes = 0
        for name in self._fields:
            if fields.get(name) is not None:
                changes += self._clean(fields, name)
        if self._count_field and (self._count_field in fields.field_names() or isinstance(item, dict)):
            fields[self._count_field] = changes
        return item

    def close_spider(self) -> None:
        """Close the log."""
        self._log.close()

    def _clean(self, fields: ItemAdapter, name: str) -> int:
        article = f"{getattr(self._crawler.spider, 'name', 'spider')}:{self._items}:{name}"
        try:
            text = _text(fields[name], name)
            result = clean(text, self._settings)
        except NewscleanError as error:
            _SAY.warning("%s: %s", article, error)
            self._log.write_lines([dumps(error_record(article, error))])
            self._count("errors", 1)
            return 0
        data = text.encode("utf-8", "surrogatepass")
        written = document(Decoded(text, "utf-8"), data, article, "-", Finished(result))
        self._log.write_lines([*written.log, written.end])
        self._log.sync(to_disk=False)
        fields[name] = result.text
        for what, number in (("articles", 1), ("changes", len(result.changes)), ("flags", len(result.flags))):
            self._count(what, number)
        return len(result.changes)

    def _count(self, what: str, number: int) -> None:
        if self._crawler.stats is not None:
            self._crawler.stats.inc_value(f"newsclean/{what}", number)


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        kind = type(value).__name__
        raise RecordError(f"field {name}", f"not text, but of type {kind}", r"join its parts, as '\n'.join(…) does")
    refuse_data(value, name)
    return value
