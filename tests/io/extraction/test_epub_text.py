import io
import zipfile

import docx
import pytest

from newsclean.changelog.log_files import read_records

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
OPF = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest>
<item id="b" href="b.xhtml"/><item id="a" href="{first}"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""
CHAPTER = """<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>x</title><style>p{{}}</style></head>
<body><h1>{title}</h1>{inner}<p>平塘县近日召开会议,研究部署<b>乡村振兴</b>工作。</p></body></html>"""


def epub(first="text/%E7%AB%A0.xhtml", opf=OPF, inner=""):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as book:
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("OEBPS/content.opf", opf.format(first=first))
        book.writestr("OEBPS/text/章.xhtml", CHAPTER.format(title="第一章", inner=inner))
        book.writestr("OEBPS/b.xhtml", CHAPTER.format(title="第二章", inner=""))
    return data.getvalue()


def word():
    document, data = docx.Document(), io.BytesIO()
    document.add_heading("平塘县召开会议", 1)
    document.add_paragraph("会议指出,").add_run("要坚持。").bold = True
    table = document.add_table(1, 3)
    for number, cell in enumerate(table.rows[0].cells):
        cell.text = f"第{number}格。"
    table.cell(0, 0).merge(table.cell(0, 1))
    document.add_paragraph("会议要求,各地要认真贯彻。")
    document.save(data)
    return data.getvalue()


def test_the_text_of_a_document_is_cleaned_and_the_log_says_what_its_source_is(tmp_path, newsclean):
    (tmp_path / "a.docx").write_bytes(word())
    newsclean("clean", "a.docx", "-o", "a.txt", "--log", "log.jsonl", "--ignore", "lines")
    text = (tmp_path / "a.txt").read_text("utf-8")
    assert text == "平塘县召开会议\n会议指出，要坚持。\n第0格。\n第1格。\t第2格。\n会议要求，各地要认真贯彻。\n"
    (head,) = [record for record in read_records(tmp_path / "log.jsonl") if record["type"] == "article"]
    assert head["source"]["extracted"]["by"].startswith("python-docx ")
    newsclean("verify", "--log", "log.jsonl")
    assert newsclean("restore", "a.txt", "--log", "log.jsonl").stdout.decode() == text.replace("，", ",")


def test_the_chapters_of_a_book_are_read_in_the_order_of_its_spine(tmp_path, newsclean):
    chapter = "\n\n平塘县近日召开会议，研究部署乡村振兴工作。\n"
    found = newsclean("clean", "-", "--format", "epub", "--ignore", "duplicates", stdin=epub())
    assert found.stdout.decode() == f"第一章{chapter}\n第二章{chapter}"
    assert b"2 changes" in newsclean("check", "-", "--format", "epub", stdin=epub(), code=1).stderr


def test_elements_of_a_chapter_leave_no_space_and_lose_no_text(tmp_path, newsclean):
    inner = (
        "<p>平<span>塘</span>县<ruby>召<rt>zhào</rt></ruby>开\n会议。</p><dl><dt>词</dt><dd>义</dd></dl><p>　缩进</p>"
        "<table><tr><td>姓名</td><td>职务</td></tr></table><figure><img alt='龘'/><figcaption>图注。</figcaption></figure>"
    )
    found = newsclean("clean", "-", "--format", "epub", "--select", "script", stdin=epub(inner=inner)).stdout.decode()
    assert [line.strip(" \n") for line in found.split("\n") if line.strip()][1:8] == [
        "平塘县召zhào开会议。", "词", "义", "　缩进", "姓名\t\t职务", "龘", "图注。",
    ]  # fmt: skip


@pytest.mark.parametrize("first", ["../../../etc/passwd", "/etc/passwd", "not-there.xhtml"])
def test_no_name_in_a_book_leads_out_of_it(tmp_path, newsclean, first):
    told = newsclean("clean", "-", "--format", "epub", stdin=epub(first), code=3).stderr
    assert b"not a whole .epub file" in told
    assert b"There is no item named" in told
    assert b"root:" not in told


def test_entities_of_a_book_are_not_resolved(tmp_path, newsclean):
    opf = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + OPF.partition("?>")[2].replace("b.xhtml", "&x;")
    assert b"root:" not in newsclean("clean", "-", "--format", "epub", stdin=epub(opf=opf), code=3).stderr


