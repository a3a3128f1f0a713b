"""JSON Schemas of what newsclean writes and reads, made from what checks it.

python docs/schemas.py     writes docs/schemas/*.json anew
"""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from pathlib import Path
from typing import Any

from newsclean.changelog.record_checks import log_schema
from newsclean.core.result import Change, FlagRecord
from newsclean.export import card
from newsclean.io.formats import AUTO, format_names
from newsclean.review import decisions
from newsclean.settings import _CHOICES, FORMER_NAMES, Settings, hyphened

SITE = "https://newsclean.github.io/newsclean/schemas/"
FOLDER = Path(__file__).parent / "schemas"
TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
COUNT = {"type": "integer", "minimum": 0}
MOMENT = {"type": "string", "format": "date-time"}
BY_TYPE = {"float": {"type": "number", "minimum": 0, "maximum": 1}, "int": {"type": "integer", "minimum": 1}}


def head(name: str, title: str) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{SITE}{name}.json", "title": title}


def settings_schema() -> dict[str, Any]:
    """The table of `newsclean.toml`, from the fields of `Settings` and what their docstring says of them."""
    told = re.findall(r"^        (\w+): ((?:.|\n {12})+)", Settings.__doc__ or "", re.MULTILINE)
    meaning = {name: " ".join(text.split()) for name, text in told}
    members: dict[str, Any] = {}
    for field in dataclasses.fields(Settings):
        kind = BY_TYPE.get(str(field.type)) or (TEXTS if "tuple" in str(field.type) else TEXT)
        if field.name in _CHOICES:
            kind = {"enum": [*_CHOICES[field.name]]}
        members[hyphened(field.name)] = {**kind, "description": meaning[field.name]}
    words = {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}}
    members["script-words"] = {**words, "description": meaning["script_words"]}
    members |= dict.fromkeys(("encoding", "id-field"), TEXT) | dict.fromkeys(("field", "include", "exclude"), TEXTS)
    members |= {
        "format": {"enum": [AUTO, *format_names()]},
        "max-bytes": {"type": "integer"},
        "follow": {"type": "boolean"},
    }
    members |= {former: {**members[name], "deprecated": True} for former, name in FORMER_NAMES.items()}
    schema = head("settings", "Settings of newsclean: newsclean.toml, or [tool.newsclean] in pyproject.toml")
    return {**schema, "type": "object", "additionalProperties": False, "properties": members}


def decisions_schema() -> dict[str, Any]:
    """A line of a file of decisions."""
    first = {"properties": {"type": {"const": "decisions"}, "schema": {"const": decisions.SCHEMA}}}
    texts = dict.fromkeys((*decisions._TEXTS, "before", "after", "other", "reading", "note"), TEXT)
    after = {"anyOf": [TEXT, {"type": "null"}]}
    signed = {"type": "string", "pattern": r"\S"}
    one = {
        "required": [*decisions._TEXTS, "before", "offset"],
        "properties": {**texts, "other": after, "by": signed, "offset": {"type": "integer"}, "at": MOMENT},
        "oneOf": [
            {
                "properties": {"on": {"const": on}, "decision": {"enum": [*verdicts]}},
                "required": ["after"] if on == "change" else [],
            }
            for on, verdicts in decisions.VERDICTS.items()
        ],
        "if": {"properties": {"decision": {"const": "reading"}}},
        "then": {"required": ["reading"]},
    }
    is_first = {"properties": {"type": {"const": "decisions"}}, "required": ["type"]}
    schema = head(f"decisions-{decisions.SCHEMA}", "A line of a file of decisions of newsclean")
    return {**schema, "type": "object", "if": is_first, "then": first, "else": one}


def statistics_schema() -> dict[str, Any]:
    """What `newsclean clean --stats json` prints."""
    by_rule = {"type": "object", "additionalProperties": COUNT}
    members = dict.fromkeys(("articles", "resumed", "redone", "bytes", "errors", "dropped", "skipped"), COUNT)
    members |= {"seconds": {"type": "number", "minimum": 0}, "changes": by_rule, "flags": by_rule}
    schema = head("statistics-1", "Statistics of a run of newsclean")
    return {
        **schema,
        "type": "object",
        "additionalProperties": False,
        "properties": members,
        "required": [name for name in members if name not in ("dropped", "skipped")],
    }


def corpus_schema() -> dict[str, Any]:
    """What `newsclean export --as stats` writes."""
    by_rule = {"type": "object", "additionalProperties": COUNT}
    numbers = dict.fromkeys(("bytes", "clean_bytes", "articles", "errors"), COUNT)
    numbers |= {"records": {"anyOf": [COUNT, {"type": "null"}]}, "changes": by_rule, "flags": by_rule}
    shard = {**numbers, "name": TEXT, "clean": TEXT}

    def exactly(members: dict[str, Any]) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": False, "required": [*members], "properties": members}

    members = {"schema": {"const": card.SCHEMA}, "newsclean": TEXT, "settings": {"type": "object"}}
    members |= {"total": exactly(numbers), "shards": {"type": "array", "items": exactly(shard)}}
    return head(f"corpus-{card.SCHEMA}", "Statistics of the logs of a corpus cleaned by newsclean") | exactly(members)


def result_schema() -> dict[str, Any]:
    """What `Result.to_dict` returns, from the attributes of changes and flags."""
    reason = {"type": "object", "required": ["code"], "properties": {"code": TEXT}}
    kinds = {
        "str": TEXT,
        "int": COUNT,
        "float": {"type": "number", "minimum": 0, "maximum": 1},
        "None": {"type": "null"},
        "tuple[str, ...]": TEXTS,
        "tuple[Reason, ...]": {"type": "array", "items": reason},
    }

    def described(kind: type[Change] | type[FlagRecord]) -> dict[str, Any]:
        members: dict[str, Any] = {"reason": TEXT}
        for name, annotation in kind.__annotations__.items():
            found = [kinds[each] for each in annotation.__forward_arg__.split(" | ")]
            members[name] = found[0] if len(found) == 1 else {"anyOf": found}
        return {"type": "array", "items": {"type": "object", "required": [*members], "properties": members}}

    members = {"text": TEXT, "changes": described(Change), "flags": described(FlagRecord)}
    schema = head("result-1", "An article cleaned by newsclean, as Result.to_dict() has it")
    return {**schema, "type": "object", "required": [*members], "properties": members}


def schemas() -> dict[str, str]:
    """The schemas as they are written, by the names of their files."""
    made = log_schema, settings_schema, decisions_schema, statistics_schema, corpus_schema, result_schema
    every = [make() for make in made]
    return {each["$id"].removeprefix(SITE): json.dumps(each, ensure_ascii=False, indent=2) + "\n" for each in every}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, "utf-8")
    sys.exit(0)
