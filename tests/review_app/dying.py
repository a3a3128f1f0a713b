"""Decides, comments and takes back in a review, and is killed at one instruction of SQLite after the other.

`python dying.py LOG EVERY`: at every so many instructions a process of its own is killed there, and the review is looked at
afterwards: all that was acknowledged is in it, and what was not, as a whole or not at all. Prints how often it was killed.
"""

import json
import os
import signal
import sqlite3
import sys
from functools import partial
from pathlib import Path

from newsclean.i18n.messages import Catalog
from newsclean.review_app.deciding import BulkChoice, Choice
from newsclean.review_app.queries import Query
from newsclean.review_app.store import ReviewStore, review_of

LOG, EVERY = Path(sys.argv[1]), int(sys.argv[2])


class Dying(sqlite3.Connection):
    """Kills the process at an instruction."""

    left = -1

    def __init__(self, *arguments, **more):
        super().__init__(*arguments, **more)
        self.set_progress_handler(self._step, 1)

    def _step(self):
        Dying.left -= 1
        if Dying.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def steps(store):
    """What is done, one after the other."""
    flags = [item["key"] for item in store.views.queue(Query(), 0, 500)["items"] if item["isFlag"]]
    journal = store.journal
    yield lambda: journal.decide([Choice(flags[0], "stands")], "王")
    yield lambda: journal.decide([Choice(flags[0], "reading", "别的")], "李")
    yield lambda: journal.comment(flags[0], "见报纸", "王")
    yield lambda: decide_all(store, flags[0])
    yield lambda: journal.undo("王")
    yield lambda: decide_all(store, flags[0])
    yield lambda: journal.mark_read(0, "王", is_read=True)
    yield lambda: journal.decide([Choice(flags[0], None)], "王")


def decide_all(store, key):
    found = store.views.open_in_scopes(Query(), key)["queue"]
    store.journal.decide_all(Query(), key, "queue", BulkChoice("agree"), found["flags"] + found["changes"], "王")


def state(store):
    """All that people did, without the times at which they did it."""
    rows = store._database.rows
    decided = [
        (key, step, {**json.loads(record), "at": ""})
        for key, step, record in rows("SELECT key, step, record FROM decisions ORDER BY key")
    ]
    history = rows("SELECT step, key, record IS NULL, by FROM history ORDER BY step, key")
    return repr(
        (decided, history, rows("SELECT key, text, by FROM comments"), rows("SELECT number, by FROM articles_read"))
    )


def opened(log):
    store = ReviewStore(log, Catalog("en"))
    while store.progress()["loading"]:
        pass
    return store


def main():
    store = opened(LOG)
    states = [state(store)]
    for act in [*steps(store)]:
        act()
        states.append(state(store))
    assert len({*states}) == len(states) - 2  # what is taken back, and what is done once more, is as before
    store.close()
    review = review_of(LOG)
    review.unlink()
    opened(LOG).close()
    whole = review.read_bytes()
    sqlite3.connect = partial(sqlite3.connect, factory=Dying)
    killed, at = 0, 1
    while True:
        for remains in review.parent.glob(f"{review.name}*"):
            remains.unlink()
        review.write_bytes(whole)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            Dying.left = at
            store = ReviewStore(LOG, Catalog("en"))
            for act in steps(store):
                act()
                os.write(writer, b".")
            os._exit(0)
        os.close(writer)
        with open(reader, "rb") as pipe:
            acknowledged = len(pipe.read())
        _, status = os.waitpid(child, 0)
        store = ReviewStore(LOG, Catalog("en"))
        found = state(store)
        store.close()
        assert found in states[acknowledged : acknowledged + 2], (at, acknowledged, found)
        if os.waitstatus_to_exitcode(status) == 0:
            break
        assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL, status
        killed += 1
        at += EVERY
    print(killed)


if __name__ == "__main__":
    main()
