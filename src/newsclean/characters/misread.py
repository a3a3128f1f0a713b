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
_WESTERN_RUN = re.compile(f"[\x80-\xff{''.join(map(chr, _TO_LATIN))}]{{2,}}")
_LEADS = "äåæçèé"
_CONTINUATION = f"[\x80-\xbf{''.join(map(chr, _TO_LATIN))}]"
_GB_LEAD, _GB_TRAIL = "\xb0-\xf7", "\xa1-\xfe"


class _Encoding(NamedTuple):
    """What Chinese text was in that was read as Western.

    Attributes:
        name: Its name.
        sign: What shows in a run of Western characters that it was this.
        common: How much of such a run must be common characters; 0 where bytes that fit are proof enough.
    """

    name: str
    sign: re.Pattern[str]
    common: float


_ENCODINGS = (
    _Encoding("utf-8", re.compile(f"(?:[{_LEADS}]{_CONTINUATION}{{2}}){{2}}"), 0.0),
    _Encoding("gb2312", re.compile(f"(?:[{_GB_LEAD}][{_GB_TRAIL}]){{3}}"), 0.5),
)
# Two Han characters of three bytes each, read two by two, are three characters of GBK. These begin what the commonest
# characters and marks of Chinese text become (的，。中在人), and are rare in any other.
_GBK_SIGNS = "鐨锛銆涓鍦浜"
_GBK_RUN = re.compile("[^\x00-\xa0]{3,}")
_PLAIN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e“”‘’…—·A-Za-z0-9]+")
_NEARLY_ALL, _FEW = 0.8, 3
_SIGNS = Signs(some=_LEADS, beside=((_GB_LEAD, _GB_TRAIL),), han=_GBK_SIGNS)


class _Reading(NamedTuple):
    start: int
    end: int
    was: str | None
    """What the bytes of the span say in the encoding they were in, all of them; None if some do not fit."""


def _misread(view: View, settings: Settings) -> Iterator[Edit]:
    for start, end, was in view.derive(_readings):
        if was is not None:
            yield Edit(start, end, was, "characters/misread")


def _mojibake(view: View, settings: Settings) -> Iterator[Flag]:
    for start, end, was in view.derive(_readings):
        if was is None:
            yield Flag(start, end, "characters/mojibake", "Chinese text read in the wrong encoding")


def _readings(view: View) -> list[_Reading]:
    """The runs that were read in another encoding than they were in."""
    is_gbk = any(sign in view.text for sign in _GBK_SIGNS)
    return [*_western(view.text), *(_in_gbk(view.text) if is_gbk else ())]


def _western(text: str) -> Iterator[_Reading]:
    """Runs of Western characters. Where one shows by itself what it was, those beside it are taken to be the same."""
    runs = list(_WESTERN_RUN.finditer(text))
    for encoding in _ENCODINGS:
        shown = {run for run in runs if encoding.sign.search(run.group())}
        if not shown:
            continue
        read = {run: _exactly(_bytes(run), encoding.name) for run in runs}
        is_proved = any(_is_evident(read[run], encoding.common) for run in shown)
        for run in runs:
            if is_proved and read[run]:
                yield _Reading(*run.span(), read[run])
            elif run in shown and (not encoding.common or _is_nearly(_bytes(run), encoding.name)):
                yield _Reading(*run.span(), None)
        runs = [run for run in runs if run not in shown]


def _bytes(run: re.Match[str]) -> bytes:
    return run.group().translate(_TO_LATIN).encode("latin-1")


def _in_gbk(text: str) -> Iterator[_Reading]:
    for match in _GBK_RUN.finditer(text):
        data = match.group().encode("gb18030", "replace")
        was = _exactly(data, "utf-8")
        if _is_evident(was):
            yield _Reading(*match.span(), was)
        elif _is_nearly(data, "utf-8"):
            yield _Reading(*match.span(), None)


def _exactly(data: bytes, encoding: str) -> str | None:
    """Bytes in an encoding, if they are Chinese text in it from first to last."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if _PLAIN.fullmatch(text) else None


def _is_evident(text: str | None, share: float = 0.0) -> bool:
    common = _common(text or "")
    return common > 1 and common >= share * len(text or "")


def _is_nearly(data: bytes, encoding: str) -> bool:
    text = data.decode(encoding, "ignore")
    return _common(text) > _FEW and len(text.encode(encoding)) >= _NEARLY_ALL * len(data)


def _common(text: str) -> int:
    return sum(character in COMMON for character in text)


RULES = (
    Rule(
        id="characters/misread",
        kind="correction",
        safe=True,
        what="Puts right Chinese text that was UTF-8 and was read as Latin-1, Windows-1252 or GBK, or that was GB2312 "
        "and was read as Latin-1.",
        why="`ä¸\xadå›½` was 中国 once, and so was `ÖÐ¹ú`. Only where all bytes of the run are Chinese text in that "
        "encoding: then they say exactly what stood there, and the same misreading leads back. What has lost a byte is "
        "flagged.",
        source="Unicode Standard 3.9, D92: the well-formed sequences of UTF-8",
        example=Example("来源：ä¸\xadå›½æ–°é—»", "来源：中国新闻"),
        find=_misread,
        signs=_SIGNS,
    ),
    Rule(
        id="characters/mojibake",
        kind="flag",
        safe=True,
        what="Flags Chinese text that was read in the wrong encoding and has lost some of its bytes.",
        why="What is left shows how it was read; what is gone nobody can tell.",
        example=Example("来源：ä¸\xadå›½æ–°é—", "ä¸\xadå›½æ–°é—"),
        find=_mojibake,
        signs=_SIGNS,
    ),
)
