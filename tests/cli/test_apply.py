import json
import shutil

import pytest

from conftest import ROOT

BY = {"by": "王", "at": "2026-11-23T12:00:00Z"}


@pytest.fixture
def cleaned(newsclean, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text("会议指出,要坚持.\n后续还将将召开,大家到齐。\n", "utf-8")
    (inbox / "b.txt").write_text("今天,天气好。\n", "utf-8")
    (inbox / "r.jsonl").write_bytes(
        b'\xef\xbb\xbf{"n": 1.50, "text": "\\u4f1a\\u8bae,\\u53ec\\u5f00"}\n\nnot a record\n'
        + '{"text": "会议,召开", "n": 2}'.encode()
    )
    newsclean("clean", "inbox", "-o", "clean", "--log", "log.jsonl", code=3)
    return tmp_path


def records(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def decisions(folder, *chosen, name="d.jsonl"):
    """Decisions on (article, rule, number of the place), as the page would save them."""
    log = records(folder / "log.jsonl")
    heads = {each["article"]: each for each in log if each["type"] == "article"}
    lines = [{"type": "decisions", "schema": 1}]
    for article, rule, number, verdict in chosen:
        (found,) = [each for each in log if each.get("article") == article and each.get("rule") == rule]
        on = found["type"]
        place = found["places"][number][0] if on == "change" else found["offset"]
        before = found["before"] if on == "change" else found["text"]
        after = {"after": found["after"]} if on == "change" else {"reading": "将"} if verdict == "reading" else {}
        lines.append(
            {"type": "decision", "article": article, "clean": heads[article]["clean"]["sha256"], "on": on, "rule": rule,
             "offset": place, "before": before, **after, "decision": verdict, **BY}
        )  # fmt: skip
    (folder / name).write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return name


CHOSEN = (
    ("inbox/a.txt", "punctuation/comma", 1, "undo"),
    ("inbox/a.txt", "punctuation/period", 0, "keep"),
    ("inbox/a.txt", "punctuation/doubled-word", 0, "reading"),
    ("inbox/r.jsonl:1:text", "punctuation/comma", 0, "undo"),
)


def test_reviewed_texts_and_their_log_are_written(newsclean, cleaned):
    done = newsclean("apply", "log.jsonl", decisions(cleaned, *CHOSEN), "-o", "reviewed", "--log", "new.jsonl")
    assert done.stderr.decode() == "4 articles: 4 decisions carried out, 0 flags open, 0 errors\n"
    assert (cleaned / "reviewed/a.txt").read_text("utf-8") == "会议指出，要坚持。\n后续还将召开,大家到齐。\n"
    assert (cleaned / "reviewed/b.txt").read_bytes() == (cleaned / "clean/b.txt").read_bytes()
    before, after = ((cleaned / folder / "r.jsonl").read_bytes().split(b"\n") for folder in ("inbox", "reviewed"))
    assert after[:3] == before[:3]
    assert after[3].decode() == '{"text": "会议，召开", "n": 2}'


def test_the_new_log_says_who_decided_what_and_when(newsclean, cleaned):
    newsclean("apply", "log.jsonl", decisions(cleaned, *CHOSEN), "-o", "reviewed", "--log", "new.jsonl")
    run, *rest = records(cleaned / "new.jsonl")
    assert run["reviewed"]["log"]["path"] == "log.jsonl"
    assert [file["path"] for file in run["reviewed"]["decisions"]] == ["d.jsonl"]
    made = [each for each in rest if each["type"] == "decision"]
    assert [(each["article"], each["rule"], each["line"], each["decision"]) for each in made] == [
        ("inbox/a.txt", "punctuation/comma", 2, "undo"),
        ("inbox/a.txt", "punctuation/period", 1, "keep"),
        ("inbox/a.txt", "punctuation/doubled-word", 2, "reading"),
        ("inbox/r.jsonl:1:text", "punctuation/comma", 1, "undo"),
    ]
    assert all((each["by"], each["at"]) == tuple(BY.values()) for each in made)
    (reading,) = [each for each in rest if each.get("rule") == "review/reading"]
    assert (reading["kind"], reading["before"], reading["after"]) == ("review", "将将", "将")
    assert [each["article"] for each in rest if each["type"] == "error"] == ["inbox/r.jsonl:2", "inbox/r.jsonl:3"]


def test_the_reviewed_texts_restore_verify_report_and_can_be_reviewed_again(newsclean, cleaned):
    newsclean("apply", "log.jsonl", decisions(cleaned, *CHOSEN), "-o", "reviewed", "--log", "new.jsonl", "-q")
    assert newsclean("verify", "--log", "new.jsonl").stdout == b"3 files checked, 0 wrong\n"
    for name in ("a.txt", "b.txt", "r.jsonl"):
        original = newsclean("restore", f"reviewed/{name}", "--log", "new.jsonl").stdout
        assert original == (cleaned / "inbox" / name).read_bytes()
    assert b"quality review" in newsclean("export", "new.jsonl", "--as", "premis").stdout
    newsclean("report", "new.jsonl", "-o", "r.html")
    shutil.copy(cleaned / "new.jsonl", cleaned / "log.jsonl")
    again = decisions(cleaned, ("inbox/b.txt", "punctuation/comma", 0, "undo"))
    newsclean("apply", "log.jsonl", again, "-o", "twice/", "--log", "twice.jsonl")
    assert (cleaned / "twice/b.txt").read_text("utf-8") == "今天,天气好。\n"
    assert len([each for each in records(cleaned / "twice.jsonl") if each["type"] == "decision"]) == 5


def test_cleaning_reviewed_texts_with_the_keep_list_changes_nothing(newsclean, cleaned):
    newsclean(
        "apply",
        "log.jsonl",
        decisions(cleaned, *CHOSEN),
        "-o",
        "reviewed",
        "--log",
        "new.jsonl",
        "--keep-list",
        "keep.toml",
    )
    assert newsclean("check", "reviewed/a.txt", code=1).stdout
    done = newsclean("check", "reviewed/a.txt", "reviewed/b.txt", "--config", "keep.toml")
    assert b"0 changes" in done.stderr
    newsclean("check", "reviewed/r.jsonl", "--config", "keep.toml", code=3)
    assert records(cleaned / "new.jsonl")[0]["settings"]["protect"]


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"article": "c.txt"}, "d.jsonl:2: log.jsonl has no article c.txt; name the log it was made on"),
        ({"clean": "0"}, "d.jsonl:2: was made on another text of inbox/a.txt; make the report of this log"),
        ({"offset": 0}, "d.jsonl:2: the log has no such change in inbox/a.txt; make the report of this log"),
        ({"by": ""}, "d.jsonl:2: nobody has signed it"),
    ],
)
def test_decisions_that_do_not_fit_are_refused_before_anything_is_written(newsclean, cleaned, change, cause):
    name = decisions(cleaned, CHOSEN[0])
    head, made = records(cleaned / name)
    (cleaned / name).write_text(json.dumps(head) + "\n" + json.dumps(made | change) + "\n")
    done = newsclean("apply", "log.jsonl", name, "-o", "reviewed", "--log", "new.jsonl", code=2)
    assert cause in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert not (cleaned / "reviewed").exists()
    assert not (cleaned / "new.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["-o", "clean", "--log", "new.jsonl"], b"output and input are the same file"),
        (["-o", "clean", "--log", "new.jsonl", "--force"], b"output and input are the same file"),
        (["-o", "inbox", "--log", "new.jsonl", "--force"], b"output and input are the same file"),
        (["-o", "reviewed", "--log", "log.jsonl", "--force"], b"the log is also an input or output"),
        (["-o", "reviewed", "--log", "d.jsonl", "--force"], b"the log is also an input or output"),
        (["-o", "reviewed", "--log", "new.jsonl", "--keep-list", "d.jsonl"], b"is there already"),
    ],
)
def test_nothing_is_overwritten(newsclean, cleaned, arguments, cause):
    kept = {path: path.read_bytes() for path in cleaned.rglob("*") if path.is_file()}
    name = decisions(cleaned, CHOSEN[0])
    kept[cleaned / name] = (cleaned / name).read_bytes()
    assert cause in newsclean("apply", "log.jsonl", name, *arguments, code=2).stderr
    assert {path: path.read_bytes() for path in cleaned.rglob("*") if path.is_file()} == kept


