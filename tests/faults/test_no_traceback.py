"""A hunt for tracebacks: each command is given each of many broken files, in each place where it takes one.

By default a sample of the pairs is tried, with `--hypothesis-profile=nightly` all of them.
"""

import bz2
import gzip
import io
import itertools
import json
import lzma
import random
import sqlite3
import zipfile

import pytest

from conftest import sampled
from pdfs import Text, pdf

DICE = random.Random(20261130)
NOISE = DICE.randbytes(3000)
TEXT = "会议指出,要坚持稳中求进,扎实推进各项工作,抓好落实。\n".encode()
RUN = b'{"type": "run", "schema": 2, "newsclean": "0.1.0", "settings": {}, "libraries": {}, "started": "2026"}\n'
ARTICLE = (
    b'{"type": "article", "article": "a.txt", "source": {"sha256": "0", "bytes": 1, "encoding": "utf-8", "bom": false, '
    b'"lossless": true}, "clean": {"path": "b.txt", "sha256": "0", "bytes": 1}}\n'
)


def damaged(data):
    """A file cut in two, and with some of its bytes changed."""
    changed = bytearray(data)
    for _ in range(20):
        changed[DICE.randrange(len(changed))] = DICE.randrange(256)
    return {"torn": data[: len(data) // 2], "changed": bytes(changed)}


def database():
    made = sqlite3.connect(":memory:")
    made.execute("CREATE TABLE meta (name BLOB, value BLOB)")
    made.execute("INSERT INTO meta VALUES (x'ff', x'ff')")
    return made.serialize()


def archive(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return data.getvalue()


def contents():
    yield "empty", b""
    yield "zeros", bytes(5000)
    yield "noise", NOISE
    yield "text", TEXT * 3
    yield "half characters", b"\xff\xfe" + b"\x00\xd8,\x00" * 50
    yield "odd bytes", b"\xef\xbb\xbf" * 3 + TEXT + b"\xff\xfe\x00\x1b[31m\r\x85" + TEXT
    yield "one quote", b'id,text\n1,"' + TEXT * 20
    yield "null", b"null\n"
    yield "deep", b"[" * 50_000
    yield "nested", b'{"a":' * 5000 + b"1" + b"}" * 5000
    yield "numbers", b'{"text": 1e999, "id": NaN, "n": ' + b"9" * 6000 + b"}\n"
    yield "long", b"a" * 300_000
    yield "equations", b"a = [" * 3000
    yield "tags", b"<html><body>" + b"<div>" * 3000 + TEXT
    yield "entities", b'<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b SYSTEM "/etc/passwd">]><html>&a;' + TEXT
    yield "run", RUN
    yield "run and noise", RUN + NOISE
    yield "no end", RUN + ARTICLE
    yield "half a record", RUN + ARTICLE[:-30]
    yield "odd records", RUN + b'{"type": "change", "article": ["a"]}\n[]\n5\n'
    yield "decisions", b'{"type": "decisions", "schema": 1}\n{"type": "decision", "article": 5, "offset": -1}\n'
    yield "settings", b'protect = ["/(a*)*b/", "/[/"]\nquotes = 7\nselect = [1]\n'
    yield "words", "里程\t里程\t里\n\t\n\ud83d\n".encode("utf-8", "surrogatepass")
    yield "database", database()
    yield "archive", archive(**{"../up": TEXT, "word/document.xml": NOISE})
    yield "many files", archive(**{f"{number}.xml": b"<a/>" for number in range(500)})
    for name, data in damaged(gzip.compress(TEXT * 50)).items():
        yield f"gzip {name}", data
    yield "gzip twice", gzip.compress(gzip.compress(TEXT))
    yield "bomb", lzma.compress(bytes(30_000_000))
    yield "bzip2", bz2.compress(TEXT)[:-10]
    yield "zstd", b"\x28\xb5\x2f\xfd" + NOISE
    for name, data in damaged(pdf([Text("会议指出,要坚持", 100, 700)])).items():
        yield f"pdf {name}", data
    yield "parquet", b"PAR1" + NOISE + b"\xff\xff\xff\x7fPAR1"
    yield "warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nHTTP/1.1 200\r\n\r\n" + TEXT
    yield "rtf", b"{\\rtf1" + b"{" * 5000 + b"\\u-99999999?\\bin999999999 "
    yield "word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE


CONTENTS = dict(contents())
ENDINGS = (
    "txt", "jsonl", "json", "csv", "tsv", "html", "md", "docx", "doc", "rtf", "epub", "pdf", "warc", "parquet", "xml",
    "hocr", "txt.gz", "txt.bz2", "txt.xz", "jsonl.zst", "warc.gz",
)  # fmt: skip
READERS = [
    ("clean", "{}", "-o", "out/", "--log", "new.jsonl", "--force"),
    ("check", "{}"),
    ("duplicates", "{}", "--as", "csv"),
]
PLACES = [
    ("clean", "{}"),
    ("clean", "-"),
    ("clean", "-", "--format", "jsonl"),
    ("clean", "{}", "--in-place", "--log", "place.jsonl", "--force"),
    ("clean", "{}", "-o", "out/", "--scope", "archive", "--on-duplicate", "remove", "--force"),
    ("clean", "a.txt", "-o", "out/", "--config", "{}", "--force"),
    ("clean", "a.txt", "-o", "out/", "--script", "t2s", "--script-words", "{}", "--force"),
    ("clean", "a.txt", "-o", "out/", "--scope", "archive", "--boilerplate-file", "{}", "--force"),
    ("clean", "a.txt", "-o", "out.txt", "--log", "{}", "--resume", "--force"),
    ("check", "{}", "--output-format", "sarif"),
    ("check", "-", "--stdin-filename", "x.html", "--output-format", "rdjson"),
    ("diff", "{}"),
    ("duplicates", "{}", "--index", "x.index"),
    ("duplicates", "a.txt", "--index", "{}"),
    ("index", "check", "{}"),
    ("index", "merge", "new.index", "{}"),
    ("restore", "{}", "--log", "log.jsonl"),
    ("restore", "b.txt", "--log", "{}"),
    ("verify", "--log", "{}"),
    ("report", "{}", "-o", "page.html", "--force"),
    ("show", "{}"),
    ("show", "{}", "a.txt"),
    ("apply", "{}", "decisions.jsonl", "-o", "applied/", "--log", "applied.jsonl", "--force"),
    ("apply", "log.jsonl", "{}", "-o", "applied/", "--log", "applied.jsonl", "--force"),
    *(("export", "{}", "--as", form) for form in ("csv", "diff", "sha256", "premis", "mnbvc", "stats", "card")),
    ("split", "{}", "-o", "parts/", "--shard-size", "2", "--force"),
    ("rules", "{}"),
    ("lsp",),
]


@pytest.fixture
def folder(tmp_path, newsclean):
    (tmp_path / "a.txt").write_bytes(TEXT)
    newsclean("clean", "a.txt", "-o", "b.txt", "--log", "log.jsonl")
    (tmp_path / "decisions.jsonl").write_text(json.dumps({"type": "decisions", "schema": 1}) + "\n", "utf-8")
    return tmp_path


def shuffled(pairs):
    pairs = [*pairs]
    random.Random(1).shuffle(pairs)
    return pairs


def tried(folder, newsclean, command, name, data):
    (folder / name).write_bytes(data)
    done = newsclean(*(part.replace("{}", name) for part in command), stdin=data, code=None)
    assert 0 <= done.returncode <= 4, (command, name, done)
    told = done.stderr.decode().splitlines()
    assert all(len(line) < 5000 for line in told), (command, name)
    # The fixture sees to it that no traceback is among them.
    assert done.returncode not in (2, 3, 4) or told, (command, name, done)


@pytest.mark.unmeasured
def test_files_of_every_kind_with_what_is_none(folder, newsclean):
    pairs = shuffled(itertools.product(READERS, CONTENTS.items(), ENDINGS))
    for command, (_, data), ending in sampled(pairs, 60):
        tried(folder, newsclean, command, f"x.{ending}", data)


@pytest.mark.unmeasured
def test_every_place_where_a_command_takes_a_file(folder, newsclean):
    pairs = shuffled(itertools.product(PLACES, CONTENTS.items()))
    for command, (_, data) in sampled(pairs, 20):
        tried(folder, newsclean, command, "x.jsonl" if command[0] in ("export", "show", "split") else "x", data)
