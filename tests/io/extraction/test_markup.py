import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import InputError
from newsclean.io.extraction.markup import refuse_many_attributes, without_source_breaks

SHOWN = st.sampled_from(["研", "究", "，", "“", "a", "1", " ", "\n", "\r\n", "\t", "　", "<b>", "</b>", "<br>"])


@pytest.mark.parametrize(
    ("source", "without"),
    [
        ("<p>研究部\n署。</p>", "<p>研究部署。</p>"),
        ("研究部 \r\n\t署", "研究部署"),
        ("<b>压实责任</b>\n，确保", "<b>压实责任</b>，确保"),
        ("总结<span\nlang=EN-US>\n<b>工作", "总结<span\nlang=EN-US><b>工作"),
        ("解决好“三农”\n问题……\n“", "解决好“三农”问题……“"),
        ("<pre>甲\n乙</pre>丙\n丁", "<pre>甲\n乙</pre>丙丁"),
    ],
)
def test_a_break_between_wide_characters_goes(source, without):
    assert without_source_breaks(source) == without


@pytest.mark.parametrize(
    "source",
    [
        "达到\n15680元",
        "in\nBeijing",
        "발표\n했다",
        "<br>\n　　第二段",
        "甲 乙",
        "<PRE\nid=a>甲\n乙</PRE>",
        "<textarea>甲\n乙",
        "甲\n",
    ],
)
def test_other_breaks_and_spaces_stay(source):
    assert without_source_breaks(source) == source


@given(st.lists(SHOWN).map("".join))
def test_nothing_goes_but_white_space_and_all_of_it_at_once(source):
    once = without_source_breaks(source)
    assert "".join(once.split()) == "".join(source.split())
    assert without_source_breaks(once) == once


@pytest.mark.parametrize(
    ("tag", "is_refused"),
    [
        (" ".join(f"a{number}=b" for number in range(3000)), True),
        (" ".join(f"a{number}='b c'" for number in range(1000)), False),
        ('a=b="' + " a" * 3000 + '"', True),
        ('a"' + " a" * 3000 + '"', True),
        ("data-page = '" + '{"a": 1} ' * 3000 + "'", False),
        ("a='" + "中 " * 3000, True),
        ("a/" * 3000, True),
        ('a="b"' * 3000, True),
    ],
)
def test_an_element_with_thousands_of_attributes_is_refused(tag, is_refused):
    page = f"<p>中<p {tag}>"
    if is_refused:
        with pytest.raises(InputError, match="^a: an element with more than 2,000 attributes"):
            refuse_many_attributes(page, "a")
    else:
        refuse_many_attributes(page, "a")
