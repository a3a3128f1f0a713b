"""The text of RTF files (Rich Text Format 1.9.1), by striprtf. They are read only: their clean text is a text file."""

from __future__ import annotations

import re

from newsclean.errors import InputError

# Groups within groups: Word writes some dozens, and what has thousands is made to take time and memory.
_DEEPEST = 1000
# A table of fonts that goes on so long without an entry takes time that grows as its square.
_LONGEST_GAP = 10_000
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_NOTE = re.compile(r"\{(?:\\\*)?\s*\\footnote(?![a-z])")
_CELL = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:nest)?cell(?![a-z])")
_EIGHT_BITS = re.compile(rb"[\x80-\xff]")
_CODE_PAGE = re.compile(r"\\ansicpg(936|950)(?!\d)")
# The character sets of fonts that have these code pages; many say that they are Western, and their text is not.
_CHARSET = {"936": "134", "950": "136"}
_WESTERN = re.compile(r"\\fcharset0(?!\d)")


def text_of_rtf(data: bytes, name: str) -> str:
    """The paragraphs and table rows of an RTF file, a line each, and behind them its notes.

    Args:
        data: The file.
        name: What to call it in an error.

    Returns:
        The text; the cells of a row stand with tabs between them, and `[1]` where a note is referred to and before it.

    Raises:
        ImportError: striprtf is not installed.
        InputError: It is no RTF file, or is made to take time.
        Exception: Of any kind, where the file is damaged.
    """
    if not data.startswith(b"{\\rtf"):
        raise InputError(name, "not an RTF file", "check the file, and what its name ends in")
    source = _EIGHT_BITS.sub(lambda byte: b"\\'%02x" % byte[0][0], data).decode("ascii")
    if page := _CODE_PAGE.search(source[:1000]):
        source = _WESTERN.sub(rf"\\fcharset{_CHARSET[page[1]]}", source)
    # Cells are no bars, and the address of a link is no text of its own.
    source = _CELL.sub(r"\1\\tab", source).replace("HYPERLINK", "LINK")
    ends = _ends_of_groups(source, name)
    fonts = _font_table(source, ends, name)
    body, notes = _without_notes(source, ends)
    head = f"{{\\rtf1\\ansi{page[0] if page else ''}{fonts}"
    lines = [_shown(body).strip("\n")]
    for number, note in enumerate(notes, 1):
        text = _shown(head + note + "}")
        lines.append(f"[{number}] {' '.join(text.split())}")
    # Characters beyond U+FFFF are written as two halves.
    return "\n".join(lines).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _shown(source: str) -> str:
    from striprtf import striprtf

    text: str = striprtf.rtf_to_text(source)  # type: ignore[no-untyped-call]
    return text


def _ends_of_groups(source: str, name: str) -> dict[int, int]:
    """Where each group ends, by where it begins."""
    ends: dict[int, int] = {}
    stack: list[int] = []
    for brace in _BRACE.finditer(source):
        if brace[0] == "{":
            stack.append(brace.start())
            if len(stack) > _DEEPEST:
                raise InputError(name, f"groups nested deeper than {_DEEPEST:,} levels", "save it anew, or as .docx")
        elif brace[0] == "}" and stack:
            ends[stack.pop()] = brace.end()
    return ends


def _font_table(source: str, ends: dict[int, int], name: str) -> str:
    """The table of fonts, which says how the bytes of each are read."""
    start = source.find("{\\fonttbl")
    if start < 0:
        return ""
    table = source[start : ends.get(start, len(source))]
    if len(table) - min(table.rfind("\\fcharset"), table.rfind(";")) > _LONGEST_GAP:
        raise InputError(name, "its table of fonts is damaged", "save it anew, or as .docx")
    return table


def _without_notes(source: str, ends: dict[int, int]) -> tuple[str, list[str]]:
    """A text with the numbers of its notes in their places, and the notes."""
    body, notes, at = "", [], 0
    for found in _NOTE.finditer(source):
        start = found.start()
        if start >= at and start in ends:
            notes.append("{" + source[found.end() : ends[start]])
            body += f"{source[at:start]}{{[{len(notes)}]}}"
            at = ends[start]
    return body + source[at:], notes
