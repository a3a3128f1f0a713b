"""The start of the application: the command, or the review where it is opened without arguments, as by a click."""

import multiprocessing
import sys

from newsclean.cli.main import run

if __name__ == "__main__":
    multiprocessing.freeze_support()
    if len(sys.argv) == 1:
        sys.argv.append("review")
    run()
