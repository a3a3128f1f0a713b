import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsclean.corpus.sentences import FEWEST_HAN, sentences_of, shared_sentences
from strategies import any_text

ONE = "会议要求各地认真贯彻落实中央决策部署。"
OTHER = "据介绍，当地已建成一批特色产业基地！"
THIRD = "“今年增长3.5个百分点，高于去年同期。”他说。"


def shared(*texts, left_out=()):
    found = shared_sentences(
        sentences_of(texts), np.arange(len(texts), dtype=np.int32), np.isin(np.arange(len(texts)), left_out)
    )
    return sorted(zip(found.earlier.tolist(), found.later.tolist(), strict=True))


def test_sentences_are_the_same_whatever_script_width_and_quotation_marks_they_have_and_where_the_paragraph_ends():
    whole = sentences_of([ONE + OTHER + THIRD])
    apart = sentences_of([ONE, OTHER.replace("，", ","), "「今年增長3.5個百分點，高於去年同期。", "」他說。"])
    assert whole.keys.tolist() == apart.keys.tolist()
    assert whole.paragraphs.tolist() == [0, 0, 0]
    assert apart.paragraphs.tolist() == [0, 1, 2]
    assert sum(whole.lengths) == len(ONE + OTHER + THIRD)


def test_a_stop_in_a_figure_ends_nothing_and_short_sentences_count_with_the_long_one_beside_them():
    (key,) = sentences_of(["今年增长3.5个百分点高于去年同期"]).keys
    assert key != sentences_of(["今年增长35个百分点高于去年同期"]).keys[0]
    found = sentences_of(["好。" + ONE + "很好。对。" + OTHER, "好。", "", ONE])
    assert found.paragraphs.tolist() == [0, 0, 3]
    assert found.lengths.tolist() == [len("好。" + ONE + "很好。对。"), len(OTHER), len(ONE)]


def test_pairs_are_of_articles_and_of_very_many_only_with_the_first():
    assert shared(ONE + OTHER, ONE, OTHER) == [(0, 1), (0, 2)]
    assert shared(ONE + ONE, OTHER) == []
    assert shared(ONE, ONE, ONE) == [(0, 1), (0, 2), (1, 2)]
    assert shared(ONE, ONE, ONE, left_out=[1]) == [(0, 2)]
    assert shared(*[ONE] * 500) == [(0, number) for number in range(1, 500)]
    assert shared() == shared("") == []


@given(st.lists(any_text, max_size=4))
def test_any_texts_can_be_read(texts):
    found = sentences_of(texts)
    assert len(found.keys) == len(found.paragraphs) == len(found.lengths)
    assert all(length >= FEWEST_HAN for length in found.lengths.tolist())
    assert all(earlier < later for earlier, later in shared(*texts, *texts))
