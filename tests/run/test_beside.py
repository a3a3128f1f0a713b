import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean as package
from newsclean.article import way
from newsclean.pipeline import clean_each
from newsclean.read.inputs import Task
from newsclean.read.reader import Reading
from newsclean.run.beside import Archive, beside
from newsclean.run.workers import Workers
from newsclean.settings import Settings

P = (
    "会议要求，各地要认真贯彻落实中央决策部署，扎实推进各项工作。",
    "据介绍，当地已建成一批特色产业基地，带动农民就近就业增收。",
    "2024年4月23日，会议在重庆召开，研究部署新时代推动西部大开发工作。",
    "今年前三个季度，全市外贸进出口总额同比增长百分之六点五，创下新高。",
    "村里的图书室重新开放了，每天来看书的孩子有三十多个，老人也常来。",
)


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "in").mkdir()
    articles = {
        "a.txt": ["平塘县", P[0], P[1], P[2], P[3]],
        "b.txt": ["平塘县", P[4], P[0].replace("，", ","), P[2].replace("23日", "24日"), P[3]],
    }
    for name, paragraphs in articles.items():
        (tmp_path / "in" / name).write_text("\n\n".join(paragraphs) + "\n", "utf-8")
    return tmp_path


def records(path, kind, rule):
    found = map(json.loads, path.read_text("utf-8").splitlines())
    return [each for each in found if each["type"] == kind and each["rule"] == rule]


def test_a_fault_of_newsclean_on_one_article_costs_the_others_nothing(archive, monkeypatch):
    propose = way._propose

    def fail(rules, view, settings):
        if "坏" in view.text:
            raise ZeroDivisionError("division by zero")
        return propose(rules, view, settings)

    (archive / "in" / "c.txt").write_text("坏," + P[0], "utf-8")
    monkeypatch.setattr(way, "_propose", fail)
    tasks = [Task(name, archive / "in" / name, None, "text") for name in ("a.txt", "b.txt", "c.txt")]
    assert list(beside(tasks, Settings(), Reading(), Archive(False, "first", ""), Workers())) == ["b.txt"]


def test_nothing_is_removed_across_articles_unless_asked(newsclean, archive):
    newsclean("clean", "in", "-o", "plain", "--log", "plain.jsonl")
    newsclean("clean", "in", "-o", "flagged", "--log", "flagged.jsonl", "--scope", "archive")
    for name in ("a.txt", "b.txt"):
        assert (archive / "plain" / name).read_bytes() == (archive / "flagged" / name).read_bytes()
    assert not records(archive / "plain.jsonl", "flag", "duplicates/archive-copy")
    flags = records(archive / "flagged.jsonl", "flag", "duplicates/archive-copy")
    assert [(flag["article"], flag["line"]) for flag in flags] == [("in/b.txt", 5), ("in/b.txt", 7), ("in/b.txt", 9)]


def test_what_is_removed_names_the_copy_that_stays_and_a_fact_is_never_lost(newsclean, archive):
    newsclean("clean", "in", "-o", "out", "--log", "l.jsonl", "--scope", "archive", "--on-duplicate", "remove")
    clean = (archive / "out" / "b.txt").read_text("utf-8")
    assert clean == "\n\n".join(["平塘县", P[4], P[2].replace("23日", "24日")]) + "\n"
    removed = records(archive / "l.jsonl", "change", "duplicates/archive")
    assert [(each["line"], each["duplicate_of"]) for each in removed] == [
        (5, {"article": "in/a.txt", "line": 3}),
        (9, {"article": "in/a.txt", "line": 9}),
    ]
    (flag,) = records(archive / "l.jsonl", "flag", "duplicates/archive-copy")
    assert flag["reason"] == "stands in in/a.txt:7 too; “24日” for “23日”"
    newsclean("verify", "--log", "l.jsonl")
    newsclean("restore", "out/b.txt", "--log", "l.jsonl", "-o", "back.txt")
    assert (archive / "back.txt").read_bytes() == (archive / "in" / "b.txt").read_bytes()
    newsclean("clean", "out", "-o", "again", "--log", "again.jsonl", "--scope", "archive", "--on-duplicate", "remove")
    assert (archive / "again" / "b.txt").read_text("utf-8") == clean
    shown = newsclean("show", "l.jsonl", "in/b.txt", "--language", "en").stdout.decode()
    assert "line 3 (in/a.txt) stays" in shown
    corpus = [json.loads(line) for line in newsclean("export", "l.jsonl", "--as", "mnbvc").stdout.splitlines()]
    across = [
        each["内容"] for article in corpus for each in article["段落"] if each["是否跨文件重复"] and each["是否重复"]
    ]
    assert across == [P[0].replace("，", ","), P[3]]


