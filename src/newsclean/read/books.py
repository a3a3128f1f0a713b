"""The text of DOCX and EPUB files. They are read only: their clean text is a text file."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from newsclean.decode.ladder import decode
from newsclean.errors import InputError, NewscleanError, UsageError

_CONTAINER = "META-INF/container.xml"
_OPF = "{http://www.idpf.org/2007/opf}"


def text_of_docx(data: bytes, encoding: str, name: str) -> str:
    """The paragraphs and table rows of a DOCX file (ECMA-376) in the order of the document, a line each.

    Args:
        data: The file.
        encoding: Not asked: the file says it.
        name: What to call it in an error.

    Raises:
        UsageError: python-docx is not installed.
        InputError: The file is damaged, or is something else.
    """
    try:
        from docx import Document
    except ImportError:
        raise UsageError(name, ".docx files need python-docx", "run: pip install 'newsclean[docx]'") from None
    return _careful(lambda: "\n".join(_blocks(Document(io.BytesIO(data)).iter_inner_content())), "docx", name)


def _blocks(blocks: Iterable[Any]) -> Iterator[str]:
    for block in blocks:
        if hasattr(block, "rows"):
            for row in block.rows:
                yield "\t".join("\n".join(_blocks(cell.iter_inner_content())) for cell in _once(row.cells))
        else:
            yield block.text


def _once(cells: Iterable[Any]) -> Iterator[Any]:
    """The cells of a row; python-docx names a merged cell once for each column that it spans."""
    before = None
    for cell in cells:
        if cell._tc is not before:
            yield cell
        before = cell._tc


def text_of_epub(data: bytes, encoding: str, name: str) -> str:
    """The chapters of an EPUB file (EPUB 3.3) in reading order, their paragraphs a line each.

    Args:
        data: The file.
        encoding: `auto`, or that of its chapters.
        name: What to call it in an error.

    Raises:
        UsageError: inscriptis is not installed.
        InputError: The file is damaged, or is something else.
    """
    try:
        import inscriptis
    except ImportError:
        raise UsageError(name, ".epub files need inscriptis", "run: pip install 'newsclean[epub]'") from None

    def read() -> str:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            chapters = (decode(book.read(chapter), encoding, f"{name}, {chapter}").text for chapter in _spine(book))
            return "\n\n".join(inscriptis.get_text(chapter).strip() for chapter in chapters)

    return _careful(read, "epub", name)


def _spine(book: zipfile.ZipFile) -> Iterator[str]:
    """The names of the chapters in the archive (EPUB 3.3, 5.7); they lead to nothing outside it."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    rootfile = etree.fromstring(book.read(_CONTAINER), parser).find(".//{*}rootfile")
    if rootfile is None:
        raise KeyError("rootfile")
    opf = rootfile.get("full-path", "")
    package = etree.fromstring(book.read(opf), parser)
    hrefs = {item.get("id"): item.get("href", "") for item in package.iter(f"{_OPF}item")}
    for reference in package.iter(f"{_OPF}itemref"):
        href = unquote(hrefs[reference.get("idref")])
        yield posixpath.normpath(posixpath.join(posixpath.dirname(opf), href))


def _careful(read: Callable[[], str], format: str, name: str) -> str:
    try:
        return read()
    except NewscleanError:
        raise
    except Exception as error:  # what parsers raise for bytes of any kind is not written down anywhere
        cause = f"not a whole .{format} file ({type(error).__name__}: {error})"
        raise InputError(name, " ".join(cause.split()), "get it again") from None
