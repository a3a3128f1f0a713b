import json
import os
import random
import shutil
import signal
import subprocess
import sys

import pytest

pytestmark = [
    pytest.mark.unmeasured,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]
STEMS = (
    "会议要求，各地要认真贯彻落实中央决策部署，扎实推进各项重点工作，确保全年目标任务圆满完成。",
    "据介绍，当地已建成一批特色产业基地，带动农民就近就业增收，村集体经济收入连续三年保持增长。",
    "今年前三个季度，全市外贸进出口总额同比增长百分之六点五，创下新高，其中出口增长百分之八点一。",
    "村里的图书室重新开放了，每天来看书的孩子有三十多个，老人也常来，管理员是一位退休的语文教师。",
    "记者在现场看到，工人们正在安装最后一批设备，预计下个月初就可以试运行，年底前正式投入使用。",
)
WEATHER = "据中央气象台预报，{}日夜间到{}日白天，全市多云转晴，最低气温{}度，最高气温{}度，偏北风二到三级。"
FOOTER = "本网站所刊登的各种新闻和专题，版权均属本社所有，未经书面授权不得转载使用，违者必究。"


def made(count, seed=7):
    """Articles with reprints, versions, updates, formulas, moved and split paragraphs, notices, and two footers."""
    rng = random.Random(seed)
    words = [stem[start : start + 6] for stem in STEMS for start in range(0, len(stem) - 6, 3)]
    stories = [
        ["".join(rng.choices(words, k=8)) + f"第{number}号。" for _ in range(rng.randint(1, 6))]
        for number in range(count // 2)
    ]
    articles = []
    for number in range(count):
        paragraphs = list(rng.choice(stories))
        for at, paragraph in enumerate(paragraphs):
            place = rng.randrange(len(paragraph))
            change = rng.random()
            if change < 0.2:
                paragraphs[at] = paragraph[:place] + paragraph[place + 1 :]
            elif change < 0.4:
                paragraphs[at] = paragraph[:place] + rng.choice("的了2不上") + paragraph[place:]
            elif change < 0.5:
                paragraphs[at] = paragraph.replace("，", ",").replace("会议", "會議")
        if rng.random() < 0.2 and len(paragraphs) > 1:
            paragraphs[:2] = ["".join(paragraphs[:2])]
        if rng.random() < 0.3:
            paragraphs.insert(1, WEATHER.format(*rng.choices(range(1, 29), k=4)))
        if rng.random() < 0.1:
            paragraphs.insert(0, "更正：昨日本报所刊消息有误。")
        if number % 4:
            paragraphs.append(FOOTER)
        if number % 9 == 0:
            paragraphs.append(rng.choice(STEMS))
        articles.append((f"2024-{rng.randint(10, 12)}-{rng.randint(10, 28)}" * (number % 5 > 0), "\n".join(paragraphs)))
    return articles


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """One session for all: of two workers, and with retries, which plain `local[2]` has not."""
    if shutil.which("java") is None:
        assert os.environ.get("NEWSCLEAN_SPARK") != "required"
        pytest.skip("Spark runs on Java: apt-get install openjdk-17-jre-headless")
    if os.environ.get("NEWSCLEAN_SPARK") != "required":
        pytest.importorskip("pyspark", reason="pip install 'newsclean[spark]'")
    from pyspark.sql import SparkSession

    patch = pytest.MonkeyPatch()
    patch.setenv("PYSPARK_PYTHON", sys.executable)
    folder = tmp_path_factory.mktemp("spark")
    options = {
        "spark.driver.memory": "1g", "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "3", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
        # So little is done that planning and compiling would take most of the time.
        "spark.sql.adaptive.enabled": "false", "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.local.dir": folder, "spark.sql.warehouse.dir": folder / "warehouse",
    }  # fmt: skip
    builder = SparkSession.builder.master("local[2,4]")
    for name, value in options.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("OFF")
    yield made
    made.stop()
    patch.undo()


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Articles as files of text and as records, one in each file, so that names are in order."""
    folder = tmp_path_factory.mktemp("archive")
    for name in ("texts", "records"):
        (folder / name).mkdir()
    for number, (date, text) in enumerate(made(90)):
        (folder / "texts" / f"{number:03}.txt").write_text(text, "utf-8")
        record = {"date": date, "text": text}
        (folder / "records" / f"{number:03}.jsonl").write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    return folder


def frame_of(session, archive, form, parts=3, seed=1):
    """The articles as a frame, shuffled and dealt out to partitions."""
    rows = []
    for path in sorted((archive / "records").iterdir()):
        record = json.loads(path.read_text("utf-8"))
        name = f"texts/{path.stem}.txt" if form == "texts" else f"records/{path.name}:1:text"
        rows.append((name, record["date"], record["text"]))
    random.Random(seed).shuffle(rows)
    return session.createDataFrame(session.sparkContext.parallelize(rows, parts), "id string, date string, text string")


def command(folder, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "newsclean", *arguments], cwd=folder, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def lines_of(frame):
    return [row[0] for row in frame.collect()]


def told(log):
    """The records of a log by article, without where the clean text was written."""
    found = {}
    for line in log.splitlines():
        record = json.loads(line)
        if record["type"] != "run":
            if record["type"] == "article":
                del record["clean"]["path"]
            found.setdefault(record["article"], []).append(record)
    return found


def killed_once(monkeypatch, module, name, once):
    """Have the first worker that comes to a function killed there, as `kill -9` does."""
    work = getattr(module, name)

    def fatal(table, *arguments, **named):
        try:
            os.close(os.open(once, os.O_CREAT | os.O_EXCL))
            os.kill(os.getpid(), signal.SIGKILL)
        except FileExistsError:
            pass
        return work(table, *arguments, **named)

    monkeypatch.setattr(module, name, fatal)


def failed_tasks(session):
    """How many tasks have failed in this session."""
    tracker = session.sparkContext._jsc.sc().statusStore()
    stages = tracker.stageList(
        None, False, False, session.sparkContext._gateway.new_array(session._jvm.double, 0), None
    )
    return sum(stages.apply(number).numFailedTasks() for number in range(stages.size()))


@pytest.mark.parametrize(
    ("canonical", "boilerplate", "parts", "trouble"),
    [("first", 20, 23, "kill"), ("longest", 2, 1, "large"), ("earliest", 20, 7, "")],
)
def test_duplicates_are_the_lines_that_the_command_writes(
    session, archive, monkeypatch, tmp_path, canonical, boilerplate, parts, trouble
):
    from newsclean.distributed import cluster_tables
    from newsclean.integrations.spark import duplicates, frames
    from newsclean.integrations.spark.reports import report_lines

    expected = command(
        archive, "duplicates", "records", "--as", "jsonl", "--canonical", canonical,
        "--boilerplate", str(boilerplate), *(("--date-field", "date") if canonical == "earliest" else ()),
    )  # fmt: skip
    before = failed_tasks(session)
    if trouble == "kill":
        killed_once(monkeypatch, cluster_tables, "judged_groups", tmp_path / "once")
    if trouble == "large":  # too much for the driver, and to be sent to every worker
        monkeypatch.setattr(frames, "MOST_ON_DRIVER", 0)
        monkeypatch.setattr(frames, "MOST_JOINED", 0)
    frame = frame_of(session, archive, "records", parts, seed=parts)
    found = duplicates(frame, canonical=canonical, date="date", boilerplate=boilerplate)
    assert "".join(f"{line}\n" for line in lines_of(report_lines(found.found))) == expected.decode()
    kinds = {json.loads(line)["type"] for line in expected.splitlines()}
    assert kinds == {"article", "pair", "cluster", "boilerplate"}
    assert (failed_tasks(session) > before) == (trouble == "kill")


def test_clean_gives_the_texts_and_the_log_of_the_command_and_the_originals_again(session, archive):
    from newsclean.integrations.spark import clean, restore

    command(archive, "clean", "texts", "-o", "clean", "--log", "clean.jsonl", "--quiet")
    frame = frame_of(session, archive, "texts")
    cleaned = clean(frame).persist()
    rows = {row.id: row for row in cleaned.collect()}
    assert {name: row.error for name, row in rows.items()} == dict.fromkeys(rows)
    for path in (archive / "clean").iterdir():
        assert rows[f"texts/{path.name}"].text == path.read_bytes().decode()
    assert told("".join(row.log for row in rows.values())) == told((archive / "clean.jsonl").read_text("utf-8"))
    originals = {row.id: (row.text, row.error) for row in restore(cleaned, cleaned).collect()}
    assert originals == {row.id: (row.text, None) for row in frame.collect()}
    altered = cleaned.withColumn("text", cleaned.text.substr(2, 9999)).limit(1)
    (row,) = restore(altered, cleaned).collect()
    assert "it was altered, first at line 1" in row.error


@pytest.mark.parametrize("on_duplicate", ["flag", "remove"])
def test_an_archive_is_cleaned_as_the_command_cleans_it(session, archive, on_duplicate):
    from newsclean.integrations.spark import clean_archive

    log = archive / f"{on_duplicate}.jsonl"
    command(
        archive, "clean", "texts", "-o", on_duplicate, "--log", log, "--quiet", "--scope", "archive",
        "--on-duplicate", on_duplicate,
    )  # fmt: skip
    rows = clean_archive(frame_of(session, archive, "texts"), on_duplicate=on_duplicate).collect()
    assert {row.id: row.text for row in rows} == {
        f"texts/{path.name}": path.read_text("utf-8") for path in (archive / on_duplicate).iterdir()
    }
    assert told("".join(row.log for row in rows)) == told(log.read_text("utf-8"))


def test_what_cannot_be_cleaned_goes_through_with_its_error(session):
    from newsclean.integrations.spark import clean

    texts = {"good": "你好,世界。".encode(), "half": "半\ud800个,字".encode("utf-8", "surrogatepass")}
    texts |= {"none": None, "bytes": b"\xff\xfe", "json": b'{"text": "a"}'}
    frame = session.createDataFrame([*texts.items()], "id string, text binary")
    rows = {row.id: row for row in clean(frame).collect()}
    assert {name: row.text and bytes(row.text) for name, row in rows.items()} == texts | {
        "good": "你好，世界。".encode(), "half": "半\ud800个，字".encode("utf-8", "surrogatepass"),
    }  # fmt: skip
    assert [name for name in texts if rows[name].error] == ["none", "bytes", "json"]
    assert json.loads(rows["none"].log)["type"] == "error"


def test_a_worker_that_is_killed_costs_a_task_and_no_row(session, archive, monkeypatch, tmp_path):
    from newsclean.integrations.spark import jobs

    frame = frame_of(session, archive, "texts")
    expected, before = sorted(map(tuple, jobs.clean(frame).collect())), failed_tasks(session)
    killed_once(monkeypatch, jobs, "clean_rows", tmp_path / "once")
    assert sorted(map(tuple, jobs.clean(frame).collect())) == expected
    assert failed_tasks(session) > before


def submitted(folder, *arguments, code=0, **env):
    """The entry as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "newsclean.integrations.spark", *arguments], cwd=folder, capture_output=True, timeout=300,
        env={**os.environ, "PYSPARK_PYTHON": sys.executable, **env}, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr.decode()
    return done.stderr.decode()


