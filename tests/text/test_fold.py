"""The key of a paragraph in an article and the one in an archive fold the same."""

from hypothesis import given
from hypothesis import strategies as st

from newsclean.core.document_view import views_of
from newsclean.minhash.codepoints import folded as folded_codes
from newsclean.minhash.codepoints import pack, texts_of
from newsclean.rules.duplicates.repeats import folded
from newsclean.text.fold import MARKS, QUOTES

MARKED = st.text(st.sampled_from([*MARKS, *MARKS.values(), *QUOTES, *"\"' \u3000\xa0会议漢語"]), min_size=1)


@given(MARKED)
def test_what_an_article_folds_an_archive_folds_too(text):
    (key,) = folded(views_of([text])[0]) or [""]
    assert texts_of(folded_codes(pack([key]))) == texts_of(folded_codes(pack([text])))


@given(MARKED, MARKED)
def test_paragraphs_that_an_article_holds_for_the_same_an_archive_does_too(one, other):
    keys = folded(views_of([f"{one}\n{other}"])[0])
    if len(keys) == 2:
        by_table = texts_of(folded_codes(pack([one, other])))
        assert (keys[0] == keys[1]) <= (by_table[0] == by_table[1])
