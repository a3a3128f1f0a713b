"""Ten times the text costs about ten times the time, for every rule and on texts made to be hard.

The only timing among the tests, and it compares a run with itself: a rule whose cost grew with the square of the
text would need a hundred times as long.
"""

import gc
import time

import pytest

import newsclean

SHORT = 20_000
PIECES = {
    "prose": "会议指出，要完善东西部结对帮扶关系,拓展帮扶领域。",
    "half-width": ",.;:?!()\"'~",
    "line feeds": "\n",
    "lines of a character": "中\n",
    "spaces": " ",
    "line feeds and spaces": " \n　",
    "opening brackets": "（(“《",
    "digits": "1234567890",
    "commas after digits": "1,",
    "latin": "abc def ",
    "ellipses": "….。",
    "dashes": "-—",
    "ampersands": "&#",
    "addresses": "https://a.cn/",
    "at signs": "a@a",
    "back quotes": "`",
    "doubled words": "的的",
    "zero width": "\u200b\u200d\xad",
    "figures and measure words": "8\n名",
    "one character": "中",
    "half brackets": "<中<",
}


def least_time(text):
    best = float("inf")
    gc.disable()  # a collection falls on whoever happens to run
    for _ in range(3):
        start = time.process_time()
        newsclean.clean(text)
        best = min(best, time.process_time() - start)
    gc.enable()
    return best


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_cost_grows_with_the_text(piece):
    short = piece * (SHORT // len(piece))
    newsclean.clean(short)
    base = least_time(short)
    # Below a millisecond the clock is coarser than the work.
    assert least_time(short * 10) < 25 * max(base, 0.004)
