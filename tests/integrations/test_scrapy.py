import functools
import http.server
import json
import re
import subprocess
import sys
import threading
from hashlib import sha256

import pytest

from newsclean.changelog.log_files import read_records
from newsclean.changelog.reading import read_articles
from newsclean.changelog.restoring import restored_bytes

PAGES = {
    "a.html": "<h1>图书室,重新开放</h1><article>村里的图书室重新开放了,每天来看书的孩子有三十多个.</article>",
    "b.html": "<h1>庙会</h1><article>今年的庙会从初一开到十五；天气好的话,晚上还有灯会。</article>",
}
SPIDER = """
import dataclasses, scrapy

@dataclasses.dataclass
class Typed:
    title: str
    body: str

class Spider(scrapy.Spider):
    name = "news"
    start_urls = ["http://127.0.0.1:{port}/a.html", "http://127.0.0.1:{port}/b.html"]
    custom_settings = {settings}

    def parse(self, response):
        title, body = response.css("h1::text").get(), response.css("article::text").get()
        yield {{"url": response.url, "title": title, "body": body, "views": 7}}
        yield Typed(title, body)
        yield {{"url": response.url, "body": None}}
        if self.custom_settings.get("NESTED"):
            yield {{"url": response.url, "content": {{"parts": [{{"body": body}}], "typed": Typed(title, body)}}}}
        if self.custom_settings.get("LISTS"):
            yield {{"title": [title], "body": str([body])}}
"""


@pytest.fixture
def server(tmp_path):
    """The address of a real server on the loopback interface, with two pages."""
    (tmp_path / "pages").mkdir()
    for name, body in PAGES.items():
        (tmp_path / "pages" / name).write_text(f'<!doctype html><meta charset="utf-8">{body}', "utf-8")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=tmp_path / "pages")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running.server_port
        running.shutdown()


