"""Hypothesis strategies that all tests share."""

import codecs

from hypothesis import strategies as st

from newsclean.core.proposal import Edit
from newsclean.settings import STAGES, Settings

NEWLINES = ("\n", "\n\n", "\r\n", "\r", "\n　　", " \n\n", "\x85", "\u2028", "\x0b", "\x0c")

# What the rules look for, beside what they must leave alone.
ATOMS = (
    *NEWLINES,
    *",:;?!()\"'~.，。：；？！（）“”‘’《》「」【】…—、",
    *("中 国 新 闻 社", "19：30", "3．14", "AT＆T", "““", "！！！！", "涓浗鏂伴椈", "Stay hungry，stay foolish"),
    *("...", "。。。", "--", "，，", "，。", "<<", ">>", "``", "&nbsp;", "&amp;lt;", "&#8220;"),
    *(
        "中国",
        "新闻",
        "会议在北京召开",
        "选派8",
        "名干部",
        "联",
        "合广州",
        "将将",
        "目的的",
        "漢語",
        "說",
        "一齣",
    ),
    *("2024年4月23日", "1,000", "3.14", "10:30", "（下转3版）", "一、", "●", "新华社北京1月5日电"),
    *("https://a.cn/b?c=1,2", "a@b.cn", "GPT-4", "Hello, world. ", "iPhone", "5%", "40％"),
    *(
        "\u200b",
        "\u200d",
        "\ufeff",
        "\xa0",
        "\x00",
        "\x07",
        "\u202e",
        "Ａ２",
        "⼈",
        "\uf963",
        "\ue5d2",
        "\ufffd",
    ),
    *(
        "锟斤拷",
        "ä¸­å›½",
        "\ud83d",
        "😀",
        "👨\u200d👩\u200d👧",
        "e\u0301",
        "한국",
        "日本語の",
        "עברית",
        " ",
        "　",
        "\t",
    ),
)

characters = st.characters(exclude_categories=())
fragments = st.sampled_from(ATOMS) | st.text(characters, max_size=6)
texts = st.lists(fragments, max_size=24).map("".join)

sentences = st.lists(
    st.sampled_from(
        (
            "会议指出，",
            "要坚持稳中求进,",
            "2024年4月23日，",
            "在重庆召开座谈会",
            "并发表讲话。",
            "（记者李明）",
            "增长5.2%。",
            "投入1000万元；",
        )
    ),
    min_size=2,
    max_size=8,
).map("".join)
headings = st.sampled_from(
    ("黔南州", "破解基础瓶颈,筑牢产业根基", "一、总体要求", "策划:张海燕 撰稿:夏民", "（下转3版）")
)


@st.composite
def articles(draw):
    """Articles with headings, and paragraphs that are repeated, altered, pasted in blocks, and split."""
    own = draw(st.lists(sentences | headings, min_size=1, max_size=6))
    paragraphs = list(own)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(own) - 1))
        copied = own[start : start + draw(st.integers(1, 3))]
        if draw(st.booleans()):
            copied = [text.replace("2024", draw(st.sampled_from(("2021", "2024")))) for text in copied]
        paragraphs += copied
    separator = draw(st.sampled_from(("\n", "\n\n", "\r\n", "\n　　")))
    rows = []
    for text in paragraphs:
        cut = draw(st.integers(0, len(text)))
        rows += [text[:cut], text[cut:]] if draw(st.integers(0, 4)) == 0 else [text]
    return separator.join(rows) + draw(st.sampled_from(("", "\n", "\n\n")))


any_text = texts | articles()

settings = st.builds(
    Settings,
    select=st.lists(st.sampled_from(STAGES), max_size=2, unique=True).map(tuple),
    script=st.sampled_from(("keep", "keep", "t2s", "s2t", "s2twp", "tw2sp", "s2hk")),
    join_at=st.sampled_from((0.5, 0.95, 1.0)),
    min_repeat=st.sampled_from((1, 20)),
    protect=st.sampled_from(((), (), (",",), ("会议指出,", "/[0-9]+年/"), ("\n\n",))),
    quotes=st.sampled_from(("keep", "curly", "corner")),
    latin_space=st.sampled_from(("keep", "remove")),
    interpunct=st.sampled_from(("keep", "middle-dot")),
)

ENCODINGS = (
    "utf-8", "gb18030", "gbk", "gb2312", "big5", "cp950", "big5hkscs",
    "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32",
)  # fmt: skip
MARKS = (b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8 * 2)


@st.composite
def documents(draw):
    """Bytes of a file: text in some encoding, perhaps with a mark before it, cut or broken."""
    text = draw(any_text)
    data = text.encode(draw(st.sampled_from(ENCODINGS)), "ignore")
    data = draw(st.sampled_from(MARKS)) + data
    if data and draw(st.booleans()):
        at = draw(st.integers(0, len(data) - 1))
        data = data[:at] + draw(st.binary(max_size=2)) + data[at + draw(st.integers(0, 2)) :]
    return data


@st.composite
def edits(draw, text):
    """Random edits over a text, overlapping at will."""
    if not text:
        return []
    found = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, min(len(text), start + 6)))
        found.append(
            Edit(
                start,
                end,
                draw(st.text(characters, max_size=3)),
                draw(st.sampled_from(("a/one", "a/two", "b/one"))),
                draw(st.sampled_from((0.5, 0.9, 1.0))),
            )
        )
    return found
