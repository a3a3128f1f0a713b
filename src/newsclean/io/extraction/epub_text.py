"""The text of EPUB files. They are read only: their clean text is a text file."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from newsclean.io.encodings.detection import decode
from newsclean.io.extraction.markup import refuse_many_attributes, refuse_own_entities, root_of, without_source_breaks

_CONTAINER = "META-INF/container.xml"
_OPF = "{http://www.idpf.org/2007/opf}"


def text_of_epub(data: bytes, encoding: str, name: str) -> str:
    """The chapters of an EPUB file (EPUB 3.3) in reading order, their paragraphs a line each.

    Args:
        data: The file.
        encoding: `auto`, or that of its chapters.
        name: What to call it in an error.

    Raises:
        ImportError: resiliparse is not installed.
        DecodeError: A chapter is in no encoding that is known.
        InputError: A chapter has entities of its own, or an element thousands of attributes.
        Exception: Of any kind, where the file is damaged or is something else.
    """
    from resiliparse.extract.html2text import extract_plain_text

    with zipfile.ZipFile(io.BytesIO(data)) as book:
        chapters = (_chapter(book, chapter, encoding, f"{name}, {chapter}") for chapter in _spine(book, name))
        return "\n\n".join(extract_plain_text(without_source_breaks(chapter)) for chapter in chapters)


def _chapter(book: zipfile.ZipFile, chapter: str, encoding: str, where: str) -> str:
    """The source of a chapter."""
    page = decode(book.read(chapter), encoding, where).text
    refuse_own_entities(page, where)
    refuse_many_attributes(page, where)
    return page


def _spine(book: zipfile.ZipFile, name: str) -> Iterator[str]:
    """The names of the chapters in the archive (EPUB 3.3, 5.7); they lead to nothing outside it.

    None is named twice, as the standard has it (5.7.3): a book of a few kilobytes could name one a million times.
    """
    named: set[str] = set()
    rootfile = root_of(book.read(_CONTAINER), f"{name}, {_CONTAINER}").find(".//{*}rootfile")
    if rootfile is None:
        raise KeyError("rootfile")
    opf = rootfile.get("full-path", "")
    package = root_of(book.read(opf), f"{name}, {opf}")
    hrefs = {item.get("id"): item.get("href", "") for item in package.iter(f"{_OPF}item")}
    for reference in package.iter(f"{_OPF}itemref"):
        href = unquote(hrefs[reference.get("idref")])
        chapter = posixpath.normpath(posixpath.join(posixpath.dirname(opf), href))
        if chapter not in named:
            named.add(chapter)
            yield chapter
