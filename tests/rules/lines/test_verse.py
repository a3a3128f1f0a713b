import pytest

from newsclean.rules.lines.verse import is_verse

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
