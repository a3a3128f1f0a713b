"""Paragraphs that can repeat: running text by itself, other lines inside a pasted block, code and tables never."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from newsclean.core.document_view import DocumentView
from newsclean.rules.duplicates.lead_ins import lead_in_of
from newsclean.rules.lines.cues import is_final
from newsclean.rules.lines.verse import is_verse
from newsclean.text.charsets import IDEOGRAPHS, MAIN_HAN, NUMERALS
from newsclean.text.patterns import lazy_regex
from newsclean.text.spans import pattern_of

HAN = lazy_regex(f"[{IDEOGRAPHS}]")
_WORD = lazy_regex(r"\w")
_LONGEST_LINE = 60

_TAG = pattern_of("tag")
# The address of an image with its description, of which nothing is read.
_IMAGE = lazy_regex(r"!\[[^\[\]\r\n]*\](?:\([^()\r\n]*\))?|\[\[(?:File|Image|文件|图片):[^\]\r\n]*\]\]")
# What begins an item, a heading, a quotation or a row of Markdown, and a caption.
_BEGINS_ITEM = (
    r"[#>|]|[-*+•·●○■□◆◇▪▲△►▶※][ \t\u3000]*(?=\S)|[0-9]{1,3}[.、)）][ \t\u3000]*(?![0-9])"
    r"|<(?:figcaption|caption|td|th|li|tr|dt)\b"
)
_CAPTION = r"(?:图|圖)(?:为|為|片|说|說|[0-9一二三四五六七八九十]{1,3}[：:、 ])|[（(](?:图|圖)|(?:资料|資料)(?:图|圖)"
_CREDIT = lazy_regex(
    rf".{{0,60}}(?:[{MAIN_HAN} ·　]{{0,12}}(?:摄|攝|供图|供圖|制图|製圖)|图源|(?:图片)?来源[：:].{{1,20}})[）)】]?\Z"
)
_LONGEST_CREDIT = 86
# Who asks or answers may say the same again, to another question: 发言人：, 毛宁：, Q2:.
_SPEAKER = lazy_regex(
    r"(?:\w{0,10}(?:问|答|记者|主持人|发言人|网友|嘉宾|部长|局长|主任|教授|先生|女士)\w{0,4}|[\w·]{2,5}|[QA][0-9]{0,2})"
    r"(?<!消息)(?<!报道)(?<![讯电说示出调为道称悉到报绍])[：:](?!//)"
)
_GAP, _CELLS = (
    lazy_regex(r"[\t|]|[ \u3000]{2}"),
    lazy_regex(r"[^\t\r\n]*\t|(?:[^|\r\n]*\|){2}|\S+(?:[ \u3000]{2,}\S+){2,}\Z"),
)
# Names in a row: nothing between the marks is longer.
_NAMES = r"(?:[^\s、，,;；。]{1,4}|[A-Za-z.·-]+)(?:[、，,;；\s]+(?:[^\s、，,;；。]{1,4}|[A-Za-z.·-]+)){3,}[。;；]?\Z"
_ITEM = lazy_regex("|".join((_BEGINS_ITEM, _CAPTION, _NAMES)))
# A numbered heading, which stands in the table of contents too.
_NUMBERED = lazy_regex(rf"[（(][{NUMERALS}]{{1,3}}[)）]|[{NUMERALS}]{{1,3}}、|第[{NUMERALS}百0-9]{{1,4}}[章节節编編部]")
# So long, and with a comma, a line that does not end in a mark is a sentence that the next one may end.
_OPEN = 12


class Repeatable(IntEnum):
    """When a paragraph may be a copy of an earlier one."""

    NEVER = 0
    """Code, tables, front matter, images, rules of marks, verse: the same may stand there again."""
    IN_BLOCK = 1
    """Captions, headings and items, rows, names, what a speaker says, what is short, and what may be the rest of a
    sentence: only with its neighbours."""
    ALONE = 2
    """Running text."""


def repeatable(view: DocumentView, min_repeat: int) -> list[Repeatable]:
    """Tell for each paragraph of an article when it may be a copy.

    Args:
        view: The article.
        min_repeat: Running text of fewer Han characters is a copy only inside a block; marks of HTML and images, with
            all that stands in them, do not count.
    """
    return list(_repeatable(view, min_repeat))


def _repeatable(view: DocumentView, min_repeat: int) -> Iterator[Repeatable]:
    verse = is_verse([view.body(line) for line in view.paragraphs])
    follows_image = follows_open = False
    for line in view.paragraphs:
        body = view.body(line)
        said = _TAG.sub("", _IMAGE.sub("", body)) if "<" in body or "![" in body or "[[" in body else body
        is_short = len(body) <= _LONGEST_LINE
        is_line = is_short and not is_final(body)
        if not _WORD.search(said) or view.verbatim_spans.cover(line.body, line.stop) or (verse and is_line):
            yield Repeatable.NEVER
        elif (
            not _has_han(said, min_repeat)
            or (follows_image and is_line)
            or follows_open
            or _is_item(body)
            or (is_short and _NUMBERED.match(body))
            or (_SPEAKER.match(said) and not lead_in_of(said))
        ):
            yield Repeatable.IN_BLOCK
        else:
            yield Repeatable.ALONE
        follows_image = not said.strip()
        follows_open = len(body) > _OPEN and "，" in body and not is_final(body)


def _is_item(body: str) -> bool:
    """Return whether a line is an item, heading, quotation, caption, row of cells or of names."""
    # A long paragraph is no credit, and one without gaps no row of cells; to find that out costs as much as all else.
    return (
        _ITEM.match(body) is not None
        or (len(body) <= _LONGEST_CREDIT and _CREDIT.match(body) is not None)
        or (_GAP.search(body) is not None and _CELLS.match(body) is not None)
    )


def _has_han(text: str, number: int) -> bool:
    """Return whether a text has so many Han characters; of running text its beginning has them."""
    return len(HAN.findall(text, 0, 2 * number)) >= number or len(HAN.findall(text)) >= number
