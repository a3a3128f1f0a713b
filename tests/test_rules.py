"""Every rule, held to its example and to its cases: files beside this one, positive and negative together."""

import json
from pathlib import Path

import pytest
from hypothesis import given

import newsclean
from newsclean.core.document_view import DocumentView, ExternalCopy, ParagraphReading
from newsclean.pipeline import clean_each
from newsclean.rules.registry import chosen_stages
from newsclean.settings import STAGES
from newsclean.text.text_batch import TextBatch
from strategies import any_text

CASES = Path(__file__).parent / "cases"
RULES = list(newsclean.RULES.values())


def chosen(rule):
    return newsclean.Settings(
        select=(rule.id,),
        script="t2s" if rule.stage == "script" else "keep",
        quotes="curly",
        latin_space="remove",
        interpunct="middle-dot",
    )


def outcome(rule, text, other_article=""):
    """What becomes of a text by one rule, and what it flags, where another article has `other_article`."""
    readings = (
        (ParagraphReading(0, 4, other_article[:4], "县里会议"),) if rule.id == "duplicates/archive-conflict" else ()
    )
    extent = "whole" if rule.id == "duplicates/copy-of" else ""
    known = (
        {other_article: ExternalCopy("b.txt", 3, 1.0, readings, rule.kind != "flag", extent, "b.txt")}
        if other_article
        else {}
    )
    (result,) = clean_each([text], chosen(rule), [known])
    return result.text, [flag.text for flag in result.flags if flag.rule == rule.id]


def cases_of(rule):
    lines = (CASES / f"{rule.id}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def expectation(case):
    """What a case says of itself, or what follows from it where it says nothing."""
    return case.get("expect", "change" if "expected" in case else "flag" if case.get("flags") else "keep")


def parameter(rule, case, number):
    fails = (pytest.mark.xfail(reason=case.get("comment"), strict=True),)
    marks = fails if expectation(case) == "known failure" else ()
    return pytest.param(rule, case, id=f"{rule.id}: {case.get('label', number)}", marks=marks)


CASE_LIST = [parameter(rule, case, number) for rule in RULES for number, case in enumerate(cases_of(rule), 1)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_example_of_a_rule_is_true(rule):
    if rule.kind == "flag":
        assert rule.example.after in outcome(rule, rule.example.before, rule.example.other_article)[1]
    elif rule.id == "duplicates/block":
        result = newsclean.clean(rule.example.before, newsclean.Settings(select=("duplicates",)))
        assert result.text == rule.example.after
        assert rule.id in {change.rule for change in result.changes}
    else:
        assert outcome(rule, rule.example.before, rule.example.other_article)[0] == rule.example.after


@pytest.mark.parametrize(("rule", "case"), CASE_LIST)
def test_a_case_comes_out_as_expected(rule, case):
    text, flagged = outcome(rule, case["input"], case.get("beside", ""))
    assert text == case.get("expected", case["input"])
    assert flagged == case.get("flags", [])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_cases_that_it_acts_on_and_cases_that_it_leaves_alone(rule):
    expected = {expectation(case) for case in cases_of(rule)}
    assert expected & {"change", "flag"}
    assert "keep" in expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_cases_say_what_they_are_about_and_what_they_expect(rule):
    cases = cases_of(rule)
    labels = [case["label"] for case in cases if "label" in case]
    assert len(set(labels)) == len(labels)
    for case in cases:
        if "label" in case:
            assert case.keys() <= {"label", "expect", "input", "expected", "flags", "beside", "comment", "source"}
            assert case.keys() >= {"label", "expect", "input", "source"}
        assert ("expected" in case) == (expectation(case) == "change") or expectation(case) == "known failure"
        assert bool(case.get("flags")) == (expectation(case) == "flag") or expectation(case) == "known failure"
        assert expectation(case) != "known failure" or case["comment"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_does_in_sentences_and_belongs_to_a_stage(rule):
    assert rule.stage in STAGES
    for text in (rule.what, rule.why):
        assert not text[0].islower()
        assert text.endswith(".")


@given(any_text)
def test_a_rule_that_is_not_asked_has_nothing_to_say(text):
    view, settings = (
        DocumentView(text),
        newsclean.Settings(script="t2s", quotes="curly", latin_space="remove", interpunct="middle-dot"),
    )
    screen, stages, _ = chosen_stages(settings)
    batch = TextBatch([text])
    for stage in stages:
        is_shown = stage.prefilter is None or batch.lookup(stage.prefilter, settings)[0] is not None
        asked = set(stage.asked(screen(batch)[0])) if is_shown else set()
        left = [rule for rule in RULES if rule.stage == stage.name and rule not in asked]
        assert not [found for rule in left for found in rule.find(view, settings)]


def test_no_case_file_is_left_over():
    found = {path.relative_to(CASES).with_suffix("").as_posix() for path in CASES.rglob("*.jsonl")}
    assert found == set(newsclean.RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_proposes_in_its_own_name_only(rule):
    for case in cases_of(rule):
        assert {found.rule for found in rule.find(DocumentView(case["input"]), chosen(rule))} <= {rule.id}
