"""Text that was read in the wrong encoding, put right where its bytes prove what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsclean.article.proposal import Edit, Flag
from newsclean.article.rule import Example, Rule
from newsclean.article.signs import Signs
from newsclean.article.view import View
from newsclean.decode.common import COMMON
from newsclean.settings import Settings

# Windows-1252 has no character for five bytes; what reads it leaves the control characters of Latin-1 there.
_TO_LATIN = {ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte)): byte for byte in range(0x80, 0xA0)}
_WESTERN_RUN = re.compile(f"[\x80-\xff{''.join(map(chr, _TO_LATIN))}]{{3,}}")
_LEADS = "äåæçèé"
_CONTINUATION = f"[\x80-\xbf{''.join(map(chr, _TO_LATIN))}]"
_WESTERN_SIGN = re.compile(f"(?:[{_LEADS}]{_CONTINUATION}{{2}}){{2}}")

# Two Han characters of three bytes each, read two by two, are three characters of GBK. These begin what the commonest
# characters and marks of Chinese text become (的，。中在人), and are rare in any other.
_GBK_SIGNS = "鐨锛銆涓鍦浜"
_GBK_RUN = re.compile("[^\x00-\xa0]{3,}")
_PLAIN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e“”‘’…—·A-Za-z0-9]+")
_NEARLY_ALL = 0.8
_SIGNS = Signs(some=_LEADS, han=_GBK_SIGNS)


class _Reading(NamedTuple):
    start: int
    end: int
    was: str | None
    """What the bytes of the span say when they are read as UTF-8, all of them; None if some do not fit."""


def _misread(view: View, settings: Settings) -> Iterator[Edit]:
    for start, end, was in view.derive(_readings):
        if was is not None:
            yield Edit(start, end, was, "characters/misread")


def _mojibake(view: View, settings: Settings) -> Iterator[Flag]:
    for start, end, was in view.derive(_readings):
        if was is None:
            yield Flag(start, end, "characters/mojibake", "UTF-8 read in another encoding")


def _readings(view: View) -> list[_Reading]:
    """The runs that were UTF-8 and were read in another encoding."""
    is_gbk = any(sign in view.text for sign in _GBK_SIGNS)
    return [*_western(view.text), *(_in_gbk(view.text) if is_gbk else ())]


def _western(text: str) -> Iterator[_Reading]:
    for match in _WESTERN_RUN.finditer(text):
        if _WESTERN_SIGN.search(match.group()):
            yield _Reading(*match.span(), _exactly(match.group().translate(_TO_LATIN).encode("latin-1")))


def _in_gbk(text: str) -> Iterator[_Reading]:
    for match in _GBK_RUN.finditer(text):
        data = match.group().encode("gb18030", "replace")
        if (was := _exactly(data)) is not None or _is_nearly(data):
            yield _Reading(*match.span(), was)


def _exactly(data: bytes) -> str | None:
    """Bytes as UTF-8, if they are Chinese text in it from first to last."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    is_chinese = _PLAIN.fullmatch(text) is not None and sum(character in COMMON for character in text) > 1
    return text if is_chinese else None


def _is_nearly(data: bytes) -> bool:
    text = data.decode("utf-8", "ignore")
    common = sum(character in COMMON for character in text)
    return common > 3 and len(text.encode()) >= _NEARLY_ALL * len(data)


RULES = (
    Rule(
        id="characters/misread",
        kind="correction",
        safe=True,
        what="Puts right text that was UTF-8 and was read as Latin-1, Windows-1252 or GBK.",
        why="`ä¸\xadå›½` was 中国 once. Only where all bytes of the run are UTF-8 of Chinese text: then they say "
        "exactly what stood there, and the same misreading leads back. What has lost a byte is flagged.",
        source="Unicode Standard 3.9, D92: the well-formed sequences of UTF-8",
        example=Example("来源：ä¸\xadå›½æ–°é—»", "来源：中国新闻"),
        find=_misread,
        signs=_SIGNS,
    ),
    Rule(
        id="characters/mojibake",
        kind="flag",
        safe=True,
        what="Flags text that was UTF-8, was read in another encoding, and has lost some of its bytes.",
        why="What is left shows how it was read; what is gone nobody can tell.",
        example=Example("来源：ä¸\xadå›½æ–°é—", "ä¸\xadå›½æ–°é—"),
        find=_mojibake,
        signs=_SIGNS,
    ),
)
