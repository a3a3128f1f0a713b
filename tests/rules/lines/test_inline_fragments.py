import pytest

from newsclean import Settings, clean
from newsclean.core.document_view import DocumentView
from newsclean.rules.lines.boundaries import features_around
from newsclean.rules.lines.inline_fragments import find_inline_fragments
from newsclean.rules.lines.scorer import confidence

BEFORE = "会议昨天在北京召开，来自全国各地的代表就共同关心的问题进行了讨论。"
AFTER = "这项研究持续了五年时间，来自三个国家的科学家共同完成了它。"
CUT = f"""{BEFORE}
记者在采访中了解到，这样的事情并不少见，很多人都有同样的经历。三大运营商今天公布了
5G
套餐的价格，最便宜的一种每月
128元
起。
老师们说，孩子们的变化是看得见的。从此，老人集中主要精力
协助
学校抓教学工作。
{AFTER}"""


def test_words_on_a_line_of_their_own_vouch_for_the_breaks_on_both_sides():
    view = DocumentView(CUT)
    found = find_inline_fragments(view)
    assert {1, 2, 6, 7} <= found.keys()
    alone = {number: confidence(view.cached(features_around), number) for number in found}
    assert max(found[number] - alone[number] for number in found) > 0.3
    joined = clean(CUT, Settings(select=("lines",))).text
    assert "公布了5G套餐的价格，最便宜的一种每月128元起。" in joined
    assert "集中主要精力协助学校抓教学工作。" in joined


@pytest.mark.parametrize(
    "lines",
    [
        ["加快产业升级", "推动绿色发展", "去年以来，当地把旅游业作为主导产业来抓，游客人数增长了三成。"],
        ["图为代表在会场外合影", "记者李明摄", "去年以来，当地把旅游业作为主导产业来抓，游客人数增长了三成。"],
        ["各地的制假售假活动仍然很多，怎么办？——", "李明", "图为：市场监管人员向消费者讲解防伪知识。"],
        ["10千伏5米", "35—110千伏10米", "154—330千伏15米", "500千伏20米"],
        ["多想跌倒在", "那片还没有长出的", "青草地上", "多想"],
        ["切尔西对水晶宫", "曼城对南安普顿", "利物浦对卡迪夫城"],
    ],
)
def test_headings_captions_tables_and_verse_stand_in_no_sentence(lines):
    assert find_inline_fragments(DocumentView("\n".join((BEFORE, *lines, AFTER)))) == {}
