import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.prefilter import trigger_index
from newsclean.prefilter.trigger import Trigger
from newsclean.prefilter.trigger_index import TriggerIndex
from newsclean.text.text_batch import TextBatch
from strategies import any_text, characters

SIGNS = (
    Trigger("，…", exclude=re.compile("，(?=5)|5…")),
    Trigger(bigram=(("0-9", "，："), ("^0-9.", r"\."))),
    Trigger(unpaired="“》（）"),
    Trigger(doubled="将的", exclude=re.compile("将将(?=来)"), han="锟浜"),
    Trigger("\U00020000-\U0010ffff", doubled="😀"),
    Trigger(trigram=((" ", "^：", " "), ("^0-9", "，", "\n"))),
    Trigger(
        trigram=(("0-9", "，", "0-9"),),
        gapped=((" ", "将的", "，"),),
        confirm=(re.compile("，55"), re.compile(" 的+，")),
    ),
)


def told(text):
    """The numbers of the signs that a text has, looked for one by one."""
    skeleton = re.sub("([\u4e00-\u9fff])[\u4e00-\u9fff]*", r"\1", text)
    edged = f"\n{skeleton}\n"
    row = "".join(re.findall("[“”‘’（）()《》「」『』【】\r\n]", edged))
    return [
        bool(re.search("[，…]", re.sub("，(?=5)|5…", "", text))),
        bool(re.search(r"[0-9][，：]|[^0-9.]\.", edged)),
        any(re.search("[“》（()）]", _unpaired(line)) for line in re.split("[\r\n]", row)),
        bool(re.search("将将(?!来)|的的|锟|浜", text)),
        bool(re.search("[\U00020000-\U0010ffff]", skeleton)),
        bool(re.search("(?s) [^：] ", text) or re.search("[^0-9]，\n", edged)),
        bool(re.search("[0-9]，[0-9]| [将的][\u4e00-\u9fff]*，", text) and re.search("，55| 的+，", text)),
    ]


def _unpaired(row):
    waiting = []
    for mark in row:
        if waiting and waiting[-1] + mark in ("“”", "‘’", "（）", "()", "(）", "（)", "《》", "「」", "『』", "【】"):
            waiting.pop()
        else:
            waiting.append(mark)
    return "".join(waiting)


@given(
    st.lists(any_text | st.text(characters | st.sampled_from("将来的锟😀“”《》（)(.5， ：")), min_size=1, max_size=5)
)
def test_signs_are_seen_in_each_text_and_in_no_other(texts):
    found = [
        [bool(bits >> number & 1) for number in range(len(SIGNS))] for bits in TriggerIndex(SIGNS)(TextBatch(texts))
    ]
    for text, seen in zip(texts, found, strict=True):
        # All characters from U+FFFF on are one to a table, so that there a sign may be seen that is not there.
        assert seen == told(text) or (
            max(text) >= "\uffff" and all(seen[number] for number, is_there in enumerate(told(text)) if is_there)
        )


@given(st.lists(any_text, min_size=1, max_size=5), st.integers(1, 30))
def test_a_long_text_that_is_looked_through_in_parts_shows_the_same(texts, part):
    index, batch = TriggerIndex(SIGNS), TextBatch(texts)
    whole = index(batch)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trigger_index, "_PART", part)
        assert index(batch) == whole


def test_more_rules_than_there_are_bits_for_are_refused():
    with pytest.raises(ValueError, match="64 rules with signs, or more"):
        TriggerIndex([Trigger("a")] * 64)
    with pytest.raises(ValueError, match="more than 64 pairs"):
        TriggerIndex([Trigger(bigram=(("a", "b"),) * 65)])
    with pytest.raises(ValueError, match="a line feed"):
        TriggerIndex([Trigger("\n")])
