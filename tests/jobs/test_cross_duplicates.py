import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean as package
from newsclean.core import article_run
from newsclean.io.inputs import Task
from newsclean.io.reader import ReadOptions
from newsclean.jobs.cross_duplicates import CopyPolicy, find_cross_duplicates
from newsclean.jobs.workers import Workers
from newsclean.pipeline import clean_each
from newsclean.settings import Settings

P = (
    "会议要求，各地要认真贯彻落实中央决策部署，扎实推进各项工作。",
    "据介绍，当地已建成一批特色产业基地，带动农民就近就业增收。",
    "2024年4月23日，会议在重庆召开，研究部署新时代推动西部大开发工作。",
    "今年前三个季度，全市外贸进出口总额同比增长百分之六点五，创下新高。",
    "村里的图书室重新开放了，每天来看书的孩子有三十多个，老人也常来。",
)


NEXT = P[2].replace("23日", "24日")
FOOTER = "本网站所刊登的各种新闻和专题，版权均属本社所有，未经书面授权不得转载使用。"


def write(folder, articles):
    folder.mkdir(exist_ok=True)
    for name, paragraphs in articles.items():
        (folder / name).write_text("\n\n".join(paragraphs) + "\n", "utf-8")


@pytest.fixture
def archive(tmp_path):
    """An original, and a version of it in which a day differs."""
    write(
        tmp_path / "in",
        {
            "a.txt": ["平塘县", P[0], P[1], P[2], P[3], P[4]],
            "b.txt": ["平塘县", P[0].replace("，", ","), P[1], NEXT, P[3], P[4]],
        },
    )
    return tmp_path


REMOVE = ("--scope", "archive", "--on-duplicate", "remove")


def records(path, kind, rule):
    found = map(json.loads, path.read_text("utf-8").splitlines())
    return [each for each in found if each["type"] == kind and each["rule"] == rule]


def test_a_fault_of_newsclean_on_one_article_costs_the_others_nothing(archive, monkeypatch):
    propose = article_run.ArticleRun._propose

    def fail(run, *given):
        if "坏" in run.view.text:
            raise ZeroDivisionError("division by zero")
        return propose(run, *given)

    (archive / "in" / "c.txt").write_text("坏," + P[0], "utf-8")
    monkeypatch.setattr(article_run.ArticleRun, "_propose", fail)
    tasks = [Task(name, archive / "in" / name, None, "text") for name in ("a.txt", "b.txt", "c.txt")]
    assert list(find_cross_duplicates(tasks, Settings(), ReadOptions(), CopyPolicy(False), Workers())) == ["b.txt"]


def test_nothing_is_removed_across_articles_unless_asked(newsclean, archive):
    newsclean("clean", "in", "-o", "plain", "--log", "plain.jsonl")
    newsclean("clean", "in", "-o", "flagged", "--log", "flagged.jsonl", "--scope", "archive")
    for name in ("a.txt", "b.txt"):
        assert (archive / "plain" / name).read_bytes() == (archive / "flagged" / name).read_bytes()
    assert not records(archive / "plain.jsonl", "flag", "duplicates/archive-copy")
    flags = records(archive / "flagged.jsonl", "flag", "duplicates/archive-copy")
    assert [(flag["article"], flag["line"]) for flag in flags] == [("in/b.txt", line) for line in (3, 5, 9, 11)]
    (conflict,) = records(archive / "flagged.jsonl", "flag", "duplicates/archive-conflict")
    assert conflict["line"] == 7
    assert not records(archive / "flagged.jsonl", "flag", "duplicates/copy-of")


