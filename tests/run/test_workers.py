import os
import sys
import time

import pytest

from newsclean.errors import NewscleanError
from newsclean.run import workers
from newsclean.run.workers import Work, in_order, whole


def double(number):
    return number * 2


def lost(item, reason):
    return item, reason


def die_of_seven(numbers):
    if 7 in numbers:
        os._exit(9)
    return numbers


def hang_on_two(number):
    if number == 2:
        time.sleep(60)
    return number


def fail(number):
    raise ValueError(number)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_work(jobs):
    found = list(in_order(whole(double, lost), range(30), jobs))
    assert found == [(number, double(number)) for number in range(30)]


def test_a_worker_that_dies_costs_only_what_it_died_of():
    def parts(numbers):
        return [[number] for number in numbers]

    work = Work(
        die_of_seven,
        parts,
        lambda results: [one for result in results for one in result],
        lambda item, reason: [reason],
    )
    items = [[1, 2], [6, 7, 8], [9], [10, 11]]
    assert [done for _, done in in_order(work, items, 2)] == [
        [1, 2], [6, "a worker process died of it (exit code 9)", 8], [9], [10, 11],
    ]  # fmt: skip


def test_a_worker_that_hangs_costs_only_what_it_hangs_on():
    found = [done for _, done in in_order(whole(hang_on_two, lost), range(5), 2, timeout=3)]
    assert found == [0, 1, (2, "a worker process was not done with it after 3 seconds"), 3, 4]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_work_raises_is_raised(jobs):
    with pytest.raises(ValueError, match="0"):
        list(in_order(whole(fail, lost), range(3), jobs))


def test_items_are_taken_as_they_are_needed():
    taken = []

    def items():
        for number in range(1000):
            taken.append(number)
            yield number

    results = in_order(whole(double, lost), items(), 2)
    next(results)
    assert len(taken) <= 10
    results.close()


def die():
    os._exit(9)


def test_processes_that_cannot_be_started_are_told_of_with_what_to_do(monkeypatch):
    monkeypatch.setattr(workers, "_follow_parent", die)
    with pytest.raises(NewscleanError, match="--jobs: no worker process could be started; run with --jobs 1"):
        list(in_order(whole(double, lost), range(3), 2))


def test_where_a_process_cannot_be_copied_each_begins_anew_with_the_same_results(monkeypatch):
    monkeypatch.setattr(workers, "_CAN_COPY", False)
    workers.prepare(2)
    assert list(in_order(whole(double, lost), range(5), 2)) == [(number, double(number)) for number in range(5)]


def test_a_temporary_folder_of_too_long_a_path_is_no_hindrance(newsclean, tmp_path):
    folder = tmp_path / ("a" * 120)
    folder.mkdir()
    (tmp_path / "in.jsonl").write_text('{"text": "一,二"}\n', "utf-8")
    newsclean("clean", "in.jsonl", "-o", "out.jsonl", "--jobs", "2", env={"TMPDIR": str(folder)})
    assert (tmp_path / "out.jsonl").read_text("utf-8") == '{"text": "一，二"}\n'


def has_loaded(module):
    return module in sys.modules


def test_a_copied_process_has_loaded_the_dictionary_before_it_is_asked():
    workers.prepare(2)
    assert list(in_order(whole(has_loaded, lost), ["rjieba"], 2)) == [("rjieba", True)]
