"""Text that was read in the wrong encoding, put right where its bytes prove what it was."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit, Flag
from newsclean.core.reasons import ReasonTemplate
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.trigger import Trigger
from newsclean.rules.characters import code_pages, crossed
from newsclean.rules.characters.decodings import Decoding, common, exactly, is_evident, is_nearly
from newsclean.settings import Settings
from newsclean.text.patterns import lazy_regex

# Two Han characters of three bytes each, read two by two, are three characters of GBK. These begin what the commonest
# characters and marks of Chinese text become (的，。中在人), and are rare in any other.
_GBK_SIGNS = "鐨锛銆涓鍦浜"
_GBK_RUN = lazy_regex("[^\x00-\xa0]+")
_TRIGGER = Trigger(some=crossed.TRIGGERS, bigram=code_pages.TRIGGERS, han=_GBK_SIGNS)

_WRONG_ENCODING = ReasonTemplate("wrong-encoding", "Chinese text read in the wrong encoding")


def _misread(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    for start, end, was in view.cached(readings):
        if was is not None:
            yield Edit(start, end, was, "characters/misread")


def _mojibake(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    for start, end, was in view.cached(readings):
        if was is None:
            yield Flag(start, end, "characters/mojibake", (_WRONG_ENCODING(),))


def readings(view: DocumentView) -> list[Decoding]:
    """The runs that were read in another encoding than they were in. For `view.cached`."""
    return [*code_pages.readings(view), *_in_gbk(view), *crossed.readings(view)]


def _in_gbk(view: DocumentView) -> Iterator[Decoding]:
    for line in view.paragraphs if any(sign in view.text for sign in _GBK_SIGNS) else ():
        found: list[Decoding] = []
        is_likely = False
        for match in _GBK_RUN.finditer(view.text, line.body, line.stop):
            data = match.group().encode("gb18030", "replace")
            was = exactly(data, "utf-8")
            is_likely |= is_evident(was) or is_nearly(data, "utf-8")
            if was or 2 * common(match.group()) < len(match.group()):  # Chinese text is what it looks like
                found.append(Decoding(*match.span(), was))
        if is_likely and all(each.was for each in found):
            yield from found
        elif is_likely:
            yield Decoding(found[0].start, found[-1].end, None)


RULES = (
    Rule(
        id="characters/misread",
        kind="correction",
        safe=True,
        what="Puts right Chinese text that was read in the wrong encoding: UTF-8 or GB2312 as Latin-1 or "
        "Windows-1250, 1251 or 1252, UTF-8 as MacRoman, CP437, CP850 or GBK, or twice, GB2312 as Big5, Big5 as GBK.",
        why="`ä¸\xadå›½` was 中国 once, and so was `ÖÐ¹ú`. Only where all bytes of the line's runs are Chinese text in "
        "that encoding: then they say exactly what stood there, and the same misreading leads back. Where bytes of "
        "any text would do, the share of common characters in the line must prove it too. A line that has lost a byte "
        "is flagged as a whole.",
        source="Unicode Standard 3.9, D92: the well-formed sequences of UTF-8",
        example=Example("来源：ä¸\xadå›½æ–°é—»", "来源：中国新闻"),
        find=_misread,
        trigger=_TRIGGER,
    ),
    Rule(
        id="characters/mojibake",
        kind="flag",
        safe=True,
        what="Flags Chinese text that was read in the wrong encoding and has lost some of its bytes.",
        why="What is left shows how it was read; what is gone nobody can tell. No other rule changes any of it: what "
        "looks like a mark or a space there is a byte.",
        example=Example("来源：ä¸\xadå›½æ–°é—", "ä¸\xadå›½æ–°é—"),
        find=_mojibake,
        reasons=(_WRONG_ENCODING,),
        trigger=_TRIGGER,
        is_final=True,
    ),
)
