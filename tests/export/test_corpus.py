import hashlib
import json

import newsclean
from newsclean.changelog.reading import ArticleLog
from newsclean.export.corpus import corpus_lines

FIRST = "会议要求,各地要认真贯彻落实中央决策部署,扎实推进各项工作。"


def logged(name, text):
    result = newsclean.clean(text)
    digest = hashlib.sha256(result.text.encode()).hexdigest()
    head = {"source": {"sha256": "0", "bytes": len(text.encode())}, "clean": {"sha256": digest}}
    return ArticleLog(name, head, list(result.changes), list(result.flags), end={"type": "end"}), text, ""


def lines(*articles):
    return [json.loads(line) for line in corpus_lines(articles, "20261123")]


def test_paragraphs_keep_their_lines_and_repeats_are_marked():
    (found,) = lines(
        logged(
            "a.txt",
            f"标题\n\n{FIRST}\n\n会议将将召开。累计选派8\n\n名干部到村里工作，大家都很高兴。\n\n{FIRST}\n\n完。\n",
        )
    )
    assert [(each["行号"], each["是否重复"], each["内容"][:4]) for each in found["段落"]] == [
        (1, False, "标题"), (3, False, "会议要求"), (5, False, "会议将将"), (9, True, "会议要求"), (11, False, "完。"),
    ]  # fmt: skip
    assert found["段落"][1]["内容"].startswith("会议要求，")
    assert found["段落"][3]["内容"] == FIRST
    assert (found["段落数"], found["去重段落数"], found["是否待查文件"], found["时间"]) == (5, 4, True, "20261123")
    assert found["最长段落长度"] == max(len(each["内容"]) for each in found["段落"])
    for each in found["段落"]:
        assert each["md5"] == hashlib.md5(each["内容"].encode()).hexdigest()


def test_repeats_across_files_and_repeated_files_are_marked():
    one, two, three = lines(logged("a", f"{FIRST}\n甲。"), logged("b", f"乙。\n{FIRST}"), logged("c", f"{FIRST}\n甲。"))
    assert [each["是否跨文件重复"] for each in one["段落"]] == [False, False]
    assert [each["是否跨文件重复"] for each in two["段落"]] == [False, True]
    assert [one["是否重复文件"], two["是否重复文件"], three["是否重复文件"]] == [False, False, True]


def test_articles_without_a_text_are_left_out():
    assert lines((ArticleLog("a"), None, "gone")) == []
