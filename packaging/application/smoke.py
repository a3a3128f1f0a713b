"""Try a built application: its start, a folder cleaned, verified and restored, pages read, and the review opened.

python packaging/application/smoke.py APPLICATION     ends with an error if one of them fails
"""

import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples"
LONGEST_START = 3.0
PAGE = f"<html><body><article>{'<p>会议指出,要坚持稳中求进。</p>' * 9}</article></body></html>"


def main(application: str) -> None:
    """Try an application."""
    for _ in range(2):  # the first start after the build reads it from the disk
        begun = time.monotonic()
        subprocess.run([application, "--version"], check=True)
        spent = time.monotonic() - begun
    print(f"start: {spent:.1f} s")
    # On Windows the end of the launcher leaves the server a moment longer, with its files open.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = SAMPLES / "seed-article.txt"
        (folder / "in").mkdir()
        (folder / "in" / "a.txt").write_bytes(source.read_bytes())
        (folder / "in" / "b.html").write_text(PAGE, "utf-8")

        def call(*arguments: str) -> None:
            subprocess.run([application, *arguments], cwd=folder, check=True)

        call("clean", "in", "-o", "out", "--log", "changes.jsonl", "--jobs", "2")
        call("verify", "--log", "changes.jsonl")
        call("restore", "out/a.txt", "--log", "changes.jsonl", "-o", "again.txt")
        if (folder / "again.txt").read_bytes() != source.read_bytes():
            sys.exit("the original was not restored")
        begun = time.monotonic()
        with subprocess.Popen(
            [application, "review", "changes.jsonl", "--no-browser"], cwd=folder, stdout=subprocess.PIPE, text=True
        ) as review:
            assert review.stdout is not None
            address = review.stdout.readline().strip()
            with urllib.request.urlopen(address) as page:
                is_page = b"<html" in page.read()
            print(f"review: {time.monotonic() - begun:.1f} s")
            review.terminate()
    if not is_page or spent > LONGEST_START:
        sys.exit("no page of the review" if not is_page else f"more than {LONGEST_START} s to start")


if __name__ == "__main__":
    main(sys.argv[1])
