"""OpenCC, held at arm's length: loaded late, safe on half characters, checked for being the real one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from newsclean.errors import SettingsError
from newsclean.text.char_tables import char_table
from newsclean.text.common_characters import TRADITIONAL
from newsclean.text.patterns import lazy_regex
from newsclean.text.text_batch import BEYOND, TextBatch, Units

_SURROGATES = lazy_regex("([\ud800-\udfff]+)")

INVERSE = {
    "s2t": "t2s", "s2tw": "tw2s", "s2hk": "hk2s", "s2twp": "tw2sp", "s2hkp": "hk2sp",
    "t2s": "s2t", "tw2s": "s2tw", "hk2s": "s2hk", "tw2sp": "s2twp", "hk2sp": "s2hkp",
}  # fmt: skip
"""The configuration that leads back, where there is one."""


_TRADITIONAL = lazy_regex(f"[{''.join(sorted(TRADITIONAL))}]")
_IS_TRADITIONAL = char_table("".join(TRADITIONAL))


def simplified(text: str) -> str:
    """`text` in simplified characters if it holds common traditional ones; of the same number of code points.

    For comparing and recognising; nothing of it is written.
    """
    return text if is_simplified(text) else converter("t2s")(text)


def is_simplified(text: str) -> bool:
    """Return whether a text holds no common traditional characters, and so is the same in simplified ones."""
    return _TRADITIONAL.search(text) is None


def simplified_units(batch: TextBatch) -> Units:
    """The characters of many texts, each in simplified characters if it holds common traditional ones.

    Returns:
        Indices into tables, as `batch.codes`.
    """
    units = batch.codes
    found = _IS_TRADITIONAL.take(units).nonzero()[0]
    if not len(found):
        return units
    simple = units.copy()
    begins = np.array(batch.begins)
    for text in np.unique(begins.searchsorted(found, "right") - 1).tolist():
        begin, end = batch.begins[text], batch.begins[text + 1] - 1
        converted = converter("t2s")(batch.texts[text]).encode("utf-32-le", "surrogatepass")
        simple[begin:end] = np.minimum(np.frombuffer(converted, np.uint32), BEYOND)
    return simple


@cache
def converter(configuration: str) -> Callable[[str], str]:
    """A function that converts text by an OpenCC configuration.

    Args:
        configuration: `t2s`, `s2t`, `s2twp`, or another that the installed OpenCC has.

    Returns:
        A function from text to text. Halves of surrogate pairs, at which OpenCC raises, go through as they are.

    Raises:
        SettingsError: There is no such configuration, or another package has overwritten OpenCC's files.
    """
    import opencc

    if not hasattr(opencc, "CONFIGS"):
        raise SettingsError(
            "script",
            "another package (opencc-python, opencc-py …) has overwritten the files of OpenCC",
            "uninstall both, then run: pip install --force-reinstall OpenCC",
        )
    known = sorted(name.removesuffix(".json") for name in opencc.CONFIGS)
    if configuration not in known:
        raise SettingsError("script", f"OpenCC has no {configuration!r}", f"choose {', '.join(('keep', *known))}")
    convert = opencc.OpenCC(configuration).convert

    def safely(text: str) -> str:
        if text.isascii():
            return text
        try:
            return str(convert(text))
        except UnicodeEncodeError:
            return "".join(
                part if number % 2 else str(convert(part)) for number, part in enumerate(_SURROGATES.split(text))
            )

    return safely
