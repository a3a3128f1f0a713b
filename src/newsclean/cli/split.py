"""`newsclean split`."""

from __future__ import annotations

from pathlib import Path

import click

from newsclean.cli.terminal import counted
from newsclean.errors import ExitCode, InputError


@click.command("split")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", required=True, metavar="FOLDER", help="Folder for the shards.")
@click.option("--shard-size", type=click.IntRange(min=1), default=100_000, show_default=True, metavar="N",
              help="Records of a shard.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace shards that are there already.")
def command(paths: tuple[str, ...], output: str, shard_size: int, force: bool) -> int:
    """Split files of records into shards, to be cleaned by several processes or machines, or for a corpus.

    PATHs are JSON Lines, packed or not, or Parquet files; their records follow each other. Shards are named after the
    first file, and packed as it is: news-00000.jsonl.zst and so on. Records keep their bytes.

    \b
    Examples:
      newsclean split news.jsonl.zst -o shards/ --shard-size 50000
      newsclean clean shards/ -o clean/ --log logs/ --shard 1/4     on the first of four machines
    """
    from newsclean.io.inputs import expanded
    from newsclean.io.splitting import split

    files = [Path(path) for path in expanded(paths)]
    for file in files:
        if not file.is_file():
            raise InputError(str(file), "no such file", "name files of records")
    number = sum(1 for _ in split(files, Path(output), shard_size, force=force))
    click.echo(counted(number, "shard"), err=True)
    return ExitCode.DONE
