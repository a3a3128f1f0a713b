"""Settings files: whose they are, and what may stand in them."""

import os
import sys

import pytest

from newsclean.config import check_owner
from newsclean.errors import SettingsError


@pytest.mark.skipif(sys.platform == "win32", reason="files have no owners as here")
def test_settings_of_others_hold_only_where_they_are_named(newsclean, tmp_path):
    (tmp_path / "sub").mkdir()
    own = tmp_path / "newsclean.toml"
    own.write_text('ignore = ["punctuation"]\n', "utf-8")
    assert newsclean("clean", stdin="一,二".encode(), cwd=tmp_path / "sub").stdout.decode() == "一,二"
    own.chmod(0o666)
    told = newsclean("clean", stdin="一,二".encode(), cwd=tmp_path / "sub", code=2).stderr.decode()
    assert told == (
        f"newsclean: {own}: settings that were found here and not named, in a file that can be written by all users; "
        f"read it, then pass --config {own}, or --config {os.devnull} to go without\n"
    )
    assert newsclean("clean", "--config", own, stdin="一,二".encode()).stdout.decode() == "一,二"
    assert newsclean("clean", "--config", os.devnull, stdin="一,二".encode()).stdout.decode() == "一，二"


@pytest.mark.skipif(sys.platform == "win32", reason="files have no owners as here")
@pytest.mark.parametrize("changed", ["newsclean.toml", "."])
def test_settings_of_another_user_or_in_a_folder_of_another_are_refused(tmp_path, monkeypatch, changed):
    own = tmp_path / "newsclean.toml"
    own.touch()
    check_owner(own)
    if os.geteuid() == 0:
        os.chown(tmp_path / changed, 12345, -1)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(SettingsError, match="in a file that belongs to another user"):
        check_owner(own)
    monkeypatch.setenv("SUDO_UID", "12345")
    if os.geteuid() == 0:
        check_owner(own)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"protect = " + b"[" * 10_000, b"a.toml: not TOML (maximum recursion depth exceeded"),
        (b"#" * 2_000_000, b"a.toml: more than 1048576 bytes"),
        (b"protect = ['/(/']", b"is not a regular expression"),
        (b"protect = ['/" + b"(?:" * 3_000 + b")" * 3_000 + b"/']", b"is not a regular expression"),
        (b"join-at = nan", b"is not a number from 0 to 1"),
        (b"protect = ['\xff']", b"a.toml: not TOML"),
    ],
)
def test_what_cannot_be_settings_is_said_in_a_line(newsclean, tmp_path, data, told):
    (tmp_path / "a.toml").write_bytes(data)
    said = newsclean("clean", "--config", "a.toml", stdin="一,二".encode(), code=2).stderr
    assert told in said
    assert len(said) < 20_000
    assert said.count(b"\n") == 1
