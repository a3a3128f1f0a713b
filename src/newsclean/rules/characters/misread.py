"""Text that was read in the wrong encoding, put right where its bytes prove what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit, Flag
from newsclean.core.reasons import ReasonTemplate
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.trigger import Trigger
from newsclean.rules.characters import crossed
from newsclean.rules.characters.decodings import Decoding, exactly, is_evident, is_nearly
from newsclean.settings import Settings
from newsclean.text.patterns import lazy_regex
from newsclean.text.verbatim import Spans

# Windows-1252 has no character for five bytes; what reads it leaves the control characters of Latin-1 there.
_TO_LATIN = {ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte)): byte for byte in range(0x80, 0xA0)}
_WESTERN_RUN = lazy_regex(f"[\x80-\xff{''.join(map(chr, _TO_LATIN))}]{{2,}}")
_LEADS = "äåæçèé"
_CONTINUATION = f"[\x80-\xbf{''.join(map(chr, _TO_LATIN))}]"
# UTF-8 that was read so and written as UTF-8 again.
_TWICE = lazy_regex(f"Ã[¤-©](?:Â{_CONTINUATION}|[â-ã]|Å|Æ|Ë|[\xa0-\xff])")
_GB_LEAD, _GB_TRAIL = "\xb0-\xf7", "\xa1-\xfe"


class _Encoding(NamedTuple):
    """Encoding of Chinese text that was read as Western.

    Attributes:
        name: Its name.
        sign: What shows in a run of Western characters that it was this.
        common: How much of such a run must be common characters; 0 where bytes that fit are proof enough.
    """

    name: str
    sign: re.Pattern[str]
    common: float


_ENCODINGS = (
    _Encoding("utf-8", lazy_regex(f"(?:[{_LEADS}]{_CONTINUATION}{{2}}){{2}}"), 0.0),
    _Encoding("gb2312", lazy_regex(f"(?:[{_GB_LEAD}][{_GB_TRAIL}]){{3}}"), 0.5),
)


class _CodePage(NamedTuple):
    """A code page that UTF-8 was read in.

    Attributes:
        name: Its name.
        leads: What the first bytes of Han characters are in it, ...
        continuations: ... and what their other bytes are.
        run: Matches characters that it has beyond ASCII.
        sign: What shows in a run that it was UTF-8.
    """

    name: str
    leads: str
    continuations: str
    run: re.Pattern[str]
    sign: re.Pattern[str]

    @classmethod
    def of(cls, name: str) -> _CodePage:
        high = bytes(range(0x80, 0x100)).decode(name)
        leads, continuations = high[0x64:0x6A], high[:0x40]
        sign = lazy_regex(f"(?:[{leads}][{continuations}]{{2}}){{2}}")
        return cls(name, leads, continuations, lazy_regex(f"[{high}]{{6,}}"), sign)


_CODE_PAGES = tuple(map(_CodePage.of, ("mac_roman", "cp437", "cp850")))
# Two Han characters of three bytes each, read two by two, are three characters of GBK. These begin what the commonest
# characters and marks of Chinese text become (的，。中在人), and are rare in any other.
_GBK_SIGNS = "鐨锛銆涓鍦浜"
_GBK_RUN = lazy_regex("[^\x00-\xa0]{3,}")
_TRIGGER = Trigger(
    some=_LEADS + crossed.TRIGGERS,
    bigram=(
        (_GB_LEAD, _GB_TRAIL),
        ("Ã", "¤-©"),
        ("".join(page.leads for page in _CODE_PAGES), "".join(page.continuations for page in _CODE_PAGES)),
    ),
    han=_GBK_SIGNS,
)

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
    is_gbk = any(sign in view.text for sign in _GBK_SIGNS)
    return [
        *_western(view.text),
        *_in_code_pages(view.text),
        *(_in_gbk(view.text) if is_gbk else ()),
        *crossed.readings(view),
    ]


def outside_mojibake(view: DocumentView, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of some spans that lie outside of what is flagged as mojibake: in that a no-break space is a byte."""
    if not spans:
        return spans
    flagged = Spans((reading.start, reading.end) for reading in view.cached(readings) if reading.was is None)
    return [span for span in spans if not flagged.touch(*span)]


def _in_code_pages(text: str) -> Iterator[Decoding]:
    for page in _CODE_PAGES:
        for run in page.run.finditer(text) if page.sign.search(text) else ():
            if page.sign.search(run.group()):
                data = run.group().encode(page.name)
                was = exactly(data, "utf-8")
                if is_evident(was):
                    yield Decoding(*run.span(), was)
                elif is_nearly(data, "utf-8"):
                    yield Decoding(*run.span(), None)


def _western(text: str) -> Iterator[Decoding]:
    """Runs of Western characters. Where one shows by itself what it was, those beside it are taken to be the same."""
    runs = list(_WESTERN_RUN.finditer(text))
    for run in [run for run in runs if _TWICE.search(run.group())]:
        once = _decoded(_bytes(run))
        again = exactly(_encoded(once), "utf-8") if _WESTERN_RUN.fullmatch(once) else None
        if is_evident(again):
            runs.remove(run)
            yield Decoding(*run.span(), again)
    for encoding in _ENCODINGS:
        shown = {run for run in runs if encoding.sign.search(run.group())}
        if not shown:
            continue
        read = {run: exactly(_bytes(run), encoding.name) for run in runs}
        is_proved = any(is_evident(read[run], encoding.common) for run in shown)
        for run in runs:
            if is_proved and read[run]:
                yield Decoding(*run.span(), read[run])
            elif run in shown and (not encoding.common or is_nearly(_bytes(run), encoding.name)):
                yield Decoding(*run.span(), None)
        runs = [run for run in runs if run not in shown]


def _bytes(run: re.Match[str]) -> bytes:
    return _encoded(run.group())


def _encoded(text: str) -> bytes:
    return text.translate(_TO_LATIN).encode("latin-1")


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return ""


def _in_gbk(text: str) -> Iterator[Decoding]:
    for match in _GBK_RUN.finditer(text):
        data = match.group().encode("gb18030", "replace")
        was = exactly(data, "utf-8")
        if is_evident(was):
            yield Decoding(*match.span(), was)
        elif is_nearly(data, "utf-8"):
            yield Decoding(*match.span(), None)


RULES = (
    Rule(
        id="characters/misread",
        kind="correction",
        safe=True,
        what="Puts right Chinese text that was read in the wrong encoding: UTF-8 as Latin-1, Windows-1252, "
        "MacRoman, CP437, CP850 or GBK, or twice, GB2312 as Latin-1 or Big5, Big5 as GBK.",
        why="`ä¸\xadå›½` was 中国 once, and so was `ÖÐ¹ú`. Only where all bytes of the run are Chinese text in that "
        "encoding: then they say exactly what stood there, and the same misreading leads back. Nearly all bytes of "
        "Big5 are characters of GBK, and of GB2312 of Big5: there the share of common characters in a line must prove "
        "it too. What has lost a byte is flagged.",
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
        why="What is left shows how it was read; what is gone nobody can tell.",
        example=Example("来源：ä¸\xadå›½æ–°é—", "ä¸\xadå›½æ–°é—"),
        find=_mojibake,
        reasons=(_WRONG_ENCODING,),
        trigger=_TRIGGER,
    ),
)
