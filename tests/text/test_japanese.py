"""Japanese is told from Chinese that quotes it."""

import pytest

from newsclean.text.japanese import japanese_lines

SENTENCE = "首相は10日,「同盟の強化を確認したい」と述べた."


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (SENTENCE, [(0, len(SENTENCE))]),
        ("首相、来週訪米へ\n\n" + SENTENCE, [(0, 10 + len(SENTENCE))]),
        ("共同社报道，首相当天发表了讲话。\n" + SENTENCE + "\n据此，日方将继续努力。", [(17, 17 + len(SENTENCE))]),
        ("日语“ありがとう”意为谢谢，“すみません”意为对不起。", []),
        ("鲜の每日牛奶，优の良品，都是这样写的。", []),
        ("", []),
    ],
)
def test_lines_of_japanese_are_found(text: str, spans: list[tuple[int, int]]) -> None:
    assert [*japanese_lines(text)] == spans
