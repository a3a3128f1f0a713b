"""Terminals of old code pages: whatever is said there can be said, as escapes where it must."""

import pytest

TEXT = "会议指出,要坚持.\n\n会议指出,要坚持以人民为中心的发展思想,后续还将将召开2021年会议。\n"


@pytest.mark.unmeasured
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp936"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_command_fails_for_the_code_page_of_the_terminal(newsclean, tmp_path, encoding, language):
    (tmp_path / "来稿").mkdir()
    (tmp_path / "来稿" / "甲.txt").write_text(TEXT, "utf-8")
    (tmp_path / "来稿" / "乙.dat").write_bytes(b"{\\rtf1")
    env = {"PYTHONIOENCODING": encoding, "LANGUAGE": language, "PYTHONUTF8": "0"}
    done = newsclean("clean", "来稿", "-o", "净", "--verbose", env=env)
    assert b"RTF" in done.stderr
    log = "净.changes.jsonl"
    shown = newsclean("show", log, "来稿/甲.txt", env=env).stdout
    assert ("会议" if encoding == "cp936" else "\\u4f1a\\u8bae").encode(encoding) in shown
    newsclean("check", "来稿", env=env, code=1)
    newsclean("verify", "--log", log, env=env)
    newsclean("report", log, "-o", "页.html", env=env)
    newsclean("clean", "没有", env=env, code=3)
