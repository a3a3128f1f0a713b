"""Files that arrive at once: each name is taken once, and cleaning begins when all of them are here."""

import asyncio

import pytest

from conftest import run_async
from newsclean.errors import InputError
from newsclean.i18n.messages import Catalog
from newsclean.review_app.workspace import Workspace
from review_app.test_review import Server
from review_app.test_review import archive as archive
from review_app.test_review import cleaned as cleaned
from review_app.test_workspace import HTML


@pytest.fixture
def workspace(tmp_path):
    found = Workspace(tmp_path / "here", Catalog("en"))
    yield found
    found.close()


async def pieces(data, until=None):
    yield data[:1]
    if until is not None:
        await until.wait()
    yield data[1:]


@pytest.mark.parametrize(("first", "second"), [("a.txt", "a.txt"), ("b.html", "b.txt"), ("里/c.txt", "里/c.txt")])
def test_of_two_files_that_arrive_at_once_and_would_have_one_place_the_first_is_kept(workspace, first, second):
    async def both():
        is_refused = asyncio.Event()
        taking = asyncio.create_task(workspace.take(first, 0, pieces(b"first", is_refused)))
        await asyncio.sleep(0)
        with pytest.raises(InputError, match="rename"):
            await workspace.take(second, 0, pieces(b"second"))
        is_refused.set()
        await taking

    run_async(both())
    assert [path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file()] == [b"first"]


def test_a_name_is_free_again_when_its_file_did_not_arrive(workspace):
    async def broken():
        yield b"x"
        raise InputError("a.txt", "the browser has gone", "drop it again")

    async def twice():
        with pytest.raises(InputError, match="gone"):
            await workspace.take("a.txt", 0, broken())
        await workspace.take("a.txt", 0, pieces(b"whole"))

    run_async(twice())
    assert [path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file()] == [b"whole"]


def finished(workspace):
    while workspace.state()["isRunning"]:
        pass
    return workspace.state()


def test_cleaning_waits_for_files_that_still_arrive(workspace):
    async def arrive():
        is_refused = asyncio.Event()
        taking = asyncio.create_task(workspace.take("a.txt", 0, pieces("会议,召开。".encode(), is_refused)))
        await asyncio.sleep(0)
        with pytest.raises(InputError, match="still arriving"):
            workspace.start("keep")
        is_refused.set()
        await taking

    run_async(arrive())
    workspace.start("keep")
    state = finished(workspace)
    assert (state["isDone"], state["originals"], state["clean"]) == (True, 1, 1)


def test_cleaning_that_has_failed_can_be_begun_again(workspace):
    run_async(workspace.take("b.html", 0, pieces(HTML.encode())))
    other = workspace.folder / "originals" / "b.txt"
    other.write_text("会议,召开。", "utf-8")  # by hand
    workspace.start("keep")
    assert not finished(workspace)["isDone"]
    other.unlink()
    run_async(workspace.take("c.txt", 0, pieces("会议,召开。".encode())))
    workspace.start("keep")
    state = finished(workspace)
    assert (state["isDone"], state["originals"], state["clean"]) == (True, 2, 2)


def test_of_what_cleaning_tells_the_end_is_shown(workspace):
    run_async(workspace.take("a.txt", 0, pieces("会议,召开。".encode())))
    workspace.start("keep")
    last = finished(workspace)["told"][-1]
    messages = workspace.folder / "clean.messages.txt"
    messages.write_text("坏.txt: 无法读取\n" * 500_000 + last + "\n", "utf-8")
    told = workspace.state()["told"]
    assert told[-1] == last
    assert {*told[:-1]} == {"坏.txt: 无法读取"}
    assert len(told) == 1000


def test_a_log_that_is_named_is_reviewed_whatever_was_dropped_there(archive):
    dropped = archive / "newsclean-review" / "originals" / "x.parquet.gz"
    dropped.parent.mkdir(parents=True)
    dropped.write_bytes(b"x")
    server = Server(archive)
    try:
        assert server.ask("progress")[0] == 200
    finally:
        server.kill()
