import pytest

from newsclean.rules.lines.recurrences import strengthened

CUT = "比赛开始，库\n佛斯进球。\n"


@pytest.mark.parametrize(
    ("elsewhere", "is_surer"),
    [
        ("库佛斯又进球，观众为库佛斯鼓掌。", True),
        ("替补库佛斯又进球。", True),
        ("他去仓库取球，库佛斯又进球。", False),  # once, and 库 goes on otherwise too
        ("仓库里有佛像。佛斯在库里。", False),
        ("没有人说话。", False),
        ("", False),
    ],
)
def test_a_join_is_surer_where_one_side_always_goes_on_so(elsewhere, is_surer):
    assert (strengthened(0.5, CUT + elsewhere, "比赛开始，库", "佛斯进球。") > 0.5) is is_surer


def test_what_stands_twice_says_more_than_what_stands_once():
    once, twice = (strengthened(0.5, CUT + "库佛斯。" * times, "比赛开始，库", "佛斯进球。") for times in (1, 2))
    assert 0.5 < once < twice < 1


@pytest.mark.parametrize("confidence", [0.0, 1.0])
def test_what_is_certain_stays_so(confidence):
    assert strengthened(confidence, CUT + "库佛斯。", "比赛开始，库", "佛斯进球。") == confidence
