import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean

SENTENCES = (
    "会议指出，要坚持稳中求进的工作总基调。",
    "国家统计局12日发布的数据显示，8月份居民消费价格上涨2.5%。",
    "他说：“我们在北京，张三也来了。”",
    "記者從臺灣發來的消息，會議已經開始。",
)
MISREADINGS = [
    *[("utf-8", page) for page in ("latin-1", "cp1251", "mac_roman", "cp437", "cp850")],
    *[("gb2312", page) for page in ("latin-1", "cp1250", "cp1251")],
]


def misread(text, encoding, page):
    return text.encode(encoding, "ignore").decode(page, "replace")


@pytest.mark.parametrize("misreading", MISREADINGS, ids="-".join)
def test_a_line_whose_bytes_are_all_there_is_put_right(misreading):
    for text in SENTENCES[:3]:
        bad = misread(text, *misreading)
        if "\ufffd" not in bad:
            assert newsclean.clean(bad).text == text


@given(
    st.sampled_from(SENTENCES), st.sampled_from(MISREADINGS), st.integers(0, 200), st.sampled_from(["", "\ufffd", " "])
)
def test_a_line_that_has_lost_a_byte_is_flagged_as_a_whole_or_left(text, misreading, place, instead):
    whole = misread(text, *misreading)
    beyond = [at for at, character in enumerate(whole) if not character.isascii()]
    at = beyond[place % len(beyond)]
    lost = whole[:at] + instead + whole[at + 1 :]
    result = newsclean.clean(lost)
    assert not {*text} & {*result.text} - {*lost}
    flags = [flag for flag in result.flags if flag.rule == "characters/mojibake"]
    for flag in flags:
        assert flag.text in result.text
        end = flag.start + len(flag.text)
        assert not any(
            change.start < end and flag.start < change.start + len(change.before) for change in result.changes
        )


def test_what_is_flagged_is_flagged_by_no_other_rule():
    lost = misread(SENTENCES[2], "utf-8", "latin-1").replace("\x80", "\ufffd")
    assert [flag.rule for flag in newsclean.clean(lost).flags] == ["characters/mojibake"]


@pytest.mark.parametrize("stage", ["characters", "lines", "punctuation", "duplicates"])
def test_a_stage_by_itself_leaves_it_alone_too(stage):
    lost = misread("他说：“张三来了。”", "utf-8", "cp1251")[:-1]
    assert newsclean.clean(f"{lost}\n{lost}", select=[stage]).text == f"{lost}\n{lost}"
