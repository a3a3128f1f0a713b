import pytest

from newsclean.corpus.article_pairs import ArticlePair
from newsclean.corpus.canonical_policy import Origin, Policy
from newsclean.corpus.roles import decisions


def pair(one, other, kind, shares=(1.0, 1.0), conflicts=0):
    return ArticlePair((f"{one}.txt", f"{other}.txt"), 3, 0, shares, conflicts, kind, (one, other))


def told(count, pairs, ranks=None):
    names = [f"{number}.txt" for number in range(count)]
    found = decisions(names, [str(number) for number in range(count)], pairs, ranks or range(count))
    return found, [(each.role, each.copy_of) for each in found]


@pytest.mark.parametrize("kind", ["reprint", "version", "update"])
@pytest.mark.parametrize(("ranks", "stays"), [([0, 1], 0), ([1, 0], 1)])
def test_of_two_copies_the_one_of_lower_rank_is_the_original(kind, ranks, stays):
    found, roles = told(2, [pair(0, 1, kind, conflicts=2)], ranks)
    assert roles[stays] == ("original", None)
    assert roles[1 - stays] == (kind, stays)
    assert [each.conflicts for each in found] == [2, 2]
    assert found[0].cluster == found[1].cluster


def test_what_shares_little_stays_an_original_in_a_cluster_of_its_own():
    found, roles = told(2, [pair(0, 1, "shared", (0.4, 0.4), 1)])
    assert roles == [("original", None)] * 2
    assert found[0].cluster != found[1].cluster
    assert [each.conflicts for each in found] == [0, 0]


def test_an_excerpt_is_one_whichever_came_first():
    assert told(2, [pair(0, 1, "excerpt", (1.0, 0.4))])[1] == [("excerpt", 1), ("original", None)]
    assert told(2, [pair(0, 1, "excerpt", (0.4, 1.0))])[1] == [("original", None), ("excerpt", 0)]


def test_every_copy_is_one_of_the_original_where_they_are_alike_themselves():
    pairs = [pair(0, 1, "reprint"), pair(0, 2, "version", conflicts=1), pair(1, 2, "reprint")]
    assert told(3, pairs)[1] == [("original", None), ("reprint", 0), ("version", 0)]
    chain = [pair(0, 1, "update", (0.6, 0.6)), pair(1, 2, "update", (0.6, 0.6))]
    found, roles = told(3, chain)
    assert roles == [("original", None), ("update", 0), ("update", 1)]
    assert len({each.cluster for each in found}) == 1


def test_no_two_articles_are_copies_of_each_other():
    pairs = [pair(0, 1, "excerpt", (0.95, 0.5)), pair(0, 2, "reprint"), pair(1, 2, "update", (0.6, 0.9))]
    _, roles = told(3, pairs, [0, 2, 1])
    for number, (_, stays) in enumerate(roles):
        line = {number}
        while stays is not None:
            assert stays not in line
            line.add(stays)
            stays = roles[stays][1]


def test_a_cluster_is_named_by_its_original_the_same_in_every_run_and_two_of_one_name_apart():
    one = decisions(["a.txt", "b.txt"], ["x", "y"], [pair(0, 1, "reprint")], [0, 1])
    other = decisions(["b.txt", "a.txt", "a.txt"], ["y", "x", "z"], [pair(0, 1, "reprint")], [1, 0, 2])
    assert {each.cluster for each in one} == {each.cluster for each in other[:2]}
    assert other[2].cluster not in {each.cluster for each in one}


ORIGINS = [Origin("2024-05-01", "日报"), Origin("2024-04-01", "晚报"), Origin("", "周报"), Origin("2024-04-01", "日报")]


@pytest.mark.parametrize(
    ("policy", "order"),
    [
        (Policy(), [0, 1, 2, 3]),
        (Policy("longest"), [2, 0, 1, 3]),
        (Policy("earliest"), [1, 3, 0, 2]),
        (Policy("first", ("周报", "日报")), [2, 0, 3, 1]),
        (Policy("earliest", ("日报",)), [3, 0, 1, 2]),
        (Policy("first", ("*报",)), [0, 1, 2, 3]),
    ],
)
def test_a_policy_puts_articles_in_the_order_in_which_they_stay(policy, order):
    ranks = policy.ranks([f"{number}.txt" for number in range(4)], [5, 5, 9, 5], ORIGINS)
    assert sorted(range(4), key=ranks.__getitem__) == order


def test_without_a_field_the_source_is_what_the_name_of_an_article_begins_with():
    names = ["web/a.txt", "wire/b.txt", "wire2/c.txt"]
    ranks = Policy("first", ("wire/",)).ranks(names, [1] * 3, [Origin()] * 3)
    assert ranks == [1, 0, 2]
    assert Policy("first", ("*/c.*", "wire*")).ranks(names, [1] * 3, [Origin()] * 3) == [2, 1, 0]
