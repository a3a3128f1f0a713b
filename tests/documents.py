"""Files of other kinds than text, made of their parts."""

import io
import zipfile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{name}"'
    for prefix, name in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "m": "openxmlformats.org/officeDocument/2006/math",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "wps": "microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
NOTES = """<w:{kind}s {namespaces}><w:{kind} w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>
<w:{kind} w:id="2"><w:p><w:r><w:{kind}Ref/><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:{kind}></w:{kind}s>"""


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content, properties=""):
    return f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs>{properties}</w:pPr>{content}</w:p>"


def word(*blocks, numbering="", styles=(), **notes):
    document, data = docx.Document(), io.BytesIO()
    body = document.element.body
    whole = parse_xml(f"<w:body {NAMESPACES}>{''.join(blocks)}</w:body>")
    for block in [*whole]:
        body.insert(len(body) - 1, block)
    if numbering:
        lists = document.part.numbering_part.element
        for number in [*lists]:
            lists.remove(number)
        lists.extend([*parse_xml(f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>")])
    for style, properties in styles:
        own = document.styles[style].element.get_or_add_pPr()
        own._remove_numPr()
        own.append(parse_xml(properties))
    for kind, text in notes.items():
        part = NOTES.format(kind=kind, namespaces=NAMESPACES, text=text).encode()
        uri, type_ = PackURI(f"/word/{kind}s.xml"), f"application/vnd.openxmlformats-{kind}s+xml"
        related = Part(uri, type_, part, document.part.package)
        document.part.relate_to(related, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.save(data)
    return data.getvalue()


def read(newsclean, data):
    """The text of a document, as the command finds it."""
    return newsclean("clean", "-", "--format", "docx", "--select", "script", stdin=data).stdout.decode()


def zipped(members):
    """A ZIP archive of texts by their names."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return data.getvalue()


def crawl(pages):
    """A WARC file (ISO 28500) of pages by their addresses."""
    data = b""
    for number, (url, page) in enumerate(pages.items()):
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
        data += (
            (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-04-23T08:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            ).encode()
            + body
            + b"\r\n\r\n"
        )
    return data


def hocr(lines, *, words=True):
    body = ""
    for text, *edges in lines:
        box = " ".join(map(str, edges))
        em = (edges[2] - edges[0]) / len(text)
        each = "".join(
            f"<span class='ocrx_word' title='bbox {edges[0] + at * em:.0f} {edges[1]} {edges[0] + (at + 1) * em:.0f} "
            f"{edges[3]}; x_wconf 90'>{mark}</span> "
            for at, mark in enumerate(text)
        )
        body += f"<span class='ocr_line' title='bbox {box}; baseline 0 0'>{each if words else text}</span>\n"
    return f"<!DOCTYPE html><html><body><div class='ocr_page' title='image a.png; bbox 0 0 800 1200'>{body}</div></body></html>"


def alto(lines, space="http://www.loc.gov/standards/alto/ns-v4#", *, page="", line="", head=""):
    body = ""
    for text, left, top, right, bottom in lines:
        edges = f'HPOS="{left}" VPOS="{top}" WIDTH="{right - left}" HEIGHT="{bottom - top}"'
        body += f'<TextLine {edges if not line else ""}><String CONTENT="{text}" {line or edges}/></TextLine>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<alto xmlns="{space}"><Layout><Page WIDTH="800" HEIGHT="1200"{page}>'
        f"<PrintSpace><TextBlock>{body}</TextBlock></PrintSpace></Page></Layout></alto>"
    )
