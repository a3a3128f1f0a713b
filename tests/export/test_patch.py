import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.export.patch import unified


def applied(folder, before, after, name):
    (folder / name).write_bytes(before)
    difference = b"".join(unified(before, after, name))
    if difference:
        subprocess.run(
            [shutil.which("patch"), "--binary", "-p0"], input=difference, cwd=folder, check=True, capture_output=True
        )
    return (folder / name).read_bytes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a\nb\n", b"a\nc\n"),
        (b"a\nb", b"a\nb\n"),
        (b"a\nb\n", b"a\nb"),
        ("会议,召开\n".encode("gb18030"), "会议，召开\n".encode()),
        (b"a\r\nb\r\n", b"a\r\nc\r\n"),
        (b"a\rb\x0cc\x85\n", b"a\rb\x0cd\x85\n"),
        (b"same\n", b"same\n"),
        (b"one\n" * 50 + b"x\n" + b"two\n" * 50, b"one\n" * 50 + b"y\n" + b"two\n" * 50),
    ],
)
def test_patch_makes_the_clean_file_of_the_source(tmp_path, before, after):
    assert applied(tmp_path, before, after, "a.txt") == after


@pytest.mark.parametrize("name", ["新 闻.txt", 'a"b.txt', "a\tb.txt", "a\\b.txt", "a\nb.txt"])
def test_patch_finds_files_of_any_name(tmp_path, name):
    assert applied(tmp_path, b"a\n", b"b\n", name) == b"b\n"


@given(st.lists(st.sampled_from([b"a\n", b"b\n", b"\n", "中\n".encode(), b"c"]), max_size=12), st.data())
def test_what_a_diff_says_was_there_was_there(lines, data):
    before = b"".join(lines)
    after = b"".join(line for line in lines if data.draw(st.booleans()))
    removed = [
        line[1:] for line in unified(before, after, "a") if line.startswith(b"-") and not line.startswith(b"--- ")
    ]
    assert all(line.removesuffix(b"\n").split(b"\n")[0] in before for line in removed)
    assert bool(removed) == (before != after)
