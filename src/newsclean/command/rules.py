"""`newsclean rules`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newsclean.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from newsclean.article.rule import Rule


@click.command("rules")
@click.argument("rule", required=False)
def command(rule: str | None) -> int:
    """List the rules, or say what one of them does and why.

    \b
    Examples:
      newsclean rules
      newsclean rules lines/measure-word
    """
    from newsclean.pipeline import RULES
    from newsclean.settings import suggestion

    if rule is None:
        width = max(map(len, RULES))
        for one in RULES.values():
            click.echo(f"{one.id:<{width}}  {one.what}")
        return ExitCode.DONE
    if rule not in RULES:
        raise UsageError("rules", f"there is no rule {rule!r}", suggestion(rule, set(RULES)))
    click.echo(described(RULES[rule]))
    return ExitCode.DONE


def described(rule: Rule) -> str:
    """A rule in words, as the command prints it and the documentation holds it."""
    after = "flagged:" if rule.kind == "flag" else "after: "
    rows = [
        rule.id,
        "",
        rule.what,
        rule.why,
        "",
        f"  kind:    {rule.kind}" + ("" if rule.safe else ", worth a look"),
        *([f"  source:  {rule.source}"] if rule.source else []),
        f"  before:  {_shown(rule.example.before)}",
        f"  {after:<8} {_shown(rule.example.after)}",
    ]
    return "\n".join(rows)


def _shown(text: str) -> str:
    from newsclean.command.terminal import plain

    return plain(text)
