import json
import subprocess

import pytest

import newsclean as library

ARTICLE = "会议指出,要坚持。\n\n后续还将将开展。\n"


@pytest.fixture
def cleaned(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    newsclean("clean", "a.txt", "-o", "b.txt", "--log", "log.jsonl")
    return tmp_path


def test_check_says_what_would_change_and_writes_nothing(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    done = newsclean("check", "a.txt", code=1)
    assert done.stdout.decode().splitlines() == [
        "a.txt:1:5: punctuation/comma: , → ，",
        "a.txt:3:4: punctuation/doubled-word: flag 将将; 将 stands twice",
    ]
    assert done.stderr == b"1 change and 1 flag in 1 article\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_check_of_clean_text_finds_nothing(newsclean):
    assert newsclean("check", stdin="会议指出，要坚持。".encode()).stdout == b""


def test_check_goes_on_after_an_input_it_cannot_read(newsclean, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(bytes(range(128, 256)))
    (tmp_path / "in" / "b.jsonl").write_text('{"text": "一,二"}\n{"x": 1}\n', "utf-8")
    done = newsclean("check", "in", code=3)
    assert b"in/a.txt: in no encoding" in done.stderr
    assert b"in/b.jsonl:2: field text: not in the record" in done.stderr
    assert done.stdout.decode() == "in/b.jsonl:1:text:1:2: punctuation/comma: , → ，\n"


@pytest.mark.parametrize("text", [ARTICLE, "一,二", "一,二\n三", "会议指出，\n\n要坚持。\n", "一,二\n" * 30 + "三"])
def test_patch_applies_the_diff(newsclean, tmp_path, text):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "a.diff").write_bytes(newsclean("diff", "a.txt", code=1).stdout)
    subprocess.run(["patch", "--quiet", "a.txt", "a.diff"], cwd=tmp_path, check=True)
    assert (tmp_path / "a.txt").read_text("utf-8") == library.clean(text).text


def test_diff_of_clean_text_is_empty_and_of_records_is_by_line(newsclean):
    assert newsclean("diff", stdin="会议。\n".encode()).stdout == b""
    rows = '{"text": "一,二"}\n{"text": "三"}\n'.encode()
    assert b'-{"text": "' in newsclean("diff", stdin=rows, code=1).stdout


def test_restore_gives_the_original_and_refuses_to_overwrite(newsclean, cleaned):
    newsclean("restore", "b.txt", "--log", "log.jsonl", "-o", "c.txt")
    assert (cleaned / "c.txt").read_bytes() == (cleaned / "a.txt").read_bytes()
    done = newsclean("restore", "b.txt", "--log", "log.jsonl", "-o", "c.txt", code=2)
    assert b"c.txt: is there already" in done.stderr
    original = (cleaned / "a.txt").read_bytes()
    assert newsclean("restore", "b.txt", "--log", "log.jsonl", "-o", "-").stdout == original
    assert newsclean("clean", "a.txt", "-o", "-").stdout == (cleaned / "b.txt").read_bytes()
    assert not (cleaned / "-").exists()
    assert (
        newsclean("restore", "-", "--log", "log.jsonl", stdin=(cleaned / "b.txt").read_bytes()).stdout.decode()
        == ARTICLE
    )


def test_restore_finds_a_clean_file_that_was_moved(newsclean, cleaned):
    (cleaned / "b.txt").rename(cleaned / "moved.txt")
    assert newsclean("restore", "moved.txt", "--log", "log.jsonl").stdout.decode() == ARTICLE


def test_restore_refuses_a_clean_file_edited_by_hand_and_names_the_line(newsclean, cleaned):
    text = (cleaned / "b.txt").read_text("utf-8")
    (cleaned / "b.txt").write_text(text.replace("开展", "展开"), "utf-8")
    done = newsclean("restore", "b.txt", "--log", "log.jsonl", "-o", "c.txt", code=3)
    assert b"it was altered, first at line 3" in done.stderr
    assert not (cleaned / "c.txt").exists()


def test_restore_refuses_an_edited_record_and_names_it(newsclean, tmp_path):
    rows = '{"text": "一,二"}\n{"text": "三,四"}\n'.encode()
    out = newsclean("clean", "--log", "log.jsonl", stdin=rows).stdout
    (tmp_path / "b.jsonl").write_bytes(out.replace("三".encode(), "五".encode()))
    done = newsclean("restore", "b.jsonl", "--log", "log.jsonl", code=3)
    assert b"b.jsonl:2: not the clean text" in done.stderr
    (tmp_path / "b.jsonl").write_bytes(out.replace(b'"text"', b'"txet"'))
    done = newsclean("restore", "b.jsonl", "--log", "log.jsonl", code=3)
    assert b"the record was altered" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["none.txt", "--log", "log.jsonl"], 3, b"none.txt: No such file"),
        (["b.txt", "--log", "none.jsonl"], 3, b"none.jsonl: No such file"),
        (["b.txt", "--log", "b.txt"], 3, b"not a log of newsclean"),
        (["b.txt"], 2, b"Missing option '--log'"),
        (["b.txt", "--log", "log.jsonl", "-o", "."], 2, b"a folder; name the file"),
    ],
)
def test_restore_says_what_is_wrong(newsclean, cleaned, arguments, code, message):
    assert message in newsclean("restore", *arguments, code=code).stderr


