import pytest

TEXT = "會議指出,要堅持“一帶一路”。"


@pytest.mark.parametrize("encoding", ["big5", "gbk", "utf-16", "utf-8-sig", "utf-8", "utf-16-be"])
def test_clean_text_is_written_in_the_encoding_of_its_source_and_restored(tmp_path, newsclean, encoding):
    data = TEXT.encode(encoding)
    (tmp_path / "a.txt").write_bytes(data)
    newsclean("clean", "a.txt", "-o", "b.txt", "--log", "log.jsonl", "--output-encoding", "same")
    assert (tmp_path / "b.txt").read_bytes() == TEXT.replace(",", "，").encode(encoding)
    newsclean("verify", "--log", "log.jsonl")
    assert newsclean("restore", "b.txt", "--log", "log.jsonl").stdout == data
    assert "要堅持" in newsclean("show", "log.jsonl", "a.txt").stdout.decode()
    (tmp_path / "b.txt").write_bytes(TEXT.replace("要", "😀").encode("utf-8"))
    told = newsclean("restore", "b.txt", "--log", "log.jsonl", code=3).stderr
    assert b"altered" in told


def test_what_the_encoding_has_no_place_for_is_an_error_and_nothing_is_written(tmp_path, newsclean):
    (tmp_path / "a.txt").write_bytes("會議指出&yuml;堅持，要堅持一帶一路。".encode("big5"))
    told = newsclean("clean", "a.txt", "-o", "b.txt", "--output-encoding", "same", code=3).stderr
    assert b"a.txt: '\xc3\xbf' cannot be written in big5" in told
    assert not (tmp_path / "b.txt").exists()
