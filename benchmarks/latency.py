"""How long a record stays in a pipe that is held open: newsclean, and a Python loop around autocorrect-py.

    python benchmarks/latency.py ARTICLES.jsonl[.xz] [--limit N]

ARTICLES holds {"id", "title", "paragraphs"} records. One record goes in, and the next only when it has come out.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from importlib.metadata import version

from pipeline import articles

PEER = """
import json, sys
import autocorrect_py
for line in sys.stdin:
    record = json.loads(line)
    record["text"] = autocorrect_py.format(record["text"])
    print(json.dumps(record, ensure_ascii=False), flush=True)
"""


def waits(command: list[str], records: list[bytes]) -> list[float]:
    """Milliseconds from writing each record to having it back, but for the first, which waits for the start."""
    found = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for record in records:
            start = time.perf_counter()
            process.stdin.write(record)
            process.stdin.flush()
            process.stdout.readline()
            found.append((time.perf_counter() - start) * 1000)
        process.stdin.close()
    return sorted(found[1:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--limit", type=int, default=2000)
    options = parser.parse_args()
    texts = articles(options.articles, options.limit)
    records = [(json.dumps({"text": text}, ensure_ascii=False) + "\n").encode() for text in texts]
    print(
        f"python {sys.version.split()[0]}, newsclean {version('newsclean')}, autocorrect-py {version('autocorrect-py')}"
    )
    own = 0.0
    for name, command in (
        (
            "newsclean",
            [sys.executable, "-m", "newsclean", "clean", "--format", "jsonl", "--log", "/dev/null", "--force"],
        ),
        ("autocorrect-py in a loop", [sys.executable, "-c", PEER]),
    ):
        found = waits(command, records)
        middle = statistics.median(found)
        own = own or middle
        print(
            f"{name:26} median {middle:6.2f} ms {own / middle:6.2f} x   99 % under {found[len(found) * 99 // 100]:6.2f}"
            f" ms, all under {found[-1]:6.2f} ms; {len(found):,} records"
        )


if __name__ == "__main__":
    main()
