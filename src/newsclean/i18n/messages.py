"""Message catalogues: what is said to people, in English and Chinese."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Mapping
from importlib.resources import files

LANGUAGES = ("en", "zh")
"""The languages there are; English is that of the code, the others have a catalogue beside this module."""

_TAGS = {"en": "en", "zh": "zh-Hans"}
_REASON = "reason"


def language_of(environment: Mapping[str, str]) -> str:
    """The language a locale asks for, by the variables that gettext goes by.

    Args:
        environment: The variables of the environment.
    """
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for wanted in environment.get(name, "").split(":"):
            language = re.split("[_.@-]", wanted.lower())[0]
            if language in LANGUAGES or language in ("c", "posix"):
                return language if language in LANGUAGES else "en"
    return "en"


class Catalog:
    """The messages of a language.

    Args:
        language: One of `LANGUAGES`.
    """

    def __init__(self, language: str) -> None:
        self.tag = _TAGS[language]
        self.messages: dict[str, str] = {}
        self._translations: gettext.NullTranslations = gettext.NullTranslations()
        if language != "en":
            self._read(language)

    def _read(self, language: str) -> None:
        import polib

        catalogue = polib.pofile(files(__package__).joinpath(f"{language}.po").read_text("utf-8"))
        self._translations = gettext.GNUTranslations(io.BytesIO(catalogue.to_binary()))
        for entry in catalogue:
            if entry.msgctxt != _REASON:
                self.messages[entry.msgid] = entry.msgstr

    def gettext(self, message: str) -> str:
        """A message in this language."""
        return self._translations.gettext(message)

    def reason(self, template: str) -> str:
        """The template of a reason, which the code has in English, in this language."""
        return self._translations.pgettext(_REASON, template)
