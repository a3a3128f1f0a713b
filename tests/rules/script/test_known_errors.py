"""Words that OpenCC is known to convert wrongly come out right, in all its configurations from simplified characters."""

from importlib.resources import files

import pytest

import newsclean

CONFIGURATIONS = ("s2t", "s2tw", "s2hk", "s2twp")


def converted(text: str, configuration: str, **settings) -> str:
    return newsclean.clean(text, newsclean.Settings(script=configuration, **settings)).text


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一个中年人来了", "一個中年人來了"),
        ("主持人白岩松", "主持人白岩松"),
        ("被发射升空", "被發射升空"),
        ("行程两万里", "行程兩萬里"),
        ("一只只小船", "一隻隻小船"),
        ("二万五千里长征", "二萬五千里長征"),
        ("展示了如何参与制造", "展示了如何參與製造"),
        # Words that look like those stay OpenCC's.
        ("个中滋味", "箇中滋味"),
        ("被发左衽", "被髮左衽"),
        ("了如指掌", "瞭如指掌"),
    ],
)
def test_a_known_error_is_answered_and_its_like_is_not(text, expected, configuration):
    once = converted(text, configuration)
    assert once == expected
    assert converted(once, configuration) == once


def test_the_words_of_the_user_come_before_the_table():
    assert converted("白岩松", "s2t", script_words=(("白岩松", "白巖松"),)) == "白巖松"


def test_every_line_of_the_table_names_its_source():
    table = files("newsclean.rules.script").joinpath("data", "known_errors.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines()]
    assert all(len(row) == 3 and all(row) for row in rows)
    assert len({word for word, _, _ in rows}) == len(rows)
