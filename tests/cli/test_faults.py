"""What can lie in a folder, and what can stand in a file, that nobody expected."""

import json
import os

import pytest

TEXT = "一,二"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(TEXT, "utf-8")
    return tmp_path


def test_what_is_no_file_is_not_read_and_odd_names_are(folder, newsclean):
    inside = os.fsencode(folder / "in")
    os.mkfifo(folder / "in" / "pipe.txt")
    (folder / "in" / "loop").symlink_to("loop")
    (folder / "in" / "up").symlink_to("..")
    (folder / "in" / "gone.txt").symlink_to("nowhere")
    (folder / "in" / "link.txt").symlink_to("good.txt")
    names = [b"\xff\xfe.txt", b"\x1b[31mred.txt", "名字.txt".encode(), b"new\nline.txt", b"x" * 250 + b".txt"]
    for name in names:
        with open(os.path.join(inside, name), "wb") as file:
            file.write(TEXT.encode())
    done = newsclean("clean", "in", "-o", "out", "--log", "log.jsonl", "-v", env={"LC_ALL": "C"})
    written = set(os.listdir(os.fsencode(folder / "out")))
    assert written == {*names, b"good.txt", b"link.txt"}
    assert b"\x1b" not in done.stderr
    done = newsclean("verify", "--log", "log.jsonl", env={"LC_ALL": "C"})
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"\x1b" not in newsclean("check", "in", code=1).stdout


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b" \t\r\n\xe3\x80\x80\n", b"\xef\xbb\xbf" * 2 + TEXT.encode(), TEXT.encode() + b"\x00\x01\x07",
     "一\r二\r\n三\n四\x85五\u2028六".encode(), TEXT.encode()[:-1], TEXT.encode() + b"\xff", b"\x1b[31m" + TEXT.encode()],
)  # fmt: skip
def test_any_file_is_cleaned_and_restored(folder, newsclean, data):
    (folder / "in" / "a.txt").write_bytes(data)
    newsclean("clean", "in/a.txt", "-o", "b.txt", "--log", "log.jsonl")
    newsclean("verify", "--log", "log.jsonl")
    assert newsclean("restore", "b.txt", "--log", "log.jsonl").stdout == data


@pytest.mark.parametrize(
    ("line", "is_cleaned"),
    [
        (b'{"text": "%s", "n": %s}' % (TEXT.encode(), b"1" * 5000), True),
        (b'{"text": "%s", "n": [NaN, -Infinity, 1e999]}' % TEXT.encode(), True),
        (b'{"a": 1, "a": 2, "text": "%s"}' % TEXT.encode(), True),
        (b'{"text": "%s", "text": "b"}' % TEXT.encode(), False),
        (b'{"text": 5}', False),
        (b'{"other": "x"}', False),
        (b'{"text": "%s", "n": %s}' % (TEXT.encode(), b"[" * 100_000), False),
        (b'{"text": "\\ud83d,\\u4e00"}', None),
        (b"\x00", False),
        (b"", False),
    ],
)
def test_any_record_is_cleaned_or_goes_through_and_the_others_are_cleaned(folder, newsclean, line, is_cleaned):
    good = b'{"text": "%s"}\n' % TEXT.encode()
    (folder / "r.jsonl").write_bytes(good + line + b"\n" + good)
    code = 3 if is_cleaned is False else 0
    newsclean("clean", "r.jsonl", "-o", "out.jsonl", "--log", "log.jsonl", code=code)
    first, second, third = (folder / "out.jsonl").read_bytes().split(b"\n")[:3]
    assert first == third == '{"text": "一，二"}'.encode()
    if is_cleaned is not None:
        assert second == (line.replace(TEXT.encode(), "一，二".encode(), 1) if is_cleaned else line)
    original = (folder / "r.jsonl").read_bytes()
    assert newsclean("restore", "out.jsonl", "--log", "log.jsonl").stdout == original
    ends = [json.loads(row) for row in (folder / "log.jsonl").read_bytes().splitlines()]
    assert sum(record["type"] == "error" for record in ends) == (is_cleaned is False)


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        ('[{"text": "一,二"}]', "one object a line"),
        ('\ufeff[\n"一,二"\n]\n', "a record a line"),
        ('{"text": "一,二",\n "n": 1}', "it in one line"),
    ],
)
def test_json_is_refused_and_what_only_begins_like_it_is_cleaned(folder, newsclean, data, advice):
    (folder / "in" / "a.json").write_text(data, "utf-8")
    done = newsclean("clean", "in/a.json", "-o", "a.json", code=3)
    cause = "JSON, and no result of OCR that PaddleOCR, RapidOCR, Umi-OCR or MinerU would write"
    assert done.stderr.decode().startswith(f"newsclean: in/a.json: {cause}; write {advice}")
    assert not (folder / "a.json").exists()
    for text in ("[1]", "[记者]一,二", '{"一,二"'):
        (folder / "in" / "a.txt").write_text(text, "utf-8")
        newsclean("clean", "in/a.txt", "-o", "b.txt", "--force")
