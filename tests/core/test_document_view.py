from newsclean.core.document_view import View
from newsclean.settings import Settings
from newsclean.text.text_batch import Outline, Outlines


def test_what_is_derived_is_derived_once():
    calls = []
    view = View("中")
    assert view.derive(calls.append) is view.derive(calls.append)
    assert calls == [view]


def test_what_is_found_is_found_once_for_all_texts_and_anew_for_other_settings():
    outlines = Outlines(["中", "国"])
    calls = []

    def look(outlines, settings):
        calls.append(settings.min_similarity)
        return [text + str(settings.min_similarity) for text in outlines.texts]

    views = [View(text, outline=Outline(outlines, number)) for number, text in enumerate(outlines.texts)]
    assert [view.found(look, Settings()) for view in views] == ["中0.8", "国0.8"]
    assert [view.found(look, Settings(min_similarity=0.5)) for view in views] == ["中0.5", "国0.5"]
    assert calls == [0.8, 0.5]


def test_what_is_made_of_all_texts_is_made_once_and_each_has_its_own():
    outlines = Outlines(["中", "国"])
    calls = []

    def make(outlines):
        calls.append(outlines)
        return [text * 2 for text in outlines.texts]

    views = [View(text, outline=Outline(outlines, number)) for number, text in enumerate(outlines.texts)]
    assert [view.own(make) for view in views] == ["中中", "国国"]
    assert calls == [outlines]
