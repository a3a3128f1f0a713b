import pytest

from newsclean.rules.lines.verse import clause_lines, is_verse

LINES = ["你从雪山走来", "春潮是你的风采", "你向东海奔去", "惊涛是你的气概"]
SENTENCES = ["会议在北京召开。", "会议指出，要坚持。"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (LINES * 2, True),
        (LINES * 3 + SENTENCES, True),
        (LINES, False),  # too few to tell
        (LINES * 2 + SENTENCES * 2, False),
        (SENTENCES * 4, False),
        ([], False),
    ],
)
def test_verse_has_nearly_no_final_marks(texts, expected):
    assert is_verse(texts) is expected


PROSE = "会议在北京召开，来自全国各地的三百多名代表参加了会议并讨论了大家关心的问题。"
SONG = ["大江流水长又长，", "两岸稻花一片香，", "今年收成比往年好，", "家家户户盖新房。"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([PROSE, *SONG, PROSE], {1, 2, 3, 4}),
        ([PROSE, *SONG[:3], PROSE], set()),
        ([*SONG[:2], PROSE, *SONG[2:]], set()),
        (
            ["会议在北京召", "开，来自全国", "各地的三百多", "名代表参加了", "会议，并讨论", "了问题。"],
            set(),
        ),  # a column
        (["一张稿纸", "两个人物，", "三种方法，", "四项原则"], set()),
        ([], set()),
    ],
)
def test_clauses_set_one_by_one_stand_in_a_row(texts, expected):
    assert clause_lines(texts) == expected
