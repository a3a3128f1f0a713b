from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from newsclean.core.document_view import DocumentView
from newsclean.rules.duplicates.pair_bounds import candidate_pairs
from newsclean.rules.duplicates.repeats import folded
from newsclean.settings import Settings
from newsclean.text import alignment
from newsclean.text.text_batch import TextBatch
from strategies import any_text

# Paragraphs that are often alike: pieces in a row, one of them left out, or spelt in another width or script.
PIECES = (
    "会议要求，",
    "各地要认真,",
    "贯彻落实。",
    "漢語說",
    "汉语说",
    "１２",
    "12",
    " ",
    "　",
    "“好”",
    '"好"',
    "😀",
    "\ud83d",
)
paragraphs = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
articles = st.lists(paragraphs, max_size=6).map("\n".join)


@given(st.lists(articles | any_text, max_size=5), st.sampled_from((0.0, 0.5, 0.8, 1.0)), st.sampled_from((1, 5, 20)))
def test_every_pair_that_is_alike_is_found_in_articles_read_together(texts, min_similarity, min_repeat):
    settings = Settings(min_similarity=min_similarity, min_repeat=min_repeat)
    for text, found in zip(texts, candidate_pairs(TextBatch(texts), settings), strict=True):
        keys = DocumentView(text).cached(folded)
        long = [number for number, key in enumerate(keys) if len(key) >= min_repeat]
        alike = {
            (later, earlier)
            for earlier, later in combinations(long, 2)
            if alignment.similarity(keys[earlier], keys[later], min_similarity) >= min_similarity
            or keys[later].startswith(keys[earlier])
        }
        pairs = found or {}
        assert alike <= {(later, earlier) for later, others in pairs.items() for earlier in others}
        assert all(others == sorted(others) for others in pairs.values())
        assert set(pairs).union(*pairs.values()) <= set(long)
