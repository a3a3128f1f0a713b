"""`newsclean index`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from newsclean.cli.terminal import catalog, counted, say
from newsclean.errors import ExitCode, UsageError
from newsclean.text.printable import escaped


@click.group("index", invoke_without_command=False)
def command() -> None:
    """Look after an index that `newsclean duplicates --index` has made.

    \b
    Examples:
      newsclean index show archive.index
      newsclean index check archive.index
      newsclean index merge archive.index another.index
      newsclean index compact archive.index
      newsclean index export archive.index --redis localhost:6379 --name archive
    """


@command.command("show")
@click.argument("index_path", metavar="INDEX")
def show(index_path: str) -> int:
    """Say what is in an index, and what it was made with."""
    from newsclean.corpus.index import ArchiveIndex

    with ArchiveIndex(Path(index_path)) as index:
        contents = index.contents()
    each = contents.bytes / max(1, contents.paragraphs)
    say(
        "{}, {} in {}; {} bytes, {} a paragraph",
        counted(contents.articles, "article"),
        counted(contents.paragraphs, "paragraph"),
        counted(contents.runs, "run"),
        f"{contents.bytes:,}",
        f"{each:,.0f}",
    )
    for name, value in sorted(contents.parameters.items()):
        click.echo(f"  {escaped(name)}: {escaped(value)}")
    return ExitCode.DONE


@command.command("check")
@click.argument("index_path", metavar="INDEX")
def check(index_path: str) -> int:
    """Check that an index is whole: its catalog, and every run against its SHA-256. The exit code is 3 if not."""
    from newsclean.corpus.index import ArchiveIndex

    wrong = 0
    with ArchiveIndex(Path(index_path)) as index:
        for problem in index.check():
            say("{}: wrong: {}", escaped(index_path), escaped(catalog().line(problem)), err=True)
            wrong += 1
        runs = index.contents().runs
    say("{} checked, {} wrong", counted(runs, "run"), wrong)
    return ExitCode.SOME_FAILED if wrong else ExitCode.DONE


@command.command("merge")
@click.argument("index_path", metavar="INDEX")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
def merge(index_path: str, others: tuple[str, ...]) -> int:
    """Add to an index the articles of others that it does not have; the others stay as they are."""
    from newsclean.corpus.index import ArchiveIndex

    if Path(index_path).resolve() in {Path(other).resolve() for other in others}:
        raise UsageError(index_path, "cannot be merged with itself", "name another index")
    with ArchiveIndex(Path(index_path), create=True) as index:
        for path in others:
            with ArchiveIndex(Path(path)) as other:
                say("{}: {} added", escaped(path), counted(index.merge(other), "article"))
    return ExitCode.DONE


@command.command("compact")
@click.argument("index_path", metavar="INDEX")
def compact(index_path: str) -> int:
    """Write an index anew as one run, which is the smallest and fastest to look things up in."""
    from newsclean.corpus.index import ArchiveIndex

    with ArchiveIndex(Path(index_path)) as index:
        before = index.contents()
        index.compact()
        after = index.contents()
    say(
        "{} of {} bytes made {} of {}", counted(before.runs, "run"), f"{before.bytes:,}", after.runs, f"{after.bytes:,}"
    )
    return ExitCode.DONE


@command.command("export")
@click.argument("index_path", metavar="INDEX")
@click.option("--redis", "server", metavar="HOST:PORT", required=True, help="The Redis server to write to.")
@click.option(
    "--name", metavar="NAME", default="newsclean", show_default=True, help="What the keys in Redis begin with."
)
def export(index_path: str, server: str, name: str) -> int:
    """Write an index into Redis as datasketch's MinHashLSH has it, for datasketch to read.

    In Python the other side is `MinHashLSH(num_perm=128, params=(32, 4), prepickle=False, storage_config={"type":
    "redis", "basename": b"NAME", "redis": {…}})`, and `newsclean.corpus.lsh.minhash` makes what is asked.
    """
    from importlib.util import find_spec

    from newsclean.corpus.index import ArchiveIndex
    from newsclean.corpus.lsh import lsh_of

    host, _, port = server.rpartition(":")
    if not host.isascii() or not host or not port.isdecimal():
        raise UsageError(f"--redis {escaped(server)}", "not HOST:PORT", "write it as localhost:6379")
    if find_spec("redis") is None:
        raise UsageError("--redis", "needs a package that is not here", 'run: pip install "newsclean[redis]"')
    storage = {"type": "redis", "basename": os.fsencode(name), "redis": {"host": host, "port": int(port)}}
    with ArchiveIndex(Path(index_path)) as index:
        lsh_of(index, storage)
        paragraphs = index.contents().paragraphs
    say("{} under {} in {}", counted(paragraphs, "paragraph"), escaped(name), escaped(server))
    return ExitCode.DONE
