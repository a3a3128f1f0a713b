import os
import shutil
import socket
import subprocess
import time

import pytest
from datasketch import MinHash, MinHashLSH

from archives import STEMS, add, article
from newsclean.corpus.index import ArchiveIndex
from newsclean.corpus.lsh import lsh_of, minhash
from newsclean.minhash.signatures import BANDS, PERMUTATIONS, ROWS, bigram_hash

TRADITIONAL = "會議要求,各地要認真貫徹落實中央決策部署,扎實推進各項工作。第1篇"


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """The port of a Redis server of our own, on the loopback interface."""
    server = shutil.which("redis-server")
    if server is None:
        assert os.environ.get("NEWSCLEAN_REDIS") != "required"
        pytest.skip("the export is tested with a Redis server: apt-get install redis-server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    arguments = ("--port", str(number), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
    process = subprocess.Popen([server, *arguments], cwd=tmp_path_factory.mktemp("redis"), stdout=subprocess.DEVNULL)
    for _ in range(200):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", number)) == 0:
                break
        time.sleep(0.05)
    yield number
    process.terminate()
    process.wait(10)


@pytest.fixture
def index(tmp_path):
    add(tmp_path / "i", [article(1), article(2)])
    return tmp_path / "i"


def by_datasketch(text):
    """A signature as somebody makes it who has datasketch and nothing of ours but the hash function."""
    found = MinHash(num_perm=PERMUTATIONS, hashfunc=bigram_hash)
    encoded = text.encode("utf-32-le")
    found.update_batch([encoded[at : at + 8] for at in range(0, len(encoded) - 4, 4)])
    return found


def test_datasketch_finds_in_memory_what_was_indexed(index):
    with ArchiveIndex(index) as made:
        lsh = lsh_of(made)
    assert b"1.txt\t1" in lsh.query(minhash(TRADITIONAL))
    assert lsh.query(by_datasketch("另外一句话,说的是完全不同的另外一些事情.")) == []


def test_datasketch_reads_from_a_real_redis_what_was_exported(newsclean, index, port):
    newsclean("index", "export", index, "--redis", f"127.0.0.1:{port}", "--name", "ours")
    told = newsclean("index", "export", index, "--redis", f"127.0.0.1:{port}", "--name", "ours").stdout.decode()
    assert told == f"8 paragraphs under ours in 127.0.0.1:{port}\n"
    storage = {"type": "redis", "basename": b"ours", "redis": {"host": "127.0.0.1", "port": port}}
    lsh = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS), prepickle=False, storage_config=storage)
    assert len(list(lsh.keys.keys())) == 8
    folded = STEMS[1].replace("，", ",").replace("。", ".") + "第2篇"
    assert b"2.txt\t2" in lsh.query(by_datasketch(folded))
    other = MinHashLSH(
        num_perm=PERMUTATIONS, params=(BANDS, ROWS), prepickle=False, storage_config={**storage, "basename": b"other"}
    )
    assert other.query(by_datasketch(folded)) == []


def test_a_server_that_is_not_there_and_a_name_that_is_none_are_said_in_one_line(newsclean, index):
    told = newsclean("index", "export", index, "--redis", "127.0.0.1:1", code=4).stderr.decode()
    assert told.startswith("newsclean: Redis: ")
    assert told.count("\n") == 1
    assert b"not HOST:PORT" in newsclean("index", "export", index, "--redis", "localhost", code=2).stderr
