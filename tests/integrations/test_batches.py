"""Batches from other programs' pipelines; examples/compare.py runs the programs themselves."""

import logging
import tomllib

import pytest

import newsclean
from conftest import ROOT
from newsclean.errors import SettingsError
from newsclean.integrations.batches import changes_of, clean_batch, settings_of


def test_a_text_that_cannot_be_cleaned_stays_and_costs_the_others_nothing(caplog):
    texts = ["一,二", None, '{"a": "一,二"}', "", "三,四."]
    with caplog.at_level(logging.WARNING, "newsclean.integrations"):
        first, *stay, empty, last = clean_batch(texts, newsclean.Settings())
    assert (first.text, stay, empty.text, last.text) == ("一，二", [None, None], "", "三，四。")
    assert caplog.messages == ["field 2: JSON, and not a text; write the texts in it as fields"]
    assert changes_of(None) == []
    changes = [newsclean.Change(**change) for change in changes_of(last)]
    assert newsclean.restore(last.text, changes) == "三,四."


def test_settings_are_given_by_the_names_of_the_settings_file():
    settings = newsclean.Settings(join_at=0.9)
    assert settings_of(settings) is settings
    assert settings_of({"join-at": 0.9}) == settings
    assert settings_of(None) == newsclean.Settings()
    with pytest.raises(SettingsError, match="did you mean 'join-at'"):
        settings_of({"join-att": 1})


def test_each_integration_is_in_the_table_with_an_example():
    page = (ROOT / "docs" / "integrations.md").read_text("utf-8")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    for name in ("scrapy", "datasets", "datatrove", "data_juicer"):
        assert f"(../examples/use_{name}.py)" in page
        assert (ROOT / "src" / "newsclean" / "integrations" / f"{name}.py").exists()
        assert name == "data_juicer" or name in extras
