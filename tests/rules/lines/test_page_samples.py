from hypothesis import given
from hypothesis import strategies as st

from newsclean.core.document_view import views_of
from newsclean.rules.lines.boundaries import features_around, simple
from newsclean.rules.lines.boundary_features import document_features
from newsclean.rules.lines.boundary_prefilter import candidate_boundaries
from newsclean.rules.lines.page_samples import candidate_documents
from newsclean.rules.lines.scorer import language
from strategies import texts

CUT = "来自全国各地的代表参加了会议并就共同关心的\n问题进行了讨论。\n"
OTHERS = st.sampled_from(["", "𠀀𠀁" * 30, "會議在北京舉行，", "IPO of ABC Ltd. ", "\ud800", "é¤ñ", "\ufffd\uffff"])
TEXTS = st.lists(st.tuples(texts, OTHERS, st.integers(0, 60)), min_size=1, max_size=5)


@given(TEXTS)
def test_documents_of_a_batch_have_the_features_and_the_language_that_each_has_alone(parts):
    views = views_of([f"{text}\n{CUT}{other * number}" for text, other, number in parts])
    for view in views:
        found = view.batch_cached(candidate_documents)
        alone = document_features(view.cached(simple))
        assert view.cached(features_around)._replace(unknown=None) == alone
        assert language(view.cached(features_around)) == language(alone)
        if found is not None:
            assert view.batch_cached(candidate_boundaries)


def test_a_batch_is_sampled_where_a_sentence_may_run_on_and_nowhere_else():
    cut, whole = views_of([CUT * 40, "会议在北京举行。\n会议结束。"])
    assert cut.batch_cached(candidate_documents) is not None
    assert whole.batch_cached(candidate_documents) is None
