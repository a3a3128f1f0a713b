import os

import pytest

from newsclean.errors import InputError, UsageError
from newsclean.io.inputs import plan


@pytest.fixture
def inbox(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("in/a.txt", "in/sub/b.txt", "in/c.jsonl", "in/photo.jpg", "in/.hidden.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("中")
    return tmp_path


def test_a_folder_is_mirrored_in_a_fixed_order(inbox):
    tasks = plan(["in"], "out", "auto")
    assert [(task.name, str(task.target), task.format) for task in tasks] == [
        ("in/a.txt", "out/a.txt", "text"),
        ("in/c.jsonl", "out/c.jsonl", "jsonl"),
        ("in/sub/b.txt", "out/sub/b.txt", "text"),
    ]


@pytest.mark.parametrize(
    ("paths", "out", "expected"),
    [
        ([], None, [("-", None)]),
        (["-"], "x.txt", [("-", "x.txt")]),
        (["in/a.txt"], None, [("in/a.txt", None)]),
        (["in/a.txt"], "x.txt", [("in/a.txt", "x.txt")]),
        (["in/a.txt"], "in/sub", [("in/a.txt", "in/sub/a.txt")]),
        (["in/a.txt", "in/sub/b.txt"], "out", [("in/a.txt", "out/a.txt"), ("in/sub/b.txt", "out/b.txt")]),
        (["in/photo.jpg"], "x", [("in/photo.jpg", "x")]),
        (["in/a.txt"], "new/", [("in/a.txt", "new/a.txt")]),
    ],
)
def test_where_the_clean_text_goes(inbox, paths, out, expected):
    tasks = plan(paths, out, "auto")
    assert [(task.name, None if task.target is None else str(task.target)) for task in tasks] == expected


@pytest.mark.parametrize(
    ("paths", "out", "cause"),
    [
        (["in"], None, "needs a folder to write to"),
        (["in/a.txt", "in/sub/b.txt"], None, "2 inputs"),
        (["in"], "in", "lies inside the input"),
        (["in"], "in/out", "lies inside the input"),
        (["in/a.txt"], "in/a.txt", "same file"),
        (["in/a.txt"], "in/sub/../a.txt", "same file"),
        (["in/a.txt"], "in/sub/b.txt", "is there already"),
        (["in"], "in/a.txt", "not a folder"),
        (["in/a.txt", "in/../in/a.txt"], "out", "would go there"),
    ],
)
def test_what_would_overwrite_is_refused_before_anything_is_written(inbox, paths, out, cause):
    before = sorted(inbox.rglob("*"))
    with pytest.raises(UsageError, match=cause) as caught:
        plan(paths, out, "auto")
    assert caught.value.exit_code == 2
    assert sorted(inbox.rglob("*")) == before


def test_a_linked_input_is_known_as_the_same_file(inbox):
    os.symlink("in/a.txt", "link.txt")
    with pytest.raises(UsageError, match="same file"):
        plan(["in/a.txt"], "link.txt", "auto", force=True)


def test_links_to_folders_are_not_followed(inbox):
    os.symlink("..", "in/loop")
    assert len(plan(["in"], "out", "auto")) == 3


def test_outputs_that_are_there_are_replaced_when_asked(inbox):
    assert plan(["in/a.txt"], "in/sub/b.txt", "auto", force=True)


def test_a_file_that_goes_away_meanwhile_has_no_size(inbox):
    (task,) = plan(["in/a.txt"], "out.txt", "auto")
    size = task.size
    os.unlink("in/a.txt")
    assert (size > 0, task.size) == (True, 0)


@pytest.mark.parametrize(("path", "cause"), [("nope", "no such file"), ("empty", "no file to clean")])
def test_nothing_to_read_is_said(inbox, path, cause):
    (inbox / "empty").mkdir()
    with pytest.raises(InputError, match=cause):
        plan([path], "out", "auto")
