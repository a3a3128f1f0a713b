"""The end of a review: one at a time, and nothing is left of a download that fails."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from newsclean.errors import UsageError
from newsclean.i18n.messages import Catalog
from newsclean.jobs.locking import locked
from newsclean.review_app.finishing import Outputs, finish
from newsclean.review_app.store import ReviewStore
from review_app.test_review import Server
from review_app.test_review import archive as archive
from review_app.test_review import cleaned as cleaned


def test_while_another_carries_out_nothing_is_written(archive):
    log = archive / "clean.changes.jsonl"
    store = ReviewStore(log, Catalog("en"))
    try:
        while store.progress()["loading"]:
            pass
        outputs = Outputs.next_to(log)
        with locked([outputs.decisions]), pytest.raises(UsageError, match="another newsclean is writing there"):
            finish(store, outputs, replace=True)
        assert not outputs.decisions.exists()
        assert finish(store, outputs, replace=True).articles == 6
    finally:
        store.close()


def test_of_two_tabs_each_has_its_turn_and_a_download_that_fails_leaves_nothing(archive, tmp_path, monkeypatch):
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    server = Server(archive)
    try:
        while json.loads(server.ask("progress")[1])["loading"]:
            pass
        with ThreadPoolExecutor(2) as tabs:
            done = [*tabs.map(lambda _: server.post("finish", {"replace": True}), range(2))]
        assert [(status, json.loads(body)["articles"]) for status, body, _ in done] == [(200, 6)] * 2
        assert server.ask("texts.zip")[0] == 200
        next((archive / "clean.changes.reviewed").rglob("a0.txt")).unlink()
        status, body, _ = server.ask("texts.zip")
        assert status == 409
        assert "a0.txt" in json.loads(body)["error"]
        assert not [*(tmp_path / "tmp").glob("*.zip")]
    finally:
        server.kill()
