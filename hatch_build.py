"""Step of the build: the catalogues of messages, compiled as gettext reads them.

python hatch_build.py     compiles them in the source tree, which tests and editable installs use
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parent / "src" / "newsclean" / "i18n"


def compile_catalogues() -> None:
    """Write a .mo file beside each .po file."""
    for path in CATALOGUES.glob("*.po"):
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.stem, abort_invalid=True)
        compiled = path.with_suffix(".mo")
        part = compiled.with_name(f".{compiled.name}.part")
        with part.open("wb") as target:
            write_mo(target, catalogue)
        part.replace(compiled)


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by itself, or by the tests
    pass
else:

    class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
        """Compiles the catalogues before a wheel, an editable install or a source distribution is made."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Compile them."""
            compile_catalogues()


if __name__ == "__main__":
    compile_catalogues()
