import multiprocessing
import os
import signal
import sqlite3
import time
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives import STEMS, add, article
from newsclean.corpus import catalog, index
from newsclean.corpus.index import ArchiveIndex
from newsclean.errors import IndexFileError, OutputError


def found(path, texts):
    with ArchiveIndex(path) as made:
        return made.find(texts, 0.8)


def state(path):
    with ArchiveIndex(path) as made:
        assert list(made.check()) == []
        texts = [text for run in made.runs() for text in run.texts()]
        places = [made.place(run, number) for run in made.runs() for number in range(len(run))]
        return list(zip(places, texts, strict=True))


def test_what_was_added_is_found_with_its_place_in_any_width_and_script(tmp_path):
    add(tmp_path / "i", [article(1)])
    (hit, none) = found(
        tmp_path / "i",
        ["會議要求,各地要認真貫徹落實中央決策部署,扎實推進各項工作。第1篇", "另外一句话，说的是别的事情。"],
    )
    assert hit.place == ("1.txt", 1)
    assert hit.similarity == 1.0
    assert none is None


def test_of_several_the_first_is_found_and_short_texts_only_if_equal(tmp_path):
    add(tmp_path / "i", [("a.txt", "会议在北京召开。\n" + STEMS[0])])
    add(tmp_path / "i", [("b.txt", STEMS[0])])
    hits = found(tmp_path / "i", [STEMS[0], "会议在北京召开。", "会议在南京召开。"])
    assert [hit and hit.place for hit in hits] == [("a.txt", 2), ("a.txt", 1), None]


def test_what_is_equal_is_found_among_very_many_that_are_told_by_the_same_formula(tmp_path):
    told = "中央气象台预计，{}日江南北部多云转晴，最高气温{}℃，东北风{}级，空气质量良好，适宜外出。"
    texts = [told.format(number % 28 + 1, number % 17 + 10, number % 5) for number in range(300)]
    add(tmp_path / "i", [(f"{number}.txt", text) for number, text in enumerate(texts)])
    with ArchiveIndex(tmp_path / "i") as made:
        for number in (0, 77, 299):
            hits = made.find_all([texts[number]], 0.8)[0]
            assert f"{number}.txt" in [hit.place.article for hit in hits if hit.similarity == 1]
            own = [(f"{number}.txt", sha256(texts[number].encode()).hexdigest())]
            (others,) = made.find_all([texts[number]], 0.8, own)
            assert f"{number}.txt" not in [hit.place.article for hit in others]


def test_two_articles_of_one_name_are_two(tmp_path):
    for number in (1, 2):
        add(tmp_path / "i", [("a.txt", f"{article(number)[1]}\n{STEMS[0]}")])
    with ArchiveIndex(tmp_path / "i") as made:
        (hits,) = made.find_all([STEMS[0]], 0.8)
        equal = [hit for hit in hits if hit.similarity == 1]
        assert [hit.place for hit in equal] == [("a.txt", 5)] * 2
        assert len({hit.article for hit in equal}) == 2
        for hit in equal:
            there = made.paragraphs_of(hit.article)
            assert [each.place.line for each in there] == [1, 2, 3, 4, 5]
            assert made.entry(hit.article).name == "a.txt"


def test_an_article_is_never_in_it_twice_and_its_own_entry_is_no_copy(tmp_path):
    assert add(tmp_path / "i", [article(1), article(2)]) == 2
    assert add(tmp_path / "i", [article(1), article(3)]) == 1
    _, text = article(1, STEMS[:1])
    assert len(state(tmp_path / "i")) == 12
    with ArchiveIndex(tmp_path / "i") as made:
        own = [("1.txt", sha256(article(1)[1].encode()).hexdigest())]
        (hit,) = made.find([text], 0.8, own)
        assert hit.place.article == "2.txt"


@pytest.mark.nightly
@given(st.lists(st.lists(st.integers(0, 30), max_size=4, unique=True), max_size=6), st.booleans())
def test_the_batches_make_no_difference_to_what_is_in_it_nor_does_compacting(tmp_path_factory, batches, compact):
    folder = tmp_path_factory.mktemp("index")
    for batch in batches:
        add(folder / "batches", [article(number) for number in batch])
    together = list(dict.fromkeys(number for batch in batches for number in batch))
    add(folder / "once", [article(number) for number in together])
    if compact:
        with ArchiveIndex(folder / "batches", create=True) as made:
            made.compact()
    if batches:
        assert state(folder / "batches") == state(folder / "once")


def test_there_are_never_many_runs(tmp_path):
    for number in range(40):
        add(tmp_path / "i", [article(number)])
    with ArchiveIndex(tmp_path / "i") as made:
        assert made.contents().runs <= 5
    assert len(list((tmp_path / "i").glob("*.run"))) <= 5


def test_merged_indexes_hold_what_both_held(tmp_path):
    add(tmp_path / "a", [article(1), article(2)])
    add(tmp_path / "b", [article(2), article(3)])
    with ArchiveIndex(tmp_path / "a") as one, ArchiveIndex(tmp_path / "b") as other:
        assert one.merge(other) == 1
    assert {place.article for place, _ in state(tmp_path / "a")} == {"1.txt", "2.txt", "3.txt"}
    assert len(state(tmp_path / "a")) == 12


