import json
import os
import pty
import re
import signal
import subprocess
import sys
import termios
import time

import pytest

ARTICLE = "会议指出,要坚持.\n\n累计选派8\n\n名干部。\n"
CLEAN = "会议指出，要坚持。\n\n累计选派8名干部。\n"


def records(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_file_pipe_and_json_lines_give_the_same_article(newsclean, tmp_path, seed):
    (tmp_path / "a.txt").write_bytes(seed)
    newsclean("clean", "a.txt", "-o", "out.txt", "--log", "file.jsonl")
    piped = newsclean("clean", "--log", "pipe.jsonl", stdin=seed).stdout
    record = json.dumps({"id": "x", "text": seed.decode()}, ensure_ascii=False).encode() + b"\n"
    lines = newsclean("clean", "--format", "jsonl", "--log", "lines.jsonl", stdin=record).stdout
    assert piped == (tmp_path / "out.txt").read_bytes()
    assert json.loads(lines) == {"id": "x", "text": piped.decode()}
    assert (tmp_path / "file.jsonl").stat().st_size < 40_000

    def changes(name):
        return [
            {**record, "article": "", "duplicate_of": record.get("duplicate_of", {}).get("line")}
            for record in records(tmp_path / name)
            if record["type"] in ("change", "flag")
        ]

    assert changes("file.jsonl") == changes("pipe.jsonl") == changes("lines.jsonl")


def test_the_log_is_the_same_for_any_number_of_jobs(newsclean, tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(6):
        (tmp_path / "in" / f"{number}.txt").write_text(ARTICLE * (number + 1), "utf-8")
    rows = "".join(json.dumps({"text": ARTICLE + str(number)}) + "\n" for number in range(200))
    (tmp_path / "in" / "r.jsonl").write_text(rows)
    logs = []
    for jobs in (1, 2):
        newsclean("clean", "in", "-o", "out", "--log", "log.jsonl", "--jobs", jobs, "--force")
        logs.append([(tmp_path / "log.jsonl").read_bytes().split(b"\n", 1)[1]])
        logs[-1] += [path.read_bytes() for path in sorted((tmp_path / "out").rglob("*.*"))]
    assert logs[0] == logs[1]


def test_a_folder_is_cleaned_logged_restored_and_verified(newsclean, tmp_path):
    (tmp_path / "in" / "sub").mkdir(parents=True)
    originals = {
        "in/a.txt": ARTICLE.encode(),
        "in/sub/gb.txt": ARTICLE.encode("gb18030"),
        "in/utf16.txt": ARTICLE.encode("utf-16"),
        "in/broken.txt": (ARTICLE * 4).encode() + b"\xff",
        "in/r.jsonl": b'\xef\xbb\xbf{"text":"\\u4f1a,\\u8bae"}\r\n{"n":1.0,"text":"\xe4\xbc\x9a,\\u8bae"}\n{}\n\n',
    }
    for name, data in originals.items():
        (tmp_path / name).write_bytes(data)
    done = newsclean("clean", "in", "-o", "out", "--log", "log.jsonl.gz", code=3)
    assert b"in/r.jsonl:3: field text: not in the record" in done.stderr
    assert newsclean("verify", "--log", "log.jsonl.gz").stdout == b"5 files checked, 0 wrong\n"
    for name, data in originals.items():
        assert newsclean("restore", name.replace("in/", "out/", 1), "--log", "log.jsonl.gz").stdout == data
    assert (tmp_path / "out" / "sub" / "gb.txt").read_text("utf-8") == CLEAN
    assert (tmp_path / "out" / "r.jsonl").read_bytes() == (
        b'\xef\xbb\xbf{"text":"\\u4f1a\\uff0c\\u8bae"}\r\n{"n":1.0,"text":"' + "会，议".encode() + b'"}\n{}\n\n'
    )


def test_every_article_of_a_log_has_its_end_and_the_time_stands_in_run_only(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    newsclean("clean", "a.txt", "-o", "b.txt", "--log", "log.jsonl")
    found = records(tmp_path / "log.jsonl")
    assert [record["type"] for record in found] == [
        "run",
        "article",
        "change",
        "change",
        "flag",
        "end",
    ] or found
    assert found[0]["started"]
    assert all("started" not in record for record in found[1:])
    assert found[-1] == {"type": "end", "article": "a.txt", "changes": 3, "flags": found[-1]["flags"]}
    assert found[1]["clean"]["path"] == "b.txt"


def test_like_changes_share_a_record(newsclean, tmp_path):
    newsclean("clean", "--log", "log.jsonl", stdin="一,二,三,四".encode())
    (change,) = [record for record in records(tmp_path / "log.jsonl") if record["type"] == "change"]
    assert change["places"] == [[1, 1], [3, 3], [5, 5]]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n", b" \n\t\n", b"\r\n\r\n", "　\n".encode(), b"Plain English, no Chinese: nothing to do (really)!\n",
        "没有换行".encode(), b"a\rb\r", "中\r\n国\r\n".encode(),
    ],
)  # fmt: skip
def test_what_needs_no_cleaning_goes_through_untouched(newsclean, data):
    assert newsclean("clean", stdin=data).stdout == data


def test_nul_bytes_are_removed_and_restored(newsclean, tmp_path):
    data = "新\x00闻".encode()
    (tmp_path / "b.txt").write_bytes(newsclean("clean", "--log", "log.jsonl", stdin=data).stdout)
    assert (tmp_path / "b.txt").read_text("utf-8") == "新闻"
    assert newsclean("restore", "b.txt", "--log", "log.jsonl").stdout == data


def test_one_enormous_line(newsclean):
    data = ("会议指出,要坚持稳中求进。" * 100_000).encode()
    assert newsclean("clean", stdin=data).stdout == data.replace(b",", "，".encode())


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "message"),
    [
        (["nope.txt"], b"", 3, b"nope.txt: no such file or folder; check the path"),
        (["empty", "-o", "out"], b"", 3, b"empty: the folder holds no file to clean"),
        ([], bytes(range(128, 256)), 3, b"-: in no encoding that is known here; name it with --encoding"),
        (["--encoding", "klingon"], b"a", 3, b"no encoding is called 'klingon'"),
        (["a.txt", "-o", "a.txt"], b"", 2, b"same file"),
        (["a.txt", "-o", "b.txt"], b"", 2, b"b.txt: is there already; choose another -o or pass --force"),
        (["a.txt", "--log", "b.txt"], b"", 2, b"b.txt: the log is there already"),
        (["a.txt", "--log", "a.txt", "--force"], b"", 2, b"also an input or output"),
        (["empty", "a.txt"], b"", 2, b"needs a folder to write to"),
        (["--log", "-"], b"", 2, b"--log -: a log is read again, and so goes into a file; name one"),
        (["--select", "line"], b"", 2, b"there is no stage or rule 'line'; did you mean 'lines'?"),
        (["--script", "s2x"], "漢".encode(), 2, b"OpenCC has no 's2x'"),
        (["--jobs", "0"], b"", 2, b"'--jobs'"),
        (["--colour"], b"", 2, b"No such option"),
        (["--config", "none.toml"], b"", 2, b"none.toml: No such file or directory"),
    ],
)
def test_bad_input_is_one_clear_line(newsclean, tmp_path, arguments, stdin, code, message):
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text("一,二", "utf-8")
    (tmp_path / "b.txt").write_text("mine")
    done = newsclean("clean", *arguments, stdin=stdin, code=code)
    assert message in done.stderr
    assert done.stdout == b""
    assert (tmp_path / "a.txt").read_text("utf-8") == "一,二"
    assert (tmp_path / "b.txt").read_text() == "mine"


