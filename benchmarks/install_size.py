"""Size of the package and all that it needs, installed into a bare environment, in MB of 10^6 bytes.

    python benchmarks/install_size.py [REQUIREMENT]     this folder when left out

Prints the largest packages and the sum, without and with the bytecode that pip compiles; exits with 1 if all is over
240 MB. The environment has no pip of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

MOST = 240


def main() -> int:
    requirement = sys.argv[1] if len(sys.argv) > 1 else str(Path(__file__).parents[1])
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        python = str(Path(folder) / "bin" / "python")
        subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", "-q", requirement], check=True)
        (site,) = Path(folder).glob("lib/python*/site-packages")
        files = [(file.relative_to(site), file.stat().st_size) for file in site.rglob("*") if file.is_file()]
    sizes: dict[str, int] = {}
    for file, size in files:
        sizes[file.parts[0]] = sizes.get(file.parts[0], 0) + size
    for name, size in sorted(sizes.items(), key=lambda item: -item[1])[:10]:
        print(f"{size / 1e6:7.1f}  {name}")
    installed = sum(size for file, size in files if file.suffix != ".pyc") / 1e6
    whole = sum(sizes.values()) / 1e6
    print(f"{installed:7.1f}  all without bytecode\n{whole:7.1f}  all, of {MOST} at most")
    return whole > MOST


if __name__ == "__main__":
    sys.exit(main())
