import pytest
from hypothesis import assume, given

from newsclean.core.document_view import DocumentView
from newsclean.rules.lines.boundary_features import document_features
from newsclean.rules.lines.cues import find_cue, is_final, open_pair, word_break
from newsclean.rules.lines.joins import verdicts
from newsclean.rules.lines.scorer import PATH, confidence
from newsclean.rules.lines.scorer_features import BITS, features
from strategies import any_text


@given(any_text)
def test_every_boundary_has_a_confidence_that_does_not_depend_on_what_was_asked_before(text):
    texts = [line.strip() for line in text.splitlines() if line.strip()]
    assume(len(texts) > 1)
    document = document_features(texts)
    stated = [confidence(document, number) for number in range(len(texts) - 1)]
    assert all(0 <= one <= 1 for one in stated)
    assert stated == [confidence(document_features(texts), number) for number in range(len(texts) - 1)]
    assert all(0 <= feature < 1 << BITS for feature in features(document, 0, bytes(1 << 19)))


def test_the_weights_are_of_at_most_a_megabyte():
    assert PATH.stat().st_size < 1_000_000


def test_half_width_marks_and_traditional_characters_do_not_change_what_is_joined():
    plain = "全市农业工作会议昨天召开。\n据县里介绍，这个合作社去年实现了分红，今年又新\n增了两个大棚，带动三十多户村民增收。"
    traditional = "全市農業工作會議昨天召開。\n據縣裡介紹，這個合作社去年實現了分紅，今年又新\n增了兩個大棚，帶動三十多戶村民增收。"
    for text in (plain, plain.replace("，", ","), traditional):
        (verdict,) = DocumentView(text).cached(verdicts)
        assert verdict.confidence > 0.95


def test_a_cut_word_is_known_by_its_halves():
    cut = word_break("以东西部协作为抓手，联", "合广州花都")
    assert cut[:4] == ("<", 2, "联", "合")
    assert cut.tags == ("x", "<v", ">v", "ns")
    assert word_break("会", "议").tags == ("^", "<n", ">n", "$")
    assert word_break("黔南州", "近年来").kind == "-"
    assert word_break("中\ud83d", "国").kind == "-"


def test_the_plainest_sign_names_the_rule():
    assert find_cue("累计选派8", "名干部").rule == "lines/measure-word"
    assert find_cue("打通“最后", "一公里”").rule == "lines/open-pair"
    assert find_cue("会议指出，", "要坚持").rule == "lines/comma"
    assert find_cue("为抓手，联", "合广州花都").rule == "lines/cut-word"
    assert find_cue("积水", "已经排干").rule == "lines/open-sentence"


def test_a_pair_is_open_only_if_the_next_line_closes_it_first():
    assert open_pair("他说“好", "吧”。") == "“"
    assert open_pair("他说“好", "“走”") is None
    assert open_pair("他说“好”", "吧”。") is None


@pytest.mark.parametrize(
    ("text", "following", "final"),
    [
        ("会议召开。", "", True),
        ("会议召开", "", False),
        ("会议召开。\u200b", "", True),
        ("有落地的时候！“", "", True),
        ("他说：“", "", True),
        ("他说“", "", False),
        ("已达到10.", "78亿亩", False),
        ("已达到10.", "会议", True),
        ("3.", "2018年", True),
    ],
)
def test_a_paragraph_ends_with_a_final_mark_seen_through_what_cannot_be_seen(text, following, final):
    assert is_final(text, following) is final
