import re
from pathlib import Path

import polib
import pytest

import newsclean
from newsclean.i18n.messages import Catalog, language_of
from newsclean.pipeline import clean
from newsclean.settings import Settings

ROOT = Path(newsclean.__file__).parent
WORDS = {"normalisation", "correction", "duplicate", "review", "flag", "keep", "undo", "stands", "reading"}
CATALOGUE = polib.pofile((ROOT / "i18n" / "zh.po").read_text("utf-8"))
CALL = re.compile(r'(?<![\w.])_\("((?:[^"\\]|\\.)*)"\)|gettext\(\s*"((?:[^"\\]|\\.)*)"\s*\)')


def messages_in_the_code():
    files = [*ROOT.rglob("*.py"), *ROOT.rglob("*.js")]
    found = {a or b for file in files for a, b in CALL.findall(file.read_text("utf-8"))}
    return found | WORDS | {rule.what for rule in newsclean.RULES.values()}


def test_every_message_is_translated_and_no_other():
    assert {entry.msgid for entry in CATALOGUE if entry.msgctxt is None} == messages_in_the_code()
    assert all(entry.msgstr for entry in CATALOGUE)
    assert all(entry.msgstr.count("{}") == entry.msgid.count("{}") for entry in CATALOGUE)


def test_the_reasons_of_every_example_are_translated():
    catalog = Catalog("zh")
    for rule in newsclean.RULES.values():
        settings = Settings(select=(rule.id,), script="t2s", join_at=0.6, min_repeat=1)
        result = clean(rule.example.before, settings)
        for told in (*result.changes, *result.flags):
            if told.reason:
                words = re.sub("[“‘「].*?[”’」]|UTF-8|Latin", "", catalog.reason(told.reason))
                assert not re.search("[a-z]{3}", words), told.reason


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("figure + measure word: 8名", "数字 + 量词：8名"),
        ("the word 联合 was cut; perhaps cut (confidence 0.81)", "词语“联合”被断开; 可能被断开（置信度 0.81）"),
        ("stands in a pasted block; “2021年” for “2024年”", "位于整块重复粘贴之中; “2021年”（另一处为“2024年”）"),
        ("a reason nobody knows", "a reason nobody knows"),
        ("", ""),
    ],
)
def test_reasons_are_told_in_chinese(reason, expected):
    assert Catalog("zh").reason(reason) == expected
    assert Catalog("en").reason(reason) == reason


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE", "LANGUAGE": "fr:zh_TW:en"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environment, expected):
    assert language_of(environment) == expected
