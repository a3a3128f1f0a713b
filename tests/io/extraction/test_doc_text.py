import os
import sys

import pytest

from documents import paragraph, run, word

DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

# Stands in for LibreOffice, which not every machine has: called as that is, it leaves the DOCX file that lies beside it.
CONVERTER = """#!{python}
import shutil, sys
assert sys.argv[1].startswith("-env:UserInstallation=file://") and "--headless" in sys.argv
folder = sys.argv[sys.argv.index("--outdir") + 1]
assert open(sys.argv[-1], "rb").read(4) == b"\\xd0\\xcf\\x11\\xe0"
shutil.copy(__file__ + ".docx", folder + "/source.docx")
"""


@pytest.fixture
def machine(tmp_path):
    """A folder of commands, and the environment in which they are found alone."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "a.doc").write_bytes(DOC)
    return tmp_path / "bin", {"PATH": str(tmp_path / "bin"), "PYTHONPATH": os.environ.get("PYTHONPATH", "")}


def test_what_libreoffice_makes_of_a_file_is_read_as_docx_is(machine, newsclean):
    commands, environment = machine
    (commands / "soffice").write_text(CONVERTER.format(python=sys.executable), "utf-8")
    (commands / "soffice").chmod(0o755)
    (commands / "soffice.docx").write_bytes(word(paragraph(run("一,二")), paragraph(run("三"))))
    newsclean("clean", "a.doc", "-o", "a.txt", "--log", "log.jsonl", env=environment)
    assert (commands.parent / "a.txt").read_text("utf-8") == "一，二\n三\n"
    newsclean("verify", "--log", "log.jsonl")


def test_without_libreoffice_the_error_says_so(machine, newsclean):
    told = newsclean("clean", "a.doc", "-o", "a.txt", env=machine[1], code=3).stderr.decode()
    cause = ".doc files need LibreOffice, and there is no command soffice"
    assert f"newsclean: a.doc: {cause}; install LibreOffice, or save it as .docx\n" in told


def test_what_libreoffice_cannot_read_is_refused(machine, newsclean):
    commands, environment = machine
    (commands / "soffice").write_text(f"#!{sys.executable}\n", "utf-8")
    (commands / "soffice").chmod(0o755)
    told = newsclean("clean", "a.doc", "-o", "a.txt", env=environment, code=3).stderr.decode()
    assert "a.doc: LibreOffice cannot read it (FileNotFoundError); open it with Word, and save it as .docx\n" in told


def test_what_is_no_file_of_word_is_refused(tmp_path, newsclean):
    (tmp_path / "a.doc").write_text("一,二", "utf-8")
    told = newsclean("clean", "a.doc", "-o", "a.txt", code=3).stderr.decode()
    assert "a.doc: not a file of Word before 2007; check the file, and what its name ends in\n" in told
