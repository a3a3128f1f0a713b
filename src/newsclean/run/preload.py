"""What processes that clean have loaded when they begin.

Where the system can copy a process, one imports this module and is copied then, so that rules, dictionary and weights
are loaded once, and are in memory once.
"""

import gc

import newsclean.command.main  # noqa: F401 - each process imports it as its main module
from newsclean.pipeline import load
from newsclean.run import pieces  # noqa: F401
from newsclean.settings import Settings

load(Settings())
gc.freeze()
