import os

import pytest

from newsclean.errors import OutputError
from newsclean.io.atomic import atomic_file, remove_remains, write_all, write_atomically
from newsclean.io.compression import contents


def test_a_file_appears_whole_in_a_folder_that_is_made(tmp_path):
    write_atomically(tmp_path / "new" / "a.txt", b"clean")
    assert (tmp_path / "new" / "a.txt").read_bytes() == b"clean"
    assert os.listdir(tmp_path / "new") == ["a.txt"]


def test_what_raises_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), atomic_file(target) as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_fault_of_the_disk_is_one_clear_error(tmp_path, monkeypatch, call):
    def fail(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OutputError, match="No space left on device; free the disk") as caught:
        write_atomically(tmp_path / "a.txt", b"clean")
    assert caught.value.exit_code == 4
    assert os.listdir(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="File exists"):
        write_atomically(tmp_path / "file" / "a.txt", b"clean")


def test_the_file_has_the_permissions_of_any_new_file(tmp_path):
    write_atomically(tmp_path / "a.txt", b"")
    (tmp_path / "b.txt").write_bytes(b"")
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "b.txt").stat().st_mode


def test_several_files_are_on_the_disk_before_the_first_takes_its_name(tmp_path, monkeypatch):
    steps = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("fsync"), fsync(handle)))
    monkeypatch.setattr(os, "replace", lambda *paths: (steps.append("replace"), replace(*paths)))
    files = [(tmp_path / "a.txt", b"one"), (tmp_path / "new" / "b.txt.gz", b"two"), (tmp_path / "c.txt", b"")]
    write_all(files)
    assert steps == ["fsync"] * 3 + ["replace"] * 3 + ["fsync"] * 2
    assert [contents(path) for path, _ in files] == [b"one", b"two", b""]
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "c.txt", "new"]
    assert os.listdir(tmp_path / "new") == ["b.txt.gz"]


@pytest.mark.parametrize("at", range(8))
def test_a_fault_among_several_files_leaves_each_whole_or_not_there(tmp_path, monkeypatch, at):
    steps = []

    def failing(call):
        def step(*arguments):
            steps.append(call)
            if len(steps) - 1 == at:
                raise OSError(28, "No space left on device")
            return call(*arguments)

        return step

    monkeypatch.setattr(os, "fsync", failing(os.fsync))
    monkeypatch.setattr(os, "replace", failing(os.replace))
    files = [(tmp_path / f"{number}.txt", b"clean") for number in range(3)]
    (tmp_path / "2.txt").write_bytes(b"old")
    if at < 7:
        with pytest.raises(OutputError, match="No space left on device; free the disk"):
            write_all(files)
    else:
        write_all(files)
    left = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    whole = max(0, min(3, at - 3))
    assert left == {f"{number}.txt": b"clean" for number in range(whole)} | ({"2.txt": b"old"} if whole < 3 else {})


def test_a_folder_that_cannot_be_made_names_its_file_among_several(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match=r"file/b\.txt: File exists"):
        write_all([(tmp_path / "a.txt", b""), (tmp_path / "file" / "b.txt", b"")])
    assert os.listdir(tmp_path) == ["file"]


def test_only_what_a_killed_process_left_is_removed(tmp_path):
    others = [".a.txt", ".a.txt.mine.newsclean", ".b.txt.7.newsclean", "a.txt", "a.txt.7.newsclean"]
    for name in (".a.txt.123.newsclean", ".a.txt.7.newsclean", *others):
        (tmp_path / name).write_bytes(b"")
    remove_remains([tmp_path / "a.txt", tmp_path / "not there" / "a.txt"])
    assert sorted(os.listdir(tmp_path)) == others
