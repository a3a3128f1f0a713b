"""Pipeline of articles through the stages, until none of them has anything more to propose."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Sequence
from itertools import compress, count, cycle
from typing import Any, NamedTuple

from newsclean.core.article_run import ArticleRun
from newsclean.core.document_view import CrossDuplicates
from newsclean.core.result import Result, as_they_are
from newsclean.core.result_building import build_results
from newsclean.errors import InputError
from newsclean.io.file_signatures import data_in
from newsclean.rules.registry import Stages, chosen_stages
from newsclean.settings import Settings
from newsclean.text.text_batch import BATCH_SIZE, TextBatch

_DEFAULTS = Settings()
# So much of a stream is cleaned together: enough that it is fast, not so much that memory fills.
_MOST_CHARACTERS = 1 << 20
# A cut sentence, traditional characters, and a paragraph twice.
_NEEDS_ALL = "會議在北京召開。來自全國各地的代表參加了會議並就共同關心的\n問題進行了討論。\n" + 2 * (20 * "好" + "\n")


def clean(text: str, settings: Settings | None = None, **named: Any) -> Result:
    """Clean an article.

    The stages are run one after another, each on what the one before made of the text, and again until none
    has anything to propose: cleaning the clean text changes nothing.

    Args:
        text: The article, any code points; line ends as they are.
        settings: How to clean; the defaults when left out.
        named: Settings by their names instead, as `Settings` takes them: `clean(text, ignore=["duplicates"])`.

    Returns:
        The clean text, every change, and the flags; all places in code points.

    Raises:
        TypeError: `text` is no text, or settings are given in both ways.
        InputError: It is data written as text, as JSON, which no command cleans either.
        SettingsError: `settings` names a stage, rule or OpenCC configuration that does not exist.
        UnstableError: The rules do not come to rest on this text, which is a fault of newsclean.
    """
    _check_text(text, "clean() takes a text")
    return clean_all((text,), _settings_of(settings, named))[0]


def _settings_of(settings: Settings | None, named: dict[str, Any]) -> Settings | None:
    if named and settings is not None:
        raise TypeError("give settings, or settings by their names, and not both")
    return Settings(**named) if named else settings


def load(settings: Settings) -> None:
    """Load what is otherwise loaded by the first article that needs it: dictionary, weights, tables, most patterns.

    Args:
        settings: How to clean.
    """
    clean(_NEEDS_ALL, settings)


def clean_all(texts: Sequence[str], settings: Settings | None = None) -> list[Result]:
    """Clean several articles, each as `clean` does, in less time than one after another.

    Args:
        texts: The articles.
        settings: How to clean; the defaults when left out.

    Returns:
        What became of each.

    Raises:
        TypeError: One is no text.
        InputError: As `clean`, with the number of the text, from 0; `newsclean.articles` says of each article by itself
            what is refused.
        SettingsError: As `clean`.
        UnstableError: As `clean`.
    """
    return _clean_all(texts, settings)


def _clean_all(texts: Sequence[str], settings: Settings | None, first: int = 0) -> list[Result]:
    """As `clean_all`, of texts the first of which has a number in what they are part of."""
    for number, text in enumerate(texts, first):
        _check_text(text, f"clean_all() takes texts, and number {number} is none")
        if found := data_in(text):
            where = f"text {number}" if number or len(texts) > 1 else "text"
            raise InputError(where, f"{found.what}, and not a text", "clean the texts in it, each by itself")
    results = clean_each([*texts], settings or _DEFAULTS)
    for result in results:
        if isinstance(result, Exception):
            raise result
    return results  # type: ignore[return-value]


def clean_stream(texts: Iterable[str], settings: Settings | None = None, **named: Any) -> Iterator[Result]:
    """Clean articles as they come, some hundreds together, so that memory stays flat however many there are.

    Args:
        texts: The articles, of any number; also a generator that never ends.
        settings: How to clean; the defaults when left out.
        named: Settings by their names instead, as `clean` takes them.

    Yields:
        What became of each, in order.

    Raises:
        TypeError: As `clean_all`; what came before has been yielded, up to some hundreds.
        InputError: As `clean`.
        SettingsError: As `clean`.
        UnstableError: As `clean`.
    """
    settings = _settings_of(settings, named)
    batch: list[str] = []
    size = first = 0
    for text in texts:
        batch.append(text)
        size += len(text) if isinstance(text, str) else 0
        if len(batch) == BATCH_SIZE or size > _MOST_CHARACTERS:
            yield from _clean_all(batch, settings, first)
            first += len(batch)
            batch, size = [], 0
    yield from _clean_all(batch, settings, first)


async def aclean_stream(
    texts: AsyncIterable[str], settings: Settings | None = None, **named: Any
) -> AsyncIterator[Result]:
    """Clean articles as they come from an asynchronous source, in a thread, while the event loop goes on.

    What has come by the time is cleaned together: a slow source waits for nothing, a fast one is held back so that
    memory stays flat.

    Args:
        texts: The articles.
        settings: As `clean_stream`.
        named: As `clean_stream`.

    Yields:
        What became of each, in order.

    Raises:
        TypeError: As `clean_stream`, and so the others.
    """
    import asyncio

    settings = _settings_of(settings, named)
    queue: asyncio.Queue[Any] = asyncio.Queue(BATCH_SIZE)

    async def fill() -> None:
        fault: Exception | None = None
        try:
            async for text in texts:
                await queue.put(text)
        except Exception as error:  # of the source: raised behind what came before
            fault = error
        await queue.put(_End(fault))

    filling = asyncio.create_task(fill())
    try:
        end: _End | None = None
        while end is None:
            batch = [await queue.get()]
            while not queue.empty():
                batch.append(queue.get_nowait())
            if isinstance(batch[-1], _End):
                end = batch.pop()
            for result in await asyncio.to_thread(clean_all, batch, settings):
                yield result
        if end.fault is not None:
            raise end.fault
    finally:
        filling.cancel()


class _End(NamedTuple):
    """End of an asynchronous source, and what it failed with, if it did."""

    fault: Exception | None


def _check_text(text: object, what: str) -> None:
    """See to it that a text is one, and not what stands for a missing value in a table."""
    if not isinstance(text, str):
        raise TypeError(f"{what}: it was given {text!r:.60}, of type {type(text).__name__}")


def clean_each(
    texts: Sequence[str], settings: Settings, cross_duplicates: Sequence[CrossDuplicates] = ()
) -> list[Result | Exception]:
    """Clean articles of an archive, each as `clean` does.

    Args:
        texts: The articles.
        settings: How to clean.
        cross_duplicates: What other articles have of each; nothing where it is left out.

    Returns:
        What became of each; an error is a result like any other, and costs the other articles nothing.

    Raises:
        SettingsError: As `clean`.
    """
    stages = chosen_stages(settings)
    results: list[Result | Exception] = []
    for at in range(0, len(texts), BATCH_SIZE):
        together = slice(at, at + BATCH_SIZE)
        results += _clean_batch(texts[together], cross_duplicates[together], stages, settings)
    return results


def _clean_batch(
    texts: Sequence[str],
    cross_duplicates: Sequence[CrossDuplicates],
    stages: Stages,
    settings: Settings,
) -> list[Result | Exception]:
    batch = TextBatch(texts)
    triggers = stages.trigger_index(batch)
    # An article in which no rule has anything to look for comes out as it is.
    results: list[Result | Exception] = [*as_they_are(texts)]
    asked = {*compress(count(), triggers), *compress(count(), cross_duplicates)}
    for stage in stages.each:
        if stage.is_always_asked:
            asked.update(range(len(texts)))
        elif stage.prefilter is not None:
            shown = batch.lookup(stage.prefilter, settings)
            asked |= {number for number, found in enumerate(shown) if found is not None}
    runs = {
        number: ArticleRun(
            texts[number], cross_duplicates[number] if cross_duplicates else {}, batch, number, triggers[number]
        )
        for number in sorted(asked)
    }
    left = list(runs.values())
    for stage in cycle(stages.each):
        # Read together: what a stage has changed is read anew, and the rest once only.
        if changed := [run for run in left if run.is_changed]:
            batch = TextBatch([run.offset_map.text for run in changed])
            for number, (run, found) in enumerate(zip(changed, stages.trigger_index(batch), strict=True)):
                run.read(batch, number, found)
        for run in left:
            rules, settled = stage.asked(run.triggers), None
            if rules and stage.prefilter is not None and not run.shows(stage.prefilter, settings):
                rules = ()
            final = stages.final_rules(run.triggers)
            index = stage.substitution_index
            if index is not None and run.triggers & index.bits and (settled := run.settled(index, settings, final)):
                rules = stage.asked(run.triggers & settled.asked)
            run.run_stage(stage.name, rules, settings, settled, final)
        left = [run for run in left if run.quiet_stages < len(stages.each) and run.error is None]
        if not left:
            break
    told = {number: run for number, run in runs.items() if not run.is_as_it_was}
    whole = {number: (run.offset_map, run.flags()) for number, run in told.items() if run.error is None}
    built = dict(zip(whole, build_results([*whole.values()]), strict=True))
    for number, run in told.items():
        results[number] = run.error or built[number]
    return results
