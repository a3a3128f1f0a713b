"""Spark beside the command: cleaning, telling what an archive repeats, and what that costs in shuffle and memory.

    python benchmarks/spark.py ARTICLES.jsonl[.xz] [--times N] [--heap 512m] [--limit N] [--only clean|duplicates]

ARTICLES holds {"id", "title", "paragraphs"} records; they are compared N times over, in each copy half of the
paragraphs with a character replaced or dropped. Spark runs in this process with two workers; shuffle and spilling are
read from its event log.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from contextlib import suppress
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from pipeline import records, timed

# Java's second compiler takes longer over the many short plans of a job than it saves.
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def perturbed(texts: list[str], times: int, seed: int = 7) -> list[tuple[str, str]]:
    """The articles several times over, with slips in the copies."""
    rng = random.Random(seed)
    pool = "".join(texts[:300]).replace("\n", "")
    found = []
    for copy in range(times):
        for number, text in enumerate(texts):
            paragraphs = text.split("\n")
            for at, paragraph in enumerate(paragraphs if copy else ()):
                if len(paragraph) > 20 and rng.random() < 0.5:
                    place = rng.randrange(len(paragraph))
                    slip = rng.choice(pool) if rng.random() < 0.6 else ""
                    paragraphs[at] = paragraph[:place] + slip + paragraph[place + 1 :]
            found.append((f"{copy:03}-{number:06}", "\n".join(paragraphs)))
    return found


def started(heap: str, folder: Path):
    """A session of two workers that writes an event log."""
    from pyspark.sql import SparkSession

    (folder / "events").mkdir()
    options = {
        "spark.driver.memory": heap, "spark.driver.extraJavaOptions": JAVA, "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.local.dir": folder,
        "spark.sql.shuffle.partitions": "2", "spark.io.compression.codec": "zstd", "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": folder / "events", "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false", "spark.sql.files.maxPartitionBytes": "16m",
    }  # fmt: skip
    builder = SparkSession.builder.master("local[2,4]")
    for name, value in options.items():
        builder = builder.config(name, str(value))
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def events(folder: Path) -> Counter[str]:
    """Bytes shuffled and spilled, and tasks, by the event log."""
    counts: Counter[str] = Counter()
    for path in (folder / "events").iterdir():
        for line in path.open(encoding="utf-8"):
            metrics = json.loads(line).get("Task Metrics") if '"SparkListenerTaskEnd"' in line else None
            if metrics:
                read = metrics["Shuffle Read Metrics"]
                counts["tasks"] += 1
                counts["shuffle read"] += read["Remote Bytes Read"] + read["Local Bytes Read"]
                counts["spilled to disk"] += metrics["Disk Bytes Spilled"]
    return counts


def processor_time() -> float:
    """Seconds of processor time of all processes that this one has started, where /proc tells them."""
    parents, spent = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            parents[int(path.parent.name)] = int(fields[1])
            spent[int(path.parent.name)] = sum(map(int, fields[11:15]))  # its own, and of children that have ended
    own = {os.getpid()}
    while more := {one for one, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(spent[one] for one in own - {os.getpid()}) / os.sysconf("SC_CLK_TCK")


def measure_clean(session, frame, source: Path) -> None:
    from newsclean.integrations.spark import clean

    def in_spark() -> None:
        clean(frame).write.mode("overwrite").format("noop").save()

    command = [sys.executable, "-m", "newsclean", "clean", source.name, "-o", "out.jsonl", "--log", "log.jsonl"]
    command += ["--jobs", "2", "--force", "--quiet"]
    timed(in_spark)
    for _ in range(3):
        alone, spent = timed(lambda: subprocess.run(command, cwd=source.parent, check=True)), timed(in_spark)
        print(f"clean: --jobs 2 {alone:.1f} s, Spark, warm {spent:.1f} s: {alone / spent:.2f} × as fast", flush=True)


def measure_duplicates(frame, folder: Path, begun: float) -> None:
    from newsclean.integrations.spark import duplicates

    found = duplicates(frame).found
    groups = found.groups.count()
    spent = time.perf_counter() - begun
    paragraphs = found.paragraphs.count()
    print(f"{paragraphs:,} paragraphs: {1e6 * spent / paragraphs:.1f} µs each")
    print(
        f"clusters, pairs and roles: {spent:.1f} s with the start, {groups:,} clusters, {found.pairs.count():,} pairs"
    )
    print(f"processor time: {processor_time():.0f} s")
    for name, count in events(folder).items():
        print(f"{name}: {count:,}, {count / paragraphs:.1f} a paragraph", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--heap", default="512m")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--only", choices=["clean", "duplicates"])
    given = parser.parse_args()
    warnings.simplefilter("ignore", FutureWarning)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    texts = ["\n".join(record["paragraphs"]) for record in islice(records(given.articles), given.limit)]
    rows = perturbed(texts, given.times)
    print(f"pyspark {version('pyspark')}, newsclean {version('newsclean')}, {len(rows):,} articles, heap {given.heap}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.jsonl"
        lines = (json.dumps({"id": id, "text": text}, ensure_ascii=False) + "\n" for id, text in rows)
        source.write_text("".join(lines), "utf-8")
        rows.clear()
        begun = time.perf_counter()
        session = started(given.heap, folder)
        frame = session.read.schema("id string, text string").json(str(source))
        if given.only != "clean":
            measure_duplicates(frame, folder, begun)
        if given.only != "duplicates":
            measure_clean(session, frame, source)
        session.stop()


if __name__ == "__main__":
    main()