def _add_many(path, first):
    for number in range(first, first + 12):
        add(path, [article(number % 30)])


def test_several_processes_lose_nothing_and_enter_nothing_twice(tmp_path):
    some = [multiprocessing.Process(target=_add_many, args=(tmp_path / "i", first)) for first in (0, 6, 12, 18)]
    for process in some:
        process.start()
    for process in some:
        process.join(60)
        assert process.exitcode == 0
    entries = state(tmp_path / "i")
    assert len(entries) == len(set(entries)) == 4 * 30


@pytest.mark.parametrize("after", [0.0, 0.01, 0.02, 0.04, 0.08, 0.16])
def test_whoever_is_killed_leaves_whole_articles_and_the_next_one_goes_on(tmp_path, after):
    add(tmp_path / "i", [article(99)])
    process = multiprocessing.Process(target=_add_many, args=(tmp_path / "i", 0))
    process.start()
    while process.is_alive() and len(list((tmp_path / "i").glob("*.run"))) < 2:
        time.sleep(0.001)
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    process.join(60)
    entries = state(tmp_path / "i")
    assert len(entries) == len(set(entries))
    assert len(entries) % 4 == 0
    _add_many(tmp_path / "i", 0)
    assert {place.article for place, _ in state(tmp_path / "i")} == {f"{number}.txt" for number in (*range(12), 99)}
    assert not list((tmp_path / "i").glob(".*"))


@pytest.mark.parametrize("step", ["run", "catalog"])
def test_a_full_disk_loses_nothing_that_was_there(tmp_path, step, monkeypatch):
    add(tmp_path / "i", [article(1)])
    before = state(tmp_path / "i")

    def full(*_):
        if step == "run":
            raise OutputError("a.run", "No space left on device", "free the disk or choose another -o")
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(
        *((index, "write_run", full) if step == "run" else (catalog.IndexCatalog, "replace_runs", full))
    )
    with pytest.raises((OutputError, IndexFileError), match=r"No space left|disk is full"):
        add(tmp_path / "i", [article(2)])
    monkeypatch.undo()
    assert state(tmp_path / "i") == before
    add(tmp_path / "i", [article(2)])
    assert len(state(tmp_path / "i")) == 8


def test_foreign_damaged_and_other_indexes_are_refused(tmp_path):
    (tmp_path / "text").write_text("这不是索引")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text("一")
    (tmp_path / "garbage").mkdir()
    (tmp_path / "garbage" / catalog.FILE).write_bytes(b"garbage" * 1000)
    add(tmp_path / "other", [article(1)])
    with sqlite3.connect(tmp_path / "other" / catalog.FILE) as database:
        database.execute("UPDATE meta SET value = '16' WHERE name = 'bands'")
    with sqlite3.connect(tmp_path / "foreign.sqlite") as database:
        database.execute("CREATE TABLE things (id INTEGER)")
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign.sqlite").rename(tmp_path / "foreign" / catalog.FILE)
    for name, cause in (
        ("text", "is there and is no index"),
        ("folder", "is there and is no index"),
        ("garbage", "no index, or a damaged one"),
        ("foreign", "no index"),
        ("other", "with bands '16', and this version has '32'"),
    ):
        with pytest.raises(IndexFileError, match=cause):
            ArchiveIndex(tmp_path / name, create=True)
    with pytest.raises(IndexFileError, match="make one"):
        ArchiveIndex(tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("fault", ["gone", "cut", "altered"])
def test_a_damaged_run_is_named_by_check_and_never_read_as_sound(tmp_path, fault):
    add(tmp_path / "i", [article(1)])
    (run,) = (tmp_path / "i").glob("*.run")
    data = run.read_bytes()
    if fault == "gone":
        run.unlink()
    else:
        run.write_bytes(data[:-5] if fault == "cut" else data[:-5] + bytes(5))
    with ArchiveIndex(tmp_path / "i") as made:
        problems = list(made.check())
        assert problems
        assert all(problem.startswith(run.name) for problem in problems)
        with pytest.raises(IndexFileError):
            made.find([STEMS[0]], 0.8)
    with pytest.raises(IndexFileError):
        add(tmp_path / "i", [article(2)])


def test_a_paragraph_that_stands_in_very_many_articles_costs_no_more_than_others(tmp_path):
    add(tmp_path / "i", [(f"{number}.txt", STEMS[0]) for number in range(3000)])
    with ArchiveIndex(tmp_path / "i") as made:
        (run,) = made.runs()
        from newsclean.minhash.bands import sign_all

        assert len(run.candidates(sign_all([STEMS[0]]).bands)) <= 4
    (hit,) = found(tmp_path / "i", [STEMS[0]])
    assert hit.place == ("0.txt", 1)


def test_nothing_is_a_paragraph_like_others(tmp_path):
    assert add(tmp_path / "i", [("a.txt", ""), ("b.txt", "\n\n")]) == 2
    assert state(tmp_path / "i") == []
    assert found(tmp_path / "i", []) == []
    assert found(tmp_path / "i", ["会"]) == [None]
    add(tmp_path / "i", [("c.txt", "啊" * 5000)])
    (hit,) = found(tmp_path / "i", ["啊" * 4999])
    assert hit.place == ("c.txt", 1)
