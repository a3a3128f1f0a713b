"""The text of files of Word before 2007: LibreOffice makes a DOCX file of it, which is read as such."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from newsclean.errors import InputError
from newsclean.io.compression import too_large
from newsclean.io.extraction.docx_text import text_of_docx

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 180
_BEGINNING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def text_of_doc(data: bytes, name: str, most: int) -> str:
    """The paragraphs and table rows of a file of Word, as `text_of_docx`.

    Args:
        data: The file.
        name: What to call it in an error.
        most: How many bytes the DOCX file may have; 0 for any number.

    Raises:
        ImportError: python-docx is not installed.
        InputError: LibreOffice is not installed, or cannot read it.
    """
    if not data.startswith(_BEGINNING):
        raise InputError(name, "not a file of Word before 2007", "check the file, and what its name ends in")
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        cause = ".doc files need LibreOffice, and there is no command soffice"
        raise InputError(name, cause, "install LibreOffice, or save it as .docx")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.doc")
        source.write_bytes(data)
        # A profile of its own: two runs cannot share one, and no macro of a file is run.
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = (program, profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir", folder, source)
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
            found = Path(folder, "source.docx").read_bytes()
        except subprocess.TimeoutExpired:
            raise InputError(name, f"LibreOffice took more than {_SECONDS} s to read it", "save it as .docx") from None
        except (subprocess.CalledProcessError, OSError) as error:
            cause = f"LibreOffice cannot read it ({type(error).__name__})"
            raise InputError(name, cause, "open it with Word, and save it as .docx") from None
    if most and len(found) > most:
        raise too_large(name, most)
    return text_of_docx(found, name)
