import pytest

from newsclean.changelog.log_files import read_records

PAGE = """<html><head><meta charset="gb2312"><title>平塘县召开会议_新闻网</title></head><body>
<nav><a href="/">首页</a><a href="/news">新闻</a></nav>
<article><h1>平塘县召开会议</h1>
<p>平塘县近日召开会议,研究部署乡村振兴工作。会议指出,要坚持因地制宜,发展特色产业,带动农民就近就业增收。</p>
<p>会议要求,各地要认真贯彻落实决策部署,扎实推进各项工作,确保粮食丰收,让群众得到更多实惠,过上更好的日子。</p>
</article><footer>版权所有 联系我们</footer></body></html>"""


@pytest.fixture
def page(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.html").write_bytes(PAGE.encode("gbk"))
    return tmp_path


def test_the_article_of_a_page_is_cleaned_and_the_log_says_what_its_source_is(page, newsclean):
    newsclean("clean", "in", "-o", "out", "--log", "log.jsonl")
    text = (page / "out" / "page.txt").read_text("utf-8")
    assert "平塘县近日召开会议，研究部署乡村振兴工作。" in text
    assert "首页" not in text
    assert "版权所有" not in text
    (head,) = [record for record in read_records(page / "log.jsonl") if record["type"] == "article"]
    assert head["source"]["extracted"]["by"].startswith("trafilatura ")
    assert head["source"]["extracted"]["bytes"] == len(PAGE.encode("gbk"))
    newsclean("verify", "--log", "log.jsonl")
    assert newsclean("restore", "out/page.txt", "--log", "log.jsonl").stdout.decode() == text.replace("，", ",")
    assert newsclean("clean", "-", "--format", "html", stdin=PAGE.encode("gbk")).stdout.decode() == text
    assert b"in/page.html" in newsclean("check", "in", "--encoding", "gbk", code=1).stdout
    assert "+平塘县近日召开会议，".encode() in newsclean("diff", "in", "--encoding", "gbk", code=1).stdout
    (page / "in" / "page.html").write_bytes(PAGE.replace("近日", "昨日").encode("gbk"))
    assert b"altered since it was logged" in newsclean("verify", "--log", "log.jsonl", code=3).stderr


def test_a_page_without_an_article_is_an_error(tmp_path, newsclean):
    (tmp_path / "a.html").write_text("<html><body></body></html>", "utf-8")
    told = newsclean("clean", "a.html", "-o", "a.txt", code=3).stderr
    assert b"a.html: no article found in the page; extract it by other means, and clean the text\n" in told


def test_a_page_takes_no_text_in_its_place(page, newsclean):
    told = newsclean("clean", "in", "--in-place", "--log", "l", code=2).stderr
    cause = b"the text found in a .html file cannot take its place; pass -o instead of --in-place"
    assert told == b"newsclean: in/page.html: " + cause + b"\n"


def test_without_what_reads_pages_the_install_command_is_named(page, newsclean):
    (page / "trafilatura.py").write_text("raise ImportError('gone')", "utf-8")
    told = newsclean("clean", "in", "-o", "out", env={"PYTHONPATH": str(page)}, code=3).stderr
    needed = b"newsclean: in/page.html: pages need trafilatura and resiliparse (ImportError: gone); run: pip install"
    assert needed + b" 'newsclean[html]'\n" in told


def test_the_source_of_a_page_may_be_wrapped(newsclean):
    page = PAGE.replace("召开会议,研究部署", "召开会\n议,<b>研究部</b>\n<i>署</i>")
    text = newsclean("clean", "-", "--format", "html", stdin=page.encode("gbk")).stdout.decode()
    assert "平塘县近日召开会议，研究部署乡村振兴工作。" in text


FIRST = "平塘县近日召开会议，研究部署乡村振兴工作，会议由县委副书记李小红主持。"
SECOND = "会议指出，去年全县粮食总产量达到23.5万吨，同比增长3.2%，农民人均收入增长9.8%。"
THIRD = "“今年种了两千亩高粱，每亩收入三千多元。”进化镇村民王大军在地里告诉记者。"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        # WeChat: sections for paragraphs, each sentence in several elements
        (
            f"<section><section><span>{FIRST[:7]}</span><span><strong>{FIRST[7:]}</strong></span></section></section>"
            f"<section>散字<section>{SECOND}<br>{THIRD}</section></section>",
            [FIRST, "散字", SECOND, THIRD],
        ),
        # a page laid out by a table
        (
            f"<table><tr><td><font size=3>　　{FIRST}<br><br>\n　　{SECOND}<br>\n　　{THIRD}</font></td></tr></table>",
            [FIRST, SECOND, THIRD],
        ),
        # paragraphs of several kinds
        (
            f"<p>{FIRST}</p><div>{SECOND}</div><h2>小标题</h2><ul><li>{THIRD}</li><li><p>{FIRST[9:]}</p></li></ul>"
            f"<pre>诗一行\n诗二行</pre><p>面积为100m<sup>2</sup>。</p>",
            [FIRST, SECOND, "小标题", f"• {THIRD}", f"• {FIRST[9:]}", "诗一行", "诗二行", "面积为100m2。"],
        ),
        # a head that ends the page, put in from another file
        (
            f"<form><input></form></div></body></html><div><p>{FIRST}</p><p>{SECOND}</p>",
            [FIRST, SECOND],
        ),
        # a menu that has the words of the way to the page
        (
            "<ul><li><a href=/>首页</a><li><a href=/g>公司</a><li><a href=/k>快讯</a><li><a href=/y>研报</a></ul>"
            f"<div class=a><div>首页</div><div>公司</div><div>{FIRST}</div><p>{SECOND}</p><p>{THIRD}</p></div>",
            ["首页", "公司", FIRST, SECOND, THIRD],
        ),
        # a table of data
        (
            f"<p>{FIRST}</p><table><tr><td>项目</td><td><p>金额</p></td></tr>"
            f"<tr><td>高粱</td><td>350</td></tr></table><p>{SECOND}</p>",
            [FIRST, "项目\t\t金额", "高粱\t\t350", SECOND],
        ),
    ],
)
def test_the_paragraphs_of_a_page_are_its_lines_however_it_is_marked_up(newsclean, body, lines):
    page = f"<html><body><div class=content>{body}</div></body></html>"
    found = newsclean("clean", "-", "--format", "html", "--select", "script", stdin=page.encode()).stdout.decode()
    assert [line.strip(" 　") for line in found.splitlines() if line] == lines


