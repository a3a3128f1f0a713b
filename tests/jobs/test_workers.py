import os
import subprocess
import sys
import time
from multiprocessing import active_children

import pytest

from newsclean.errors import NewscleanError
from newsclean.jobs import workers as module
from newsclean.jobs.workers import Work, Workers, start_workers, whole


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


@pytest.fixture(scope="module")
def two():
    with start_workers(2, timeout=3) as shared:
        yield shared


@pytest.fixture(params=[1, 2])
def shared(request):
    return Workers() if request.param == 1 else request.getfixturevalue("two")


def test_results_come_in_the_order_of_the_work(shared):
    found = list(shared.in_order(whole(double, lost), range(30)))
    assert found == [(number, double(number)) for number in range(30)]


def test_work_whose_items_come_of_other_work_is_shared_among_the_same_processes(shared):
    inner = (done for _, done in shared.in_order(whole(double, lost), range(30)))
    assert [done for _, done in shared.in_order(whole(double, lost), inner)] == [number * 4 for number in range(30)]


def test_work_that_is_given_up_leaves_the_processes_to_other_work(shared):
    def items():
        yield 1
        raise NewscleanError("in.jsonl", "is damaged", "get it again")

    with pytest.raises(NewscleanError, match="damaged"):
        list(shared.in_order(whole(double, lost), items()))
    assert list(shared.in_order(whole(double, lost), [2])) == [(2, 4)]


def test_a_worker_that_dies_costs_only_what_it_died_of(two):
    def parts(numbers):
        return [[number] for number in numbers]

    work = Work(
        die_of_seven,
        parts,
        lambda results: [one for result in results for one in result],
        lambda item, reason: [reason],
    )
    items = [[1, 2], [6, 7, 8], [9], [10, 11]]
    assert [done for _, done in two.in_order(work, items)] == [
        [1, 2], [6, "a worker process died of it (exit code 9)", 8], [9], [10, 11],
    ]  # fmt: skip


def test_a_worker_that_hangs_costs_only_what_it_hangs_on(two):
    found = [done for _, done in two.in_order(whole(hang_on_two, lost), range(5))]
    assert found == [0, 1, (2, "a worker process was not done with it after 3 seconds"), 3, 4]


def test_what_work_raises_is_raised(shared):
    with pytest.raises(ValueError, match="0"):
        list(shared.in_order(whole(fail, lost), range(3)))


def test_items_are_taken_as_they_are_needed(two):
    taken = []

    def items():
        for number in range(1000):
            taken.append(number)
            yield number

    next(two.in_order(whole(double, lost), items()))
    assert len(taken) <= 10


def die():
    os._exit(9)


def test_processes_that_cannot_be_started_are_told_of_with_what_to_do(monkeypatch):
    monkeypatch.setattr(module, "_follow_parent", die)
    with (
        pytest.raises(NewscleanError, match="--jobs: no worker process could be started, .*; run with --jobs 1"),
        start_workers(2),
    ):
        pass


def test_processes_that_all_end_are_told_of_with_what_to_do():
    others = set(active_children())
    with (
        pytest.raises(NewscleanError, match="--jobs: no worker process .* is left; run with --jobs 1"),
        start_workers(2) as ended,
    ):
        for process in set(active_children()) - others:
            process.kill()
        for _ in ended.in_order(whole(double, lost), iter(int, 1)):
            pass


def test_where_a_process_cannot_be_copied_each_begins_anew_with_the_same_results(monkeypatch):
    monkeypatch.setattr(sys, "platform", "another")
    with start_workers(2) as shared:
        assert list(shared.in_order(whole(double, lost), range(5))) == [(number, double(number)) for number in range(5)]


COPIED = """
from newsclean.pipeline import load
from newsclean.jobs.workers import start_workers, whole
from newsclean.settings import Settings

def lost(item, reason):
    return reason

if __name__ == "__main__":
    load(Settings())
    with start_workers(2) as shared:
        begun = "'rjieba' in __import__('sys').modules"
        for _, done in shared.in_order(whole(eval, lost), [begun, "__import__('os')._exit(9)", "1 + 1"]):
            print(done)
"""


def test_a_copied_process_has_loaded_the_dictionary_and_another_takes_its_place(tmp_path):
    (tmp_path / "copied.py").write_text(COPIED, "utf-8")
    told = subprocess.run([sys.executable, "copied.py"], cwd=tmp_path, capture_output=True, timeout=60, check=True)
    assert told.stdout.decode().splitlines() == ["True", "a worker process died of it (exit code 9)", "2"]