def test_what_is_removed_names_the_copy_that_stays_and_a_fact_is_never_lost(newsclean, archive):
    newsclean("clean", "in", "-o", "out", "--log", "l.jsonl", *REMOVE)
    clean = (archive / "out" / "b.txt").read_text("utf-8")
    assert clean == f"平塘县\n\n{NEXT}\n"
    removed = records(archive / "l.jsonl", "change", "duplicates/archive")
    assert [(each["line"], each["duplicate_of"]) for each in removed] == [
        (line, {"article": "in/a.txt", "line": line}) for line in (3, 5, 9, 11)
    ]
    (flag,) = records(archive / "l.jsonl", "flag", "duplicates/archive-conflict")
    assert (flag["text"], flag["reasons"]) == (
        "24日",
        [
            {"code": "also-in", "article": "in/a.txt", "line": 7},
            {"code": "other-reading", "here": "24日", "there": "23日"},
        ],
    )
    newsclean("verify", "--log", "l.jsonl")
    newsclean("restore", "out/b.txt", "--log", "l.jsonl", "-o", "back.txt")
    assert (archive / "back.txt").read_bytes() == (archive / "in" / "b.txt").read_bytes()
    newsclean("clean", "out", "-o", "again", "--log", "again.jsonl", *REMOVE)
    assert (archive / "again" / "b.txt").read_text("utf-8") == clean
    shown = newsclean("show", "l.jsonl", "in/b.txt", "--language", "en").stdout.decode()
    assert "line 3 (in/a.txt) stays" in shown
    corpus = [json.loads(line) for line in newsclean("export", "l.jsonl", "--as", "mnbvc").stdout.splitlines()]
    across = [
        each["内容"] for article in corpus for each in article["段落"] if each["是否跨文件重复"] and each["是否重复"]
    ]
    assert across == [P[0].replace("，", ","), P[1], P[3], P[4]]


def test_nothing_goes_between_stories_that_share_a_formula_or_a_paragraph(newsclean, tmp_path):
    articles = {
        "a.txt": [P[0], P[1], P[2]],
        "b.txt": [P[0], P[3], P[4], "县里的老茶厂今年春天换了新设备，工人们早上六点就开始忙碌。"],
        "c.txt": [P[0], "会议另外还研究了防汛抗旱工作，要求各乡镇落实责任，确保安全。", P[3]],
    }
    write(tmp_path / "in", articles)
    newsclean("clean", "in", "-o", "out", "--log", "l.jsonl", *REMOVE)
    for name in articles:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "in" / name).read_bytes()
    assert records(tmp_path / "l.jsonl", "flag", "duplicates/archive-copy")