@pytest.mark.unmeasured
def test_the_bytes_are_the_same_whatever_the_number_of_jobs(newsclean, archive):
    for jobs in (1, 2):
        newsclean("clean", "in", "-o", f"{jobs}", "--log", f"{jobs}.jsonl", "--jobs", jobs, "--scope", "archive")
    first, second = ((archive / f"{jobs}.jsonl").read_text("utf-8").splitlines()[1:] for jobs in (1, 2))
    assert [line.replace('"2/', '"1/') for line in second] == first


@pytest.mark.unmeasured
@pytest.mark.parametrize(("keep", "stays"), [("first", 1), ("longest", 2), ("earliest", 3)])
def test_which_copy_stays_can_be_chosen(newsclean, tmp_path, keep, stays):
    longer = P[0].replace("扎实推进各项工作。", "扎实有力推进各项工作。")
    lines = [("2024-05-01", P[0]), ("2024-05-02", longer), ("2024-04-01", P[0].replace("，", ","))]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps({"day": day, "text": text}) + "\n" for day, text in lines))
    options = ("in.jsonl", "--keep", keep, "--date-field", "day")
    newsclean(
        "clean", *options, "-o", "out.jsonl", "--scope", "archive", "--on-duplicate", "remove", "--log", "l.jsonl"
    )
    cleaned = [json.loads(line)["text"] for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [bool(text) for text in cleaned] == [number == stays for number in (1, 2, 3)]
    told = newsclean("duplicates", *options, "--as", "jsonl").stdout.splitlines()
    (cluster,) = [each for each in map(json.loads, told) if each["type"] == "cluster"]
    assert cluster["article"] == f"in.jsonl:{stays}:text"


def test_what_cannot_be_is_said_in_one_line(newsclean, archive):
    told = newsclean("clean", "--scope", "archive", stdin=b"x", code=2).stderr
    assert told == b"newsclean: --scope archive: standard input cannot be read twice; name files or a folder\n"
    told = newsclean("clean", "in", "-o", "out", "--scope", "archive", "--keep", "earliest", code=2).stderr
    assert told == b"newsclean: --keep earliest: no field has the date; name it with --date-field\n"
    assert not (archive / "out").exists()


@given(
    st.lists(
        st.lists(st.sampled_from((*P, P[2].replace("23日", "24日"), "平塘县")), max_size=5), min_size=1, max_size=4
    )
)
def test_every_copy_that_goes_has_one_that_stays_and_all_is_restored(tmp_path_factory, articles):
    folder = tmp_path_factory.mktemp("archive")
    alone, tasks = Settings(select=("duplicates",)), []
    for number, paragraphs in enumerate(articles):
        path = folder / f"{number}.txt"
        path.write_text("\n".join(paragraphs), "utf-8")
        tasks.append(Task(path.name, path, None, "text"))
    known = beside(tasks, alone, Reading(), Archive(True, "first", ""), Workers())
    results = {}
    for task, paragraphs in zip(tasks, articles, strict=True):
        text = "\n".join(paragraphs)
        (results[task.name],) = clean_each([text], alone, [known.get(task.name, {})])
        assert package.restore(results[task.name].text, results[task.name].changes) == text
    for name, result in results.items():
        for change in result.changes:
            if change.of_article:
                there = articles[int(change.of_article.partition(".")[0])][change.of - 1]
                assert there in change.before
                assert there in results[change.of_article].text
                assert change.of_article != name
