import pytest
from hypothesis import given

import newsclean
from newsclean.core.result import Change
from newsclean.report.copy_diff import compared
from newsclean.report.rows import aligned_rows
from newsclean.settings import Settings
from newsclean.text.lines import LineNumbers
from strategies import any_text, articles, settings

PARAGRAPH = "会议要求，各地要认真贯彻落实中央决策部署，扎实推进各项工作。"


def laid(text, **chosen):
    result = newsclean.clean(text, Settings(**chosen))
    return result, aligned_rows(text, result.changes, result.flags)


@given(any_text | articles(), settings)
def test_the_rows_hold_the_whole_of_both_texts(text, chosen):
    result = newsclean.clean(text, chosen)
    parts = [part for row in aligned_rows(text, result.changes, result.flags) for part in row.parts]
    texts = [part if isinstance(part, str) else part[1] for part in parts if not isinstance(part, int)]
    numbers = [part for part in parts if isinstance(part, int)]
    assert numbers == list(range(len(result.changes)))
    assert sorted(part[0] for part in parts if isinstance(part, tuple)) == list(range(len(result.flags)))

    def read(side):
        return "".join(
            getattr(result.changes[part], side) if isinstance(part, int) else part if isinstance(part, str) else part[1]
            for part in parts
        )

    assert (read("before"), read("after")) == (text, result.text)
    assert len(texts) == len(parts) - len(numbers)


@given(any_text | articles(), settings)
def test_a_row_begins_a_line_in_both_texts_and_says_which(text, chosen):
    result = newsclean.clean(text, chosen)
    at = clean_at = 0
    lines, clean_lines = LineNumbers(text), result.text
    for row in aligned_rows(text, result.changes, result.flags):
        assert row.line == lines.of(at)
        assert row.clean_line == clean_lines.count("\n", 0, clean_at) + 1
        assert not clean_at or clean_lines[clean_at - 1] == "\n"
        for part in row.parts:
            change = result.changes[part] if isinstance(part, int) else None
            plain = part if isinstance(part, str) else part[1] if change is None else None
            at += len(plain if plain is not None else change.before)
            clean_at += len(plain if plain is not None else change.after)
    assert (at, clean_at) == (len(text), len(result.text))


def test_lines_that_were_joined_stand_in_one_row_and_a_removed_paragraph_in_its_own():
    text = f"{PARAGRAPH}\n\n会议听取了汇报。累计选派8\n\n名干部到村里工作，大家都很高兴。\n\n{PARAGRAPH}\n\n完。\n"
    result, found = laid(text)
    assert [row.line for row in found] == [1, 3, 7, 9]
    assert [row.clean_line for row in found] == [1, 3, 5, 5]
    assert [type(part) for part in found[1].parts[:3]] == [str, int, str]
    assert result.changes[found[2].parts[0]].of == 1


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("会议将将召开，各方都已到齐。", [(0, "将将")]),
        ("会议将将召开,将将到齐。", [(0, "将将"), (1, "将将")]),
    ],
)
def test_a_flag_stands_on_its_text(text, flagged):
    _, found = laid(text)
    assert [part for row in found for part in row.parts if isinstance(part, tuple)] == flagged


def test_a_removed_copy_is_compared_with_the_one_that_stays():
    later = PARAGRAPH.replace("认真", "任真")
    text = f"标题\n{PARAGRAPH}\n完。\n{later}\n\n尾。"
    start = text.rindex(later)
    change = Change("duplicates/near", f"{later}\n\n", "", start, start, 4, 0.99, "", 2, 0.98)
    found = compared(text, change, [change], LineNumbers(text))
    assert [part for part in found if not isinstance(part, str)] == [("认", "任")]
    assert "".join(part if isinstance(part, str) else part[0] for part in found) == PARAGRAPH


@given(articles(), settings)
def test_both_copies_are_told_whole(text, chosen):
    result = newsclean.clean(text, chosen)
    lines = LineNumbers(text)
    for change in result.changes:
        if change.of is not None:
            found = compared(text, change, result.changes, lines)
            assert "".join(part if isinstance(part, str) else part[1] for part in found) == change.before.strip()
            stays = "".join(part if isinstance(part, str) else part[0] for part in found)
            assert stays
            assert stays in text
