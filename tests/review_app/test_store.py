"""The store of a review: what is found, decided at once and taken back, and what is there while the log is still read."""

import subprocess
import sys
import threading

import pytest

from conftest import command_in
from newsclean.errors import DecisionError, LogError, UsageError
from newsclean.i18n.messages import Catalog
from newsclean.review_app.database import Database
from newsclean.review_app.deciding import BulkChoice, Choice
from newsclean.review_app.queries import ORDERS, Query
from newsclean.review_app.store import ReviewStore

ARTICLES = {
    "甲.txt": "会议指出,我们以东西部协作为抓手,联\n\n合广州、福建等地。\n\n后续还将将召开会议。\n\nＡＢＣ公司参加。\n",
    "乙.txt": "选派8\n名干部到任。\n\n代表们还将将参加讨论。\n",
    "丙.txt": "这里没有什么。\n",
}


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    (folder / "in").mkdir()
    for name, text in ARTICLES.items():
        (folder / "in" / name).write_text(text, "utf-8")
    command_in(folder)("clean", "in", "-o", "out", "--log", "log.jsonl")
    return folder / "log.jsonl"


def loaded(log, language="zh"):
    store = ReviewStore(log, Catalog(language))
    while loading := store.progress()["loading"]:
        assert not loading["problem"]
    return store


@pytest.fixture
def store(log):
    for path in log.parent.glob("*.review*"):
        path.unlink()
    found = loaded(log)
    yield found
    found.close()


def names(store, text):
    return sorted(item["name"].rpartition("/")[2] for item in store.views.articles(text, 0, 100)["items"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联合", ["甲.txt"]), ("，我们", ["甲.txt"]), (",我们", ["甲.txt"]), ("abc公", ["甲.txt"]), ("将将", ["乙.txt", "甲.txt"]), ("8名", ["乙.txt"]),
        ("丙.t", ["丙.txt"]), ("将 将", ["乙.txt", "甲.txt"]), ("%", []), ("没", ["丙.txt"]), ("别处", []), ("", ["丙.txt", "乙.txt", "甲.txt"]),
    ],
)  # fmt: skip
def test_texts_are_found_whatever_their_width_and_wherever_their_lines_break(store, text, found):
    assert names(store, text) == found
    items = store.views.queue(Query(text=text), 0, 100)["items"]
    assert {item["name"].rpartition("/")[2] for item in items} == {*found} - {"丙.txt"}


@pytest.mark.parametrize("order", [*ORDERS, "nothing"])
def test_a_place_is_where_the_queue_has_it(store, order):
    query = Query(order=order)
    items = store.views.queue(query, 0, 100)["items"]
    assert [store.views.place(query, item["key"], -1) for item in items] == [*range(len(items))]
    store.journal.decide([Choice(items[1]["key"], "stands" if items[1]["isFlag"] else "keep")], "王")
    assert [store.views.place(query, "", after) for after in (-1, 0, len(items) - 1)] == [0, 2, 0]
    assert store.views.place(query, "9/flag/9", -1) is None
    assert [item for at in range(len(items)) for item in store.views.queue(query, at, 1)["items"]] == [
        *store.views.queue(query, 0, 100)["items"]
    ]


def key_of(store, rule):
    return store.views.queue(Query(rule=rule), 0, 1)["items"][0]["key"]


def test_what_is_like_a_place_is_counted_decided_and_taken_back_together(store):
    key = key_of(store, "punctuation/doubled-word")
    scopes = store.views.open_in_scopes(Query(), key)
    assert scopes["like"] == {"flags": 2, "changes": 0}
    assert scopes["rule"] == scopes["like"]
    with pytest.raises(DecisionError, match="2 places are open, not 3"):
        store.journal.decide_all(Query(), key, "like", BulkChoice("agree"), 3, "王")
    assert store.journal.decide_all(Query(), key, "like", BulkChoice("reading", "将"), 2, "王") == 2
    records = [*store.decisions()][1:]
    assert [(each["before"], each["reading"], each["by"]) for each in records] == [("将将", "将", "王")] * 2
    assert len(store.journal.undo("王")) == 2
    assert [*store.decisions()][1:] == []
    assert store.journal.undo("王") == []


def test_what_others_decide_while_many_are_decided_together_stands(store, log):
    key = key_of(store, "punctuation/doubled-word")
    refused = []

    def decide():
        try:
            store.journal.decide_all(Query(), key, "like", BulkChoice("reading", "将"), 2, "王")
        except DecisionError as error:
            refused.append(str(error))

    others = Database(store.path, is_lasting=True)
    thread = threading.Thread(target=decide)
    with others.writing() as connection:
        thread.start()
        thread.join(1)  # it has chosen its places, and waits for its turn
        record = '{"by": "李", "decision": "stands"}'
        connection.execute("INSERT INTO decisions VALUES (?, 1, ?, 1)", (key, record))
        connection.execute("INSERT INTO history VALUES (1, ?, NULL, '李')", (key,))
    thread.join()
    others.close()
    assert [each["by"] for each in [*store.decisions()][1:]] == ["李"]
    assert len(refused) == 1
    assert "1 places are open, not 2" in refused[0]


