import os

import pytest

from newsclean.errors import OutputError
from newsclean.write.atomic import atomic, write_atomically


def test_a_file_appears_whole_in_a_folder_that_is_made(tmp_path):
    write_atomically(tmp_path / "new" / "a.txt", b"clean")
    assert (tmp_path / "new" / "a.txt").read_bytes() == b"clean"
    assert os.listdir(tmp_path / "new") == ["a.txt"]


def test_what_raises_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), atomic(target) as file:
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