def test_verify_finds_what_was_altered_or_lost(newsclean, cleaned):
    assert newsclean("verify", "--log", "log.jsonl").stdout == b"1 file checked, 0 wrong\n"
    (cleaned / "a.txt").rename(cleaned / "gone")
    done = newsclean("verify", "--log", "log.jsonl")
    assert b"note: source a.txt: No such file" in done.stdout
    (cleaned / "a.txt").write_text("other")
    assert b"wrong: source a.txt: altered" in newsclean("verify", "--log", "log.jsonl", code=3).stderr
    (cleaned / "b.txt").write_text("other")
    assert b"first at line 1" in newsclean("verify", "--log", "log.jsonl", code=3).stderr
    (cleaned / "b.txt").unlink()
    assert b"wrong: clean file b.txt: No such file" in newsclean("verify", "--log", "log.jsonl", code=3).stderr


def test_verify_finds_a_log_that_was_altered(newsclean, cleaned):
    log = (cleaned / "log.jsonl").read_text("utf-8")
    (cleaned / "log.jsonl").write_text(log.replace('"before":","', '"before":";"'), "utf-8")
    assert b"not the source it names" in newsclean("verify", "--log", "log.jsonl", code=3).stderr


def test_verify_names_an_article_that_is_not_done(newsclean, cleaned):
    log = (cleaned / "log.jsonl").read_bytes().splitlines(keepends=True)
    (cleaned / "log.jsonl").write_bytes(b"".join(log[:-1]))
    told = newsclean("verify", "--log", "log.jsonl").stdout  # the clean file proves what the log has no end for
    assert b"a.txt: note: the run was stopped before it logged the end" in told
    (cleaned / "b.txt").write_text("altered", "utf-8")
    assert b"a.txt: wrong: not done" in newsclean("verify", "--log", "log.jsonl", code=3).stderr


def test_rules_lists_every_rule_and_describes_each(newsclean):
    listed = newsclean("rules").stdout.decode().splitlines()
    assert [line.split()[0] for line in listed] == list(library.RULES)
    one = newsclean("rules", "lines/measure-word").stdout.decode()
    assert library.RULES["lines/measure-word"].why in one
    assert b"did you mean 'punctuation/comma'?" in newsclean("rules", "punctuation/coma", code=2).stderr


@pytest.mark.parametrize("command", ["", "clean", "check", "diff", "restore", "verify", "rules"])
def test_every_command_has_help_with_an_example(newsclean, command):
    text = newsclean(*filter(None, [command]), "--help").stdout.decode()
    assert "Example" in text
    assert "newsclean " in text


def test_it_works_in_the_c_locale(newsclean, tmp_path):
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    out = newsclean("clean", "--log", "log.jsonl", stdin="一,二".encode(), env=environment).stdout
    assert out.decode() == "一，二"
    newsclean("check", stdin="一,二".encode(), env=environment, code=1)
    newsclean("rules", env=environment)
    json.loads((tmp_path / "log.jsonl").read_bytes().splitlines()[2])


def test_a_command_that_does_not_exist_is_told_with_the_nearest(newsclean):
    done = newsclean("claen", "in", code=2)
    assert done.stderr.decode() == "newsclean: claen: there is no such command; did you mean 'clean'?\n"
