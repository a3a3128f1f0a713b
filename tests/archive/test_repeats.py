import csv
import io
import json

import pytest

from newsclean.archive.clusters import clusters
from newsclean.archive.paragraphs import paragraphs_of
from newsclean.archive.repeats import repeats
from newsclean.archive.telling import COLUMNS, as_csv, as_json, as_table

FIRST = "会议要求，各地要认真贯彻落实中央决策部署，扎实推进各项工作，确保全年目标任务圆满完成。"
DATED = "2024年4月23日，会议在重庆召开，研究部署新时代推动西部大开发工作，听取各地有关情况汇报。"
LAST = "据介绍，当地已建成一批特色产业基地，带动三千多户农民在家门口就业增收，日子一天比一天好。"
CHANGED = DATED.replace("4年", "1年")
TRADITIONAL = "會議要求,各地要認真貫徹落實中央決策部署,扎實推進各項工作,確保全年目標任務圓滿完成。"


def found(*articles, boilerplate=20):
    named = [(f"{chr(97 + number)}.txt", "\n\n".join(article)) for number, article in enumerate(articles)]
    return told(named, boilerplate)


def told(named, boilerplate=20):
    paragraphs = paragraphs_of(named)
    return repeats(paragraphs, clusters(paragraphs.texts), 0.8, boilerplate)


def verdicts(result):
    return [
        (copy.place.article, copy.place.line, copy.verdict) for cluster in result.clusters for copy in cluster.copies
    ]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ((FIRST, DATED, LAST), (TRADITIONAL, DATED, LAST), "reprint"),
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
    for other in (second, day.format(3, 19, 9, 4)):
        result = found([first], [other], [other], [other])
        assert [cluster.place.article for cluster in result.clusters] == ["b.txt"]
        assert verdicts(result) == [("c.txt", 1, "same"), ("d.txt", 1, "same")]


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
    assert "pairs of articles: 1\n  reprint  100% of a.txt, 100% of b.txt\n" in table
    assert "conflict  98% b.txt:3: 2021年 for 2024年" in table


def test_nothing_is_repeated_in_nothing():
    assert found() == ([], [], [])
    assert found(("",), ()) == ([], [], [])
