"""Files and pages that wish the application ill: refused or inert, and nothing is written outside the workspace."""

import contextlib
import http.client
import http.server
import json
import lzma
import threading
import time
import zipfile
from io import BytesIO
from urllib.parse import quote

import pytest

from review_app.test_review import Server, page_of
from review_app.test_review import archive as archive
from review_app.test_review import cleaned as cleaned
from review_app.test_workspace import Start

OCTETS = {"Content-Type": "application/octet-stream"}
SCRIPT = "<script>window.pwned=1</script><img src=x onerror='window.pwned=1'>"


@pytest.fixture
def start(tmp_path):
    server = Start(tmp_path)
    yield server
    server.kill()


def files_outside(tmp_path):
    workspace = tmp_path / "newsclean-review"
    return {path for path in tmp_path.parent.rglob("*") if workspace not in (path, *path.parents)}


def zipped(members):
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def upload(server, name, data):
    status, body, _ = server.post(f"upload?name={quote(name, safe='')}", data, **OCTETS)
    assert status == 200, body
    return name


def test_a_file_of_five_gigabytes_is_refused_before_it_is_sent(tmp_path, start):
    page = start.ask()[1].decode()
    connection = http.client.HTTPConnection("127.0.0.1", start.port, timeout=60)
    with contextlib.closing(connection):
        connection.putrequest("POST", f"{start.path}upload?name=big.txt")
        given = {
            "Origin": f"http://127.0.0.1:{start.port}", "X-Newsclean": page.partition('"pass":"')[2].partition('"')[0],
            "Content-Length": str(5 << 30), **OCTETS,
        }  # fmt: skip
        for name, value in given.items():
            connection.putheader(name, value)
        connection.endheaders()
        connection.send(b"x" * 1000)
        answer = connection.getresponse()
        assert answer.status == 409
        assert "big.txt" in json.loads(answer.read())["error"]
    assert not [path for path in (tmp_path / "newsclean-review").rglob("*") if path.is_file()]


def test_a_file_that_never_ends_is_refused_when_it_is_too_large_and_nothing_of_it_stays(tmp_path, start):
    page = start.ask()[1].decode()
    connection = http.client.HTTPConnection("127.0.0.1", start.port, timeout=60)

    def chunks():
        for _ in range(300):
            yield bytes(1 << 20)

    with contextlib.closing(connection):
        given = {
            "Origin": f"http://127.0.0.1:{start.port}",
            "X-Newsclean": page.partition('"pass":"')[2].partition('"')[0],
        }
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.request(
                "POST", f"{start.path}upload?name=endless.txt", chunks(), {**given, **OCTETS}, encode_chunked=True
            )
        with contextlib.suppress(ConnectionResetError):
            assert connection.getresponse().status == 409
    deadline = time.monotonic() + 30
    while [path for path in (tmp_path / "newsclean-review").rglob("*") if path.is_file()]:
        assert time.monotonic() < deadline
    assert start.ask()[0] == 200


def test_bombs_and_wrong_types_are_told_by_name_and_the_rest_is_cleaned(tmp_path, browser, start):
    before = files_outside(tmp_path)
    bomb = bytes(400 << 20)
    bad = [
        upload(start, "炸弹.docx", zipped({"word/document.xml": bomb, "[Content_Types].xml": b"<x/>"})),
        upload(start, "炸弹.txt.xz", lzma.compress(bomb, preset=0)),
        upload(start, "出走.docx", zipped({"../../../../tmp/pwned": b"x", "/etc/pwned": b"x"})),
        upload(start, "图.docx", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        upload(start, "程序.txt", b"MZ" + bytes(range(256)) * 40),
        upload(start, "坏.pdf", b"%PDF-1.7\n" + bytes(200)),
        upload(
            start,
            "实体.docx",
            zipped({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}),
        ),
    ]
    text = f"会议指出,要坚持{SCRIPT}以人民为中心.\n\n后续还将将召开会议。\n"
    upload(start, "好.txt", text.encode())
    upload(
        start, "页.html", f"<article><p>会议指出,要坚持以人民为中心.{SCRIPT}代表们参加了讨论。</p></article>".encode()
    )
    assert start.post("clean", {})[0] == 200
    deadline = time.monotonic() + 120
    while True:
        state = json.loads(start.ask("state")[1])
        if not state["isRunning"]:
            break
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert state["isDone"], state
    said = "\n".join(state["told"])
    assert [name for name in bad if name not in said] == []
    assert "Traceback" not in said
    context = browser.new_context()
    page, problems = page_of(context, start.address)
    assert page.evaluate("() => window.pwned") is None
    assert not problems
    context.close()
    names = {path.name for path in (tmp_path / "newsclean-review" / "clean").rglob("*") if path.is_file()}
    assert {"好.txt"} <= names
    assert files_outside(tmp_path) == before


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """A page of another origin."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>elsewhere</title><body>")

    def log_message(self, *_):
        pass


ATTACKS = """async (address) => {
  const outcomes = [];
  const decision = JSON.stringify({ by: "x", choices: [{ key: "0/flag/0", decision: "stands" }] });
  for (const path of ["decide", "undo", "finish", "comment", "read", "decide-all"]) {
    for (const mode of ["no-cors", "cors"]) {
      for (const type of ["text/plain", "application/json", "application/x-www-form-urlencoded"]) {
        outcomes.push(await fetch(address + path, { method: "POST", mode, body: decision, headers: { "content-type": type }, credentials: "include" })
          .then((answer) => answer.status, () => 0));
      }
    }
  }
  outcomes.push(await fetch(address + "queue").then((answer) => answer.status, () => 0));
  const form = document.body.appendChild(document.createElement("form"));
  Object.assign(form, { action: address + "decide", method: "post", enctype: "text/plain", target: "there" });
  const frame = document.body.appendChild(document.createElement("iframe"));
  frame.name = "there";
  form.appendChild(Object.assign(document.createElement("input"), { name: '{"by":"x","choices":[{"key":"0/flag/0","decision":"stands","x":"', value: '"}]}' }));
  const loaded = new Promise((done) => { frame.onload = done; });
  form.submit();
  await Promise.race([loaded, new Promise((done) => setTimeout(done, 3000))]);
  return outcomes;
}"""


def test_a_page_of_another_origin_that_knows_the_address_can_do_and_read_nothing(archive, browser):
    server = Server(archive)
    elsewhere = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=elsewhere.serve_forever, daemon=True).start()
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{elsewhere.server_port}/")
        assert {*page.evaluate(ATTACKS, server.address)} == {0}  # none can be read
        progress = json.loads(server.ask("progress")[1])
        assert (progress["decisions"], progress["step"]) == (0, 0)
        assert not [*archive.glob("*.reviewed*")]
        frames = page.evaluate(
            "(address) => new Promise((done) => { const frame = document.createElement('iframe'); frame.src = address;"
            " frame.onload = () => { try { done(frame.contentDocument !== null && frame.contentDocument.body.innerText); } catch { done('refused'); } };"
            " document.body.append(frame); })",
            server.address,
        )
        assert frames in (False, "refused")
    finally:
        context.close()
        elsewhere.shutdown()
        elsewhere.server_close()
        server.kill()
