"""`newsclean rules`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from newsclean.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from newsclean.core.rule import Rule


@click.command("rules")
@click.argument("rule", required=False)
@click.option("--markdown", is_flag=True, help="All rules as a page of documentation.")
def command(rule: str | None, markdown: bool) -> int:
    """List the rules, or say what one of them does and why.

    \b
    Examples:
      newsclean rules
      newsclean rules lines/measure-word
    """
    from newsclean.rules.registry import RULES
    from newsclean.settings import suggestion

    if markdown:
        click.echo(page(RULES.values()), nl=False)
        return ExitCode.DONE
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
        *(f"  reason:  {reason.code}: {reason.text}" for reason in rule.reasons),
        f"  before:  {_shown(rule.example.before)}",
        f"  {after:<8} {_shown(rule.example.after)}",
    ]
    return "\n".join(rows)


def page(rules: Iterable[Rule]) -> str:
    """All rules as Markdown; docs/rules.md is this."""
    parts = [
        "# Rules",
        "Made by `newsclean rules --markdown` from the rules themselves. `--select` and `--ignore` take the name of a "
        "stage or of a rule.",
    ]
    stage = ""
    for rule in rules:
        if rule.stage != stage:
            stage = rule.stage
            parts.append(f"## {stage}")
        facts = [f"kind: {rule.kind}", "safe" if rule.safe else "worth a look"]
        if rule.source:
            facts.append(f"source: {rule.source}")
        after = "flags" if rule.kind == "flag" else "gives"
        parts += [
            f"### {rule.id}",
            rule.what,
            rule.why,
            f"`{_shown(rule.example.before)}`  \n{after} `{_shown(rule.example.after)}`",
            f"*{'; '.join(facts)}*",
        ]
        if rule.reasons:
            parts.append("Reasons: " + "; ".join(f"`{reason.code}` ({reason.text})" for reason in rule.reasons))
    return "\n\n".join(parts) + "\n"


def _shown(text: str) -> str:
    from newsclean.text.printable import escaped

    return escaped(text)
