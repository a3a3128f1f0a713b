"""Formats of findings for other programs: JSON, reviewdog's, SARIF, and the annotations of GitHub's actions."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import quote

import newsclean
from newsclean.report.findings import TextFinding, TextPlace
from newsclean.rules.registry import RULES

_SITE = "https://newsclean.github.io/newsclean/"
_HOME = "https://github.com/newsclean/newsclean"
_INDEX = {rule: number for number, rule in enumerate(RULES)}


class FindingFormat(NamedTuple):
    """Format of findings, each of which is a line that is written as soon as it is found.

    Attributes:
        one: A finding as it is written.
        head: The line before all of them; empty for none.
        between: What begins the line of each but the first.
        tail: The line behind all of them, given what could not be read; empty for none.
    """

    one: Callable[[TextFinding], str]
    head: str = ""
    between: str = ""
    tail: Callable[[Sequence[str]], str] = lambda errors: ""


def _dumped(value: object) -> str:
    # Halves of surrogate pairs, which no UTF-8 has, stand escaped as JSON has them.
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(value)


def _as_object(finding: TextFinding) -> dict[str, Any]:
    return {
        "article": finding.article,
        "rule": finding.rule,
        "kind": RULES[finding.rule].kind,
        "safe": finding.is_safe,
        "message": finding.message,
        "reasons": [reason.to_dict() for reason in finding.reasons],
        "before": finding.before,
        "after": finding.after,
        "offset": finding.start,
        "line": finding.begin.line,
        "column": finding.begin.column,
        "end_line": finding.end.line,
        "end_column": finding.end.column,
    }


def _message(finding: TextFinding) -> str:
    where = "" if not finding.file_line else f" ({finding.article}:{finding.begin.line}:{finding.begin.column})"
    return f"{finding.message}{where}"


def _rdjson(finding: TextFinding) -> dict[str, Any]:
    def position(place: TextPlace) -> dict[str, int]:
        return {"line": place.line, "column": place.byte}

    span = {"start": position(finding.begin), "end": position(finding.end)}
    if finding.file_line:
        span = {"start": {"line": finding.file_line}}
    found: dict[str, Any] = {
        "message": _message(finding),
        "location": {"path": finding.path, "range": span},
        "severity": "INFO" if finding.is_safe else "WARNING",
        "code": {"value": finding.rule, "url": rule_url(finding.rule)},
    }
    if finding.after is not None and not finding.file_line:
        found["suggestions"] = [{"range": span, "text": finding.after}]
    return found


def rule_url(rule: str) -> str:
    """Return the address of what the documentation says of a rule."""
    return f"{_SITE}rules/#{rule.replace('/', '')}"


def _sarif(finding: TextFinding) -> dict[str, Any]:
    region = {
        "startLine": finding.begin.line,
        "startColumn": finding.begin.column,
        "endLine": finding.end.line,
        "endColumn": finding.end.column,
    }
    if finding.file_line:
        region = {"startLine": finding.file_line}
    artifact = {"uri": quote(finding.path.encode("utf-8", "surrogateescape"), safe="/")}
    # The same finding, wherever its line has gone since.
    print_of = "\0".join((finding.rule, finding.before, finding.line)).encode("utf-8", "surrogatepass")
    found: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": _INDEX[finding.rule],
        "level": "note" if finding.is_safe else "warning",
        "message": {"text": _message(finding)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"newsclean/v1": sha256(print_of).hexdigest()[:32]},
    }
    if finding.after is not None and not finding.file_line:
        replacement = {"deletedRegion": region, "insertedContent": {"text": finding.after}}
        found["fixes"] = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}]}]
    return found


def _sarif_head() -> str:
    rules = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.what},
            "fullDescription": {"text": f"{rule.what} {rule.why}"},
            "helpUri": rule_url(rule.id),
            "defaultConfiguration": {"level": "note" if rule.safe and rule.kind != "flag" else "warning"},
        }
        for rule in RULES.values()
    ]
    driver = {"name": "newsclean", "version": newsclean.__version__, "informationUri": _HOME, "rules": rules}
    head = _dumped({"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"})
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return f'{{"$schema": "{schema}", "version": "2.1.0", "runs": [{head[:-1]}, "results": ['


def _sarif_tail(errors: Sequence[str]) -> str:
    told = [{"level": "error", "message": {"text": error}} for error in errors]
    invocation: dict[str, Any] = {"executionSuccessful": not errors, "toolExecutionNotifications": told}
    return f'], "invocations": [{_dumped(invocation)}]}}]}}'


def _github(finding: TextFinding) -> str:
    level = "notice" if finding.is_safe else "warning"
    places = {"line": finding.begin.line, "col": finding.begin.column, "endLine": finding.end.line}
    if finding.end.line == finding.begin.line:
        places["endColumn"] = finding.end.column
    if finding.file_line:
        places = {"line": finding.file_line}
    named = {"file": finding.path, **places, "title": f"newsclean {finding.rule}"}
    properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in named.items())
    return f"::{level} {properties}::{_escaped(_message(finding))}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(mark):02X}" if mark in f"%\r\n{more}" else mark for mark in text)


def finding_format(name: str) -> FindingFormat:
    """Return the format of a name: `json`, `jsonl`, `rdjson`, `sarif` or `github`."""
    match name:
        case "json":
            return FindingFormat(lambda one: _dumped(_as_object(one)), "[", ",", lambda errors: "]")
        case "jsonl":
            return FindingFormat(lambda one: _dumped(_as_object(one)))
        case "rdjson":
            source = _dumped({"name": "newsclean", "url": _HOME})
            head = f'{{"source": {source}, "diagnostics": ['
            return FindingFormat(lambda one: _dumped(_rdjson(one)), head, ",", lambda errors: "]}")
        case "sarif":
            return FindingFormat(lambda one: _dumped(_sarif(one)), _sarif_head(), ",", _sarif_tail)
    return FindingFormat(_github)
