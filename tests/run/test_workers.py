import os

import pytest

from newsclean.errors import NewscleanError
from newsclean.run.workers import in_order


def double(number):
    return number * 2


def die(number):
    os._exit(9)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_work(jobs):
    assert list(in_order(double, range(30), jobs)) == [double(number) for number in range(30)]


def test_a_worker_that_dies_is_one_clear_error():
    with pytest.raises(NewscleanError, match="a worker process died"):
        list(in_order(die, range(3), 2))


def test_items_are_taken_as_they_are_needed():
    taken = []

    def items():
        for number in range(1000):
            taken.append(number)
            yield number

    results = in_order(double, items(), 2)
    next(results)
    assert len(taken) <= 10
    results.close()
