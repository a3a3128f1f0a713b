import tomllib

import pytest

import newsclean
from newsclean.changelog.reading import ArticleLog
from newsclean.core.document_view import DocumentView
from newsclean.core.protect_list import ProtectedSpans
from newsclean.core.reasons import sentence
from newsclean.errors import DecisionError
from newsclean.review.decisions import Decision
from newsclean.review.protect_entries import _entry, as_settings_file, protect_list_of
from newsclean.review.reviewed import review
from newsclean.settings import Settings, settings_from

FIRST = "会议要求，各地要认真贯彻落实中央决策部署，扎实推进各项工作。"
DATED = "2024年4月23日，会议在重庆召开，研究部署新时代推动西部大开发工作。"
LAST = "据介绍，当地已建成一批特色产业基地，带动农民就近就业增收。"
BLOCK = "\n".join((FIRST, DATED, LAST, FIRST, DATED.replace("4年", "1年"), LAST))
APART = f"{DATED}\n{DATED.replace('4年', '1年')}"


def cleaned(text):
    result = newsclean.clean(text)
    head = {"clean": {"sha256": "00"}}
    return ArticleLog("a.txt", head, list(result.changes), list(result.flags)), result


def on_flag(flag, verdict, reading="", **more):
    decision = Decision(
        "a.txt", "00", "flag", flag.rule, flag.start, flag.text, flag.other, verdict, reading, "", "王",
        "2026-11-23", "d.jsonl:2",
    )  # fmt: skip
    return decision._replace(**more)


def on_change(change, verdict, **more):
    decision = Decision(
        "a.txt", "00", "change", change.rule, change.start, change.before, change.after, verdict, "", "", "王",
        "2026-11-23", "d.jsonl:2",
    )  # fmt: skip
    return decision._replace(**more)


@pytest.mark.parametrize(
    ("text", "reading", "expected"),
    [
        ("记者李明,张强报道。", "、", "记者李明、张强报道。"),
        ("记者李明,张强报道。", ",", "记者李明,张强报道。"),
        ("记者李明,张强报道。", "，", "记者李明，张强报道。"),
        (f"{FIRST}\n{DATED}\n{FIRST}", "各地反应热烈。", f"{FIRST}\n{DATED}\n各地反应热烈。"),
    ],
)
def test_a_reading_takes_the_place_of_a_change_and_names_who_wrote_it(text, reading, expected):
    article, _ = cleaned(text)
    reviewed = review(article, text, [on_change(article.changes[0], "reading", reading=reading)])
    assert reviewed.result.text == expected
    assert [change.reasons[0].to_dict()["by"] for change in reviewed.result.changes] == ["王"] * (reading != ",")
    assert reviewed.decisions[0]["reading"] == reading


@pytest.mark.parametrize(
    ("text", "reading", "expected"),
    [
        (APART, "2024年", f"{DATED}\n{DATED}"),
        (APART, "2021年", f"{DATED.replace('4年', '1年')}\n{DATED.replace('4年', '1年')}"),
        (APART, "2023年", f"{DATED.replace('4年', '3年')}\n{DATED.replace('4年', '3年')}"),
        (BLOCK, "2024年", "\n".join((FIRST, DATED, LAST))),
        (BLOCK, "2021年", "\n".join((FIRST, DATED.replace("4年", "1年"), LAST))),
        ("会议将将召开，各方都已到齐。", "将", "会议将召开，各方都已到齐。"),
        ("记者锟斤拷报道,会议召开", "李明", "记者李明报道，会议召开"),
    ],
)
def test_a_reading_takes_the_place_of_a_flag_and_of_its_other_reading(text, reading, expected):
    article, _ = cleaned(text)
    reviewed = review(article, text, [on_flag(article.flags[0], "reading", reading)])
    assert reviewed.result.text == expected
    assert not reviewed.result.flags
    assert all(change.of is None for change in reviewed.result.changes if change.rule == "review/reading")


def test_what_is_let_stand_stays_and_is_a_flag_no_more():
    article, result = cleaned(APART)
    reviewed = review(article, APART, [on_flag(article.flags[0], "stands")])
    assert (reviewed.result.text, reviewed.result.flags) == (result.text, ())
    assert [record["decision"] for record in reviewed.decisions] == ["stands"]


def test_an_undone_removal_brings_the_paragraph_back():
    article, _ = cleaned(BLOCK)
    removal = next(change for change in article.changes if "2021年" in change.before)
    reviewed = review(article, BLOCK, [on_change(removal, "undo")])
    assert reviewed.result.text == "\n".join((FIRST, DATED, LAST, DATED.replace("4年", "1年")))
    keep = tuple(protect_list_of(reviewed, Settings()))
    assert newsclean.clean(reviewed.result.text, Settings(protect=keep)).changes == ()


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"clean": "11"}, "was made on another text of a.txt"),
        ({"offset": 1}, "the log has no such flag in a.txt"),
        ({"before": "2022年"}, "the log has no such flag in a.txt"),
    ],
)
def test_a_decision_on_something_else_is_refused(change, cause):
    article, _ = cleaned(APART)
    with pytest.raises(DecisionError, match=cause):
        review(article, APART, [on_flag(article.flags[0], "stands", **change)])


def test_the_copy_that_stays_may_not_be_emptied():
    text = f"{FIRST}\n完。\n{FIRST}"
    article, _ = cleaned(text)
    flag = newsclean.FlagRecord("punctuation/doubled-word", FIRST, 0, 1, sentence("made up"))
    article.flags.append(flag)
    with pytest.raises(DecisionError, match="line 1 would be emptied, but line 3 was removed as its copy"):
        review(article, text, [on_flag(flag, "reading", "")])


def test_two_readings_for_one_place_are_refused():
    article, _ = cleaned(APART)
    other = article.flags[0]._replace(rule="made/up")
    article.flags.append(other)
    with pytest.raises(DecisionError, match="two readings for the same place"):
        review(article, APART, [on_flag(article.flags[0], "reading", "2024年"), on_flag(other, "reading", "2023年")])


def test_the_keep_list_is_a_settings_file_that_tells_places_apart():
    text = "会议在北京,上海,天津召开，会议将将结束。"
    article, _ = cleaned(text)
    made = [on_change(article.changes[0], "undo"), on_flag(article.flags[0], "stands")]
    reviewed = review(article, text, made)
    entries = protect_list_of(reviewed, Settings())
    assert all(len(entry) <= 10 for entry in entries)
    settings = settings_from(tomllib.loads(as_settings_file(entries).decode()), "keep.toml")
    again = newsclean.clean(reviewed.result.text, settings)
    assert (again.changes, again.flags) == ((), ())


@pytest.mark.parametrize("entry", ["/a/", "好\ud83d", '"\\\x7f\n\t', "\x00"])
def test_any_text_can_stand_in_a_settings_file(entry):
    text = f"前{entry}后"
    kept = tomllib.loads(as_settings_file([_entry(text, 1, 1 + len(entry), 0)]).decode())["protect"]
    assert ProtectedSpans(tuple(kept))(DocumentView(text)).cover(1, 1 + len(entry))
