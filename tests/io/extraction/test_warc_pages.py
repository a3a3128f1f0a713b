import gzip
import io
import json

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsclean.changelog.log_files import read_records

# warcio's writer, which makes the files of these tests, leaves its temporary files to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

PAGE = """<html><head><meta charset="gbk"><title>平塘县召开会议{number}</title></head><body><article>
<h1>平塘县召开会议{number}</h1>
<p>平塘县近日召开会议,研究部署乡村振兴工作。会议指出,要坚持因地制宜,发展特色产业,带动农民就近就业增收。</p>
<p>会议要求,各地要认真贯彻落实决策部署,扎实推进各项工作,确保粮食丰收,让群众得到更多实惠,过上更好的日子。</p>
</article></body></html>"""


def warc(*, packed=False, pages=3, more=10_000):
    data = io.BytesIO()
    writer = WARCWriter(data, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "tests"}))

    def respond(url, body, status="200 OK", kind="text/html; charset=gbk", *more):
        headers = StatusAndHeaders(status, [("Content-Type", kind), *more], protocol="HTTP/1.1")
        payload = io.BytesIO(body)
        day = {"WARC-Date": "2024-04-23T08:00:00Z"}
        writer.write_record(
            writer.create_warc_record(url, "response", payload=payload, http_headers=headers, warc_headers_dict=day)
        )

    for number in range(pages):
        # With so many more paragraphs the second page is longer than any buffer that it goes through.
        text = PAGE.format(number=number).replace("</article>", "<p>粮食丰收。</p>" * (more if number == 1 else 0))
        body = gzip.compress(text.encode("gbk"), mtime=0)
        coding = [("Content-Encoding", "gzip")]
        if number == 1:
            body = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
            coding.append(("Transfer-Encoding", "chunked"))
        respond(f"http://e.cn/{number}", body, "200 OK", "text/html", *coding)
    respond("http://e.cn/empty", b"<html><body></body></html>")
    respond("http://e.cn/odd", b"\x00\x01\x02\xff" * 50)
    respond("http://e.cn/gone", PAGE.encode("gbk"), "404 Not Found")
    respond("http://e.cn/a.png", b"\x89PNG", kind="image/png")
    return data.getvalue()


def test_the_pages_of_a_crawl_are_cleaned_a_record_each(tmp_path, newsclean):
    (tmp_path / "a.warc.gz").write_bytes(warc(packed=True))
    (tmp_path / "a.warc").write_bytes(warc())
    told = newsclean("clean", "a.warc.gz", "-o", "out/", "--log", "log.jsonl", code=3).stderr
    assert b"a.warc.gz:5: field text: not in the record" in told
    *pages, empty, odd = [json.loads(line) for line in (tmp_path / "out" / "a.jsonl").read_bytes().splitlines()]
    for number, page in enumerate(pages):
        assert page["url"] == f"http://e.cn/{number}"
        assert page["date"] == "2024-04-23T08:00:00Z"
        assert page["text"].startswith(f"平塘县召开会议{number}\n\n平塘县近日召开会议，研究部署")
    assert pages[1]["text"].count("粮食丰收。") == 10_000
    assert empty["text"] == ""
    assert "error" in odd
    newsclean("verify", "--log", "log.jsonl")
    end = [record for record in read_records(tmp_path / "log.jsonl") if record["type"] == "end"][-1]
    assert end["source"]["extracted"]["bytes"] == len(warc())
    assert end["source"]["extracted"]["by"].startswith("warcio ")
    before = newsclean("restore", "out/a.jsonl", "--log", "log.jsonl").stdout
    assert before.decode() == (tmp_path / "out" / "a.jsonl").read_text("utf-8").replace("，", ",")
    clean = (tmp_path / "out" / "a.jsonl").read_bytes()
    newsclean("clean", "a.warc", "-o", "two.jsonl", "--jobs", 2, code=3)
    assert (tmp_path / "two.jsonl").read_bytes() == clean
    assert newsclean("clean", "-", "--format", "warc", stdin=warc(), code=3).stdout == clean
    assert b"a.warc:1:text:3:" in newsclean("check", "a.warc", code=3).stdout
    assert b"+{" in newsclean("diff", "a.warc", code=3).stdout
    (tmp_path / "a.warc.gz").write_bytes(warc(packed=True, pages=2))
    assert b"altered since it was logged" in newsclean("verify", "--log", "log.jsonl", code=3).stderr


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("part", [0.1, 0.35, 0.5, 0.8, 0.999])
def test_a_crawl_that_was_cut_off_is_said_and_nothing_of_it_written(tmp_path, newsclean, name, part):
    whole = warc(packed=name.endswith(".gz"), more=300)
    (tmp_path / name).write_bytes(whole[: int(len(whole) * part)])
    told = newsclean("clean", name, "-o", "out.jsonl", code=3).stderr
    assert b"cut off" in told
    assert not (tmp_path / "out.jsonl").exists()


def test_what_is_no_crawl_is_said(tmp_path, newsclean):
    told = newsclean("clean", "-", "--format", "warc", stdin="新闻".encode(), code=3).stderr
    assert b"newsclean: -: not a WARC file" in told


def test_a_page_that_is_too_large_is_an_error_and_the_others_are_done(tmp_path, newsclean):
    done = newsclean("clean", "-", "--format", "warc", "--max-bytes", 300, stdin=warc(), code=3)
    assert [("error" in json.loads(line)) for line in done.stdout.splitlines()] == [True, True, True, False, True]
    assert b"more than 300 bytes" in done.stdout


@pytest.mark.parametrize(("module", "extra"), [("warcio", "warc"), ("trafilatura", "warc")])
def test_without_what_reads_it_the_install_command_is_named(tmp_path, newsclean, module, extra):
    (tmp_path / f"{module}.py").write_text("raise ImportError", "utf-8")
    told = newsclean("clean", "-", "--format", "warc", stdin=warc(), env={"PYTHONPATH": str(tmp_path)}, code=3).stderr
    assert f"run: pip install 'newsclean[{extra}]'\n".encode() in told
