"""The document against the element names and content models that the PREMIS 3.0 schema publishes."""

import json
import re
import uuid
from pathlib import Path
from xml.etree import ElementTree

from newsclean.changelog.log_files import LogWriter, read_records
from newsclean.changelog.reading import read_files
from newsclean.export.premis import premis_xml
from newsclean.settings import Settings

MODELS = json.loads((Path(__file__).parent / "premis-3.0.json").read_text("utf-8"))
NAMESPACE = "{http://www.loc.gov/premis/v3}"
FIXITY = {"sha256": "0" * 64, "bytes": 1}


def parsed(log):
    run = next(read_records(log))
    data = b"".join(premis_xml(lambda: [file for file in read_files(log) if hasattr(file, "articles")], run))
    assert data == b"".join(premis_xml(lambda: [file for file in read_files(log) if hasattr(file, "articles")], run))
    return ElementTree.fromstring(data)


def check(element):
    name = element.tag.removeprefix(NAMESPACE)
    assert element.tag.startswith(NAMESPACE)
    children = " ".join(child.tag.removeprefix(NAMESPACE) for child in element)
    if name not in MODELS:
        assert not children, f"{name} is a value"
        assert element.text.strip(), f"{name} is empty"
        return
    model = "".join(
        f"(?:{child.rstrip('+*?')} ){child[len(child.rstrip('+*?')):]}" for child in MODELS[name]
    )  # fmt: skip
    assert re.fullmatch(model, children + " " if children else ""), f"{name}: {children}"
    for child in element:
        check(child)


def logged(path, name="a.txt", decisions=(), changes=True):
    log = LogWriter(path, Settings())
    change = {"type": "change", "article": name, "before": ",", "after": "，", "places": [[1, 1]]}
    records = [
        {"type": "article", "article": name, "source": FIXITY | {"encoding": "gb18030"}, "clean": {"path": "b.txt", **FIXITY}},
        change | {"rule": "punctuation/comma", "kind": "normalisation"},
        change | {"rule": "duplicates/exact", "kind": "duplicate", "after": "", "places": [[5, 5]]},
        change | {"rule": "review/reading", "kind": "review", "places": [[9, 8]]},
        {"type": "flag", "article": name, "rule": "lines/jump-line", "line": 1, "offset": 0, "text": "x", "reason": "y"},
        *decisions,
        {"type": "end", "article": name, "changes": 3, "flags": 1},
    ]  # fmt: skip
    log.write(records if changes else [records[0], records[-1]])
    log.close()
    return path


def decision(by):
    return {
        "type": "decision", "article": "a.txt", "on": "change", "rule": "x/y", "line": 1, "offset": 0, "before": "a",
        "after": "b", "decision": "undo", "by": by, "at": "2026-11-23T12:00:00Z",
    }  # fmt: skip


def values(root, name):
    return [element.text for element in root.iter(NAMESPACE + name)]


def test_the_document_has_the_elements_of_the_schema_in_their_order(tmp_path):
    root = parsed(logged(tmp_path / "log.jsonl", decisions=[decision("王"), decision("李")]))
    check(root)
    assert root.attrib["version"] == "3.0"
    assert values(root, "eventType") == [
        "normalization",
        "deletion",
        "modification",
        "quality review",
        "quality review",
    ]
    assert values(root, "agentType") == ["software", "person", "person"]
    assert values(root, "messageDigest") == ["0" * 64] * 2
    assert values(root, "formatNote") == ["character encoding: gb18030", "character encoding: utf-8"]
    assert len({uuid.UUID(value) for value in values(root, "eventIdentifierValue")}) == 5
    known = set(values(root, "objectIdentifierValue"))
    assert set(values(root, "linkingObjectIdentifierValue")) == known
    assert set(values(root, "linkingAgentIdentifierValue")) == set(values(root, "agentIdentifierValue"))


def test_an_article_without_changes_has_an_event_too(tmp_path):
    root = parsed(logged(tmp_path / "log.jsonl", changes=False))
    check(root)
    assert values(root, "eventDetail") == ["nothing to change"]


def test_names_that_xml_cannot_hold_are_spelt_out(tmp_path):
    root = parsed(logged(tmp_path / "log.jsonl", name="<a>&\x01\ufffe\udc80\n.txt"))
    check(root)
    assert "<a>&\\x01\\ufffe\\udc80\\n.txt" in values(root, "originalName")


def test_a_table_is_one_and_of_a_packed_file_what_it_holds_is_told(tmp_path):
    log = LogWriter(tmp_path / "log.jsonl", Settings())
    cell = {"record": 2, "field": "text", "delimiter": ",", "column": 1}
    name = "a.csv.gz"
    clean = {"path": f"out/{name}", **FIXITY}
    log.write(
        [
            {"type": "article", "article": f"{name}:2:text", **cell, "source": FIXITY, "clean": clean},
            {"type": "end", "article": f"{name}:2:text", "changes": 0, "flags": 0},
            {"type": "end", "article": name, "records": 2, "source": FIXITY, "clean": clean, "changes": 0, "flags": 0,
             "errors": 0},
        ]
    )  # fmt: skip
    log.close()
    document = parsed(tmp_path / "log.jsonl")
    check(document)
    assert [found.text for found in document.iter(f"{NAMESPACE}formatName")] == ["text/csv"] * 2
    assert [found.text for found in document.iter(f"{NAMESPACE}compositionLevel")] == ["0"] * 2
