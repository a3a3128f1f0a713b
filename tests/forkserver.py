"""Runs the command in forks of one process that has imported it already, in a fraction of the time of a new process.

Each fork has its own arguments, folder, environment and standard streams, and ends as a process of its own. What only
shows in an interpreter that starts (encodings of the locale, what is imported when) needs a real one. What the variable
NEWSCLEAN_FAULT names is done in the fork (see `filelayer.py`).
"""

import gc
import json
import os
import pkgutil
import runpy
import socket
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path

from filelayer import under


class ForkServer:
    """The client's end of the process.

    Args:
        environment: Environment of the process; that of each fork is given when it is run.
    """

    def __init__(self, environment):
        self._connection, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, __file__, str(theirs.fileno())]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, pass_fds=[theirs.fileno()]
            )

    def run(self, arguments, stdin, cwd, environment, timeout):
        """Run the command as `subprocess.run` would.

        Raises:
            TimeoutError: It has not ended after so many seconds; neither it nor the server can be used any more.
        """
        (read_in, write_in), (read_out, write_out), (read_err, write_err) = (os.pipe() for _ in range(3))
        request = json.dumps([arguments, str(cwd), dict(environment)]).encode("utf-8", "surrogateescape")
        socket.send_fds(self._connection, [request], [read_in, write_out, write_err])
        for each in (read_in, write_out, write_err):
            os.close(each)
        told = {}
        threads = [
            threading.Thread(target=_feed, args=(write_in, stdin)),
            *(threading.Thread(target=_drain, args=(each, told)) for each in (read_out, read_err)),
        ]
        for thread in threads:
            thread.start()
        self._connection.settimeout(timeout)
        try:
            code = int(self._connection.recv(64))
        except TimeoutError:
            self._process.kill()
            raise
        for thread in threads:
            thread.join()
        return subprocess.CompletedProcess(arguments, code, told[read_out], told[read_err])

    def close(self):
        """Let the process end, and write what it measured of coverage."""
        self._connection.close()
        self._process.communicate()


def _feed(handle, data):
    try:
        with open(handle, "wb") as pipe:
            pipe.write(data)
    except BrokenPipeError:
        pass  # as `subprocess` does: who closes its input early has read enough


def _drain(handle, told):
    with open(handle, "rb") as pipe:
        told[handle] = pipe.read()


def _load():
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # no thread may run where it is forked
    import filelock  # noqa: F401
    import pathspec

    import newsclean

    pathspec.GitIgnoreSpec.from_lines(["a"])
    for module in pkgutil.walk_packages(newsclean.__path__, "newsclean."):
        if not module.name.startswith(("newsclean.__main__", "newsclean.integrations.")):
            import_module(module.name)
    newsclean.clean((Path(__file__).parent.parent / "samples" / "seed-article.txt").read_text("utf-8"))
    newsclean.clean("会议在北京召开。來自全國各地的代表參加了會議\n問題,\n")
    gc.collect()
    gc.freeze()


def _load_comparing():
    """Import, and have numba load, what only commands that compare articles need; it takes seconds."""
    from newsclean.corpus.clusters import find_clusters

    sentence = "会议在北京召开。来自全国各地的代表参加了会议，讨论了今后几年的工作安排。"
    find_clusters([sentence * 3, sentence * 3 + "散会。"])
    gc.collect()
    gc.freeze()


def _serve(connection):
    is_comparing = False
    while True:
        request, handles, _, _ = socket.recv_fds(connection, 1 << 20, 3)
        if not request:
            return
        arguments, folder, environment = json.loads(request)
        if not is_comparing and not {"duplicates", "index", "archive"}.isdisjoint(arguments):
            os.chdir("/")  # what is imported asks where it is, and the folder of a test goes
            _load_comparing()
            is_comparing = True
        child = os.fork()
        if not child:
            connection.close()
            for target, handle in enumerate(handles):
                os.dup2(handle, target)
                os.close(handle)
            os.environ.clear()
            os.environ.update(environment)
            os.chdir(folder)
            sys.argv = ["newsclean", *arguments]
            try:
                with under(os.environ.pop("NEWSCLEAN_FAULT", "")):
                    runpy.run_module("newsclean", run_name="__main__", alter_sys=True)
            except SystemExit as ended:
                if "COVERAGE_PROCESS_CONFIG" in os.environ or not isinstance(ended.code, int):
                    raise
                # Taking apart an interpreter copies most of its memory, which takes longer than most commands.
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(ended.code)
        for handle in handles:
            os.close(handle)
        _, status = os.waitpid(child, 0)
        connection.send(str(os.waitstatus_to_exitcode(status)).encode())


if __name__ == "__main__":
    sys.path.remove(str(Path(__file__).parent))
    _load()
    with socket.socket(fileno=int(sys.argv[1])) as connected:
        _serve(connected)
