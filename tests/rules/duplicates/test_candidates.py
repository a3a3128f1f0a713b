import random

import pytest

from newsclean.core.document_view import DocumentView
from newsclean.rules.duplicates import pair_bounds
from newsclean.rules.duplicates.candidates import propose_candidates
from newsclean.rules.duplicates.pair_bounds import TOO_MANY
from newsclean.rules.duplicates.repeats import find_repeats
from newsclean.settings import Settings

HAN = [chr(code) for code in range(0x4E00, 0x5E00)]


def paragraphs(rng, count):
    return ["".join(rng.choices(HAN, k=rng.randint(30, 120))) + "。" for _ in range(count)]


def test_an_article_too_long_for_every_pair_gives_the_same_repeats(monkeypatch):
    rng = random.Random(7)
    own = paragraphs(rng, 60)
    copies = []
    for text in own[::3]:
        at = rng.randrange(5, len(text) - 5)
        copies += [text, text[:at] + rng.choice(HAN) + text[at + 1 :], text[: len(text) - 6] + "。"]
    view = DocumentView("\n".join(own + copies))
    pairwise = find_repeats(view, Settings())
    monkeypatch.setattr(pair_bounds, "MOST_PAIRWISE", 0)
    assert find_repeats(DocumentView(view.text), Settings()) == pairwise
    assert len(pairwise) == len(copies)


@pytest.mark.parametrize("may_be", [TOO_MANY, {1: [0], 2: [0, 1]}])
def test_only_what_was_kept_is_proposed_the_first_first(may_be):
    text = "会议指出要完善东西部结对帮扶关系拓展帮扶领域健全帮扶机制"
    proposed = propose_candidates([text, text + "吗", text + "好"], 0.8, may_be)
    assert proposed.of(0) == []
    proposed.keep(0)
    proposed.keep(1)
    assert proposed.of(2) == [0, 1]