SUBMIT = {"PYSPARK_SUBMIT_ARGS": "--master local[2,4] --conf spark.driver.host=127.0.0.1 pyspark-shell"}


def parts(folder):
    return "".join(path.read_text("utf-8") for path in sorted(folder.glob("part-*")))


def test_the_entry_writes_records_log_and_a_marker(session, tmp_path):
    records = [
        '{"id": 1, "title": "甲", "text": "今天,天气很好。"}',
        '{"text": "没有名字"}',
        '{"text": "第二,条", "id": "b"}',
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(records) + "\n", "utf-8")
    said = submitted(tmp_path, "clean", "in.jsonl", "out", **SUBMIT)
    assert "newsclean: 1 records went through as they are, with an error in out/log" in said
    expected = [records[0].replace(",天", "，天"), records[1], records[2].replace("二,", "二，")]
    assert parts(tmp_path / "out" / "records").splitlines() == expected
    found = [json.loads(line) for line in parts(tmp_path / "out" / "log").splitlines()]
    assert [(each["type"], each["article"]) for each in found if each["type"] in ("end", "error")] == [
        ("end", "1"), ("error", "record"), ("end", "b"),
    ]  # fmt: skip
    assert json.loads(parts(tmp_path / "out" / "run"))["type"] == "run"
    assert (tmp_path / "out" / "_SUCCESS").exists()
    said = submitted(tmp_path, "clean", "in.jsonl", "out", code=4, **SUBMIT)
    assert said.endswith("newsclean: out: is there already; choose another, or remove it\n")


