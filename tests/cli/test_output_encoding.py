import pytest

TEXT = "會議指出,要堅持“一帶一路”。"


@pytest.mark.unmeasured
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


# Behind a mark the characters of HZ are what they are; without it, or as UTF-16 by chance, they would be read as others.
OTHERWISE = [
    "~{PBNEVPNE~}\n".encode("utf-8-sig"),
    "~{PBNEVPNE~}\n".encode("utf-16"),
    ("~{PBNE~}," * 40).encode("utf-8-sig"),
    "桠ﾋ".encode("utf-8-sig"),
]


@pytest.mark.parametrize("data", OTHERWISE)
def test_a_mark_of_utf_8_rules_other_readings_out_and_a_second_cleaning_changes_nothing(tmp_path, newsclean, data):
    (tmp_path / "a.txt").write_bytes(data)
    newsclean("clean", "a.txt", "-o", "b.txt", "--log", "log.jsonl")
    newsclean("clean", "b.txt", "-o", "c.txt")
    once = (tmp_path / "b.txt").read_bytes()
    assert (tmp_path / "c.txt").read_bytes() == once
    assert once.decode("utf-8-sig").strip() == data.decode("utf-16" if data[0] == 0xFF else "utf-8-sig").strip()
    newsclean("verify", "--log", "log.jsonl")
    assert newsclean("restore", "b.txt", "--log", "log.jsonl").stdout == data


def test_clean_text_that_is_read_as_what_it_is_gets_no_mark(newsclean):
    assert newsclean("clean", stdin="一,二".encode("utf-8-sig")).stdout == "一，二".encode()
    assert newsclean("clean", stdin=b"\xef\xbb\xbfa ~{ b\n").stdout == b"a ~{ b\n"


TABLE = '標題,正文,編號\r\n一,"會議指出,要堅持""一帶一路"".",007\r\n二,無,8\r\n三,"會議在北京召開,\n來自全國.",9'
CLEAN_TABLE = (
    '標題,正文,編號\r\n一,"會議指出，要堅持「一帶一路」。",007\r\n二,無,8\r\n三,"會議在北京召開，來自全國。",9'
)
LINES = '{"id": 1.50, "正文": "會議指出,要堅持\\"一帶一路\\"."}\n\n{"正文": "會議在北京召開."}\n'
CLEAN_LINES = '{"id": 1.50, "正文": "會議指出，要堅持「一帶一路」。"}\n\n{"正文": "會議在北京召開。"}\n'


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("name", "text", "clean", "encoding", "output"),
    [
        pytest.param("a.csv", TABLE, CLEAN_TABLE, "gbk", "same", id="csv-gbk-same"),
        pytest.param("a.csv", TABLE, CLEAN_TABLE, "utf-16", "utf-8", id="csv-utf16-utf8"),
        pytest.param("a.csv", TABLE, CLEAN_TABLE, "utf-16", "same", id="csv-utf16-same"),
        pytest.param("a.jsonl", LINES, CLEAN_LINES, "gbk", "utf-8", id="jsonl-gbk-utf8"),
        pytest.param("a.jsonl", LINES, CLEAN_LINES, "big5", "same", id="jsonl-big5-same"),
    ],
)
def test_records_are_read_in_any_encoding_written_and_restored(
    tmp_path, newsclean, name, text, clean, encoding, output
):
    data = text.encode(encoding)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data)
    options = "--field", "正文", "-o", "clean", "--log", "log.jsonl", "--output-encoding", output
    newsclean("clean", "in", *options, code=3 if name == "a.jsonl" else 0)  # for the blank line
    written = clean.encode(encoding) if output == "same" else ("\ufeff" * (encoding == "utf-16") + clean).encode()
    assert (tmp_path / "clean" / name).read_bytes() == written
    newsclean("verify", "--log", "log.jsonl")
    assert newsclean("restore", f"clean/{name}", "--log", "log.jsonl").stdout == data


def test_logs_of_records_in_another_encoding_are_read_by_all_commands(tmp_path, newsclean):
    data = TABLE.encode("gbk")
    (tmp_path / "a.csv").write_bytes(data)
    options = "--field", "正文", "-o", "b.csv", "--log", "log.jsonl", "--output-encoding", "same"
    newsclean("clean", "a.csv", *options)
    assert "堅持" in newsclean("show", "log.jsonl", "a.csv:2:正文").stdout.decode()
    (tmp_path / "none.jsonl").write_text('{"type": "decisions", "schema": 1}\n', "utf-8")
    newsclean("apply", "log.jsonl", "none.jsonl", "-o", "reviewed.csv", "--log", "new.jsonl")
    assert (tmp_path / "reviewed.csv").read_bytes() == CLEAN_TABLE.encode()
    assert newsclean("restore", "reviewed.csv", "--log", "new.jsonl").stdout == data
    (tmp_path / "b.csv").write_bytes(b"\x81")
    assert b"altered" in newsclean("restore", "b.csv", "--log", "log.jsonl", code=3).stderr
    (tmp_path / "b.csv").unlink()
    patch = newsclean("export", "log.jsonl", "--as", "diff").stdout
    assert "一帶一路".encode("gbk") in patch


def test_records_in_another_encoding_are_checked_and_compared(tmp_path, newsclean):
    (tmp_path / "a.csv").write_bytes(TABLE.encode("gbk"))
    assert "punctuation/comma" in newsclean("check", "a.csv", "--field", "正文", code=1).stdout.decode()
    assert '+一,"會議指出，' in newsclean("diff", "a.csv", "--field", "正文", code=1).stdout.decode()


def test_what_a_table_cannot_hold_in_its_encoding_is_an_error_and_nothing_is_written(tmp_path, newsclean):
    (tmp_path / "a.csv").write_bytes("正文\n會議指出&yuml;堅持，要堅持一帶一路。\n".encode("big5"))
    options = "--field", "正文", "-o", "b.csv", "--output-encoding", "same"
    assert b"a.csv: '\xc3\xbf' cannot be written in big5" in newsclean("clean", "a.csv", *options, code=3).stderr
    assert not (tmp_path / "b.csv").exists()
