"""Build the application: newsclean in one file that needs no Python. With no arguments it opens the review.

    python packaging/application/build.py FOLDER

Needs pyinstaller, and in the same environment newsclean with what the application shall read:
`pip install pyinstaller ".[review,patterns,html,docx,epub,pdf,ocr,rtf]"`.
"""

import sys
from pathlib import Path

import PyInstaller.__main__

# The core is asked for by its names (commands, readers), and these by theirs.
COLLECTED = (
    "newsclean",
    "uvicorn",
    "trafilatura",
    "justext",
    "pypdfium2_raw",
    "docx",
    "opencc",
    "resiliparse",
    "fastwarc",
)
# The index for datasketch's own tools is reached from Python only; the rest is of other formats and of other programs.
LEFT_OUT = ("datasketch", "scipy", "numba", "llvmlite", "pandas", "pyarrow", "pyspark", "datasets", "scrapy", "tkinter")


def main(folder: Path) -> None:
    """Write the application to a folder."""
    here = Path(__file__).parent
    arguments = ["--onefile", "--name", "newsclean", "--noconfirm", "--log-level", "WARN"]
    arguments += ["--distpath", str(folder), "--workpath", str(folder / "work"), "--specpath", str(folder / "work")]
    arguments += ["--additional-hooks-dir", str(here / "hooks")]
    for name in COLLECTED:
        arguments += ["--collect-all", name]
    for name in LEFT_OUT:
        arguments += ["--exclude-module", name]
    PyInstaller.__main__.run([*arguments, str(here / "start.py")])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
