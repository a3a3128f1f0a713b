import pytest

from newsclean.rules.duplicates.typos import are_confused, is_doubled, is_typo


@pytest.mark.parametrize(
    ("right", "wrong", "is_slip"),
    [
        ("合作社", "含作社", True),  # shape
        ("会议室", "会义室", True),  # sound
        ("日子好", "曰子好", False),  # of two characters the dictionary lacks too many words
        ("俄方称", "阿方称", False),
        ("买单的", "卖单的", False),
        ("团结村", "团杰村", False),  # a place
        ("他们说", "她们说", False),  # both are words
        ("总理说", "总统说", False),
        ("合作社", "合作设", True),
        ("李国庆说", "李国青说", False),  # a name
        ("三名代表", "二名代表", False),  # a numeral
        ("未来的", "末来的", False),  # a negation is told whatever it stands for
        ("柳林村", "桃林村", False),
    ],
)
def test_a_slip_makes_a_non_word_of_characters_that_are_confused(right, wrong, is_slip):
    (at,) = (number for number, pair in enumerate(zip(right, wrong, strict=True)) if len(set(pair)) == 2)
    assert is_typo(right, wrong, at, at) is is_slip
    assert is_typo(wrong, right, at, at) is is_slip


@pytest.mark.parametrize(
    ("text", "at", "is_slip"),
    [
        ("主持持会议", 1, True),
        ("他的的书", 1, True),  # a particle
        ("选派将将干部", 2, False),  # one of its own
        ("总统会会见", 2, False),
        ("上上周", 0, False),
        ("被被告人", 0, False),
        ("天天向上", 0, False),  # a word of its own
        ("张红红说", 1, False),  # a name
        ("发展展会", 1, False),  # two words
        ("三三名", 0, False),
        ("11人", 0, False),
    ],
)
def test_a_character_typed_twice_makes_no_word(text, at, is_slip):
    assert is_doubled(text, at) is is_slip


def test_characters_are_confused_both_ways_and_none_with_itself_unlisted():
    assert are_confused("在", "再")
    assert are_confused("再", "在")
    assert not are_confused("在", "京")
    assert not are_confused("龘", "龖")