def crawl(folder, port, **settings):
    given = {
        "ITEM_PIPELINES": {"newsclean.integrations.scrapy.NewscleanPipeline": 300},
        "NEWSCLEAN_FIELDS": ["title", "body"],
        "TELNETCONSOLE_ENABLED": False,
        **settings,
    }
    (folder / "spider.py").write_text(SPIDER.format(port=port, settings=given), "utf-8")
    command = [sys.executable, "-m", "scrapy", "runspider", "spider.py", "-O", "items.jsonl"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    items = folder / "items.jsonl"
    return done.stderr, [json.loads(line) for line in items.read_text("utf-8").splitlines()] if items.exists() else []


def test_a_real_spider_yields_clean_items_and_a_log_that_leads_back(tmp_path, server):
    told, items = crawl(tmp_path, server, NEWSCLEAN_LOG="changes.jsonl")
    first = next(item for item in items if item.get("url", "").endswith("a.html") and item["body"])
    assert first["title"] == "图书室，重新开放"
    assert first["body"] == "村里的图书室重新开放了，每天来看书的孩子有三十多个。"
    assert (first["newsclean_changes"], first["views"]) == (3, 7)
    typed = [item for item in items if "url" not in item]
    assert {item["body"] for item in typed} == {item["body"] for item in items if item["body"]}
    assert all("newsclean_changes" not in item for item in typed)
    empty = [item for item in items if "body" in item and item["body"] is None]
    assert [item["newsclean_changes"] for item in empty] == [0, 0]
    assert "'newsclean/articles': 8" in told
    assert "'newsclean/changes': 8" in told
    articles = {article.name: article for article in read_articles(tmp_path / "changes.jsonl")}
    assert len(articles) == 8
    originals = set()
    for name, article in articles.items():
        for item in items:
            for text in (item.get("title"), item.get("body")):
                if text and article.head["clean"]["sha256"] == sha256(text.encode()).hexdigest():
                    originals.add(restored_bytes(article, text.encode(), name).decode())
    assert "村里的图书室重新开放了,每天来看书的孩子有三十多个." in originals


def test_what_is_set_holds_and_what_cannot_be_set_stops_the_spider(tmp_path, server):
    _, items = crawl(
        tmp_path, server, NEWSCLEAN_FIELDS=["body"], NEWSCLEAN_SETTINGS={"ignore": ["punctuation/period"]},
        NEWSCLEAN_COUNT_FIELD="",
    )  # fmt: skip
    first = next(item for item in items if item.get("url", "").endswith("a.html") and item["body"])
    assert (first["title"], first["body"][-1]) == ("图书室,重新开放", ".")
    assert "newsclean_changes" not in first
    (tmp_path / "items.jsonl").unlink()
    told, items = crawl(tmp_path, server, NEWSCLEAN_SETTINGS={"ignroe": []})
    assert "unknown setting 'ignroe'; did you mean 'ignore'?" in told
    assert items == []


def test_a_list_goes_on_as_it_came_with_an_error(tmp_path, server):
    told, items = crawl(tmp_path, server, LISTS=True, NEWSCLEAN_LOG="changes.jsonl")
    (first, *_) = [item for item in items if item.get("title") == ["图书室,重新开放"]]
    assert first["body"].endswith(".']")
    assert first["newsclean_changes"] == 0
    assert "'newsclean/errors': 4" in told
    assert r":title: field title: not text, but of type list; join its parts, as '\n'.join(…) does" in told
    assert ":body: field body: a list as Python prints it, and not a text; write the texts in it as fields" in told
    log = [json.loads(line) for line in (tmp_path / "changes.jsonl").read_text("utf-8").splitlines()]
    assert [record["type"] for record in log].count("error") == 4


def articles_in(log):
    return [article.name for article in read_articles(log)]


def test_a_second_crawl_goes_on_with_the_log_and_one_that_was_torn_is_made_whole(tmp_path, server):
    crawl(tmp_path, server, NEWSCLEAN_LOG="logs/%(name)s.jsonl.gz")
    log = tmp_path / "logs" / "news.jsonl.gz"
    first = articles_in(log)
    assert "news:1:title" in first
    log.write_bytes(log.read_bytes()[:-12])
    told, _ = crawl(tmp_path, server, NEWSCLEAN_LOG="logs/%(name)s.jsonl.gz")
    assert "'newsclean/articles': 8" in told
    both = articles_in(log)
    assert len(both) == len({*both}) >= 15
    assert both[: len(first) - 1] == first[:-1]
    assert [record["type"] for record in read_records(log)].count("run") == 2


def test_the_time_of_a_crawl_stands_in_the_name_of_its_log(tmp_path, server):
    crawl(tmp_path, server, NEWSCLEAN_LOG="%(name)s-%(time)s.jsonl")
    (log,) = tmp_path.glob("news-*.jsonl")
    assert re.fullmatch(r"news-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{6}\.jsonl", log.name)


def test_items_are_named_by_their_id_and_nested_fields_are_cleaned(tmp_path, server):
    fields = ["/content/parts/0/body", "/content/typed/title", "/content/none/0", "/content/parts/7"]
    _, items = crawl(
        tmp_path, server, NESTED=True, NEWSCLEAN_LOG="log.jsonl", NEWSCLEAN_ID_FIELD="url", NEWSCLEAN_FIELDS=fields
    )
    (item,) = [item for item in items if "content" in item and item["url"].endswith("a.html")]
    assert item["content"]["parts"] == [{"body": "村里的图书室重新开放了，每天来看书的孩子有三十多个。"}]
    assert item["content"]["typed"]["title"] == "图书室，重新开放"
    assert item["newsclean_changes"] == 3
    url = f"http://127.0.0.1:{server}"
    assert sorted(articles_in(tmp_path / "log.jsonl")) == sorted(
        f"news:{url}/{page}:{field}" for page in PAGES for field in fields[:2]
    )


def test_it_is_not_imported_unless_it_is_used():
    code = "import sys, newsclean, newsclean.cli.main; newsclean.clean('一,二'); print('scrapy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"
