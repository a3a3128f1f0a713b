import re

from hypothesis import given
from hypothesis import strategies as st

from newsclean.core.document_view import DocumentView
from newsclean.rules.duplicates import prose
from newsclean.rules.duplicates.prose import Repeatable, repeatable
from strategies import texts

SENTENCE = "会议要求，各地要认真贯彻落实中央决策部署，扎实推进各项工作，带动农民就近就业增收。"
WHOLE = re.compile("|".join(each.pattern for each in (prose._ITEM, prose._CREDIT, prose._CELLS)))
PARTS = st.sampled_from(
    [
        "图为",
        "（图",
        "摄",
        "攝）",
        "供图】",
        "图源",
        "图片来源：",
        "来源:",
        "\t",
        "|",
        "  ",
        " \u3000",
        "1.",
        "李明、",
        "a",
        "好" * 12,
        "好" * 40,
    ]
)


@given(st.one_of(st.lists(PARTS, max_size=9).map("".join), texts))
def test_a_line_is_an_item_as_all_patterns_together_say(text):
    for line in text.splitlines():
        assert prose._is_item(line) == (WHOLE.match(line) is not None)


def test_the_longest_credit_is_one():
    credit = "好" * 60 + "图片来源：" + "新" * 20 + "）"
    assert len(credit) == prose._LONGEST_CREDIT
    assert prose._is_item(credit)
    assert not prose._is_item("好" + credit)


def test_running_text_goes_alone_and_credits_cells_and_names_only_in_a_block():
    lines = (
        SENTENCE,
        f"{SENTENCE}新华社记者李明摄",
        f"{SENTENCE}|{SENTENCE}|",
        f"{SENTENCE}\t{SENTENCE}",
        "李明、王军、张红、赵强。",
    )
    assert repeatable(DocumentView("\n".join(lines)), 10) == [Repeatable.ALONE, *4 * [Repeatable.IN_BLOCK]]
