import re

import pytest

from newsclean.text.char_tables import char_table


@pytest.mark.parametrize(
    "written", ["a-c", "^a-c", r"\-x", "-", r"\]\\", "()", "０-９Ａ-Ｚ", "\U0001f600", "^\U0001f600", " \t"]
)
def test_a_table_has_what_stands_between_the_brackets_of_a_pattern(written):
    table, pattern = char_table(written), re.compile(f"[{written}]")
    assert [bool(entry) for entry in table[:0xFFFF]] == [pattern.match(chr(code)) is not None for code in range(0xFFFF)]
    assert table[0xFFFF] == (written.startswith("^") or any(ord(character) > 0xFFFF for character in written))
