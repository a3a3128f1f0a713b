def test_files_are_cleaned_in_place_and_come_back_from_the_log(tmp_path, newsclean):
    (tmp_path / "in").mkdir()
    data = "會議指出,要堅持。".encode("big5")
    (tmp_path / "in" / "a.txt").write_bytes(data)
    (tmp_path / "in" / "r.jsonl").write_text('{"text": "一,二"}\n', "utf-8")
    (tmp_path / "link.txt").symlink_to("in/a.txt")
    newsclean("clean", "in", "--in-place", "--log", "log.jsonl")
    assert (tmp_path / "in" / "a.txt").read_text("utf-8") == "會議指出，要堅持。"
    assert (tmp_path / "in" / "r.jsonl").read_text("utf-8") == '{"text": "一，二"}\n'
    assert (tmp_path / "link.txt").is_symlink()
    newsclean("verify", "--log", "log.jsonl")
    assert newsclean("restore", "in/a.txt", "--log", "log.jsonl").stdout == data
    again = newsclean("clean", "link.txt", "--in-place", "--log", "two.jsonl")
    assert b"0 changes" in again.stderr or again.stderr == b""
    assert (tmp_path / "link.txt").is_symlink()


def test_the_originals_are_never_put_at_risk(tmp_path, newsclean):
    (tmp_path / "a.txt").write_text("一,二", "utf-8")
    told = newsclean("clean", "a.txt", "--in-place", code=2).stderr
    assert told == b"newsclean: --in-place: needs --log, and no -o: the originals are in the log; pass --log LOG\n"
    assert b"standard input is no file" in newsclean("clean", "-", "--in-place", "--log", "l", code=2).stderr
    assert b"is named twice" in newsclean("clean", "a.txt", "./a.txt", "--in-place", "--log", "l", code=2).stderr
    for option in ("--force", "--resume"):
        told = newsclean("clean", "a.txt", "--in-place", "--log", "l", option, code=2).stderr
        assert b"a log that holds originals is never replaced" in told
    assert (tmp_path / "a.txt").read_text("utf-8") == "一,二"
