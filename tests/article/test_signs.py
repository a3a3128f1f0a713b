import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.article.outline import Outlines
from newsclean.article.signs import Screen, Signs, chosen
from strategies import any_text, characters

SIGNS = (
    Signs("，…"),
    Signs(beside=(("0-9", "，："), ("^0-9.", r"\."))),
    Signs(row=(("“", "^”"), ("^《", "》"))),
    Signs(twice="将的", han="锟浜"),
    Signs("\U00020000-\U0010ffff", twice="😀"),
    Signs(apart=" ："),
)


def told(text):
    """The numbers of the signs that a text has, looked for one by one."""
    outline = re.sub("([\u4e00-\u9fff])[\u4e00-\u9fff]*", r"\1", text)
    edged = f"\n{outline}\n"
    row = "".join(re.findall("[“”‘’（）《》「」『』【】\r\n]", edged))
    return [
        bool(re.search("[，…]", outline)),
        bool(re.search(r"[0-9][，：]|[^0-9.]\.", edged)),
        bool(re.search("“[^”]|[^《]》", row)),
        bool(re.search("将将|的的|锟|浜", text)),
        bool(re.search("[\U00020000-\U0010ffff]", outline)),
        bool(re.search("(?s)([ ：]).\\1", text)),
    ]


@given(st.lists(any_text | st.text(characters | st.sampled_from("将的锟😀“”《》.5， ：")), min_size=1, max_size=5))
def test_signs_are_seen_in_each_text_and_in_no_other(texts):
    found = [[bool(bits >> number & 1) for number in range(len(SIGNS))] for bits in Screen(SIGNS)(Outlines(texts))]
    for text, seen in zip(texts, found, strict=True):
        # All characters from U+FFFF on are one to a table, so that there a sign may be seen that is not there.
        assert seen == told(text) or (
            max(text) >= "\uffff" and all(seen[number] for number, is_there in enumerate(told(text)) if is_there)
        )


@pytest.mark.parametrize(
    "written", ["a-c", "^a-c", r"\-x", "-", r"\]\\", "()", "０-９Ａ-Ｚ", "\U0001f600", "^\U0001f600", " \t"]
)
def test_a_table_has_what_stands_between_the_brackets_of_a_pattern(written):
    table, pattern = chosen(written), re.compile(f"[{written}]")
    assert [bool(entry) for entry in table[:0xFFFF]] == [pattern.match(chr(code)) is not None for code in range(0xFFFF)]
    assert table[0xFFFF] == (written.startswith("^") or any(ord(character) > 0xFFFF for character in written))


def test_more_rules_than_there_are_bits_for_are_refused():
    with pytest.raises(ValueError, match="more than 64 rules"):
        Screen([Signs("a")] * 65)
    with pytest.raises(ValueError, match="more than 64 pairs"):
        Screen([Signs(beside=(("a", "b"),) * 65)])
    with pytest.raises(ValueError, match="a line feed"):
        Screen([Signs("\n")])