def test_a_file_that_was_altered_is_an_error_and_the_others_are_done(newsclean, cleaned):
    name = decisions(cleaned, CHOSEN[0])
    (cleaned / "clean/b.txt").write_text("altered")
    (cleaned / "inbox/b.txt").write_text("altered")
    done = newsclean("apply", "log.jsonl", name, "-o", "reviewed", "--log", "new.jsonl", code=3)
    assert done.stderr.startswith(b"newsclean: inbox/b.txt: ")
    assert sorted(path.name for path in (cleaned / "reviewed").iterdir()) == ["a.txt", "r.jsonl"]


def test_without_options_texts_and_log_go_beside_the_rest(newsclean, cleaned):
    newsclean("apply", "log.jsonl", decisions(cleaned, *CHOSEN))
    assert sorted(path.name for path in (cleaned / "reviewed").iterdir()) == ["a.txt", "b.txt", "r.jsonl"]
    assert newsclean("verify", "--log", "reviewed.jsonl").stdout == b"3 files checked, 0 wrong\n"
    done = newsclean("apply", "log.jsonl", "d.jsonl", code=2)
    assert b"is there already" in done.stderr


def test_one_file_goes_to_a_file(newsclean, tmp_path):
    shutil.copy(ROOT / "samples/seed-article.txt", tmp_path / "a.txt")
    newsclean("clean", "a.txt", "-o", "b.txt", "--log", "log.jsonl")
    name = decisions(tmp_path, ("a.txt", "lines/cut-word", 0, "undo"))
    newsclean("apply", "log.jsonl", name, "-o", "c.txt", "--log", "new.jsonl")
    assert "联\n\n合广州" in (tmp_path / "c.txt").read_text("utf-8")
    newsclean("apply", "log.jsonl", name, "-o", "folder/", "--log", "two.jsonl")
    assert (tmp_path / "folder/b.txt").read_bytes() == (tmp_path / "c.txt").read_bytes()
