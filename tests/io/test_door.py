"""The same text is read, or refused in the same words, whichever way it comes in."""

import gzip
import io
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

import newsclean
from conftest import ROOT, command_in
from documents import crawl, paragraph, run, word, zipped
from newsclean.changelog.log_files import read_records
from newsclean.io.compression import compression_suffix
from newsclean.io.formats import format_names, reader_of
from pdfs import Text, pdf

SETTINGS = ("--select", "punctuation")
LONG = "平塘县近日召开会议,研究部署乡村振兴工作。会议指出,要坚持因地制宜,发展特色产业,带动农民就近就业增收。"
PAGE = f"<html><head><title>会议</title></head><body><article><h1>会议</h1><p>{LONG}</p><p>{LONG}</p></article></body></html>"
CHAPTER = "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>一,二。</p></body></html>"
BOOK = {
    "META-INF/container.xml": "<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>",
    "a.opf": "<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='a' href='a.xhtml'/></manifest>"
    "<spine><itemref idref='a'/></spine></package>",
    "a.xhtml": CHAPTER,
}
ALTO = "<alto><Layout><Page><TextLine><String CONTENT='一,二' {}/></TextLine></Page></Layout></alto>"


def lines(*rows):
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def columns(**values):
    data = io.BytesIO()
    parquet.write_table(pyarrow.table(values), data)
    return data.getvalue()