@pytest.mark.parametrize(
    ("headline", "first"),
    [
        ("<div class=title>平塘县召开会议</div>", "平塘县召开会议"),
        ("", "平塘县召开会议_平塘县人民政府"),
        ("<p>平塘县召开</p>", "平塘县召开会议_平塘县人民政府"),
    ],
)
def test_the_name_of_the_site_is_left_out_of_a_title_where_the_page_shows_how_it_reads(newsclean, headline, first):
    page = (
        f"<html><head><title>平塘县召开会议_平塘县人民政府</title></head><body>{headline}<div><p>{FIRST}</p><p>{SECOND}"
    )
    found = newsclean("clean", "-", "--format", "html", stdin=page.encode()).stdout.decode()
    assert found.splitlines()[0] == first
    assert found.count("平塘县召开会议") == 1


@pytest.mark.parametrize(
    ("named", "headlines", "first"),
    [
        ("平塘县召开会议", "<h1>韩庚将大婚</h1><div>平塘县召开会议</div>", "平塘县召开会议"),
        ("平塘县召开会议 - 平塘县门户网站", "<h1>平塘县网站</h1><h2>平塘县召开会议</h2>", "平塘县召开会议"),
        ("新闻中心", "<h1>平塘县召开会议</h1>", "平塘县召开会议"),
    ],
)
def test_the_headline_of_another_article_is_none_of_this_one(newsclean, named, headlines, first):
    page = (
        f"<html><head><title>{named}</title></head><body>{headlines}"
        f"<div class=content><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></body></html>"
    )
    found = newsclean("clean", "-", "--format", "html", stdin=page.encode()).stdout.decode()
    assert found.splitlines()[0] == first