@pytest.mark.parametrize(
    ("env", "said"),
    [
        (
            {"JAVA_HOME": "/nowhere"},
            "Java: is not here, and Spark runs on it; install openjdk-17-jre-headless, or set JAVA_HOME",
        ),
        ({"JAVA_HOME": "old"}, "java is not Java 17 or later; install openjdk-17-jre-headless, or set JAVA_HOME"),
    ],
)
def test_java_that_is_missing_or_old_is_told_in_a_line(tmp_path, env, said):
    pytest.importorskip("pyspark", reason="pip install 'newsclean[spark]'")
    old = tmp_path / "old" / "bin" / "java"
    old.parent.mkdir(parents=True)
    old.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    old.chmod(0o755)
    if env["JAVA_HOME"] == "old":
        env = {"JAVA_HOME": str(tmp_path / "old")}
    assert submitted(tmp_path, "clean", "in", "out", code=2, **env).endswith(f"{said}\n")


def test_a_table_that_cannot_be_compared_is_refused_in_a_line(session):
    from newsclean.errors import NewscleanError
    from newsclean.integrations.spark import clean, duplicates, restore
    from newsclean.integrations.spark.refusals import refuse_arrow

    def frame(*rows):
        return session.createDataFrame([*rows], "id string, text string, n int")

    one = ("a", "甲", 1)
    for refused, said in (
        (lambda: clean(frame(one), text="body"), "table: no column 'body'; it has id, text, n; name one of these"),
        (lambda: clean(frame(one), text="n"), "table: column 'n' is integer, and no text; name another, or cast it"),
        (lambda: restore(frame(one), frame(one)), "table: no column 'log'; it has id, text, n; name one of these"),
        (lambda: duplicates(frame()), "table: has no rows; look at its path and its filters"),
        (lambda: duplicates(frame(one, one)), "table: id 'a' is there 2 times; give each article a name of its own"),
        (lambda: duplicates(frame(("a", None, 1))), "table: 'text' is null in 1 rows; leave them out: text IS NOT NULL"),
        (lambda: duplicates(frame((None, "", 1))), "table: 'id' is null in 1 rows; leave them out: id IS NOT NULL"),
        (lambda: duplicates(frame(one), canonical="last"),
         "canonical: 'last' is no choice; choose first, longest, earliest"),
        (lambda: refuse_arrow("17.0.0"), "pyarrow: 17.0.0 is too old; pip install 'pyarrow>=18'"),
    ):  # fmt: skip
        with pytest.raises(NewscleanError) as error:
            refused()
        assert str(error.value) == said
