"""Batches from other programs' pipelines; examples/compare.py runs the programs themselves."""

import json
import logging
import tomllib

import pytest

import newsclean
from conftest import ROOT
from newsclean.errors import SettingsError
from newsclean.integrations.batches import changes_of, clean_batch, copies_among, settings_of


def test_a_text_that_cannot_be_cleaned_stays_and_costs_the_others_nothing(caplog):
    texts = ["一,二", None, '{"a": "一,二"}', "", "三,四."]
    with caplog.at_level(logging.WARNING, "newsclean.integrations"):
        first, *stay, empty, last = clean_batch(texts, newsclean.Settings())
    assert (first.text, stay, empty.text, last.text) == ("一，二", [None, None], "", "三，四。")
    assert caplog.messages == ["field 2: JSON, and not a text; write the texts in it as fields"]
    assert changes_of(None) == []
    changes = [newsclean.Change(**change) for change in changes_of(last)]
    assert newsclean.restore(last.text, changes) == "三,四."


def test_copies_are_those_that_the_command_leaves_out(tmp_path, newsclean, seed):
    one, other, short = "会议要求,各地要认真贯彻落实中央决策部署,扎实推进各项工作。", seed.decode()[:900], "短讯。"
    own = "村里的图书室在上个月重新开放了，每天来看书的孩子有十多个，都很高兴。"
    texts = [
        one,
        other,
        None,
        f"{one}\n{own}",
        other.replace(",", "，"),
        short,
        own,
        '{"a": "一"}',
        short,
        one.replace("中央", "市里"),
    ]
    lines = (json.dumps({"n": number, "text": text or ""}) for number, text in enumerate(texts))
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    dropping = "--scope", "archive", "--on-duplicate", "remove", "--drop-copies", "--log", "log.jsonl"
    newsclean("clean", "in.jsonl", "-o", "out.jsonl", *dropping, code=3)
    left = [json.loads(line)["n"] for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    copies = copies_among(texts, settings_of(None))
    assert [number for number, original in enumerate(copies) if original is None] == left
    assert copies[4] == 1
    assert copies_among([], settings_of(None)) == []


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
        module = "juicer_operators" if name == "data_juicer" else name
        assert (ROOT / "src" / "newsclean" / "integrations" / f"{module}.py").exists()
        assert name == "data_juicer" or name in extras
