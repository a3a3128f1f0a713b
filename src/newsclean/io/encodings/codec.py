"""Decoding that can be undone: bytes to text and back, whatever the bytes."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from newsclean.text.patterns import lazy_regex

_MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
# Encodings of names of hosts, and of nothing longer.
_FOR_NAMES = ("idna", "punycode")
_BROKEN = lazy_regex("[\udc00-\udcff]")
# The euro sign of Windows' GBK, code page 936, which Python's has not.
_GB, _EURO = ("gb18030", "gbk", "gb2312"), b"\x80"


class Raw(NamedTuple):
    """Bytes that encoding the decoded text would not give back.

    Attributes:
        offset: Where the characters that stand for them begin, in code points of the text.
        length: How many code points stand for them.
        data: The bytes.
    """

    offset: int
    length: int
    data: bytes


class Decoded(NamedTuple):
    """Bytes as text, with all that is needed to get the bytes back.

    Attributes:
        text: The text, without a leading byte-order mark. Each broken byte stands in it as U+FFFD.
        encoding: Python's name of the encoding.
        bom: Whether a byte-order mark was there.
        raw: The bytes that encoding `text` would not give back, in order.
    """

    text: str
    encoding: str
    bom: bool = False
    raw: tuple[Raw, ...] = ()

    @property
    def lossless(self) -> bool:
        """Return whether encoding the text alone gives the bytes back."""
        return not self.raw

    @property
    def broken(self) -> int:
        """Return the number of broken bytes."""
        return sum(len(raw.data) for raw in self.raw if self.text[raw.offset : raw.offset + 1] == "\ufffd")


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in broken), error.end


codecs.register_error("newsclean.stand-in", _stand_in)


def has_mark(name: str) -> bool:
    """Return whether text in an encoding can begin with a byte-order mark."""
    return name in _MARKS


def is_text_encoding(name: str) -> bool:
    """Return whether text can be encoded in what has this name, and decoded: Python has others too, as rot13."""
    try:
        "".encode(name)
        b"".decode(name)
        return codecs.lookup(name).name not in _FOR_NAMES
    except (LookupError, ValueError):
        return False


def decode_as(data: bytes, encoding: str) -> Decoded:
    """Decode bytes in a known encoding, reversibly.

    Args:
        data: Any bytes.
        encoding: Python's name of the encoding, one that has its byte order in its name.

    Returns:
        The text and what is needed to rebuild `data`: `encode(decode_as(data, e)) == data` always.
    """
    mark = _MARKS.get(encoding, b"")
    bom = bool(mark) and data.startswith(mark)
    body = data[len(mark) :] if bom else data
    raw: list[Raw] = []
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        text = body.decode(encoding, "newsclean.stand-in")
        raw = [Raw(match.start(), 1, bytes([ord(match.group()) - 0xDC00])) for match in _BROKEN.finditer(text)]
        is_windows = encoding in _GB and all(each.data == _EURO for each in raw)
        text = _BROKEN.sub("€" if is_windows else "\ufffd", text)
    decoded = Decoded(text, encoding, bom, tuple(raw))
    if _gives_back(decoded, data):
        return decoded
    respelt = decoded._replace(raw=_misspelt(body, decoded))
    # Encodings with states, and those that decode what they cannot encode, are kept whole.
    return respelt if _gives_back(respelt, data) else decoded._replace(raw=(Raw(0, len(text), body),))


def _gives_back(decoded: Decoded, data: bytes) -> bool:
    try:
        return encode(decoded) == data
    except UnicodeEncodeError:
        return False


def encode(decoded: Decoded) -> bytes:
    """The bytes that `decode_as` was given."""
    pieces = [_MARKS[decoded.encoding]] if decoded.bom else []
    done = 0
    for raw in decoded.raw:
        pieces += decoded.text[done : raw.offset].encode(decoded.encoding), raw.data
        done = raw.offset + raw.length
    pieces.append(decoded.text[done:].encode(decoded.encoding))
    return b"".join(pieces)


def _misspelt(body: bytes, decoded: Decoded) -> tuple[Raw, ...]:
    """The characters that stood in `body` in another spelling than the encoding's own.

    Big5 has two codes for some characters, and GB18030 four bytes where two would do.
    """
    text, encoding = decoded.text, decoded.encoding
    broken = {raw.offset: raw for raw in decoded.raw}
    spelling: dict[str, bytes] = {}
    raw: list[Raw] = []
    offset = at = 0
    while offset < len(text):
        if offset in broken:
            raw.append(broken[offset])
            at += len(broken[offset].data)
            offset += 1
            continue
        character = text[offset]
        own = spelling.get(character)
        if own is None:
            own = spelling[character] = character.encode(encoding, "ignore")
        if body.startswith(own, at) and own:
            at += len(own)
            offset += 1
            continue
        other = _other_spelling(body[at : at + 8], text[offset : offset + 2], encoding)
        if other is None:
            return ()
        raw.append(Raw(offset, *other))
        offset += other[0]
        at += len(other[1])
    return tuple(raw)


def _other_spelling(data: bytes, text: str, encoding: str) -> tuple[int, bytes] | None:
    for length in range(1, len(data) + 1):
        for count in range(1, len(text) + 1):
            try:
                if data[:length].decode(encoding) == text[:count]:
                    return count, data[:length]
            except UnicodeDecodeError:
                pass
    return None
