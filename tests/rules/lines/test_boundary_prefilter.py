from hypothesis import given
from hypothesis import strategies as st

from newsclean.rules.lines import boundary_prefilter
from newsclean.rules.lines.boundary_columns import columns
from newsclean.rules.lines.boundary_prefilter import BITS, PATH, TEMPLATES, candidate_boundaries, eligible, features
from newsclean.rules.lines.line_layout import Layouts
from newsclean.text.text_batch import TextBatch
from strategies import any_text

HEADLINE = "全市农业工作会议昨天召开\n央视网消息（新闻联播）：全市农业工作会议昨天在县城召开，来自各地的代表参加。"
CUT = "全市农业工作会议昨天召开。\n据县里介绍，这个合作社去年实现了分红，今年又新\n增了两个大棚，带动三十多户村民增收。"


def test_a_headline_is_dismissed_and_a_cut_sentence_stands():
    assert candidate_boundaries(TextBatch([HEADLINE, CUT, ""])) == [[], [1], []]


def test_traditional_characters_and_half_width_marks_are_seen_as_simplified_and_full_width_ones():
    texts = ["會議討論問題，\n認為這個是，", "会议讨论问题,\n认为这个是,"]
    one, other = (columns(batch := TextBatch([text]), batch.cached(Layouts).suspects) for text in texts)
    assert {name: column.tolist() for name, column in one.items()} == {
        name: column.tolist() for name, column in other.items()
    }


def test_what_an_address_or_a_latin_word_or_a_mark_tells_is_not_dismissed():
    texts = ["见 http://a.cn/b\nc", "使用chat\ngpt模型", "会议召开\n，代表参加", "会议\n召开"]
    assert [len(eligible(TextBatch([text]))) for text in texts] == [0, 0, 0, 1]


@given(st.lists(any_text, max_size=4))
def test_boundaries_read_together_stand_as_those_read_alone(texts):
    assert candidate_boundaries(TextBatch(texts)) == [candidate_boundaries(TextBatch([text]))[0] for text in texts]


@given(any_text)
def test_every_boundary_that_may_be_dismissed_has_a_feature_for_each_template(text):
    batch = TextBatch([text])
    lines = eligible(batch)
    found = features(columns(batch, lines))
    assert found.shape == (len(TEMPLATES), len(lines))
    assert ((found >= 0) & (found < 1 << BITS)).all()
    assert {name for template in TEMPLATES for name in template.split()} <= set(columns(batch, lines))


def test_the_weights_are_small_and_those_that_were_written():
    assert PATH.stat().st_size < 200_000
    assert boundary_prefilter.pack(boundary_prefilter._weights()) == PATH.read_bytes()
