from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.core.document_view import DocumentView
from newsclean.rules.lines.cues import FORBIDDEN_START, is_final
from newsclean.rules.lines.line_layout import Layouts
from newsclean.text.text_batch import TextBatch
from strategies import any_text

SHORT = st.lists(
    st.sampled_from(("床前明月光", "疑是地上霜", "会议召开。", "3.", "5亿", "，好", "“", "好\u200b", "**好。**", "__")),
    max_size=9,
)
texts = st.lists(any_text | SHORT.map("\n".join), max_size=4)


def layouts_of(*texts):
    return TextBatch(texts).cached(Layouts)


@given(texts)
def test_a_line_is_ended_and_a_suspect_as_its_text_alone_tells(texts):
    layouts = layouts_of(*texts)
    bodies = [list(map(view.body, view.paragraphs)) for view in map(DocumentView, texts)]
    flat = [body for some in bodies for body in some]
    assert layouts.is_final.tolist() == list(map(is_final, flat))
    followed = [pair for some in bodies for pair in pairwise([*some, ""])]
    assert layouts.is_ended.tolist() == [is_final(head, tail) for head, tail in followed]
    suspects = set(layouts.suspects.tolist())
    for line, (head, tail) in enumerate(followed):
        assert (line in suspects) <= bool(tail)
        if tail and tail[0] in FORBIDDEN_START:
            assert line in suspects
        elif line in suspects:
            assert not is_final(head, tail)
        elif tail and not is_final(head, tail):  # both in verse
            assert max(len(head), len(tail)) <= 16


@pytest.mark.parametrize(
    ("lines", "suspects"),
    [
        (["床前明月光", "疑是地上霜", "举头望明月", "低头思故乡"], []),
        (["静夜思李白作于扬州旅舍", "床前明月光，", "疑是地上霜。", "举头望明月，", "低头思故乡。"], [0]),
        (["黔南州", "破解基础瓶颈，筑牢产业根基", "凤冈县", "岗位直送家门口"], [0, 1, 2]),
        (["一", "二", "三"], [0, 1]),
    ],
)
def test_verse_is_short_lines_of_nearly_one_length_and_is_not_joined(lines, suspects):
    assert layouts_of("\n".join(lines)).suspects.tolist() == suspects


@pytest.mark.parametrize("text", ["**好。**", "_好！_", "***好”***", "**好。**\u200b"])
def test_emphasis_of_markdown_may_stand_behind_a_final_mark(text):
    assert is_final(text)


@pytest.mark.parametrize("text", ["**好**", "姓名：____", "***", "_", "好*"])
def test_emphasis_alone_ends_no_paragraph_and_neither_does_a_blank_in_a_form(text):
    assert not is_final(text)
