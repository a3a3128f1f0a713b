import os

import pytest

from newsclean.errors import OutputError
from newsclean.io.atomic import NewFile, atomic_file, remove, remove_remains, write_all, write_atomically
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
    files = [
        NewFile(tmp_path / "a.txt", b"one"),
        NewFile(tmp_path / "new" / "b.txt.gz", b"two"),
        NewFile(tmp_path / "c.txt", b""),
    ]
    write_all(files)
    assert steps == ["fsync"] * 3 + ["replace"] * 3 + ["fsync"] * 2
    assert [contents(file.path) for file in files] == [b"one", b"two", b""]
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
    files = [NewFile(tmp_path / f"{number}.txt", b"clean") for number in range(3)]
    (tmp_path / "2.txt").write_bytes(b"old")
    if at < 7:
        with pytest.raises(OutputError, match="No space left on device; free the disk"):
            write_all(files)
    else:
        write_all(files)
    left = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    whole = max(0, min(3, at - 3))
    assert left == {f"{number}.txt": b"clean" for number in range(whole)} | ({"2.txt": b"old"} if whole < 3 else {})


def test_a_file_that_cannot_be_written_costs_itself_only(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    (tmp_path / "circle").symlink_to("circle")
    good = [tmp_path / name for name in ("a.txt", "字" * 84 + ".a", "字" * 84 + ".b")]
    bad = [tmp_path / "file" / "b.txt", tmp_path / "folder", tmp_path / "circle", tmp_path / ("字" * 86)]
    failed = write_all([NewFile(path, b"clean") for path in (*bad, *good)])
    assert {path: error.cause for path, error in failed.items()} == {
        bad[0]: "File exists",
        bad[1]: "a folder",
        bad[2]: "no regular file, and only such a one is replaced",
        bad[3]: "File name too long",
    }
    assert [path.read_bytes() for path in good] == [b"clean"] * 3
    assert {path.name for path in tmp_path.iterdir()} == {"file", "folder", "circle", *(path.name for path in good)}


def test_a_link_stays_and_a_stream_is_written_into(tmp_path):
    for write in (write_atomically, lambda path, data: write_all([NewFile(path, data)])):
        (tmp_path / "real").write_bytes(b"old")
        for name, leads_to in (("link", "real"), ("dangling", "new")):
            (tmp_path / name).symlink_to(leads_to)
            write(tmp_path / name, b"clean")
            assert (tmp_path / name).is_symlink()
            assert (tmp_path / leads_to).read_bytes() == b"clean"
            (tmp_path / name).unlink()
        os.mkfifo(tmp_path / "pipe")
        reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
        write(tmp_path / "pipe", b"through")
        assert os.read(reader, 100) == b"through"
        os.close(reader)
        assert (tmp_path / "pipe").is_fifo()
        (tmp_path / "pipe").unlink()
        (tmp_path / "new").unlink()


def test_what_stands_there_is_removed_if_it_is_a_file(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe")
    for name in ("a.txt", "pipe", "nothing"):
        remove(tmp_path / name)
    assert os.listdir(tmp_path) == ["pipe"]


def test_only_what_a_killed_process_left_is_removed(tmp_path):
    def killed(target):
        before = set(tmp_path.glob(".*.newsclean"))
        with atomic_file(target) as file:
            file.write(b"half")
            (found,) = set(tmp_path.glob(".*.newsclean")) - before
            os.link(found, tmp_path / "kept")
        target.unlink()
        (tmp_path / "kept").rename(found)
        return found.name

    left = killed(tmp_path / "a.txt"), killed(tmp_path / "b.txt")
    others = [".a.txt", "." + left[0].split(".")[1] + ".my own.newsclean", "a.txt"]
    for name in others:
        (tmp_path / name).write_bytes(b"")
    remove_remains([tmp_path / "a.txt", tmp_path / "not there" / "a.txt"])
    assert sorted(os.listdir(tmp_path)) == sorted([*others, left[1]])
