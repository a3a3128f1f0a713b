"""The command in the language of the person: help texts, and what click itself says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import east_asian_width

import click

from newsclean.cli.terminal import catalog, phrase, say, speak
from newsclean.i18n.messages import LANGUAGES

_DEFAULT = "default: "
# What stays in one line: a word, and a Han character with the marks behind it.
_TOKEN = re.compile(r"\s*[（“《\[]*(?:[!-~]+|[^!-~\s])[，。、；：！？）》”]*")


class _Formatter(click.HelpFormatter):
    """Help texts, paragraph by paragraph, in the language of the person."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, f"{phrase('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(phrase(heading))

    def write_text(self, text: str) -> None:
        super().write_text("\n\n".join(_paragraph(part, self.width - 2) for part in text.split("\n\n")))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        columns = self.width - col_max - 2 * col_spacing
        super().write_dl([(name, _wrapped(_option(text), columns)) for name, text in rows], col_max, col_spacing)


class LocalisedContext(click.Context):
    """Context of a command, with help texts in the language of the person."""

    formatter_class = _Formatter


def _wrapped(text: str, columns: int) -> str:
    """Return a text in lines, as click leaves them: it takes all characters to be of one width, and parts words."""
    if not catalog().is_wide:
        return text
    lines = [""]
    for token in _TOKEN.findall(text):
        if _columns(lines[-1] + token.rstrip()) > columns and lines[-1]:
            lines.append("")
        lines[-1] += token if lines[-1] else token.lstrip()
    return "\n".join(["\b", *lines])


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _paragraph(text: str, columns: int) -> str:
    if text.startswith("\b"):
        lines = [line[: len(line) - len(line.lstrip())] + phrase(line.strip()) for line in text.splitlines()[1:]]
        return "\n".join(["\b", *lines])
    return _wrapped(phrase(" ".join(text.split())), columns)


def _option(text: str) -> str:
    """Return the help of an option, and what stands in brackets behind it: a default, or that it is required."""
    help_text, *brackets = text.split("  [")
    return "  ".join([phrase(help_text), *(f"[{_bracket(each.removesuffix(']'))}]" for each in brackets)])


def _bracket(text: str) -> str:
    parts = [
        phrase("default: {}", part.removeprefix(_DEFAULT)) if part.startswith(_DEFAULT) else phrase(part)
        for part in text.split("; ")
    ]
    return "; ".join(parts)


def _speak(context: click.Context, option: click.Parameter, language: str | None) -> None:
    if language is not None:
        speak(language)


def language_option() -> click.Option:
    """Return the option that chooses the language in which a command speaks and writes pages."""
    return click.Option(
        ["--language"],
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=_speak,
        help="Language of messages and pages.  [NEWSCLEAN_LANGUAGE, or that of the system]",
    )


def localised(command: click.Command) -> click.Command:
    """Have a command, and those under it, speak the language of the person."""
    for each in (command, *getattr(command, "commands", {}).values()):
        each.context_class = LocalisedContext
        if not any(option.name == "language" for option in each.params):
            each.params.append(language_option())
        if catalog().is_wide:
            each.short_help = phrase(" ".join((each.help or "").split("\n\n")[0].split())).partition("。")[0]
    return command


def show_error(error: click.ClickException) -> None:
    """Say on standard error what click has found wrong with a command line."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return
    context = getattr(error, "ctx", None)
    if context is not None:
        click.echo(context.get_usage(), err=True)
        say("Try '{} --help' for help.", context.command_path, err=True)
        click.echo(err=True)
    say("Error: {}", catalog().line(error.format_message()), err=True)
