"""Settings, the meaning of each, its default, and what is refused."""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from newsclean.errors import SettingsError
from newsclean.text.protect_patterns import compile_protect_list

_NAMES = "list of stages or rules"
_CHOICES = {
    "quotes": ("keep", "curly", "corner"),
    "latin_space": ("keep", "remove"),
    "interpunct": ("keep", "middle-dot"),
}
STAGES = ("characters", "lines", "punctuation", "script", "duplicates")


FORMER_NAMES = {"keep": "protect", "same-at": "min-similarity"}
"""What settings were called before, and are called; both are read until version 1.0."""


class _FormerNames(type):
    """Takes settings by their former names too, with a warning."""

    def __call__(cls, **given: Any) -> Any:
        for former, name in FORMER_NAMES.items():
            if underscored(former) in given:
                told = f"{former!r} is called {name!r} now; the former name is read until version 1.0"
                warnings.warn(told, FutureWarning, stacklevel=2)
                given[underscored(name)] = given.pop(underscored(former))
        known = {field.name for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
        for name in given:
            if name not in known:
                raise SettingsError(name, "there is no such setting", suggestion(name, known))
        return super().__call__(**given)


@dataclass(frozen=True, kw_only=True)
class Settings(metaclass=_FormerNames):
    """Settings of cleaning. The same settings, input and version give the same bytes.

    In `newsclean.toml` and under `[tool.newsclean]` in `pyproject.toml` the names are written with hyphens: `join-at`.
    Options of the command line are `select`, `ignore`, `script` and, as a file, `script-words`; of
    `newsclean duplicates` also `min-similarity`. The others stand in a settings file.

    Attributes:
        select: Stages (`lines`) or rules (`punctuation/comma`) to run; empty for all. A list or a tuple, as all lists.
        ignore: Stages or rules to leave out of those selected.
        script: OpenCC configuration to convert with (`t2s`, `s2t`, `s2tw`, …), or `keep`.
        join_at: Confidence, 0 to 1, from which two lines are joined.
        flag_at: Confidence from which a boundary that is not joined is flagged.
        min_similarity: Similarity, 0 to 1, from which two paragraphs are compared difference by difference.
        min_repeat: Paragraphs of fewer Han characters are removed only inside a pasted block.
        protect: Text that no rule may change or flag: as it stands, or between slashes a regular expression. A repeat
            is still removed unless the whole paragraph is protected.
        quotes: `curly` “…” or `corner` 「…」, to set all quotation marks in one style, or `keep`.
        latin_space: `remove`, to take away spaces between Chinese and Latin text, or `keep`. None is ever added.
        interpunct: `middle-dot`, to write the dots •, ・, ‧ and ． between the parts of a foreign name as ·, or `keep`.
        script_words: Words, each with what `script` makes of it: a user's dictionary over OpenCC's. A name that shall
            stay becomes itself. In a settings file a table: `script-words = {里程 = "里程"}`.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    script: str = "keep"
    join_at: float = 0.35
    flag_at: float = 0.25
    min_similarity: float = 0.8
    min_repeat: int = 20
    protect: tuple[str, ...] = ()
    quotes: str = "keep"
    latin_space: str = "keep"
    interpunct: str = "keep"
    script_words: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        for name in ("join_at", "flag_at", "min_similarity"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
                raise SettingsError(hyphened(name), f"{value!r} is not a number from 0 to 1", "change it")
        if isinstance(self.min_repeat, bool) or not isinstance(self.min_repeat, int) or self.min_repeat < 1:
            raise SettingsError("min-repeat", f"{self.min_repeat!r} is not a whole number from 1", "change it")
        for name, what in (("select", _NAMES), ("ignore", _NAMES), ("protect", "list of texts")):
            value = getattr(self, name)
            if isinstance(value, list):
                value = tuple(value)
                object.__setattr__(self, name, value)
            if not isinstance(value, tuple) or not all(isinstance(part, str) for part in value):
                raise SettingsError(name, f"{value!r} is not a {what}", "change it")
        compile_protect_list(self.protect)
        _check_words(self.script_words)
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise SettingsError(
                    hyphened(name), f"{getattr(self, name)!r} is no choice", f"choose {', '.join(choices)}"
                )
        if not isinstance(self.script, str):
            raise SettingsError("script", f"{self.script!r} is not a name", "write keep, t2s, s2t or another")

    def as_mapping(self) -> dict[str, Any]:
        """The settings under the names they have in a settings file, defaults included."""
        values = {hyphened(name): value for name, value in dataclasses.asdict(self).items()}
        return values | {"script-words": dict(self.script_words)}


def _check_words(words: object) -> None:
    next_step = 'write script-words = {word = "what it becomes"}'
    if not isinstance(words, tuple) or not all(isinstance(pair, tuple) and len(pair) == 2 for pair in words):
        raise SettingsError("script-words", f"{words!r} is not a table of words", next_step)
    for pair in words:
        if not all(isinstance(word, str) and word for word in pair):
            raise SettingsError("script-words", f"{pair!r} is not a word and what it becomes", next_step)
    again = [after for _, after in words if dict(words).get(after, after) != after]
    if again:
        raise SettingsError("script-words", f"{again[0]!r} is made and made into something else", "name it once")


def hyphened(name: str) -> str:
    """`join_at` as it is written in a settings file: `join-at`."""
    return name.replace("_", "-")


def underscored(name: str) -> str:
    """`join-at` as it is written in Python: `join_at`."""
    return name.replace("-", "_")


def settings_from(mapping: Mapping[str, Any], where: str) -> Settings:
    """Make settings from a table of a settings file.

    Args:
        mapping: Names with hyphens, and their values.
        where: What to call the table in an error.

    Returns:
        The settings; what is not named has its default.

    Raises:
        SettingsError: A name is unknown (the nearest known one is suggested) or a value cannot be.
    """
    known = {hyphened(field.name) for field in dataclasses.fields(Settings)}
    values: dict[str, Any] = {}
    for name, value in mapping.items():
        if name not in known and name not in FORMER_NAMES:
            raise SettingsError(where, f"unknown setting {name!r}", suggestion(name, known))
        if isinstance(value, dict) and name == "script-words":
            value = tuple(value.items())
        values[underscored(name)] = value
    try:
        return Settings(**values)
    except SettingsError as error:
        raise SettingsError(f"{where}: {error.where}", error.cause, error.next_step) from None


def suggestion(name: str, known: Mapping[str, object] | set[str]) -> str:
    """A next step for an unknown name: the nearest known one, or all of them."""
    near = get_close_matches(name, list(known), n=1)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(sorted(known))}"
