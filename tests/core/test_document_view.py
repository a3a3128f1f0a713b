from newsclean.core.document_view import DocumentView
from newsclean.settings import Settings
from newsclean.text.text_batch import HanSkeleton, TextBatch


def test_what_is_derived_is_derived_once():
    calls = []
    view = DocumentView("中")
    assert view.cached(calls.append) is view.cached(calls.append)
    assert calls == [view]


def test_what_is_found_is_found_once_for_all_texts_and_anew_for_other_settings():
    batch = TextBatch(["中", "国"])
    calls = []

    def look(batch, settings):
        calls.append(settings.min_similarity)
        return [text + str(settings.min_similarity) for text in batch.texts]

    views = [DocumentView(text, skeleton=HanSkeleton(batch, number)) for number, text in enumerate(batch.texts)]
    assert [view.batch_lookup(look, Settings()) for view in views] == ["中0.8", "国0.8"]
    assert [view.batch_lookup(look, Settings(min_similarity=0.5)) for view in views] == ["中0.5", "国0.5"]
    assert calls == [0.8, 0.5]


def test_what_is_made_of_all_texts_is_made_once_and_each_has_its_own():
    batch = TextBatch(["中", "国"])
    calls = []

    def make(batch):
        calls.append(batch)
        return [text * 2 for text in batch.texts]

    views = [DocumentView(text, skeleton=HanSkeleton(batch, number)) for number, text in enumerate(batch.texts)]
    assert [view.batch_cached(make) for view in views] == ["中中", "国国"]
    assert calls == [batch]