COPIES = {
    "the same": ["平塘县", *P],
    "an excerpt": [P[1], P[2], P[3]],
    "merged": ["平塘县", "".join(P)],
    "in another order": [P[4], P[3], P[0], P[1], P[2]],
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_an_article_is_never_emptied_and_left_out_only_where_that_was_asked_for(newsclean, tmp_path, copy):
    write(tmp_path / "in", {"a.txt": ["平塘县", *P], "b.txt": copy, "c.txt": ["别的事情在这里。", P[0]]})
    newsclean("clean", "in", "-o", "kept", "--log", "kept.jsonl", *REMOVE)
    assert (tmp_path / "kept" / "b.txt").read_bytes() == (tmp_path / "in" / "b.txt").read_bytes()
    (flag,) = records(tmp_path / "kept.jsonl", "flag", "duplicates/copy-of")
    assert (flag["article"], flag["reasons"]) == ("in/b.txt", [{"code": "whole-article-in", "article": "in/a.txt"}])
    told = newsclean("clean", "in", "-o", "dropped", "--log", "dropped.jsonl", *REMOVE, "--drop-copies").stderr.decode()
    assert told.startswith("3 articles: 0 changes, ")
    assert told.endswith("; 1 copy left out\n")
    assert sorted(path.name for path in (tmp_path / "dropped").iterdir()) == ["a.txt", "c.txt"]
    logged = map(json.loads, (tmp_path / "dropped.jsonl").read_text("utf-8").splitlines())
    heads = [record for record in logged if record["type"] == "article"]
    assert [head.get("copy_of") for head in heads] == [None, {"article": "in/a.txt"}, None]
    newsclean("restore", "dropped/b.txt", "--log", "dropped.jsonl", "-o", "back.txt")
    assert (tmp_path / "back.txt").read_bytes() == (tmp_path / "in" / "b.txt").read_bytes()
    assert b"left out as a copy" in newsclean("verify", "--log", "dropped.jsonl").stdout
    assert b"b.txt" not in newsclean("export", "dropped.jsonl", "--as", "sha256").stdout


def test_a_reprint_under_another_headline_is_kept_whole(newsclean, tmp_path):
    write(tmp_path / "in", {"a.txt": ["平塘县", *P], "b.txt": ["另一个标题", *P]})
    newsclean("clean", "in", "-o", "out", "--log", "l.jsonl", *REMOVE, "--drop-copies")
    assert (tmp_path / "out" / "b.txt").read_bytes() == (tmp_path / "in" / "b.txt").read_bytes()
    (flag,) = records(tmp_path / "l.jsonl", "flag", "duplicates/copy-of")
    assert flag["reasons"] == [{"code": "text-of-article-in", "article": "in/a.txt"}]


def test_boilerplate_goes_and_stays_once(newsclean, tmp_path):
    lines = [f"这是第{number}篇自己的话，说的是{number * 7}号仓库里的事情，和别的都不一样。" for number in range(4)]
    write(tmp_path / "in", {f"{number}.txt": [line, FOOTER] for number, line in enumerate(lines)})
    (tmp_path / "footers.txt").write_text(FOOTER.replace("，", ",") + "\n\n", "utf-8")
    newsclean("clean", "in", "-o", "out", "--log", "l.jsonl", *REMOVE, "--boilerplate-file", "footers.txt")
    left = [(tmp_path / "out" / f"{number}.txt").read_text("utf-8") for number in range(4)]
    assert left == [f"{lines[0]}\n\n{FOOTER}\n", *(f"{line}\n" for line in lines[1:])]


ENDINGS = {"ended": "\n", "not ended": ""}


@pytest.mark.parametrize("end", ENDINGS.values(), ids=ENDINGS)
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 3, 0, 2), (1, 0, 3, 2)])
def test_records_are_left_out_and_put_back_in_their_places(newsclean, tmp_path, order, end):
    text = "\n".join(P)
    made = [
        {"n": 1, "body": text, "title": "平塘县"},
        {"n": 2, "body": text.replace("，", ","), "title": "平塘县"},
        {"n": 3, "body": "县里的老茶厂今年春天换了新设备,工人们早上六点就开始忙碌.", "title": "茶"},
        {"n": 4, "body": "\n".join(P[1:4]), "title": "平塘县"},
    ]
    rows = [made[number] for number in order]
    before = "\ufeff" + "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + end
    (tmp_path / "in.jsonl").write_text(before, "utf-8")
    options = ("--field", "title", "--field", "body", "--log", "l.jsonl", *REMOVE, "--drop-copies")
    newsclean("clean", "in.jsonl", "-o", "out.jsonl", *options)
    left = [json.loads(line)["n"] for line in (tmp_path / "out.jsonl").read_text("utf-8-sig").splitlines()]
    first = next(row["n"] for row in rows if row["n"] in (1, 2))
    assert left == [row["n"] for row in rows if row["n"] in (first, 3)]
    newsclean("restore", "out.jsonl", "--log", "l.jsonl", "-o", "back.jsonl")
    assert (tmp_path / "back.jsonl").read_bytes() == (tmp_path / "in.jsonl").read_bytes()
    newsclean("verify", "--log", "l.jsonl")
    (tmp_path / "out.jsonl").unlink()
    patch = newsclean("export", "l.jsonl", "--as", "diff").stdout.decode()
    assert sum(line.startswith("-") and '"n"' in line for line in patch.splitlines()) >= 2