def test_a_person_takes_own_steps_back_and_not_those_of_others(store):
    first, second = (item["key"] for item in store.views.queue(Query(rule="punctuation/doubled-word"), 0, 2)["items"])
    store.journal.decide([Choice(first, "stands"), Choice(second, "stands")], "王")
    store.journal.decide([Choice(first, "reading", "将")], "李")
    assert store.journal.undo("王") == [second]
    assert [(each["by"], each["decision"]) for each in [*store.decisions()][1:]] == [("李", "reading")]
    assert store.journal.undo("王") == []
    assert store.journal.undo("李") == [first]


def test_a_step_that_others_have_decided_on_can_be_taken_back_when_theirs_is(store):
    first, second = (item["key"] for item in store.views.queue(Query(rule="punctuation/doubled-word"), 0, 2)["items"])
    store.journal.decide([Choice(first, "stands")], "王")
    store.journal.decide([Choice(second, "stands")], "王")
    store.journal.decide([Choice(second, "reading", "将")], "李")
    assert store.journal.undo("王") == [first]
    assert store.journal.undo("王") == []
    assert store.journal.undo("李") == [second]
    assert [(each["by"], each["decision"]) for each in [*store.decisions()][1:]] == [("王", "stands")]
    assert store.journal.undo("王") == [second]
    assert [*store.decisions()][1:] == []


def test_another_language_has_the_reasons_anew_and_keeps_the_decisions(store, log):
    key = next(item["key"] for item in store.views.queue(Query(), 0, 100)["items"] if not item["isFlag"])
    store.journal.decide([Choice(key, "undo")], "王")
    number = int(key.partition("/")[0])
    chinese = store.views.article(number)["page"]["changes"]
    english = loaded(log, "en")
    try:
        assert english.views.article(number)["page"]["changes"] != chinese
        assert [each["by"] for each in [*english.decisions()][1:]] == ["王"]
        assert english.progress()["places"] == store.progress()["places"]
    finally:
        english.close()


def test_a_review_that_was_read_is_opened_without_the_rules(store, log):
    code = (
        "import sys; from pathlib import Path; from newsclean.i18n.messages import Catalog;"
        "from newsclean.review_app.server import ReviewServer; from newsclean.review_app.store import ReviewStore;"
        "from newsclean.review_app.queries import Query; store = ReviewStore(Path(sys.argv[1]), Catalog('zh'));"
        "assert store.views.queue(Query(), 0, 100)['items'] and store.progress()['loading'] is None;"
        "ReviewServer(store, Catalog('zh'), 1).app();"
        "print(sorted({'numpy', 'newsclean.rules.registry', 'newsclean.pipeline'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code, log], capture_output=True, timeout=120)
    assert (done.stdout, done.stderr) == (b"[]\n", b"")


def test_places_are_there_before_the_texts_are_read(tmp_path):
    records = "".join(f'{{"text": "第{number}期。\\n\\n代表们还将将参加讨论,"}}\n' for number in range(300))
    (tmp_path / "in.jsonl").write_text(records, "utf-8")
    command_in(tmp_path)("clean", "in.jsonl", "-o", "out.jsonl", "--log", "log.jsonl")
    seen = []
    store = ReviewStore(tmp_path / "log.jsonl", Catalog("zh"))
    try:
        while (found := store.progress())["loading"]:
            article = store.views.article(0)
            if article is not None:
                seen.append((article["isWhole"], found["places"]))
                assert article["page"]["flags"]
        assert found["places"] == 300
        assert store.views.article(0)["isWhole"]
        assert (False, 300) in seen or any(not whole and places for whole, places in seen)
    finally:
        store.close()


def test_what_is_no_log_is_refused_and_a_file_of_something_else(tmp_path, log):
    (tmp_path / "a.txt").write_text("别的。\n", "utf-8")
    with pytest.raises(LogError):
        ReviewStore(tmp_path / "a.txt", Catalog("zh"))
    (tmp_path / "log.jsonl").write_bytes(log.read_bytes())
    (tmp_path / "log.jsonl.review").write_bytes(b"x" * 5000)
    with pytest.raises(UsageError, match="cannot be used"):
        ReviewStore(tmp_path / "log.jsonl", Catalog("zh"))


def test_many_search_and_decide_at_once(store):
    problems = []

    def work(text, found):
        try:
            for _ in range(20):
                assert names(store, text) == found
        except BaseException as error:
            problems.append(error)

    asked = (("联合", ["甲.txt"]), ("8名", ["乙.txt"]), ("没有", ["丙.txt"]))
    threads = [threading.Thread(target=work, args=one) for one in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
