import csv
import io
import json

import pytest

from newsclean.corpus.clusters import find_clusters
from newsclean.corpus.paragraphs import paragraphs_of
from newsclean.corpus.text_reuse import find_text_reuse
from newsclean.export.formatters import COLUMNS, as_csv, as_json, as_table

FIRST = "会议要求，各地要认真贯彻落实中央决策部署，扎实推进各项工作，确保全年目标任务圆满完成。"
DATED = "2024年4月23日，会议在重庆召开，研究部署新时代推动西部大开发工作，听取各地有关情况汇报。"
LAST = "据介绍，当地已建成一批特色产业基地，带动三千多户农民在家门口就业增收，日子一天比一天好。"
CHANGED = DATED.replace("4年", "1年")
TRADITIONAL = "會議要求,各地要認真貫徹落實中央決策部署,扎實推進各項工作,確保全年目標任務圓滿完成。"


def found(*articles, boilerplate=20):
    named = [(f"{chr(97 + number)}.txt", "\n\n".join(article)) for number, article in enumerate(articles)]
    return told(named, boilerplate)


def told(named, boilerplate=20, listed=()):
    paragraphs = paragraphs_of(named)
    return find_text_reuse(paragraphs, find_clusters(paragraphs.texts), 0.8, boilerplate, listed=listed)


def verdicts(result):
    return [
        (copy.place.article, copy.place.line, copy.verdict) for cluster in result.clusters for copy in cluster.copies
    ]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ((FIRST, DATED, LAST), (TRADITIONAL, DATED, LAST), "reprint"),
        ((FIRST, DATED, LAST), (FIRST, CHANGED, LAST), "version"),
        ((FIRST, DATED, LAST), (DATED, LAST), "excerpt"),
        ((FIRST, DATED, LAST), (FIRST, DATED, "更新：会议还研究了其他几项重要工作并作出具体安排部署。"), "update"),
        ((FIRST, DATED, LAST, "另有几句不同的话，说的是完全不同的另一件事情，与上文无关。"), (FIRST, "这里是别的消息。" * 12), "shared"),
    ],
)  # fmt: skip
def test_pairs_of_articles_are_told_apart_by_what_they_share(one, other, kind):
    (pair,) = found(one, other).pairs
    assert (pair.articles, pair.kind) == (("a.txt", "b.txt"), kind)


def test_a_changed_figure_is_a_conflict_where_the_articles_share_more():
    result = found((FIRST, DATED, LAST), (FIRST, CHANGED, LAST))
    assert verdicts(result) == [("b.txt", 1, "same"), ("b.txt", 3, "conflict"), ("b.txt", 5, "same")]
    (conflict,) = [copy for cluster in result.clusters for copy in cluster.copies if copy.verdict == "conflict"]
    assert conflict.readings == (("2021年", "2024年"),)


def test_a_formula_about_other_facts_is_no_copy_in_another_article_and_one_in_the_same():
    assert found((DATED, FIRST), (CHANGED, LAST)).clusters == []
    assert verdicts(found((DATED, FIRST, CHANGED))) == [("a.txt", 5, "conflict")]


def test_a_reprint_is_not_lost_in_the_formula_that_another_day_was_told_in():
    day = "中央气象台预计，{}日江南北部多云转晴，最高气温{}℃，最低气温{}℃，东北风{}级，空气质量良。"
    first, second = day.format(3, 18, 9, 4), day.format(7, 26, 15, 2)
    result = found([first], [second], [second], [second])
    assert [cluster.place.article for cluster in result.clusters] == ["b.txt"]
    assert verdicts(result) == [("c.txt", 1, "same"), ("d.txt", 1, "same")]


def test_one_paragraph_with_another_figure_is_an_update_and_a_reprint_of_that_is_its_reprint():
    flash = "国家地震台网测定：今天凌晨某县发生{}级地震，震源深度十公里，当地震感明显，暂无人员伤亡报告。"
    result = found(["快讯", flash.format("4.5")], [flash.format("4.8")], [flash.format("4.8")])
    assert verdicts(result) == [("b.txt", 1, "conflict"), ("c.txt", 1, "same")]
    assert [(pair.articles, pair.kind, pair.conflicts) for pair in result.pairs] == [
        (("b.txt", "c.txt"), "reprint", 0),
        (("a.txt", "b.txt"), "update", 1),
    ]


@pytest.mark.parametrize("notice", [("更正", FIRST, CHANGED, LAST), (FIRST, CHANGED, LAST, "以上报道有误，特此更正。")])
def test_a_correction_is_an_update_of_what_it_corrects(notice):
    (pair,) = found((FIRST, DATED, LAST), notice).pairs
    assert (pair.kind, pair.conflicts) == ("update", 1)


@pytest.mark.parametrize("form", [lambda one: ["".join(one)], lambda one: ["".join(one[:2]), one[2]]])
def test_a_copy_is_found_when_its_paragraphs_are_merged_or_split(form):
    article = (FIRST + "大家都说好。", DATED + "“会后还要再来一次，把没有说完的话说完。”他说。", LAST)
    for one, other in ((article, form(article)), (form(article), article)):
        (pair,) = found(one, other, ("村里的图书室重新开放了，每天来看书的孩子有三十多个，老人也常来。",)).pairs
        assert (pair.articles, pair.kind, pair.shares) == (("a.txt", "b.txt"), "reprint", (1.0, 1.0))


