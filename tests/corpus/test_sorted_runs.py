import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.corpus.sorted_runs import SortedRun, compacted, entries_of, merged, write_run
from newsclean.errors import IndexFileError
from newsclean.minhash.signatures import BANDS
from strategies import characters

# A folded text has no white space.
TEXTS = st.lists(st.text(characters, max_size=6).map(lambda text: "".join(text.split())), max_size=6)


def entries(texts, seed):
    keys = np.random.default_rng(seed).integers(0, 4, (BANDS, len(texts)), np.uint32)
    return keys, entries_of(keys, texts, np.arange(len(texts)) + 7, np.arange(len(texts)) + 1)


def written(folder, name, made):
    write_run(folder / name, made)
    return SortedRun(folder / name)


@pytest.mark.nightly
@given(st.lists(st.tuples(TEXTS, st.integers(0, 9)), min_size=1, max_size=4))
def test_runs_merged_or_compacted_are_the_run_of_all_of_them(tmp_path_factory, parts):
    folder = tmp_path_factory.mktemp("runs")
    made = [entries(texts, seed) for texts, seed in parts]
    runs = [written(folder, f"{number}.run", each) for number, (_, each) in enumerate(made)]
    whole = [text for texts, _ in parts for text in texts]
    keys = np.concatenate([keys for keys, _ in made], axis=1)
    for one in (merged([each for _, each in made]), compacted(runs)):
        run = written(folder, "whole.run", one)
        assert list(run.texts()) == whole
        assert run.texts_at(np.arange(len(run))[::-1]) == whole[::-1]
        assert (run.entries.keys == np.sort(keys, axis=1)).all()
        for band in range(BANDS):
            numbers = run.entries.numbers[band].astype(int) @ [1, 1 << 8, 1 << 16]
            assert (keys[band][numbers] == run.entries.keys[band]).all()


@given(TEXTS, st.integers(0, 9), st.integers(0, 9))
def test_candidates_are_the_pairs_that_share_a_band_the_first_of_each_key(tmp_path_factory, texts, seed, other):
    folder = tmp_path_factory.mktemp("runs")
    keys, made = entries(texts, seed)
    asked, _ = entries(texts, other)
    pairs = {tuple(pair) for pair in written(folder, "a.run", made).candidates(asked).tolist()}
    expected = set()
    for band in range(BANDS):
        for text, key in enumerate(asked[band].tolist()):
            expected |= {(text, there) for there in np.flatnonzero(keys[band] == key)[:4].tolist()}
    assert pairs == expected


@pytest.mark.parametrize("cut", [0, 1, 39, 40, -1])
def test_a_run_that_was_cut_off_is_refused(tmp_path, cut):
    run = written(tmp_path, "a.run", entries(["会议在北京召开", "增长5%"], 1)[1])
    data = run.path.read_bytes()
    (tmp_path / "b.run").write_bytes(data[:cut])
    with pytest.raises(IndexFileError, match=r"b\.run: .*; make the index again"):
        SortedRun(tmp_path / "b.run")


def test_a_damaged_text_is_refused_and_not_taken_for_another(tmp_path):
    run = written(tmp_path, "a.run", entries(["会议在北京召开"] * 50, 1)[1])
    data = bytearray(run.path.read_bytes())
    data[-8] ^= 0xFF
    (tmp_path / "b.run").write_bytes(data)
    with pytest.raises(IndexFileError, match="is damaged"):
        SortedRun(tmp_path / "b.run").texts_at(np.array([0]))
