import re

import pytest

from newsclean.text import patterns


def test_a_pattern_finds_what_a_compiled_one_finds():
    text = "ab1 AB2"
    later, compiled = (
        patterns.lazy_regex("([a-b]+)(?=[0-9])", re.IGNORECASE),
        re.compile("([a-b]+)(?=[0-9])", re.IGNORECASE),
    )
    assert later.pattern == compiled.pattern
    assert [match.span() for match in later.finditer(text, 1)] == [match.span() for match in compiled.finditer(text, 1)]
    assert later.sub(r"<\1>", text) == compiled.sub(r"<\1>", text)
    with pytest.raises(AttributeError):
        later.unknown  # noqa: B018


def test_nothing_is_compiled_before_it_is_asked_for():
    late = patterns.lazy_regex("一")
    assert "search" not in vars(late)
    assert late.search("二一")
    assert "search" in vars(late)


def test_every_pattern_is_one_and_can_be_compiled_beforehand():
    late = patterns.lazy_regex("二")
    patterns.compile_all()
    assert vars(late)["search"]("一二").start() == 1
