"""The run of `newsclean report`: a log, read once, as a page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import newsclean
from newsclean.changelog.log_files import read_records
from newsclean.changelog.log_records import REVIEW, Record
from newsclean.errors import InputError, NewscleanError
from newsclean.i18n.messages import Catalog
from newsclean.jobs.originals import texts_of
from newsclean.report.article_data import Rules, index_entry, page_article
from newsclean.report.page import write_page
from newsclean.rules.registry import RULES


class PageIndex:
    """Index of the page over all articles, gathered while they are read.

    Args:
        log: The log.
        catalog: The language of the page.
        rules: The rules that have numbers already; others that are met are added.

    Attributes:
        entries: What the list of articles shows of each.
        rules: The rules that have been met, with their numbers.
        problems: Why texts could not be read.
    """

    def __init__(self, log: Path, catalog: Catalog, rules: Rules | None = None) -> None:
        self._log = log
        self._catalog = catalog
        self.entries: list[list[Any]] = []
        self.rules: Rules = {} if rules is None else rules
        self._errors: list[Record] = []
        self.problems: list[str] = []

    def articles(self) -> Iterator[Record]:
        """Yield what the page shows of each article."""
        for article, text, problem in texts_of(self._log):
            if not article.end or not article.head:
                unfinished = {"article": article.name, "where": "", "cause": "not done", "hint": "clean it again"}
                self._errors += article.errors or [unfinished]
                continue
            self.entries.append(index_entry(article, self.rules))
            page = page_article(article, text, self.rules, self._catalog)
            if problem:
                self.problems.append(problem)
                page["problem"] = self._catalog.line(problem)
            yield page

    def record(self) -> Record:
        """Return what it shows of all of them."""
        with self._log.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        run = next(read_records(self._log))
        line = self._catalog.line
        return {
            "newsclean": newsclean.__version__,
            "log": {"name": self._log.name, "sha256": digest},
            "started": run.get("started"),
            "version": run.get("newsclean"),
            "reviewed": run.get("reviewed"),
            "rules": [rule_entry(rule, self._catalog) for rule in self.rules],
            "articles": self.entries,
            "errors": [[each["article"], line(f"{each['cause']}; {each['hint']}")] for each in self._errors],
            "skipped": [[each["path"], line(f"{each['cause']}; {each['hint']}")] for each in run.get("skipped", ())],
        }


def rule_entry(name: str, catalog: Catalog) -> list[str]:
    """Return what the page shows of a rule: its name, kind, and what it does."""
    rule = RULES.get(name)
    return [name, rule.kind, catalog.gettext(rule.what)] if rule else [name, REVIEW, ""]


def write_report(log: Path, out: IO[bytes], catalog: Catalog) -> NewscleanError | None:
    """Write the page of a log.

    Args:
        log: The log.
        out: Where to.
        catalog: The language of the page.

    Returns:
        The error to tell where the page lacks texts that could not be read.

    Raises:
        LogError: The log cannot be read.
    """
    index = PageIndex(log, catalog)
    write_page(out, index.articles(), index.record, catalog)
    if not index.problems:
        return None
    number, whole = len(index.problems), len(index.entries)
    cause = f"the texts of {number:,} of {whole:,} articles could not be read ({index.problems[0]})"
    return InputError(str(log), cause, "put the clean files or the sources back where the log has them")
