import json
import re

import pytest

from conftest import ROOT


@pytest.fixture
def cleaned(newsclean, tmp_path):
    newsclean("clean", ROOT / "samples/seed-article.txt", "-o", "clean.txt", "--log", "log.jsonl")
    return tmp_path


def block(page, name):
    return json.loads(re.search(rf'id="{name}">(.*?)</script>', page.decode()).group(1))


def test_the_page_goes_to_a_file_or_to_standard_output(newsclean, cleaned):
    newsclean("report", "log.jsonl", "-o", "report.html", "--language", "en")
    page = (cleaned / "report.html").read_bytes()
    assert page == newsclean("report", "log.jsonl", "--language", "en").stdout
    assert not re.search(rb"(?:src|href)=", page.split(b"<script>")[0])
    done = newsclean("report", "log.jsonl", "-o", "report.html", code=2)
    assert b"report.html: is there already" in done.stderr
    newsclean("report", "log.jsonl", "-o", "log.jsonl", "--force", code=2)


@pytest.mark.parametrize(("variables", "tag"), [({"LC_ALL": "zh_CN.UTF-8"}, b"zh-Hans"), ({"LC_ALL": "C"}, b"en")])
def test_the_locale_chooses_the_language(newsclean, cleaned, variables, tag):
    page = newsclean("report", "log.jsonl", env={"LANGUAGE": "", **variables}).stdout
    assert b'<html lang="%s">' % tag in page


def test_without_the_clean_text_the_source_is_read_and_without_both_the_changes_are_shown(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text("会议指出,要坚持.")
    newsclean("clean", "a.txt", "-o", "b.txt", "--log", "log.jsonl")
    whole = newsclean("report", "log.jsonl").stdout
    (tmp_path / "b.txt").write_text("altered")
    assert newsclean("report", "log.jsonl").stdout == whole
    (tmp_path / "a.txt").unlink()
    article = block(newsclean("report", "log.jsonl", code=3).stdout, "article-0")
    assert article["rows"] is None
    assert "altered" in article["problem"]
    assert "a.txt: No such file" in article["problem"]
    assert len(article["changes"]) == 2


def test_a_torn_log_gives_a_page_that_says_what_is_not_done(newsclean, cleaned):
    log = (cleaned / "log.jsonl").read_bytes()
    (cleaned / "log.jsonl").write_bytes(log[: len(log) // 2])
    index = block(newsclean("report", "log.jsonl").stdout, "index")
    assert index["articles"] == []
    assert [reason for _, reason in index["errors"]] == ["not done; clean it again"]


@pytest.mark.parametrize(
    ("record", "cause"),
    [
        ('{"type":"article","article":"a","source":{"sha256":"0","bytes":1,"encoding":"utf-8"},"clean":{"path":"/etc/passwd","sha256":"0","bytes":1}}\n{"type":"end","article":"a"}', None),
        ('{"type":"article","article":"a","source":{"sha256":"0","bytes":1,"encoding":"x"},"clean":{"path":"a","sha256":"0","bytes":1}}', b"did not write"),
        ('{"type":"article","article":"a","source":{"sha256":"0","bytes":1},"clean":{"path":"a\\u0000b","sha256":"0","bytes":1}}', b"did not write"),
        ('{"type":"change","article":"a","rule":"<script>","before":{},"after":"","places":[]}', b"did not write"),
        ("{" * 10_000, b"is not a record"),
    ],
)  # fmt: skip
def test_a_hostile_log_is_refused_or_shown_harmlessly(newsclean, tmp_path, record, cause):
    (tmp_path / "log.jsonl").write_text(f'{{"type":"run","schema":2}}\n{record}\n')
    done = newsclean("report", "log.jsonl", "-o", "r.html", code=3)
    if cause:
        assert cause in done.stderr
        assert not (tmp_path / "r.html").exists()
    else:
        assert b"root:" not in (tmp_path / "r.html").read_bytes()
