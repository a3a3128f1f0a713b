"""Rows of marks that are read without weighing every way are read as the reader of quotations reads them."""

import pytest

from newsclean.rules.punctuation.quote_terms import are_terms


def row(text: str) -> tuple[str, list[int], str]:
    places = [at for at, character in enumerate(text) if character == '"']
    return text, places, '"' * len(places)


@pytest.mark.parametrize(
    "text",
    [
        '推进"双碳"工作',
        '他说:"我们要努力。"',
        '增强"四个意识"、坚定"四个自信"、做到"两个维护"',
        '建设"一带一路"，推进"双碳"工作',
    ],
)
def test_terms_and_a_quotation_by_itself_are_obvious(text):
    assert are_terms(*row(text))


@pytest.mark.parametrize(
    "text",
    [
        '会议强调:"要贯彻"绿水青山就是金山银山"的理念"',
        '他说"我们要努力',
        '他们在绿水青山"的理念下推进"双碳',
        '"亚马尔号""50年胜利号"启航',
        '他说:"我读过"红楼梦，西游记"两本书"',
    ],
)
def test_what_may_be_read_otherwise_is_not(text):
    assert not are_terms(*row(text))