# What a field can hold: each is read in a record of JSON Lines and in an item of Scrapy.
FIELDS = {
    "一,二": 1,
    "一二": 0,
    "": 0,
    "%PDF-1.7,一": 1,
    '{"正文":"一,二"}': None,
    '["一,二"]': None,
    "['一,二']": None,
    "[1,2]": 0,
}
SPIDER = f"""
import scrapy

class Spider(scrapy.Spider):
    name = "door"
    custom_settings = {{
        "ITEM_PIPELINES": {{"newsclean.integrations.scrapy.NewscleanPipeline": 300}},
        "NEWSCLEAN_SETTINGS": {{"select": ["punctuation"]}},
        "NEWSCLEAN_ID_FIELD": "n",
        "NEWSCLEAN_LOG": "log.jsonl",
        "TELNETCONSOLE_ENABLED": False,
    }}

    async def start(self):
        for n, text in enumerate({[*FIELDS]!r}):
            yield {{"n": n, "text": text}}
"""
# Files of each format that are read.
READ = {
    "text": {"a.txt": "一,二", "b.text": "一,二".encode("gb18030"), "empty.txt": "", "gz.txt.gz": gzip.compress(b"a")},
    "markdown": {"a.md": "# 会议\n\n一,二"},
    "html": {"page.html": PAGE},
    "ocr": {"scan.json": '[[[[[1,1],[90,1],[90,20],[1,20]],["一,二",0.9]]]]'},
    "hocr": {"words.hocr": "<div class='ocr_page'><span class='ocr_line' title='bbox 1 1 90 20'>一,二</span></div>"},
    "alto": {"newspaper.xml": ALTO.format('HPOS="1" VPOS="1" WIDTH="90" HEIGHT="20"')},
    "rtf": {"letter.rtf": "{\\rtf1\\ansi \\u19968?,\\u20108?}"},
    "doc": {},
    "docx": {"word.docx": word(paragraph(run("一,二,三")))},
    "pdf": {"paper.pdf": pdf([Text("会议指出,要坚持因地制宜。", 60, 60)])},
    "epub": {"book.epub": zipped(BOOK)},
    "jsonl": {
        "a.jsonl": lines({"text": "一,二", "id": 1}, {"text": "一"}),
        "mark.jsonl": "\ufeff" + lines({"text": "一,二"}),
        "wide.jsonl": lines({"text": "一,二"}).encode("utf-16"),
        "none.jsonl": "",
    },
    "parquet": {"rows.parquet": columns(text=["一,二", "", None], other=[1, 2, 3])},
    "csv": {"a.csv": 'id,text\n1,"一,二"\n2,"三\n四"\n', "b.csv": "id;text\n1;一,二\n"},
    "tsv": {"a.tsv": "text\tid\n一,二\t1\n"},
    "warc": {"crawl.warc": crawl({"http://e.cn/1": PAGE, "http://e.cn/2": "<html></html>"})},
}
# Files that are refused, whole or for some of their records.
REFUSED = {
    "text": {
        "pdf.txt": "%PDF-1.7\n一,二", "rtf.txt": "{\\rtf1 a}", "zip.txt": zipped(BOOK), "json.txt": '{"text":"一,二"}',
        "list.txt": "['一,二']", "bytes.txt": b"\x81\xff\x00\x9d" * 40, "cut.txt.gz": gzip.compress(b"a" * 99)[:-9],
        "big.txt": "一,二" * 200_000, "pdf.other": "%PDF-1.7",
    },
    "markdown": {"pdf.md": "%PDF-1.7", "json.md": '{"text":"一,二"}'},
    "html": {"nothing.html": "<html><body></body></html>"},
    "docx": {"cut.docx": word(paragraph(run("一")))[:300], "bomb.docx": zipped({"a": "零" * 400_000})},
    "pdf": {
        "half.pdf": pdf([Text("一,二", 60, 60)])[:300], "scanned.pdf": pdf([], picture=True),
        "some.pdf": pdf([Text("一,二", 60, 60)], [], picture=True), "void.pdf": "",
    },
    "ocr": {"data.json": '{"name": "一"}', "part.json": '[[[[[1,1],[90,1'},
    "hocr": {"no.hocr": "<p>一,二</p>"},
    "alto": {"mets.xml": "<mets/>", "boxless.xml": ALTO.format("")},
    "rtf": {"text.rtf": "一,二", "deep.rtf": "{\\rtf1 " + "{" * 2000},
    "doc": {"old.doc": "一,二"},
    "epub": {"other.epub": zipped({"a": ""}), "blank.epub": zipped({**BOOK, "a.xhtml": "<html/>"})},
    "jsonl": {
        "bad.jsonl": lines({"text": "一,二"}, {"txt": "一,二"}, {"text": None}, {"text": ["一"]}, 7, {"text": '["一,二"]'})
        + '\n{"text": "一,二", "text": "三,四"}\nnot a record\n{"text": "一"} {}\n' + "[" * 90_000 + "\n",
        "bytes.jsonl": b'{"text": "\xe4\xb8"}\n' + lines({"text": "一,二"}).encode(),
        "long.jsonl": lines({"text": "一,二" * 200_000}, {"text": "一,二"}),
        "cut.jsonl.gz": gzip.compress(lines(*[{"text": "一,二"}] * 9).encode())[:-9],
    },
    "parquet": {"no.parquet": b"PAR1", "numbers.parquet": columns(text=[1, 2])},
    "csv": {"none.csv": "id,body\n1,一\n", "two.csv": "text,text\n一,二\n", "row.csv": 'id,text\n1\n2,"一,二"\n3,"a"b\n',
            "json.csv": "id;text\n1;['一,二']\n"},
    "tsv": {"none.tsv": "id\n1\n"},
    "warc": {"no.warc": "WARC/9", "cut.warc": crawl({"http://e.cn/1": PAGE})[:-30]},
}  # fmt: skip
MOST = 1_000_000


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    folder = tmp_path_factory.mktemp("door")
    (folder / "in").mkdir()
    for files in (*READ.values(), *REFUSED.values()):
        for name, data in files.items():
            (folder / "in" / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


@pytest.fixture(scope="module")
def answers(inbox):
    """What each way in says of every file: the refusals, and the changes of each article that was read."""
    run = command_in(inbox)
    reading = ("in", "--max-bytes", MOST, "--include", "*")

    def refusals(done):
        return {line for line in done.stderr.decode().splitlines() if line.startswith("newsclean: ")}

    def logged(name):
        """The changes of each article that was read; what was read of an input before it broke off does not count."""
        records = [*read_records(inbox / name)]
        refused = {record["article"] for record in records if record["type"] == "error"}
        return {
            name: record["changes"]
            for record in records
            if record["type"] == "end" and "records" not in record
            if refused.isdisjoint({name := record["article"], re.sub(r":\d+:\w+$", "", name)})
        }

    found = {}
    for name, more in {
        "clean": (),
        "clean --scope archive": ("--scope", "archive"),
        "clean --jobs 2": ("--jobs", 2),
    }.items():
        log = f"{name}.jsonl"
        done = run("clean", *reading, *SETTINGS, *more, "-o", name, "--log", log, code=3)
        found[name] = refusals(done), logged(log)
    done = run("check", *reading, *SETTINGS, code=3)
    changes = Counter(re.sub(r":\d+:\d+: punctuation/.*", "", line) for line in done.stdout.decode().splitlines())
    articles = int(re.search(r" in (\d+) articles", done.stderr.decode())[1])
    found["check"] = refusals(done), changes, articles
    done = run("diff", *reading, *SETTINGS, code=3)
    found["diff"] = (
        refusals(done),
        set(re.findall(r"^--- (\S+)$", done.stdout.decode("utf-8", "replace"), re.MULTILINE)),
    )
    for name, more in {"duplicates": (), "duplicates --index": ("--index", "index")}.items():
        done = run("duplicates", *reading, *more, code=3)
        found[name] = refusals(done), int(re.search(r" of (\d+) articles", done.stderr.decode())[1])
    return found


def test_every_format_is_tried_here():
    assert set(READ) == set(REFUSED) == set(format_names())


@pytest.mark.parametrize(
    "way", ["clean --scope archive", "clean --jobs 2", "check", "diff", "duplicates", "duplicates --index"]
)
def test_every_command_refuses_the_same_in_the_same_words(answers, way):
    assert answers[way][0] == answers["clean"][0]


def test_what_is_refused_is_refused_and_what_is_read_is_read(answers):
    told = "".join(answers["clean"][0])
    for name in {name for files in REFUSED.values() for name in files}:
        assert f"in/{name}" in told
    for name in {name for files in READ.values() for name in files}:
        assert f"in/{name}" not in told


def test_every_command_reads_the_same_articles_and_counts_the_same_changes(answers):
    _, changes = answers["clean"]
    assert sum(changes.values()) > 15
    assert answers["clean --jobs 2"][1] == changes
    assert answers["clean --scope archive"][1] == changes
    _, checked, articles = answers["check"]
    assert (checked, articles) == (Counter({name: n for name, n in changes.items() if n}), len(changes))
    changed = {re.sub(r":\d+:\w+$", "", name) for name in checked}
    assert answers["diff"][1] == changed
    assert answers["duplicates"][1] == answers["duplicates --index"][1] == len(changes)


def test_python_is_given_the_same(answers, inbox, monkeypatch):
    monkeypatch.chdir(inbox)
    read = [*newsclean.articles(*sorted((inbox / "in").relative_to(inbox).iterdir()), max_bytes=MOST)]
    settings = newsclean.Settings(select=("punctuation",))
    assert {f"newsclean: {one.refusal}" for one in read if one.error is not None} == answers["clean"][0]
    whole = [one for one in read if one.error is None]
    results = newsclean.clean_all([one.text for one in whole], settings)
    cleaned = zip(whole, results, strict=True)
    assert {one.name: len(result.changes) for one, result in cleaned} == answers["clean"][1]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """The item of each field and the last record about it, from a crawl."""
    folder = tmp_path_factory.mktemp("crawl")
    (folder / "spider.py").write_text(SPIDER, "utf-8")
    command = [sys.executable, "-m", "scrapy", "runspider", "spider.py", "-O", "items.jsonl"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=120)
    items = [json.loads(line) for line in (folder / "items.jsonl").read_text("utf-8").splitlines()]
    log = read_records(folder / "log.jsonl")
    last = {record["article"]: record for record in log if record["type"] in ("end", "error")}
    return {[*FIELDS][item["n"]]: (item, last[f"door:{item['n']}:text"]) for item in items}


@pytest.mark.parametrize(("text", "changes"), FIELDS.items())
def test_a_field_has_the_same_answer_in_a_record_in_an_item_and_in_python(tmp_path, crawled, text, changes):
    (tmp_path / "a.jsonl").write_text(lines({"text": text}), "utf-8")
    (read,) = newsclean.articles(tmp_path / "a.jsonl")
    assert (read.error is None) == (changes is not None)
    item, last = crawled[text]
    if changes is None:
        assert (item["text"], last["cause"]) == (text, read.error.cause)
        with pytest.raises(newsclean.NewscleanError, match="not a text"):
            newsclean.clean(text)
    else:
        result = newsclean.clean(text, newsclean.Settings(select=("punctuation",)))
        assert (item["newsclean_changes"], last["changes"], len(result.changes)) == (changes,) * 3


def test_the_extra_of_a_reader_is_one_of_the_package():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    for format in format_names():
        reader = reader_of(format)
        assert reader.extensions or compression_suffix(Path(f"a.{format}"))
        assert not reader.extra or (reader.extra in extras and reader.needs)
