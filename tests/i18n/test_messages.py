import importlib
import io
import json
import pkgutil
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import newsclean
from newsclean import rules
from newsclean.changelog.log_records import CHOSEN, REASONS
from newsclean.core.reasons import Reason, ReasonTemplate, in_words, sentence
from newsclean.errors import NewscleanError
from newsclean.i18n.messages import Catalog, language_of
from newsclean.io import file_selection, file_signatures, folder_walk
from newsclean.io.file_selection import Refusal
from newsclean.jobs.outcome import cleaned
from newsclean.report.page import WORDS
from newsclean.settings import Settings
from sentences import ERRORS_OF_OTHERS, OF_CLICK, help_texts, phrases, sentences

ROOT = Path(newsclean.__file__).parent
CATALOGUE = [entry for entry in read_po(io.BytesIO((ROOT / "i18n" / "zh.po").read_bytes())) if entry.id]
CALL = re.compile(r'(?<![\w.])_\("((?:[^"\\]|\\.)*)"\)|gettext\(\s*"((?:[^"\\]|\\.)*)"\s*\)')


def messages_in_the_code():
    files = [*ROOT.rglob("*.py"), *ROOT.rglob("*.js")]
    found = {a or b for file in files for a, b in CALL.findall(file.read_text("utf-8"))}
    rule_texts = {text for rule in newsclean.RULES.values() for text in (rule.what, rule.why, rule.kind)}
    sources = {rule.source for rule in newsclean.RULES.values() if re.search(r"\b[a-z]{5}", rule.source)}
    return found | {*WORDS} | rule_texts | sources | {*phrases()} | OF_CLICK | {*help_texts()}


def errors_in_the_code():
    refusals = [
        one for module in (file_selection, folder_walk) for one in vars(module).values() if isinstance(one, Refusal)
    ]
    kinds = [*file_signatures._KINDS.values(), *file_signatures._ZIPPED.values()]
    return ERRORS_OF_OTHERS | {text for one in (*refusals, *kinds) for text in one}


def test_every_message_is_translated_and_no_other():
    said, places_said = sentences()
    assert {entry.id for entry in CATALOGUE if entry.context is None} == messages_in_the_code()
    assert {entry.id for entry in CATALOGUE if entry.context == "error"} == errors_in_the_code() | said
    assert {entry.id for entry in CATALOGUE if entry.context == "place"} == places_said
    assert all(entry.string for entry in CATALOGUE)
    assert all(places(entry.string) == places(entry.id) for entry in CATALOGUE)


def places(text):
    """Names of the places of a template; how many there are, where they have none or are counted."""
    if "{}" not in text and not re.search("{[0-9]}", text):
        return sorted(re.findall(r"{(\w+)}", text))
    names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    assert len({*names}) == len(names) or not any(names)
    return len(names)


def templates_in(module):
    for value in vars(module).values():
        values = value.values() if isinstance(value, dict) else [value]
        yield from (one for one in values if isinstance(one, ReasonTemplate))


def test_every_reason_of_the_rules_is_declared_once_and_translated():
    modules = [importlib.import_module(each.name) for each in pkgutil.walk_packages(rules.__path__, "newsclean.rules.")]
    made = {template for module in modules for template in templates_in(module)} | {CHOSEN}
    assert set(REASONS.values()) == made
    assert len({template.code for template in made}) == len(made)
    translated = {entry.id for entry in CATALOGUE if entry.context == "reason"}
    assert translated == {template.text for template in made} | {"; "}
    assert not [template for template in made if not template.text or {"", "code"} & {*places(template.text)}]


def test_a_rule_gives_the_reasons_that_it_declares_with_all_their_values():
    files = sorted((Path(__file__).parent.parent / "cases").rglob("*.jsonl"))
    texts = [json.loads(line)["input"] for file in files for line in file.read_text("utf-8").splitlines()]
    texts += [rule.example.before for rule in newsclean.RULES.values()]
    given = set()
    for result in cleaned(texts, Settings(script="t2s", join_at=0.6, min_repeat=1)):
        if isinstance(result, NewscleanError):
            continue
        for each in (*result.changes, *result.flags):
            given.update((each.rule, reason.code, *sorted(dict(reason.values))) for reason in each.reasons)
    declared = {(rule.id, one.code, *places(one.text)) for rule in newsclean.RULES.values() for one in rule.reasons}
    assert given <= declared
    assert len({code for _, code, *_ in given}) > 30


IN_DOUBT = (
    Reason("cut-word", (("word", "联合"),), "the word {word} was cut"),
    Reason("perhaps-cut", (("confidence", 0.81),), "perhaps cut (confidence {confidence})"),
)


@pytest.mark.parametrize(
    ("reasons", "english", "chinese"),
    [
        (
            IN_DOUBT, "the word 联合 was cut; perhaps cut (confidence 0.81)",
            "词语“联合”被断开；可能被断开（置信度 0.81）",
        ),
        (sentence("a {reason} of schema 1"), "a {reason} of schema 1", "a {reason} of schema 1"),
        ([Reason("from-tomorrow", (("word", "{x}"),))], "from-tomorrow (word: {x})", "from-tomorrow (word: {x})"),
        ([IN_DOUBT[0]._replace(values=())], "cut-word", "cut-word"),
        ((), "", ""),
    ],
)  # fmt: skip
def test_reasons_are_told_in_the_language_of_the_reader(reasons, english, chinese):
    assert in_words(reasons) == in_words(reasons, Catalog("en").reason) == english
    assert in_words(reasons, Catalog("zh").reason) == chinese


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
