"""Write the manual pages, one for each command, from what the commands say of themselves.

python packaging/man.py FOLDER     needs click-man
"""

import sys
from pathlib import Path

import click
from click_man.core import generate_man_page

import newsclean
from newsclean.cli.main import main


def write(folder: Path) -> None:
    """Write newsclean.1, newsclean-clean.1 and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = click.Context(main, info_name="newsclean")
    contexts = [whole]
    for name in main.list_commands(whole):
        command = main.get_command(whole, name)
        assert command is not None
        contexts.append(click.Context(command, info_name=name, parent=whole))
    for context in contexts:
        page = generate_man_page(context, newsclean.__version__)
        (folder / f"{context.command_path.replace(' ', '-')}.1").write_text(page, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
