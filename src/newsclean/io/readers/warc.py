"""WARC files (ISO 28500): the pages of a crawl, a record each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from newsclean.io.batching import Rows
from newsclean.io.encodings.recoding import UTF8, Recoded
from newsclean.io.reader import Each, Read, ReadOptions, RecordReader, Stream, one_by_one


class CrawlReader(RecordReader):
    """Finds the article in each page of a crawl."""

    extensions = (".warc",)
    clean_extension = ".jsonl"
    extra = "warc"
    needs = ".warc files need warcio, trafilatura and resiliparse"

    def stream(self, read: Read, reading: ReadOptions, name: str, each: Each = one_by_one) -> Stream:
        """Return the pages as records, as `RecordReader` has it."""
        from newsclean.io.extraction.warc_pages import Responses, line_of, line_without_text

        try:
            pages = Responses(read, name, reading.max_bytes)
        except ImportError as error:
            raise self.missing(name, error) from None
        lines = each(partial(line_of, most=reading.max_bytes), line_without_text, pages)
        return Stream(Recoded(lambda size: next(lines, b""), UTF8, name), lambda: {"extracted": pages.extracted})

    def batches(self, read: Read, most: int, name: str) -> Iterator[Rows]:
        """Yield the pages in batches; a page that is too large is an error by itself, and no line is."""
        return super().batches(read, 0, name)


READER = CrawlReader()
