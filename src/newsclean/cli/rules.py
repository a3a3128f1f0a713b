"""`newsclean rules`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from newsclean.cli.terminal import catalog, phrase
from newsclean.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from newsclean.core.rule import Rule
    from newsclean.rules.precision import Precision


@click.command("rules")
@click.argument("rule", required=False)
@click.option("--markdown", is_flag=True, help="All rules as a page of documentation.")
def command(rule: str | None, markdown: bool) -> int:
    """List the rules, or say what one of them does and why.

    Behind a rule stands how many of its changes are right, of those read one by one on real pages.

    \b
    Examples:
      newsclean rules
      newsclean rules lines/measure-word
    """
    from newsclean.rules.precision import read_precision
    from newsclean.rules.registry import RULES
    from newsclean.settings import suggestion

    if markdown:
        click.echo(page(RULES.values()), nl=False)
        return ExitCode.DONE
    if rule is None:
        width = max(map(len, RULES))
        figures = {rule: _figure(precision) for rule, precision in read_precision().items()}
        figure_width = max(map(len, figures.values()))
        for one in RULES.values():
            click.echo(f"{one.id:<{width}}  {figures.get(one.id, ''):>{figure_width}}  {phrase(one.what)}")
        return ExitCode.DONE
    if rule not in RULES:
        raise UsageError("rules", f"there is no rule {rule!r}", suggestion(rule, set(RULES)))
    click.echo(described(RULES[rule]))
    return ExitCode.DONE


def described(rule: Rule) -> str:
    """A rule in words, as the command prints it and the documentation holds it."""
    from newsclean.rules.precision import read_precision

    precision = read_precision().get(rule.id)
    rows = [
        rule.id,
        "",
        phrase(rule.what),
        phrase(rule.why),
        "",
        phrase("  kind:    {}" if rule.safe else "  kind:    {}, worth a look", phrase(rule.kind)),
        *([phrase("  source:  {}", phrase(rule.source))] if rule.source else []),
        *([phrase("  right:   {} changes read on real pages", _figure(precision))] if precision else []),
        *(phrase("  reason:  {}: {}", reason.code, catalog().reason(reason.text)) for reason in rule.reasons),
        phrase("  before:  {}", _shown(rule.example.before)),
        phrase("  flagged: {}" if rule.kind == "flag" else "  after:   {}", _shown(rule.example.after)),
    ]
    return "\n".join(rows)


def page(rules: Iterable[Rule]) -> str:
    """All rules as Markdown; docs/rules.md is this."""
    from newsclean.rules.precision import read_precision

    figures = read_precision()
    parts = [
        "# Rules",
        "Made by `newsclean rules --markdown` from the rules themselves. `--select` and `--ignore` take the name of a "
        "stage or of a rule. `right` is how many of a rule's changes are right, of those that were read one by one on "
        "real pages; a debatable one is half of one.",
    ]
    stage = ""
    for rule in rules:
        if rule.stage != stage:
            stage = rule.stage
            parts.append(f"## {stage}")
        facts = [f"kind: {rule.kind}", "safe" if rule.safe else "worth a look"]
        if rule.source:
            facts.append(f"source: {rule.source}")
        if rule.id in figures:
            facts.append(f"right: {figures[rule.id]}")
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


def _figure(precision: Precision) -> str:
    return phrase("{} of {}", f"{precision.right:g}", precision.read)


def _shown(text: str) -> str:
    from newsclean.text.printable import escaped

    return escaped(text)
