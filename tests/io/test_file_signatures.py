import gzip
import io
import json
import zipfile

import pytest


def zipped(name):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "<x/>")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
            "a PDF file, and no text; let its name end in .pdf",
        ),
        (rb"{\rtf1\ansi\ansicpg936 \'d6\'d0,}", "an RTF file, and no text; let its name end in .rtf"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1"),
            "a file of Word or Excel before 2007, and no text; let its name end in .doc if it is of Word",
        ),
        (b"PK\x03\x04\x14\0", "a ZIP archive, as .docx and .epub files are, and no text; unpack it, or say what it is"),
        (zipped("xl/workbook.xml"), "an Excel file, and no text; save it as .csv"),
        (zipped("word/document.xml"), "a Word file, and no text; let its name end in .docx"),
        (
            gzip.compress("一,二".encode(), mtime=0),
            "packed by gzip, and no text; let its name end in .gz, or unpack it",
        ),
        (b"\x89PNG\r\n\x1a\n", "a picture, and no text; have its text read by OCR"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_name_whatever_it_is_called(newsclean, tmp_path, data, told):
    (tmp_path / "a.txt").write_bytes(data)
    assert newsclean("clean", "a.txt", "-o", "b.txt", code=3).stderr.startswith(f"newsclean: a.txt: {told}".encode())
    assert not (tmp_path / "b.txt").exists()


def test_of_a_file_that_is_packed_twice_it_is_said_that_it_is(newsclean, tmp_path):
    (tmp_path / "a.txt.gz.gz").write_bytes(gzip.compress(gzip.compress("一,二".encode())))
    told = newsclean("clean", "a.txt.gz.gz", "-o", "b.txt", code=3).stderr.decode()
    assert "packed by gzip, and no text; it was packed twice: unpack it once" in told


@pytest.mark.parametrize("text", ["PDF,是一种格式。", "BZ,一种", "PK,双方", "{rtf}", "GIF,图片"])
def test_a_text_is_none_for_how_it_begins(newsclean, text):
    assert newsclean("clean", stdin=text.encode()).stdout.decode() == text.replace(",", "，")


@pytest.mark.parametrize(
    ("text", "what", "advice"),
    [
        ('{"正文":"一,二"}', "JSON", "write it in one line, as jq -c . does"),
        ('[{"正文":"一,二"}]', "JSON", "write one object a line, as jq -c '.[]' does"),
        (' ["一,二"]\n', "JSON", "write a record a line, as jq -c '{text: .[]}' does"),
        ("['一,二']", "a list as Python prints it", "join its parts"),
        (r"""['一,\u3000"二"', "it's", '三']""", "a list as Python prints it", "join its parts"),
    ],
)
def test_data_written_as_text_are_refused_in_a_file_and_go_through_untouched_in_a_field(
    newsclean, tmp_path, text, what, advice
):
    (tmp_path / "a.txt").write_text(text)
    told = newsclean("clean", "a.txt", code=3).stderr
    assert told.startswith(f"newsclean: a.txt: {what}, and not a text; {advice}".encode())
    row = json.dumps({"text": text}).encode() + b"\n"
    done = newsclean("clean", "--format", "jsonl", stdin=row, code=3)
    assert done.stdout == row
    assert done.stderr.startswith(f"newsclean: -:1: field text: {what}, and not a text; write".encode())


@pytest.mark.parametrize("text", ["{}", "[1,2]", "['一,二", "[记者,王强]", "['一,二'],三", "[“一,二”]", "{'一,二'}"])
def test_text_in_brackets_is_text(newsclean, text):
    row = json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n"
    newsclean("clean", "--format", "jsonl", stdin=row)
