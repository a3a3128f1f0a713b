"""Streams of articles: as `clean_all`, in flat memory, and in threads."""

import asyncio
import itertools
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from conftest import run_async
from strategies import any_text

TEXTS = ["会议指出,要坚持.", "", "今年共选派8\n名干部。", "他说&quot;好&quot;。\n" * 3]


async def later(texts, wait=0):
    for text in texts:
        if wait:
            await asyncio.sleep(wait)
        yield text


async def gathered(stream):
    return [result async for result in stream]


@settings(max_examples=30)
@given(st.lists(any_text, max_size=8))
def test_a_stream_gives_what_cleaning_all_gives(texts):
    texts = [text for text in texts if not text.lstrip("\ufeff \t\r\n").startswith(("{", "["))]
    expected = newsclean.clean_all(texts)
    assert list(newsclean.clean_stream(iter(texts))) == expected
    assert run_async(gathered(newsclean.aclean_stream(later(texts)))) == expected


def test_settings_are_taken_as_clean_takes_them():
    assert next(newsclean.clean_stream(["一,二"], ignore=["punctuation"])).text == "一,二"
    with pytest.raises(TypeError, match="not both"):
        next(newsclean.clean_stream(["一"], newsclean.Settings(), ignore=["lines"]))
    stream = newsclean.aclean_stream(later(["一,二"]), ignore=["punctuation"])
    assert run_async(gathered(stream))[0].text == "一,二"


def test_a_stream_without_end_is_cleaned_in_flat_memory():
    stream = newsclean.clean_stream("会议指出,要坚持." * 5 for _ in itertools.count())
    for _ in itertools.islice(stream, 512):
        pass
    tracemalloc.start()
    peaks = []
    for _ in range(2):
        tracemalloc.reset_peak()
        for _ in itertools.islice(stream, 512):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    assert max(peaks) < 1.3 * min(peaks)


def test_what_is_no_text_is_told_and_what_came_before_is_there():
    stream = newsclean.clean_stream(itertools.chain(["一,二"] * 256, [None]))
    assert [result.text for result in itertools.islice(stream, 256)] == ["一，二"] * 256
    with pytest.raises(TypeError, match="number 256 is none: it was given None"):
        next(stream)
    with pytest.raises(TypeError, match="given nan"):
        run_async(gathered(newsclean.aclean_stream(later(["一", float("nan")]))))


def test_the_event_loop_goes_on_and_a_slow_source_waits_for_nothing():
    async def run():
        times, ticks = [], 0

        async def tick():
            nonlocal ticks
            while True:
                await asyncio.sleep(0.005)
                ticks += 1

        ticking = asyncio.create_task(tick())
        async for _ in newsclean.aclean_stream(later(["会议指出,要坚持." * 40] * 5, wait=0.05)):
            times += [ticks]
        ticking.cancel()
        return times

    times = run_async(run())
    assert len(times) == 5
    assert times == sorted({*times})  # one at a time, and ticks between them


def test_a_fault_of_the_source_is_raised_behind_what_came_before_and_one_can_leave_at_any_time():
    async def broken():
        for _ in range(300):
            yield "一,二"
        raise OSError("gone")

    async def run():
        seen = []
        with pytest.raises(OSError, match="gone"):
            async for result in newsclean.aclean_stream(broken()):
                seen += [result.text]
        stream = newsclean.aclean_stream(later(["一,二"] * 5000))
        async for _ in stream:
            break
        await stream.aclose()
        return seen, len(asyncio.all_tasks())

    seen, _ = run_async(run())
    assert seen == ["一，二"] * 300


@pytest.mark.unmeasured
def test_articles_may_be_cleaned_in_several_threads_at_once():
    texts = [f"{text}第{number}天,{'会议指出,要坚持.' * number}" for number, text in enumerate(TEXTS * 30)]
    expected = [newsclean.clean(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(newsclean.clean, texts)) == expected
