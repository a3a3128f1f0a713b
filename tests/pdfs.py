"""PDF files, made of their parts: text set in a font that every reader has, so that none is embedded."""

from typing import NamedTuple

WIDTH, HEIGHT = 420, 595
LEADING, SIZE, MARGIN = 18, 12, 60
_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{encoding}/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})/Supplement 4>>"
    "/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>>>]>>"
)


class Text(NamedTuple):
    """A piece of text: its baseline is `y` below the top of the page."""

    text: str
    x: float
    y: float
    size: float = SIZE
    matrix: str = "1 0 0 1"


def pdf(*pages, rotate=0, picture=False, encoding="UniGB-UTF16-H", ordering="GB1", trailer="", objects=()):
    """A PDF file of pages, each a sequence of `Text`; an empty one has a picture if `picture`."""
    font = _FONT.format(encoding=encoding, ordering=ordering)
    parts = ["<</Type/Catalog/Pages 2 0 R>>", "", font]
    kids = []
    for page in pages:
        stream = "".join(
            f"BT /F {one.size} Tf {one.matrix} {one.x} {HEIGHT - one.y} Tm <{one.text.encode('utf-16-be').hex()}> Tj ET\n"
            for one in page
        )
        if picture and not page:
            stream = "q 300 0 0 300 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"
        parts.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        kids.append(f"{len(parts) + 1} 0 R")
        parts.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {rotate}"
            f"/Resources<</Font<</F 3 0 R>>>>/Contents {len(parts)} 0 R>>"
        )
    parts[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    data, places = "%PDF-1.7\n", []
    for number, part in enumerate((*parts, *objects), 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{part}\nendobj\n"
    table = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer<</Size {len(places) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(data)}\n%%EOF\n"
    return (data + table + end).encode("latin-1")


def wrapped(paragraphs, *, across=25, down=25, left=MARGIN, top=MARGIN, indent=2, size=SIZE, leading=LEADING):
    """Paragraphs as lines of so many characters, a list for each column of so many lines."""
    lines = []
    for paragraph in paragraphs:
        first, rest = paragraph[: across - indent], paragraph[across - indent :]
        lines.append((indent, first))
        lines += [(0, rest[at : at + across]) for at in range(0, len(rest), across)]
    columns = [lines[at : at + down] for at in range(0, len(lines), down)]
    return [
        [Text(text, left + moved * size, top + number * leading, size) for number, (moved, text) in enumerate(column)]
        for column in columns
    ]
