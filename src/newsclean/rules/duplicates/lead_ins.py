"""Lead-ins: what a paper or an agency sets before a paragraph of another, and what says nothing of its own."""

from __future__ import annotations

from newsclean.text.patterns import lazy_regex

_OWN = "本报|本刊|本台|本网|本社"
_AGENCIES = (
    "新华社|新华网|中新社|中新网|中国新闻网|人民日报|人民网|央视网|央视新闻|央视|中央社|央广网|光明网|中国网|国际在线|"
    "环球网|澎湃新闻|路透社|法新社|美联社|塔斯社|共同社|韩联社"
)
# None says who or when: 4月5日电, （记者李明）, 昨天获悉. What may begin a sentence, 消息人士, is none without a mark.
_LEAD_IN = lazy_regex(
    rf"(?:(?:{_OWN})(?:综合)?(?:快?讯|(?:消息|报道|获悉)[:：,，])"
    rf"|据?(?:{_AGENCIES})(?:快?[讯电](?![台视话])|(?:消息|报道|获悉)[:：,，])"
    r"|(?:本报|本刊)?记者(?:获悉|了解到)[:：,，]|据(?:了解|悉|介绍|报道|记者了解)[:：,，])[:：,，]?"
)
"""In simplified characters. 据了解 is a lead-in, 网传 and 据称 say how certain it is."""


def lead_in_of(text: str) -> int:
    """Return the length of the lead-in that a folded paragraph begins with, in code points; 0 if there is none."""
    match = _LEAD_IN.match(text)
    return match.end() if match else 0
