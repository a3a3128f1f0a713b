import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from newsclean.corpus.clusters import find_clusters
from newsclean.minhash import kernels
from newsclean.minhash.codepoints import folded, pack, texts_of
from strategies import characters

PARAGRAPH = "会议要求，各地要认真贯彻落实中央决策部署，扎实推进各项工作，确保全年目标任务圆满完成。"
OTHER = "据介绍，当地已建成一批特色产业基地，带动三千多户农民在家门口就业增收，日子一天比一天好。"
SENTENCES = (
    PARAGRAPH,
    OTHER,
    PARAGRAPH.replace("认真", "任真"),
    "會議要求,各地要認真貫徹落實中央決策部署,扎實推進各項工作,確保全年目標任務圓滿完成。",
    "短句。",
    "",
)


def fold(text):
    (found,) = texts_of(folded(pack([text])))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２０２４年，“會議”　在 臺北。", '2024年,"会议"在台北.'),
        ("2021年", "2021年"),
        ("a\ud83d\U0001f600", "a\ud83d\U0001f600"),
        (" \t\u3000\n", ""),
    ],
)
def test_texts_are_folded_in_script_width_and_white_space_and_in_nothing_else(text, expected):
    assert fold(text) == expected


@given(st.lists(st.text(characters, max_size=8), max_size=6))
def test_folding_many_is_folding_each(texts):
    assert texts_of(folded(pack(texts))) == [fold(text) for text in texts]
    assert texts_of(pack(texts)) == texts


@given(st.lists(st.sampled_from(SENTENCES) | st.text("会议在北京召开。", min_size=18, max_size=30), max_size=12))
def test_every_copy_was_compared_with_the_one_that_stays(texts):
    found = find_clusters(texts)
    for number, (stays, similarity) in enumerate(zip(found.stays, found.similarity, strict=True)):
        assert stays <= number
        assert found.stays[stays] == stays
        if stays != number:
            alike = Indel.normalized_similarity(fold(texts[stays]), fold(texts[number]))
            assert alike >= 0.8
            assert similarity == pytest.approx(alike)


@given(st.lists(st.sampled_from(SENTENCES), max_size=10))
def test_without_numba_the_result_is_the_same(texts):
    found = find_clusters(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "_compiled", lambda kernel: None)
        again = find_clusters(texts)
    assert (found.stays == again.stays).all()
    assert (found.similarity == again.similarity).all()


def test_script_width_and_slips_make_a_copy_and_short_texts_must_be_equal():
    found = find_clusters([*SENTENCES, "短句。", "短 句。", "短句！", "", OTHER])
    assert found.stays.tolist() == [0, 1, 0, 0, 4, 5, 4, 4, 8, 5, 1]


def test_likeness_does_not_grow_along_a_chain():
    source = random.Random(3)
    chain = [PARAGRAPH * 2]
    for _ in range(30):
        text = chain[-1]
        at = source.randrange(len(text) - 4)
        chain.append(text[:at] + "".join(source.choices("甲乙丙丁戊己庚辛", k=4)) + text[at + 4 :])
    found = find_clusters(chain)
    assert len(set(found.stays.tolist())) > 1
    for number, stays in enumerate(found.stays):
        assert Indel.normalized_similarity(chain[stays], chain[number]) >= 0.8


def test_candidates_miss_little_that_brute_force_finds():
    source = random.Random(5)
    alphabet = [chr(0x4E00 + number) for number in range(600)]
    originals = ["".join(source.choices(alphabet, k=90)) for _ in range(300)]
    copies = [
        "".join(source.choice(alphabet) if source.random() < 0.1 else each for each in text) for text in originals
    ]
    found = find_clusters([*originals, *copies])
    similar = [Indel.normalized_similarity(*pair) >= 0.8 for pair in zip(originals, copies, strict=True)]
    hits = found.stays[300:] == np.arange(300)
    assert sum(similar) > 250
    assert sum(hits[number] for number in range(300) if similar[number]) >= 0.99 * sum(similar)


@pytest.mark.parametrize(
    "texts",
    [
        [PARAGRAPH] * 100_000,
        [f"{PARAGRAPH}第{number}号文件。" for number in range(20_000)],
        ["的" * 200] * 5_000 + ["的" * length for length in range(100, 2_000)],
        [""] * 100_000,
        [],
    ],
    ids=["equal", "alike", "one character", "empty", "none"],
)
def test_what_stands_very_often_makes_no_quadratic_work(texts):
    found = find_clusters(texts)
    assert len(found.stays) == len(texts)
    assert len(texts) < 100 or len(set(found.stays.tolist())) < len(texts) / 4
