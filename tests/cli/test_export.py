import hashlib
import shutil
import subprocess

import pyarrow as pa
import pytest
from pyarrow import parquet

from conftest import ROOT
from newsclean.io.atomic import write_atomically

NAMES = ("新 闻.txt", "wrapped-gb18030.txt", "records.jsonl")


@pytest.fixture
def cleaned(newsclean, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name, sample in zip(NAMES, ("seed-article.txt", *NAMES[1:]), strict=True):
        shutil.copy(ROOT / "samples" / sample, inbox / name)
    newsclean("clean", "inbox", "-o", "clean", "--log", "log.jsonl")
    return tmp_path


def test_sha256sum_checks_the_manifest(newsclean, cleaned):
    newsclean("export", "log.jsonl", "--as", "sha256", "-o", "manifest-sha256.txt")
    check = ["sha256sum", "--strict", "-c", "manifest-sha256.txt"]
    done = subprocess.run(check, cwd=cleaned, capture_output=True, check=True)
    assert done.stdout.count(b": OK") == 3
    (cleaned / "clean/records.jsonl").write_bytes(b"altered")
    assert subprocess.run(check, cwd=cleaned, capture_output=True).returncode == 1


@pytest.mark.parametrize("is_there", [True, False])
def test_patch_turns_the_sources_into_the_clean_files(newsclean, cleaned, is_there):
    wanted = {name: (cleaned / "clean" / name).read_bytes() for name in NAMES}
    if not is_there:
        shutil.rmtree(cleaned / "clean")
    difference = newsclean("export", "log.jsonl", "--as", "diff").stdout
    subprocess.run(["patch", "--binary", "-p0"], input=difference, cwd=cleaned, check=True, capture_output=True)
    assert {name: (cleaned / "inbox" / name).read_bytes() for name in NAMES} == wanted


def test_the_diff_says_which_file_is_gone(newsclean, cleaned):
    shutil.rmtree(cleaned / "clean")
    (cleaned / "inbox" / NAMES[0]).write_text("another")
    done = newsclean("export", "log.jsonl", "--as", "diff", "-o", "x.diff", code=3)
    assert NAMES[0] in done.stderr.decode()
    assert not (cleaned / "x.diff").exists()


@pytest.mark.parametrize("form", ["csv", "premis", "mnbvc"])
def test_every_form_is_written_and_nothing_is_replaced_unasked(newsclean, cleaned, form):
    newsclean("export", "log.jsonl", "--as", form, "-o", "out")
    written = (cleaned / "out").read_bytes()
    assert written == newsclean("export", "log.jsonl", "--as", form).stdout
    assert len(written) > 1000
    done = newsclean("export", "log.jsonl", "--as", form, "-o", "out", code=2)
    assert b"out: is there already; choose another -o or pass --force" in done.stderr
    newsclean("export", "log.jsonl", "--as", form, "-o", "out", "--force")
    log = hashlib.sha256((cleaned / "log.jsonl").read_bytes()).digest()
    newsclean("export", "log.jsonl", "--as", form, "-o", "log.jsonl", "--force", code=2)
    assert hashlib.sha256((cleaned / "log.jsonl").read_bytes()).digest() == log


@pytest.mark.parametrize("form", ["csv", "diff", "sha256", "premis", "mnbvc"])
def test_a_foreign_log_is_refused_and_nothing_is_written(newsclean, tmp_path, form):
    (tmp_path / "odd.jsonl").write_text("hello\n")
    done = newsclean("export", "odd.jsonl", "--as", form, "-o", "out", code=3)
    assert done.stderr == b"newsclean: odd.jsonl: not a log of newsclean; check the path of --log\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("packed", ["a.txt.gz", "a.txt.zst", "a.parquet"])
def test_the_manifest_has_packed_files_as_they_lie_on_the_disk(newsclean, tmp_path, packed):
    if packed.endswith(".parquet"):
        parquet.write_table(pa.table({"text": ["会议指出,要坚持。"]}), tmp_path / packed)
    else:
        write_atomically(tmp_path / packed, "会议指出,要坚持。".encode())
    newsclean("clean", packed, "-o", "out/", "--log", "log.jsonl")
    (tmp_path / "manifest").write_bytes(newsclean("export", "log.jsonl", "--as", "sha256").stdout)
    check = ["sha256sum", "--strict", "-c", "manifest"]
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.decode() == f"out/{packed}: OK\n"
    shutil.copy(tmp_path / packed, tmp_path / "out" / packed)
    assert b"altered since it was logged" in newsclean("export", "log.jsonl", "--as", "sha256", code=3).stderr
    (tmp_path / "out" / packed).unlink()
    told = newsclean("export", "log.jsonl", "--as", "sha256", code=3).stderr
    assert f"out/{packed}: No such file or directory".encode() in told
