import random

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from newsclean.minhash import kernels
from newsclean.minhash.codepoints import pack
from newsclean.minhash.kernels import sign
from newsclean.minhash.signatures import (
    BANDS,
    PERMUTATIONS,
    ROWS,
    SKETCH,
    band_keys,
    bigram_hash,
    may_be_alike,
    permutations,
    sketches,
)
from strategies import characters

texts = st.lists(st.text(characters, max_size=20) | st.text("中国新闻", max_size=12), max_size=8)


@pytest.fixture(params=["numba", "numpy"])
def way(request, monkeypatch):
    """With numba, and as it is where numba is not installed."""
    if request.param == "numpy":
        monkeypatch.setattr(kernels, "_compiled", lambda kernel: None)


def by_datasketch(text):
    encoded = text.encode("utf-32-le", "surrogatepass")
    bigrams = [encoded[at : at + 8] for at in range(0, len(encoded) - 4, 4)] or [encoded + bytes(4)] * bool(encoded)
    signature = MinHash(num_perm=PERMUTATIONS, hashfunc=bigram_hash)
    signature.update_batch(bigrams)
    return signature.hashvalues


@given(texts)
def test_signatures_are_those_of_datasketch_to_the_bit(some):
    for way in (kernels._compiled, lambda kernel: None):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(kernels, "_compiled", way)
            signatures, _ = sign(*pack(some), *permutations())
        assert signatures.shape == (len(some), PERMUTATIONS)
        for text, signature in zip(some, signatures, strict=True):
            assert (signature == by_datasketch(text)).all()


@given(texts.map(lambda some: [text.replace("\0", "") for text in some]))  # folding leaves no NUL
def test_texts_have_one_key_if_and_only_if_they_are_equal(some):
    found = []
    for way in (kernels._compiled, lambda kernel: None):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(kernels, "_compiled", way)
            found.append(sign(*pack(some), *permutations())[1].tolist())
    assert found[0] == found[1]
    for key, text in zip(found[0], some, strict=True):
        assert [other == key for other in found[0]] == [other == text for other in some]


def test_bands_are_made_of_their_rows_alone(way):
    signatures, _ = sign(*pack(["会议在北京召开，研究部署工作。"] * 2), *permutations())
    signatures[1, ROWS * 5] ^= 1
    one, other = band_keys(signatures)
    assert np.flatnonzero(one != other).tolist() == [5]
    assert one.shape == (BANDS,)


def test_a_sketch_agrees_in_as_many_values_as_signatures_do_in_their_last_two_bits():
    signatures, _ = sign(*pack(["会议在北京召开，研究部署工作。", "会议在北京召开，研究安排工作。"]), *permutations())
    packed = sketches(signatures)
    equal = ((signatures[0] & 3) == (signatures[1] & 3)).sum()
    pair = np.array([0]), np.array([1])
    assert packed.shape == (2, SKETCH)
    assert may_be_alike(packed, *pair, 1.0).tolist() == [False]
    assert may_be_alike(packed, pair[0], pair[0], 1.0).tolist() == [True]
    assert may_be_alike(packed, *pair, 0.8).tolist() == [True]
    assert equal > PERMUTATIONS / 2


def test_texts_that_are_alike_are_compared_and_others_mostly_not():
    source = random.Random(3)
    words = [chr(code) for code in range(0x4E00, 0x5200)]
    texts = ["".join(source.choices(words, k=80)) for _ in range(300)]
    copies = ["".join(source.choice(words) if source.random() < 0.15 else each for each in text) for text in texts]
    packed = sketches(sign(*pack([*texts, *copies]), *permutations())[0])
    one, other = np.arange(300), np.arange(300, 600)
    assert may_be_alike(packed, one, other, 0.8).mean() > 0.99
    assert may_be_alike(packed, one, np.roll(other, 1), 0.8).mean() < 0.01