def test_a_file_that_fails_leaves_the_others_done(newsclean, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(bytes(range(128, 256)))
    (tmp_path / "in" / "b.txt").write_text("一,二", "utf-8")
    done = newsclean("clean", "in", "-o", "out", "--log", "log.jsonl", code=3)
    assert done.stderr.startswith(b"newsclean: in/a.txt: in no encoding")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.txt"]
    (error,) = [record for record in records(tmp_path / "log.jsonl") if record["type"] == "error"]
    assert (error["article"], error["hint"]) == ("in/a.txt", "name it with --encoding")


def test_an_unreadable_file_is_an_error_of_its_own(newsclean, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.txt").write_text("一,二", "utf-8")
    (tmp_path / "in" / "a.jsonl").write_text("{}")
    os.remove(tmp_path / "in" / "a.jsonl")
    os.symlink("/proc/self/mem", tmp_path / "in" / "a.txt")
    done = newsclean("clean", "in", "--follow", "-o", "out", code=3)
    assert b"in/a.txt: " in done.stderr
    assert (tmp_path / "out" / "b.txt").read_text("utf-8") == "一，二"


def test_a_name_with_escapes_never_reaches_the_terminal_raw(newsclean, tmp_path):
    name = "\x1b[31mred\u202e.txt"
    (tmp_path / name).write_bytes(bytes(range(128, 256)))
    done = newsclean("clean", name, code=3)
    assert b"\x1b" not in done.stderr
    assert rb"\x1b[31mred\u202e.txt" in done.stderr


def test_a_closed_pipe_ends_quietly(tmp_path):
    rows = (json.dumps({"text": "一,二" * 500}) + "\n") * 3000
    (tmp_path / "r.jsonl").write_text(rows)
    command = f"{sys.executable} -m newsclean clean r.jsonl; echo $? >&2"
    done = subprocess.run(f"({command}) | head -1 > /dev/null", shell=True, capture_output=True, cwd=tmp_path)
    assert done.stderr.strip() == b"141"


def test_of_several_files_those_that_are_there_are_cleaned(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text("一,二", "utf-8")
    given = "a.txt", "gone.txt", "gone.jsonl"
    done = newsclean("clean", *given, "-o", "out", "--log", "log.jsonl", code=3)
    missing = "No such file or directory; check the file and its permissions"
    assert done.stderr.decode().splitlines() == [
        *(f"newsclean: {name}: {missing}" for name in given[1:]),
        "1 article: 1 change, 0 flags, 2 errors",
    ]
    assert os.listdir(tmp_path / "out") == ["a.txt"]
    errors = [record["article"] for record in records(tmp_path / "log.jsonl") if record["type"] == "error"]
    assert errors == ["gone.txt", "gone.jsonl"]
    assert missing in newsclean("check", *given, code=3).stderr.decode()
    told = newsclean("clean", *given[1:], "-o", "other", "--log", "other.jsonl", code=3).stderr
    assert told == b"newsclean: gone.txt: no such file or folder; check the path\n"
    assert not (tmp_path / "other.jsonl").exists()


def test_a_full_disk_is_said(tmp_path):
    data = ("一,二" * 9999).encode()
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "newsclean", "clean"], input=data, stdout=full, stderr=subprocess.PIPE
        )
    assert (done.returncode, done.stderr.count(b"\n")) == (4, 1)
    assert b"No space left on device" in done.stderr


def test_a_log_that_cannot_be_written_is_named_and_nothing_is_without_it(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text("一,二", "utf-8")
    told = newsclean("clean", "a.txt", "-o", "b.txt", "--log", "/dev/full", code=4).stderr
    assert told == b"newsclean: /dev/full: No space left on device; free the disk or choose another --log\n"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_record_comes_out_while_the_pipe_stays_open():
    with subprocess.Popen(
        [sys.executable, "-m", "newsclean", "clean", "--format", "jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        for text in ("一,二", "三,四"):
            process.stdin.write(json.dumps({"text": text}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == {"text": text.replace(",", "，")}
        process.stdin.close()
        assert process.wait(20) == 0


def test_an_interrupt_leaves_what_was_finished_and_nothing_half_written(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(
        [sys.executable, "-m", "newsclean", "clean", "--format", "jsonl", "-", "-o", "out.jsonl", "--log", "log.jsonl"],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
    ) as process:  # fmt: skip
        process.stdin.write(b'{"text": "a"}\n')
        process.stdin.flush()
        while not (tmp_path / "log.jsonl").exists():
            time.sleep(0.02)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert b"Traceback" not in process.stderr.read()
    assert not (tmp_path / "out.jsonl").exists()
    assert sorted(os.listdir(tmp_path)) == ["log.jsonl", "pipe"]


def test_quiet_says_nothing_and_verbose_counts_by_rule(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text("一,二", "utf-8")
    assert newsclean("clean", "a.txt", "-o", "b.txt", "-q").stderr == b""
    done = newsclean("clean", "a.txt", "-o", "b.txt", "-v", "--force")
    first, speed, *rules = done.stderr.decode().splitlines()
    assert re.fullmatch(r"  0\.0 MB, [0-9.]+ MB/s", speed)
    assert [first, *rules] == [
        "1 article: 1 change, 0 flags, 0 errors",
        "  punctuation/comma        1",
    ]


def test_a_terminal_sees_the_progress_and_the_counts_by_rule(newsclean, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("一,二", "utf-8")
    (tmp_path / "in" / "b.jsonl").write_text("not JSON\n", "utf-8")
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    command = [sys.executable, "-m", "newsclean", "clean", "in", "-o", "out"]
    subprocess.run(command, cwd=tmp_path, stderr=theirs, check=False, timeout=60)
    os.close(theirs)
    *progress, total, speed, rule, log = [
        line.strip() for line in os.read(ours, 65536).decode().splitlines() if line.strip()
    ]
    assert re.search(r"^cleaning: +0%.*B/s", progress[0])
    assert "newsclean: in/b.jsonl:1: record: not a JSON object; write one object a line" in progress
    assert total == "1 article: 1 change, 0 flags, 1 error"
    assert re.fullmatch(r"0\.0 MB, [0-9.]+ MB/s", speed)
    assert rule == "punctuation/comma        1"
    assert log.startswith("log: out.changes.jsonl, for report")


def test_settings_come_from_the_nearest_file_and_the_command_line_wins(newsclean, tmp_path):
    (tmp_path / "newsclean.toml").write_text('select = ["punctuation/comma"]\n')
    (tmp_path / "sub").mkdir()
    text = "一,二;三".encode()
    assert newsclean("clean", stdin=text, cwd=tmp_path / "sub").stdout.decode() == "一，二;三"
    assert newsclean("clean", "--select", "punctuation", stdin=text).stdout.decode() == "一，二；三"
    several = "--select", "punctuation/semicolon", "--select", "punctuation/colon,punctuation/comma"
    assert newsclean("clean", *several, stdin=text).stdout.decode() == "一，二；三"
    (tmp_path / "sub" / "pyproject.toml").write_text('[tool.newsclean]\nignore = ["punctuation"]\n')
    assert newsclean("clean", stdin=text, cwd=tmp_path / "sub").stdout == text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("jion-at = 0.9", "unknown setting 'jion-at'; did you mean 'join-at'?"),
        ("join-at = 2", "join-at: 2 is not a number from 0 to 1"),
        ("select = 1", "select: 1 is not a list"),
        ("encoding = 1", "encoding: 1 is not a str"),
        ("min-repeat = true", "min-repeat: True is not a whole number"),
        ("a = ", "not TOML"),
    ],
)
def test_a_settings_file_with_a_slip_is_refused_by_name(newsclean, tmp_path, content, message):
    (tmp_path / "newsclean.toml").write_text(content)
    done = newsclean("clean", stdin=b"a", code=2)
    assert message in done.stderr.decode()
    assert "newsclean.toml" in done.stderr.decode()


def test_several_fields_and_an_id(newsclean, tmp_path):
    (tmp_path / "newsclean.toml").write_text('field = ["title", "body"]\nid-field = "url"\n')
    line = '{"url": "u1", "title": "一,二", "body": "三;四", "n": 1.50}\n'.encode()
    done = newsclean("clean", "--format", "jsonl", "--log", "log.jsonl", stdin=line)
    assert done.stdout.decode() == '{"url": "u1", "title": "一，二", "body": "三；四", "n": 1.50}\n'
    heads = [record for record in records(tmp_path / "log.jsonl") if record["type"] == "article"]
    assert [(head["article"], head["id"], head["record"]) for head in heads] == [
        ("-:1:title", "u1", 1),
        ("-:1:body", "u1", 1),
    ]
    (tmp_path / "clean.jsonl").write_bytes(done.stdout)
    assert newsclean("restore", "clean.jsonl", "--log", "log.jsonl").stdout == line


def test_the_summary_is_told_to_machines_too(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text("会议指出,要坚持,将将出发。", "utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff" * 40)
    done = newsclean("clean", "a.txt", "b.txt", "-o", "out", "--stats", "json", code=3)
    told = json.loads(done.stderr.splitlines()[-1])
    assert told.pop("seconds") >= 0
    assert told == {
        "articles": 1,
        "resumed": 0,
        "redone": 0,
        "bytes": 38,
        "changes": {"punctuation/comma": 2},
        "flags": {"punctuation/doubled-word": 1},
        "errors": 1,
    }


@pytest.mark.parametrize(("out", "log"), [("out", "out.changes.jsonl"), ("deep/out/", "deep/out.changes.jsonl")])
def test_a_folder_has_a_log_beside_the_output_which_is_said_in_one_line(newsclean, tmp_path, out, log):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("会议指出,要坚持.", "utf-8")
    done = newsclean("clean", "in", "-o", out)
    summary, said = done.stderr.decode().splitlines()
    assert summary.startswith("1 article: ")
    assert said == f"log: {log}, for report, apply, restore and verify; --no-log leaves it out"
    assert newsclean("verify", "--log", log).stdout == b"1 file checked, 0 wrong\n"
    assert newsclean("restore", f"{out}/a.txt", "--log", log).stdout.decode() == "会议指出,要坚持."
    newsclean("clean", "in", "-o", out, "--resume")
    assert newsclean("verify", "--log", log).stdout == b"1 file checked, 0 wrong\n"


def test_without_a_log_none_is_written(newsclean, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("会议指出,要坚持.", "utf-8")
    newsclean("clean", "in", "-o", "out", "--no-log")
    newsclean("clean", "in/a.txt", "-o", "one.txt")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "one.txt", "out"]
    said = newsclean("clean", "in", "-o", "out", "--no-log", "--log", "l.jsonl", code=2).stderr
    assert said == b"newsclean: --no-log: --log and --in-place need one; leave one of them out\n"
