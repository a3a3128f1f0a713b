import gzip

import pytest


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
            "a PDF file, and no text; extract its text, as pdftotext does, and clean that",
        ),
        (rb"{\rtf1\ansi\ansicpg936 \'d6\'d0,}", "an RTF file, and no text; save it as .docx or as text"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "a file of Word or Excel before 2007, and no text; save it as"),
        (b"PK\x03\x04\x14\0", "a ZIP archive, as .docx and .epub files are, and no text; unpack it, or say what it is"),
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


@pytest.mark.parametrize("text", ["PDF,是一种格式。", "BZ,一种", "PK,双方", "{rtf}", "GIF,图片"])
def test_a_text_is_none_for_how_it_begins(newsclean, text):
    assert newsclean("clean", stdin=text.encode()).stdout.decode() == text.replace(",", "，")
