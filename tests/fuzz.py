"""Bytes that atheris finds by which lines of newsclean they reach, through the same checks as test_fuzz.py.

    pip install atheris
    python tests/fuzz.py decode|records|lines|rows|headers|restore [CORPUS] [-runs=N] [-max_total_time=SECONDS]

The rest of the arguments is libFuzzer's.
"""

import sys

import atheris

with atheris.instrument_imports(include=["newsclean"]):
    import fuzzed


def main() -> None:
    check = fuzzed.CHECKS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if check is None:
        sys.exit(__doc__)
    atheris.Setup([sys.argv[0], *sys.argv[2:]], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