@pytest.mark.parametrize("format", ["docx", "epub"])
@pytest.mark.parametrize("cut", [0, 10, 300, -30, -1])
def test_a_document_that_was_cut_off_is_said(tmp_path, newsclean, format, cut):
    whole = word() if format == "docx" else epub()
    told = newsclean("clean", "-", "--format", format, stdin=whole[:cut], code=3).stderr
    assert f"not a whole .{format} file".encode() in told
    assert b"Traceback" not in told


def test_one_kind_is_not_taken_for_the_other(tmp_path, newsclean):
    assert b"not a whole .docx" in newsclean("clean", "-", "--format", "docx", stdin=epub(), code=3).stderr
    assert b"not a whole .epub" in newsclean("clean", "-", "--format", "epub", stdin=word(), code=3).stderr


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, newsclean):
    data = io.BytesIO(epub())
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("OEBPS/bomb.xhtml", "零" * 10_000_000)
    told = newsclean("clean", "-", "--format", "epub", "--max-bytes", 1_000_000, stdin=data.getvalue(), code=3).stderr
    assert b"-: more than 1,000,000 bytes; raise --max-bytes, or split it" in told


@pytest.mark.parametrize(
    ("format", "module", "package"), [("docx", "docx", "python-docx"), ("epub", "resiliparse", "resiliparse")]
)
def test_without_what_reads_it_the_install_command_is_named(tmp_path, newsclean, format, module, package):
    (tmp_path / f"{module}.py").write_text("raise ImportError('gone')", "utf-8")
    data = word() if format == "docx" else epub()
    told = newsclean("clean", "-", "--format", format, stdin=data, env={"PYTHONPATH": str(tmp_path)}, code=3).stderr
    assert told.startswith(
        f"newsclean: -: .{format} files need {package} (ImportError: gone); run: pip install 'newsclean[{format}]'\n".encode()
    )


ENTITIES = '<!DOCTYPE {root} [<!ENTITY x "议"><!ENTITY y SYSTEM "/etc/hostname">]>'


def with_entities(data, member, root, before, after):
    """An archive with a declaration of entities in a member, and a reference to one in its text."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(changed, "w") as out:
        for info in archive.infolist():
            inside = archive.read(info)
            if info.filename == member:
                text = inside.decode().replace(before, after)
                assert after in text
                head, mark, rest = text.partition("?>")
                inside = f"{head}{mark}{ENTITIES.format(root=root)}{rest}".encode()
            out.writestr(info, inside)
    return changed.getvalue()


@pytest.mark.parametrize("entity", ["&x;", "&y;"])
def test_no_text_is_lost_for_standing_in_an_entity_of_the_document(newsclean, entity):
    document = with_entities(word(), "word/document.xml", "w:document", "会议指出", f"会{entity}指出")
    told = newsclean("clean", "-", "--format", "docx", stdin=document, code=3)
    assert told.stdout == b""
    assert f"entities of its own ({entity})".encode() in told.stderr
    book = with_entities(epub(), "OEBPS/b.xhtml", "html", "会议", f"会{entity}")
    told = newsclean("clean", "-", "--format", "epub", stdin=book, code=3)
    assert told.stdout == b""
    assert b"OEBPS/b.xhtml: its text has entities of its own (&x;)" in told.stderr
    package = with_entities(epub(), "OEBPS/content.opf", "package", "<spine>", f"<spine>{entity}")
    assert b"entities of its own" in newsclean("clean", "-", "--format", "epub", stdin=package, code=3).stderr


def test_entities_that_every_page_has_and_a_plain_declaration_are_read(newsclean):
    declared = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
    book = epub(inner=f"<p>会议&mdash;&#35758;&amp;</p>{declared}")
    found = newsclean("clean", "-", "--format", "epub", "--select", "script", stdin=book).stdout.decode()
    assert "会议—议&" in found


def test_a_chapter_that_is_named_again_and_again_stands_there_once(newsclean):
    again = OPF.replace('<itemref idref="b"/>', '<itemref idref="b"/>' * 1000)
    chapter = "\n\n平塘县近日召开会议，研究部署乡村振兴工作。\n"
    found = newsclean("clean", "-", "--format", "epub", "--ignore", "duplicates", stdin=epub(opf=again))
    assert found.stdout.decode() == f"第一章{chapter}\n第二章{chapter}"