@pytest.mark.unmeasured
def test_the_bytes_are_the_same_whatever_the_number_of_jobs(newsclean, archive):
    for jobs in (1, 2):
        newsclean("clean", "in", "-o", f"{jobs}", "--log", f"{jobs}.jsonl", "--jobs", jobs, "--scope", "archive")
    first, second = ((archive / f"{jobs}.jsonl").read_text("utf-8").splitlines()[1:] for jobs in (1, 2))
    assert [line.replace('"2/', '"1/') for line in second] == first


CHOICES = {
    "first": ((), 1),
    "longest": (("--canonical", "longest"), 2),
    "earliest": (("--canonical", "earliest", "--date-field", "day"), 3),
    "of a source": (("--prefer-source", "晚报", "--prefer-source", "日报", "--source-field", "paper"), 3),
    "of a pattern": (("--prefer-source", "*.jsonl:2:*", "--canonical", "first"), 2),
    "by the old name": (("--keep", "longest"), 2),
}


@pytest.mark.unmeasured
@pytest.mark.parametrize(("options", "stays"), CHOICES.values(), ids=CHOICES)
def test_which_copy_stays_can_be_chosen(newsclean, tmp_path, options, stays):
    text = "\n".join(P)
    lines = [
        ("2024-05-01", "日报", text),
        ("2024-05-02", "周报", f"{text}\n简讯"),
        ("2024-04-01", "晚报", text.replace("，", ",")),
    ]
    (tmp_path / "in.jsonl").write_text(
        "".join(json.dumps({"day": day, "paper": paper, "text": text}) + "\n" for day, paper, text in lines)
    )
    done = newsclean("clean", "in.jsonl", *options, "-o", "out.jsonl", *REMOVE, "--log", "l.jsonl", "--id-field", "day")
    assert (b"--keep is called --canonical now" in done.stderr) == ("--keep" in options)
    flags = records(tmp_path / "l.jsonl", "flag", "duplicates/copy-of")
    assert [flag["article"] for flag in flags] == [f"in.jsonl:{n}:text" for n in (1, 2, 3) if n != stays]
    told = newsclean("duplicates", "in.jsonl", *options, "--as", "jsonl").stdout.splitlines()
    articles = [each for each in map(json.loads, told) if each["type"] == "article"]
    assert [each["role"] for each in articles] == ["original" if n == stays else "reprint" for n in (1, 2, 3)]


def test_what_cannot_be_is_said_in_one_line(newsclean, archive):
    told = newsclean("clean", "--scope", "archive", stdin=b"x", code=2).stderr
    assert told == b"newsclean: --scope archive: standard input cannot be read twice; name files or a folder\n"
    told = newsclean("clean", "in", "-o", "out", "--scope", "archive", "--canonical", "earliest", code=2).stderr
    assert told == b"newsclean: --canonical earliest: no field has the date; name it with --date-field\n"
    assert b"--drop-copies: needs" in newsclean("clean", "in", "-o", "out", "--drop-copies", code=2).stderr
    told = newsclean("clean", "in", "-o", "out", "--scope", "archive", "--boilerplate-file", "none", code=2).stderr
    assert told == b"newsclean: none: No such file or directory; check --boilerplate-file\n"
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
    known = find_cross_duplicates(tasks, alone, ReadOptions(), CopyPolicy(True), Workers())
    results = {}
    for task, paragraphs in zip(tasks, articles, strict=True):
        text = "\n".join(paragraphs)
        (results[task.name],) = clean_each([text], alone, [known.get(task.name, {})])
        assert package.restore(results[task.name].text, results[task.name].changes) == text
    for name, result in results.items():
        if articles[int(name.partition(".")[0])]:
            assert result.text.strip()
        for change in result.changes:
            if change.of_article:
                there = articles[int(change.of_article.partition(".")[0])][change.of - 1]
                assert there in change.before
                assert there in results[change.of_article].text
                assert change.of_article != name
