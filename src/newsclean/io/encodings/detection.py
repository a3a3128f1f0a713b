"""Detection of the encoding of bytes: a ladder of proofs, and a floor below which nothing is claimed.

Detectors made for web pages do badly on short GB and Big5 text; a score over the commonest characters of
written Chinese tells the candidates apart from a few characters on.
"""

from __future__ import annotations

import codecs
import re

from newsclean.errors import DecodeError
from newsclean.io.encodings.codec import Decoded, decode_as
from newsclean.text.common_characters import COMMON
from newsclean.text.patterns import lazy_regex

_BY_MARK = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The wider form first: read as UTF-16 it is the same characters with zeros between.
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_CANDIDATES = ("gb18030", "big5hkscs", "cp950", *_WIDE)
# The name people give, and the superset that can read all of it.
_SUPERSETS = {
    "utf-8-sig": "utf-8", "ascii": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030",
    "utf-16": "utf-16-le", "utf-32": "utf-32-le",
}  # fmt: skip
# Text of this many characters is enough to tell encodings apart, and to say how much of a file is broken.
_SAMPLE = 1 << 16
# HTML Living Standard 13.2.3.2: a page declares its encoding in its first 1,024 bytes.
_HEAD = 1024
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?(gb\w{1,5}|big5(?:-hkscs)?)", re.IGNORECASE)
# Codes of Big5 that Windows, and the browsers with it, read otherwise than others do; and those that are common in one
# of the two readings.
_MARKS_OF_WINDOWS = str.maketrans("‧﹑¯～⊕⊙∕﹨￥￠￡", "•､‾∼♁☉／＼¥¢£")
_COMMON_IN_WINDOWS, _COMMON_ELSEWHERE = "‧﹑～￥", "／＼"
_FLOOR = 0.4
_SHORT = 200
_MOST_BROKEN = 0.05
_SHORTEST_WIDE = 4
_NOT_ASCII = lazy_regex(r"[^\x00-\x7f]")
# Nor full-width letters and figures, which tables are full of and which say as little.
_TELLING = lazy_regex(r"[^\x00-\x7f０-９Ａ-Ｚａ-ｚ．／％·]")
_TYPED = re.compile(rb"[\t\n\r -~]*")
# Eight Han characters of UTF-8 in a row, which are none of any other encoding by chance.
_UTF8_RUN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}|\xe3\x80[\x81\x82]|\xef\xbc[\x8c\x9a]){8}")
# Between these HZ, of 1989, has GB2312 in seven bits (RFC 1843); ISO-2022 begins what is not ASCII with the other.
_HZ, _ISO_2022 = b"~{", b"\x1b$"
_KANA_OR_HANGUL = lazy_regex("[\u3041-\u30fa\uac00-\ud7a3]")


def decode(data: bytes, encoding: str = "auto", where: str = "input") -> Decoded:
    """Decode an article.

    The ladder: a byte-order mark; UTF-16 of ASCII text; HZ; strict UTF-8; then GB18030, Big5-HKSCS, CP950, UTF-16 and
    UTF-32, scored on the share of common characters, with a floor; below it, what an HTML page declares. UTF-8 with
    a few broken bytes is still UTF-8. Big5 is that of Windows where only its marks, ‧ or ～, tell the two apart.

    Args:
        data: The bytes of a file, or of standard input.
        encoding: `auto`, or a name: `utf-8`, `gbk`, `big5`, `utf-16`, …
        where: What to call the input in an error.

    Returns:
        The text, with all that is needed to rebuild `data`.

    Raises:
        DecodeError: No encoding fits, or two do, each some lines; or too much of the text is broken in the one named.
    """
    if encoding != "auto":
        return _as_named(data, encoding, where)
    for mark, name in _BY_MARK:
        if data.startswith(mark):
            return decode_as(data, name)
    # A few Han characters in UTF-16 can be UTF-8 by chance; what can be typed is what it says: No/no.
    is_short = len(data) < _SHORT and not _TYPED.fullmatch(data)
    is_doubtful = b"\0" in data or (is_short and _score(data, "utf-8") < _FLOOR)
    best = (_best(data, _WIDE) or _ascii_in(data)) if is_doubtful else None
    if best is not None:
        return _checked(decode_as(data, best), where)
    if _HZ in data and data.isascii() and _score(data[:_SAMPLE], "hz") >= _FLOOR:
        return decode_as(data, "hz")
    if _ISO_2022 in data and data.isascii():
        raise DecodeError(where, "in a form of ISO-2022", "name it with --encoding")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        is_cut = error.start > 0 and error.reason == "unexpected end of data"
    as_utf8 = decode_as(data, "utf-8")
    if is_cut or _share_broken(as_utf8) <= _MOST_BROKEN:
        return as_utf8
    best = _best(data, _CANDIDATES)
    if best not in _WIDE and (other := _UTF8_RUN.search(data)) is not None:
        rest = b"\n".join(line for line in data.split(b"\n") if not _UTF8_RUN.search(line))
        if (first := _best(rest, _CANDIDATES)) is not None:
            line = data.count(b"\n", 0, other.start()) + 1
            told = f"in two encodings, {first}, and utf-8 in line {line}"
            raise DecodeError(where, told, "take its lines apart, or name one with --encoding")
    if best is None and (declared := _DECLARED.search(data, 0, _HEAD)):
        return _as_named(data, declared.group(1).decode("ascii"), where)
    if best is None:
        raise DecodeError(where, "in no encoding that is known here", "name it with --encoding")
    return _checked(decode_as(data, best), where)


