"""Message catalogues: what is said to people, in English and Chinese."""

from __future__ import annotations

import gettext
import re
import sys
from collections.abc import Mapping
from functools import cached_property

from newsclean.i18n.sentences import SentenceCatalog

LANGUAGES = ("en", "zh")
"""The languages there are; English is that of the code, the others have a catalogue beside this module."""

_TAGS = {"en": "en", "zh": "zh-Hans"}
_REASON, _ERROR, _PLACE = "reason", "error", "place"
_VARIABLES = ("NEWSCLEAN_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def system_language(environment: Mapping[str, str]) -> str:
    """Return the language that the person has chosen, by the variables of the environment or the settings of Windows.

    Args:
        environment: The variables of the environment.
    """
    if sys.platform == "win32" and not any(environment.get(name) for name in _VARIABLES):
        import ctypes
        import locale

        chosen_locale = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
        return language_of({"LANG": chosen_locale})
    return language_of(environment)


def language_of(environment: Mapping[str, str]) -> str:
    """The language that is asked for, by NEWSCLEAN_LANGUAGE and by the variables that gettext goes by.

    Args:
        environment: The variables of the environment.
    """
    for name in _VARIABLES:
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
        self.language, self.tag = language, _TAGS[language]
        self.is_wide = language == "zh"
        self._translations = gettext.NullTranslations()
        if language == "en":
            return
        from importlib.resources import files

        compiled = files(__package__).joinpath(f"{language}.mo")
        if compiled.is_file():  # the build makes it of the .po file
            with compiled.open("rb") as file:
                self._translations = gettext.GNUTranslations(file)

    def gettext(self, message: str) -> str:
        """A message in this language."""
        return self._translations.gettext(message)

    def reason(self, template: str) -> str:
        """The template of a reason, which the code has in English, in this language."""
        return self._translations.pgettext(_REASON, template)

    def line(self, text: str) -> str:
        """An error in one line, `where: cause; what to do`, in this language; what the catalogue lacks stays."""
        return self._sentences.line(text) if self._sentences else text

    @cached_property
    def _sentences(self) -> SentenceCatalog | None:
        listed = getattr(self._translations, "_catalog", None)  # gettext has no other way to list its messages
        if listed is None:
            return None
        of_context: dict[str, dict[str, str]] = {}
        for key, translated in listed.items():
            context, _, message = key.rpartition("\4")
            of_context.setdefault(context, {})[message] = translated
        return SentenceCatalog(of_context[_ERROR], of_context[_PLACE])