def test_a_title_that_stands_as_a_caption_only_stands_before_the_article_too(newsclean):
    page = (
        "<html><head><title>平塘县召开会议</title></head><body><div class=content>"
        f"<p>{2 * FIRST}</p><p>平塘县召开会议</p><p>{SECOND}</p></div></body></html>"
    )
    found = newsclean("clean", "-", "--format", "html", stdin=page.encode()).stdout.decode()
    assert [line for line in found.splitlines() if line] == ["平塘县召开会议", 2 * FIRST, "平塘县召开会议", SECOND]


@pytest.mark.parametrize(
    "other",
    [
        "<div class='comment-list'><p>网友甲：说得好，希望多举办这样的会议，让大家都知道。</p><p>网友乙：支持家乡发展。</p></div>",
        "<div id=recommendNews><p>某地召开秋收工作会议部署粮食收购</p><p>某县开展安全生产大检查</p></div>",
        "<dialog open><p>登录后可以查看更多内容，请使用手机号登录。</p></dialog>",
        "<div role=dialog><p>请先登录再发表你的看法吧。</p></div>",
        "<div class=shareBox><span>分享到：</span><span>微信</span><span>微博</span></div>",
        "<form><label>用户名</label><input name=u><label>密码</label><input type=password></form>",
        "<div style='display: none'><p>您的浏览器版本太低，请升级后再来访问本网站。</p></div>",
        "<p>分享到：</p><p>相关阅读</p>",
        "<aside><p>热门：某地召开秋收工作会议部署粮食收购。</p></aside>",
    ],
)
def test_what_stands_beside_an_article_goes(newsclean, other):
    page = (
        "<html><head><title>平塘县召开会议</title></head><body><div class=content><h1>平塘县召开会议</h1>"
        f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>{other}</div></body></html>"
    )
    found = newsclean("clean", "-", "--format", "html", "--select", "script", stdin=page.encode()).stdout.decode()
    assert [line for line in found.splitlines() if line] == ["平塘县召开会议", FIRST, SECOND, THIRD]


@pytest.mark.parametrize("name", ["comment", "share-content", "related", "reportContent", "recommend"])
def test_an_article_stays_whatever_its_elements_are_called(newsclean, name):
    page = f"<html><body><div class='{name}'><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></body></html>"
    found = newsclean("clean", "-", "--format", "html", "--select", "script", stdin=page.encode()).stdout.decode()
    assert [line for line in found.splitlines() if line] == [FIRST, SECOND, THIRD]


def test_a_list_of_news_is_no_article(tmp_path, newsclean):
    items = "".join(
        f"<li><a href=/{n}>{place}召开会议研究部署乡村振兴工作</a><p>{place}近日召开会议，研究部署今年的工作，要求各地抓好落实。</p></li>"
        for n, place in enumerate(("平塘县", "凤冈县", "湄潭县", "余庆县", "习水县", "赤水市", "桐梓县"))
    )
    page = f"<html><head><title>新闻列表</title></head><body><h1>新闻</h1><ul>{items}</ul></body></html>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    told = newsclean("clean", "a.html", "-o", "a.txt", code=3).stderr
    assert b"a.html: no article found in the page" in told


@pytest.mark.parametrize(
    "shown", ['<h1>平塘县召开"乡村振兴"工作会议</h1>', '<div class=t>平塘县召开"乡村振兴"工作会议</div>']
)
def test_a_title_that_a_quotation_mark_cut_is_completed_from_the_page(newsclean, shown):
    page = (
        '<html><head><title>平塘县召开"乡村振兴"工作会议_平塘县人民政府</title>'
        '<meta property="og:title" content="平塘县召开"乡村振兴"工作会议"></head>'
        f"<body>{shown}<div class=content><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></body></html>"
    )
    found = newsclean("clean", "-", "--format", "html", "--select", "script", stdin=page.encode()).stdout.decode()
    assert found.splitlines()[0] == '平塘县召开"乡村振兴"工作会议'