def is_read_otherwise(data: bytes) -> bool:
    """Return whether a text written in UTF-8 without a byte-order mark would be read as something else.

    Args:
        data: The text, in UTF-8.
    """
    in_seven_bits = (_HZ in data or _ISO_2022 in data) and data.isascii()
    if len(data) >= _SHORT and not in_seven_bits and b"\0" not in data and not data.startswith(codecs.BOM_UTF8):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:  # halves of surrogate pairs, which no mark makes readable
        return False
    try:
        found = decode(data)
    except DecodeError:
        return True
    return found.encoding != "utf-8" or found.bom


def _as_named(data: bytes, encoding: str, where: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise DecodeError(where, f"no encoding is called {encoding!r}", "see docs/formats.md") from None
    if name.startswith(("utf-16", "utf-32")):
        name = next((by_mark for mark, by_mark in _BY_MARK if data.startswith(mark) and name in by_mark), name)
    name = _SUPERSETS.get(name, name)
    if name == "big5":
        name = _of_big5(data)
    try:
        return _checked(decode_as(data, name), where)
    except (LookupError, UnicodeError):
        raise DecodeError(where, f"{encoding} is not an encoding of text", "name another") from None


def _checked(decoded: Decoded, where: str) -> Decoded:
    if _share_broken(decoded) > _MOST_BROKEN:
        raise DecodeError(
            where,
            f"{decoded.broken} bytes are broken in {decoded.encoding}",
            "name the right encoding with --encoding",
        )
    return decoded


def _share_broken(decoded: Decoded) -> float:
    """Broken bytes as a share of the characters that are not ASCII; one is forgiven in any text."""
    broken = decoded.broken
    return (
        0.0
        if broken <= 1 < len(decoded.text)
        else broken / max(1, len(decoded.text) - len(decoded.text.encode("ascii", "ignore")))
    )


def _best(data: bytes, candidates: tuple[str, ...]) -> str | None:
    sample = data[:_SAMPLE]
    best = max(candidates, key=lambda name: _score(sample, name))
    if _score(sample, best) < _FLOOR:
        return None
    return _of_big5(data) if best == "big5hkscs" else best


def _of_big5(data: bytes) -> str:
    """Which Big5 it is: that of Windows where this differs in nothing but marks, and in those reads better."""
    windows, others = (data.decode(name, "newsclean.stand-in") for name in ("cp950", "big5hkscs"))
    is_but_marks = windows.translate(_MARKS_OF_WINDOWS) == others.translate(_MARKS_OF_WINDOWS)
    better = sum(windows.count(mark) - others.count(mark) for mark in _COMMON_IN_WINDOWS + _COMMON_ELSEWHERE)
    return "cp950" if is_but_marks and better > 0 else "big5hkscs"


def _ascii_in(data: bytes) -> str | None:
    """The form of UTF-16 in which bytes are ASCII text and nothing else: every second one of them is zero."""
    sample = data[:_SAMPLE]
    for name, characters, zeros in (("utf-16-le", sample[::2], sample[1::2]), ("utf-16-be", sample[1::2], sample[::2])):
        if len(sample) > _SHORTEST_WIDE and not zeros.strip(b"\0") and characters.isascii() and b"\0" not in characters:
            return name
    return None


def _score(sample: bytes, encoding: str) -> float:
    """The share of characters beyond ASCII that written Chinese uses all the time; 0 for other writing."""
    text = sample.decode(encoding, "newsclean.stand-in")
    beyond = _TELLING.findall(text)
    if not beyond or len(_KANA_OR_HANGUL.findall(text)) > 0.1 * len(beyond):
        return 0.0
    # A character cut in two by the end of the sample is not held against the encoding.
    return sum(character in COMMON for character in beyond) / max(1, len(beyond) - 1)
