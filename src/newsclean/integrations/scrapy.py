"""An item pipeline for Scrapy that cleans the text fields of what a spider yields.

In the settings of the project:

    ITEM_PIPELINES = {"newsclean.integrations.scrapy.NewscleanPipeline": 300}
    NEWSCLEAN_FIELDS = ["title", "/content/body"]     # which fields, by name or JSON Pointer; ["text"] when left out
    NEWSCLEAN_SETTINGS = {"ignore": ["duplicates"]}   # names and values as in newsclean.toml
    NEWSCLEAN_LOG = "logs/%(name)s-%(time)s.jsonl"    # a change log; where it is there, it is gone on with
    NEWSCLEAN_ID_FIELD = "url"                        # what names an item in the log, by name or JSON Pointer
    NEWSCLEAN_COUNT_FIELD = "newsclean_changes"       # where the number of changes goes; "" for nowhere
"""

from __future__ import annotations

import logging
from collections.abc import MutableMapping, MutableSequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itemadapter import ItemAdapter, is_item
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.threads import deferToThread

from newsclean.changelog.log_files import LogWriter, dated, read_records
from newsclean.changelog.log_records import dumps
from newsclean.errors import NewscleanError, RecordError
from newsclean.io.atomic import atomic_file
from newsclean.io.encodings.codec import Decoded
from newsclean.io.file_signatures import refuse_data
from newsclean.io.json_fields import pointer_parts
from newsclean.jobs.entries import Finished, document, error_record
from newsclean.jobs.locking import locked
from newsclean.jobs.recovery import is_begun
from newsclean.pipeline import clean
from newsclean.rules.registry import chosen_stages
from newsclean.settings import Settings, settings_from

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_SAY = logging.getLogger(__name__)


class NewscleanPipeline:
    """Cleans fields of items. A field that cannot be cleaned goes on as it came, with an error in log and stats.

    Articles are cleaned in threads, so that the crawl goes on meanwhile.

    Args:
        crawler: The crawler, whose settings say what to clean and how, and whose stats count what was done.

    Raises:
        SettingsError: `NEWSCLEAN_SETTINGS` names what does not exist.
        LogError: `NEWSCLEAN_LOG` is there already, and is no log.
        UsageError: Another crawl is writing it.
    """

    def __init__(self, crawler: Crawler) -> None:
        given = crawler.settings
        self._name = crawler.spider.name if crawler.spider is not None else "spider"
        self._fields: list[str] = given.getlist("NEWSCLEAN_FIELDS", ["text"])
        self._id_field: str = given.get("NEWSCLEAN_ID_FIELD", "")
        self._count_field: str = given.get("NEWSCLEAN_COUNT_FIELD", "newsclean_changes")
        self._settings: Settings = settings_from(given.getdict("NEWSCLEAN_SETTINGS"), "NEWSCLEAN_SETTINGS")
        chosen_stages(self._settings)
        self._crawler = crawler
        self._items = 0
        log = _log_path(given.get("NEWSCLEAN_LOG"), self._name)
        self._lock = ExitStack()
        self._lock.enter_context(locked([] if log is None else [log]))
        goes_on = log is not None and is_begun(log)
        if goes_on and log is not None:
            self._items = _items_of(log, self._name)
        self._log = LogWriter(log, self._settings, append=goes_on)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> NewscleanPipeline:
        """The pipeline of a crawler, as Scrapy asks for it."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Clean the fields of an item, in place.

        Args:
            item: An item of any kind that Scrapy knows.

        Returns:
            The same item, with the number of changes in it if it has a place for that.
        """
        fields = ItemAdapter(item)
        self._items += 1
        identity = _place_of(fields, self._id_field)
        name = f"{self._name}:{self._items if identity is None else identity[0][identity[1]]}"
        changes = 0
        for field in self._fields:
            place = _place_of(fields, field)
            if place is not None and place[0][place[1]] is not None:
                changes += await self._clean(*place, f"{name}:{field}", field)
        if self._count_field and (self._count_field in fields.field_names() or isinstance(item, dict)):
            fields[self._count_field] = changes
        return item

    def close_spider(self) -> None:
        """Close the log."""
        with self._lock:
            self._log.close()

    async def _clean(self, parent: Any, key: Any, article: str, field: str) -> int:
        try:
            text = _text(parent[key], field)
            result = await maybe_deferred_to_future(deferToThread(clean, text, self._settings))
        except NewscleanError as error:
            _SAY.warning("%s: %s", article, error)
            self._log.write_lines([dumps(error_record(article, error))])
            self._count("errors", 1)
            return 0
        data = text.encode("utf-8", "surrogatepass")
        written = document(Decoded(text, "utf-8"), data, article, "-", Finished(result))
        self._log.write_lines([*written.log, written.end])
        self._log.sync(to_disk=False)
        parent[key] = result.text
        for what, number in (("articles", 1), ("changes", len(result.changes)), ("flags", len(result.flags))):
            self._count(what, number)
        return len(result.changes)

    def _count(self, what: str, number: int) -> None:
        if self._crawler.stats is not None:
            self._crawler.stats.inc_value(f"newsclean/{what}", number)


def _log_path(pattern: str | None, spider: str) -> Path | None:
    """Return the log's path, with `%(time)s` and `%(name)s` as in Scrapy's feeds, and make its folder."""
    if not pattern:
        return None
    path = Path(dated(pattern, name=spider))
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _items_of(log: Path, spider: str) -> int:
    """Write the log of an earlier crawl anew, without a torn end, and return the number of its last item."""
    last = 0
    with atomic_file(log, log) as whole:
        for record in read_records(log):
            whole.write(dumps(record))
            name, _, rest = str(record.get("article", "")).partition(":")
            number = rest.partition(":")[0]
            if name == spider and number.isdecimal():
                last = max(last, int(number))
    return last


def _place_of(fields: ItemAdapter, name: str) -> tuple[Any, Any] | None:
    """Return the item, object or list that a field stands in, and its key there; None if it is not there."""
    *path, last = pointer_parts(name)
    parent: Any = fields
    for part in path:
        parent = _member(parent, part)
        parent = parent if parent is None else parent[0][parent[1]]
        parent = ItemAdapter(parent) if is_item(parent) else parent
    return _member(parent, last)


def _member(parent: Any, key: str) -> tuple[Any, Any] | None:
    if isinstance(parent, MutableMapping):
        return (parent, key) if key in parent else None
    if isinstance(parent, MutableSequence) and key.isdecimal() and int(key) < len(parent):
        return parent, int(key)
    return None


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        kind = type(value).__name__
        raise RecordError(f"field {name}", f"not text, but of type {kind}", r"join its parts, as '\n'.join(…) does")
    refuse_data(value, name)
    return value