def test_stories_told_by_a_formula_are_no_versions_of_each_other():
    def visit(day, guest, country):
        return (
            f"{day}日上午，国务院总理在北京人民大会堂举行仪式，欢迎{guest}对我国进行正式访问，双方随后举行会谈。",
            "国务委员兼国务院秘书长等有关部门负责同志出席欢迎仪式。",
            f"军乐团奏{country}中两国国歌，随后总理陪同{guest}检阅了中国人民解放军仪仗队和分列式。",
        )

    result = found(visit(7, "甲国总理古纳", "甲"), visit(26, "乙国总理阿尔贝", "乙"))
    assert [pair.kind for pair in result.pairs] == ["shared"]


def test_a_copy_that_says_more_is_told():
    result = found((FIRST, DATED), (FIRST, f"{DATED}会议还听取了有关工作情况的汇报。"))
    assert verdicts(result) == [("b.txt", 1, "same"), ("b.txt", 3, "more")]


def test_boilerplate_is_counted_and_makes_no_pairs():
    result = found(
        *[
            (FIRST, f"这是第{number}篇文章自己的话，和别的文章都不一样，说的是{number * 7}号事情。")
            for number in range(26)
        ]
    )
    assert (result.clusters, result.pairs) == ([], [])
    (common,) = result.boilerplate
    assert (common.articles, len(common.copies)) == (26, 25)


def own(number):
    return (
        f"这是第{number}篇文章自己的话，和别的文章都不一样，说的是{number * 7}号事情，{'另外还有几句。' * (number % 5)}"
    )


def test_a_footer_is_boilerplate_and_a_story_in_many_papers_is_none():
    footer = (
        "本网站所刊登的各种新闻和专题，版权均属本社所有，未经书面授权不得转载使用。",
        "联系电话请见首页下方的说明文字，欢迎各界人士来电来函提出意见。",
    )
    story = [(FIRST, DATED, LAST, f"编辑：第{number}人") for number in range(25)]
    result = found(*story, *[(own(number), own(number + 50), *footer) for number in range(25)])
    assert {cluster.text for cluster in result.boilerplate} == set(footer)
    reprints = [pair for pair in result.pairs if pair.kind == "reprint"]
    assert [pair.articles[0] for pair in reprints] == ["a.txt"] * 24
    assert not [pair for pair in result.pairs if pair.kind != "reprint" and max(pair.shares) == 1]


def test_boilerplate_counts_for_nothing_in_the_shares():
    footer = "本网站所刊登的各种新闻和专题，版权均属本社所有，未经书面授权不得转载使用，违者必究。"
    plain = told([("a.txt", f"{FIRST}\n{footer}"), ("b.txt", f"{FIRST}\n{own(3)}\n{footer}")])
    listed = told([("a.txt", f"{FIRST}\n{footer}"), ("b.txt", f"{FIRST}\n{own(3)}\n{footer}")], listed=[footer])
    assert [pair.kind for pair in (*plain.pairs, *listed.pairs)] == ["excerpt", "excerpt"]
    assert listed.pairs[0].shares == (1.0, round(len(FIRST) / len(FIRST + own(3)), 4))
    assert [cluster.text for cluster in listed.boilerplate] == [footer]


def test_the_order_of_articles_says_which_copy_stays_and_nothing_else():
    articles = [(FIRST, DATED), (LAST,), (TRADITIONAL, CHANGED), (LAST, FIRST)]
    named = [(f"{number}.txt", "\n".join(article)) for number, article in enumerate(articles)]

    def groups(some):
        result = told(some)
        return {frozenset([cluster.place, *(copy.place for copy in cluster.copies)]) for cluster in result.clusters}

    assert groups(named) == groups(named[::-1])


def test_it_is_told_as_json_csv_and_table():
    result = found(
        (FIRST, DATED, "=HYPERLINK(1)这一段开头像公式，其实是文章里的文字。"),
        (FIRST, CHANGED, "=HYPERLINK(1)这一段开头像公式，其实是文章里的文字。"),
    )
    records = [json.loads(line) for line in as_json(result)]
    assert [record["type"] for record in records] == ["pair", "cluster", "cluster", "cluster"]
    assert records[2]["copies"][0]["readings"] == [["2021年", "2024年"]]
    rows = list(csv.DictReader(io.StringIO(b"".join(as_csv(result)).decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["readings"] for row in rows] == ["", "“2021年” for “2024年”", ""]
    assert rows[2]["text"].startswith("'=")
    table = b"".join(as_table(result)).decode()
    assert "pairs of articles: 1\n  version  100% of a.txt, 100% of b.txt\n" in table
    assert "conflict  98% b.txt:3: 2021年 for 2024年" in table


def test_nothing_is_repeated_in_nothing():
    assert found() == ([], [], [])
    assert found(("",), ()) == ([], [], [])
