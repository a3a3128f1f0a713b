"""How long a command takes to start, beside bare click.

    python benchmarks/start.py [RUNS]

Prints medians of RUNS (31) starts each, taken in turn, and their ratios.
"""

import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

SEED = (Path(__file__).parent.parent / "samples" / "seed-article.txt").read_bytes()
RECORD = '{"text": "会议在北京召开,各地代表参加."}\n'.encode()
SCRIPT = str(Path(sys.executable).parent / "newsclean")
COMMANDS = {
    "python -c 'import click'": ([sys.executable, "-c", "import click"], b""),
    "python -c 'import newsclean'": ([sys.executable, "-c", "import newsclean"], b""),
    "newsclean --help": ([SCRIPT, "--help"], b""),
    "newsclean clean (one article through a pipe)": ([SCRIPT, "clean", "--log", "/dev/null", "--force"], SEED),
    "newsclean clean (one record through a pipe)": ([SCRIPT, "clean"], RECORD),
    "python -c 'import datasketch'": ([sys.executable, "-c", "import datasketch"], b""),
}


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 31
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, (command, data) in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, input=data, stdout=subprocess.DEVNULL, check=True)
            times[name].append(time.perf_counter() - start)
    base = statistics.median(times["python -c 'import click'"])
    print(f"python {sys.version.split()[0]}, click {version('click')}, newsclean {version('newsclean')}; {runs} runs")
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"{name:46} {1000 * median:6.0f} ms  {median / base:5.2f} x bare click")


if __name__ == "__main__":
    main()
