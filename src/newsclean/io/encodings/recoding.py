"""Records that came in another encoding, as UTF-8, in which they are handled, and back."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from newsclean.errors import DecodeError, InputError
from newsclean.io.encodings.detection import decode

UTF8 = "utf-8"
_UTF8_NAMES = ("utf-8", "utf8", "utf-8-sig")
_SAMPLE = 1 << 20
# So many bytes beyond ASCII are UTF-8 by no chance, whatever is named: records may be, in a folder of texts in GBK.
_ENOUGH, _ASCII = 30, bytes(range(128))
# What a character is in these depends on those before it.
_WITH_STATES = ("hz", "iso2022", "utf-7")


def encoding_of_records(sample: bytes, encoding: str = "auto", where: str = "input") -> str:
    """The encoding of records, by what they begin with.

    Args:
        sample: The first of their bytes, perhaps cut in a character.
        encoding: `auto`, or a name, as for `decode`.
        where: What to call the input in an error.

    Returns:
        Python's name of it; UTF-8 where nothing speaks against it, so that a broken record is told of by itself.

    Raises:
        DecodeError: It is not the encoding named, or records in it cannot be told from each other.
    """
    is_named = encoding != "auto"
    if encoding.lower() in _UTF8_NAMES:
        return UTF8
    if _is_utf8(sample) and not (is_named and len(sample.translate(None, _ASCII)) < _ENOUGH):
        return UTF8
    try:
        found = decode(sample, encoding, where).encoding
    except DecodeError:
        if is_named:
            raise
        return UTF8
    if found.startswith(_WITH_STATES):
        raise DecodeError(where, f"records cannot be read in {encoding}, which has states", "convert it to UTF-8")
    return found


def _is_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder(UTF8)().decode(sample)
    except UnicodeDecodeError:
        return False
    return b"\0" not in sample


def as_utf8(data: bytes, encoding: str) -> bytes:
    """Records in an encoding as UTF-8; a byte that is broken is broken there too.

    Raises:
        UnicodeDecodeError: The encoding has units of several bytes, and one is broken.
    """
    return data if encoding == UTF8 else data.decode(encoding, "surrogateescape").encode(UTF8, "surrogatepass")


def from_utf8(data: bytes, encoding: str) -> bytes:
    """Undo `as_utf8`, of the whole or of a part that begins and ends with a record.

    Raises:
        UnicodeEncodeError: The encoding has no place for a character.
    """
    return data if encoding == UTF8 else data.decode(UTF8, "surrogatepass").encode(encoding, "surrogateescape")


class Recoded:
    """Reads records as UTF-8, whatever encoding they are in. Called with how many bytes to read at most.

    Args:
        read: Reads up to so many bytes, fewer if no more are there yet, none at the end.
        encoding: `auto`, or a name, as for `decode`.
        where: What to call the input in an error.

    Attributes:
        encoding: The encoding they are in, once something was read; UTF-8 before.
    """

    def __init__(self, read: Callable[[int], bytes], encoding: str, where: str) -> None:
        self._read = read
        self._named = encoding
        self._where = where
        self._decoder: codecs.IncrementalDecoder | None = None
        self.encoding = UTF8

    def __call__(self, size: int) -> bytes:
        """As `read`.

        Raises:
            DecodeError: It is not the encoding named.
            InputError: Encoding what was read would not give the bytes back.
        """
        while True:
            data = self._read(size)
            if self._decoder is None:
                self.encoding = encoding_of_records(data[:_SAMPLE], self._named, self._where)
                self._decoder = codecs.getincrementaldecoder(self.encoding)("surrogateescape")
            if self.encoding == UTF8:
                return data
            recoded = self._recoded(data, self._decoder)
            if recoded or not data:
                return recoded

    def _recoded(self, data: bytes, decoder: codecs.IncrementalDecoder) -> bytes:
        read = decoder.getstate()[0] + data
        try:
            text = decoder.decode(data, final=not data)
            done = len(read) - len(decoder.getstate()[0])
            is_same = text.encode(self.encoding, "surrogateescape") == read[:done]
        except UnicodeError:  # of UTF-16 that ends within a character
            is_same = False
        if not is_same:
            cause = f"it holds what is no {self.encoding}, or is spelt in another way than {self.encoding} has it"
            raise InputError(self._where, cause, "convert it to UTF-8, or name its encoding with --encoding")
        return text.encode(UTF8, "surrogatepass")
