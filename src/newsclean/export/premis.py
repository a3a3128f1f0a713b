"""Preservation metadata: what was done to each file, as events of PREMIS 3.0.

PREMIS Data Dictionary 3.0 (Library of Congress, 2015); types of events from the Library's vocabulary
`preservation/eventType`.
"""

from __future__ import annotations

import io
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from newsclean.changelog.log_records import Record
from newsclean.changelog.reading import LoggedFile
from newsclean.io.compression import compression_suffix
from newsclean.io.record_formats import Table, format_by_log
from newsclean.text.printable import escaped

_NAMESPACE = "http://www.loc.gov/premis/v3"
_SCHEMA = "https://www.loc.gov/standards/premis/premis.xsd"


def premis_xml(files: Callable[[], Iterable[LoggedFile]], run: Record) -> Iterator[bytes]:
    """One PREMIS document: each file of a log before and after, the events between them, and who took part.

    Args:
        files: Gives the files of the log; called twice, for objects stand before events.
        run: The `run` record.
    """
    xml = _Xml()
    xml.start("premis", {
        "xmlns": _NAMESPACE, "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": f"{_NAMESPACE} {_SCHEMA}", "version": "3.0",
    })  # fmt: skip
    people: dict[str, None] = {}
    for file in files():
        _object(xml, file, "source")
        _object(xml, file, "clean")
        yield xml.taken()
    for file in files():
        _events(xml, file, run, people)
        yield xml.taken()
    _agents(xml, run, people)
    xml.end("premis")
    yield xml.taken()


class _Xml:
    """XML that is written piece by piece."""

    def __init__(self) -> None:
        self._out = io.StringIO()
        self._writer = XMLGenerator(self._out, "UTF-8", short_empty_elements=True)
        self._writer.startDocument()
        self._depth = 0

    def taken(self) -> bytes:
        """Return what has been written since this was last asked."""
        written = self._out.getvalue()
        self._out.seek(0)
        self._out.truncate()
        return written.encode()

    def start(self, name: str, attributes: dict[str, str] | None = None) -> None:
        self._writer.ignorableWhitespace("\n" + "  " * self._depth if self._depth else "")
        self._writer.startElement(
            name, AttributesImpl({key: escaped(value) for key, value in (attributes or {}).items()})
        )
        self._depth += 1

    def end(self, name: str) -> None:
        self._depth -= 1
        self._writer.ignorableWhitespace("\n" + "  " * self._depth)
        self._writer.endElement(name)
        if not self._depth:
            self._writer.ignorableWhitespace("\n")

    @contextmanager
    def within(self, name: str, attributes: dict[str, str] | None = None) -> Iterator[None]:
        self.start(name, attributes)
        yield
        self.end(name)

    def value(self, name: str, text: object) -> None:
        self._writer.ignorableWhitespace("\n" + "  " * self._depth)
        self._writer.startElement(name, AttributesImpl({}))
        self._writer.characters(escaped(str(text)))
        self._writer.endElement(name)

    def identifier(self, what: str, type_: str, value: str) -> None:
        with self.within(f"{what}Identifier"):
            self.value(f"{what}IdentifierType", type_)
            self.value(f"{what}IdentifierValue", value)


def _format(file: LoggedFile) -> str:
    if not file.is_records:
        return "text/plain"
    record_format = format_by_log(article.head for article in file.articles)
    if isinstance(record_format, Table):
        return "text/tab-separated-values" if record_format.delimiter == "\t" else "text/csv"
    return "application/jsonl"


def _object(xml: _Xml, file: LoggedFile, side: str) -> None:
    record: Record = file.source if side == "source" else file.clean
    path = file.name if side == "source" else file.clean["path"]
    with xml.within("object", {"xsi:type": "file"}):
        xml.identifier("object", "local", f"{side}:{path}")
        with xml.within("objectCharacteristics"):
            if compression_suffix(Path(path)):
                xml.value("compositionLevel", 0)  # what is told is what the file holds, unpacked
            with xml.within("fixity"):
                xml.value("messageDigestAlgorithm", "SHA-256")
                xml.value("messageDigest", record["sha256"])
                xml.value("messageDigestOriginator", "newsclean")
            xml.value("size", record["bytes"])
            with xml.within("format"):
                with xml.within("formatDesignation"):
                    xml.value("formatName", _format(file))
                if not file.is_records:
                    encoding = record.get("encoding", "utf-8") if side == "source" else "utf-8"
                    xml.value("formatNote", f"character encoding: {encoding}")
        xml.value("originalName", path)
        if side == "clean":
            with xml.within("relationship"):
                xml.value("relationshipType", "derivation")
                xml.value("relationshipSubType", "has source")
                with xml.within("relatedObjectIdentifier"):
                    xml.value("relatedObjectIdentifierType", "local")
                    xml.value("relatedObjectIdentifierValue", f"source:{file.name}")


def _events(xml: _Xml, file: LoggedFile, run: Record, people: dict[str, None]) -> None:
    started = str(run.get("started", ""))
    flags = Counter(flag.rule for article in file.articles for flag in article.flags)
    by_type: dict[str, Counter[str]] = {}
    for article in file.articles:
        for change in article.changes:
            by_type.setdefault(_event_type(article.kinds[change.rule]), Counter())[change.rule] += 1
    for type_, changes in (by_type or {"normalization": Counter()}).items():
        with xml.within("event"):
            _head(xml, file, type_, started, _counts_in_words(changes) or "nothing to change", _software(run))
            with xml.within("eventOutcomeInformation"):
                xml.value("eventOutcome", "success")
                with xml.within("eventOutcomeDetail"):
                    xml.value("eventOutcomeDetailNote", f"flagged for a person: {_counts_in_words(flags) or 'nothing'}")
            _links(xml, file, "executing program", _software(run))
    decided: dict[str, list[Record]] = {}
    for article in file.articles:
        for decision in article.decisions:
            decided.setdefault(str(decision["by"]), []).append(decision)
    for person, decisions in decided.items():
        people[person] = None
        verdicts = Counter(str(decision["decision"]) for decision in decisions)
        with xml.within("event"):
            _head(
                xml,
                file,
                "quality review",
                max(str(each["at"]) for each in decisions),
                _counts_in_words(verdicts),
                person,
            )
            _links(xml, file, "reviewer", person)


def _event_type(kind: str) -> str:
    """The type in the Library's vocabulary for changes of a kind."""
    return {"normalisation": "normalization", "duplicate": "deletion"}.get(kind, "modification")


def _counts_in_words(counts: dict[str, int] | Counter[str]) -> str:
    return "; ".join(f"{name}: {count}" for name, count in sorted(counts.items()))


def _head(xml: _Xml, file: LoggedFile, type_: str, at: str, detail: str, agent: str) -> None:
    # The same log gives the same events, whenever it is exported.
    name = "\n".join((file.name, file.source["sha256"], file.clean["sha256"], type_, at, detail, agent))
    xml.identifier("event", "UUID", str(uuid.uuid5(uuid.NAMESPACE_URL, escaped(name))))
    xml.value("eventType", type_)
    xml.value("eventDateTime", at)
    with xml.within("eventDetailInformation"):
        xml.value("eventDetail", detail)


def _links(xml: _Xml, file: LoggedFile, role: str, agent: str) -> None:
    with xml.within("linkingAgentIdentifier"):
        xml.value("linkingAgentIdentifierType", "local")
        xml.value("linkingAgentIdentifierValue", agent)
        xml.value("linkingAgentRole", role)
    for part, identifier in (("source", f"source:{file.name}"), ("outcome", f"clean:{file.clean['path']}")):
        with xml.within("linkingObjectIdentifier"):
            xml.value("linkingObjectIdentifierType", "local")
            xml.value("linkingObjectIdentifierValue", identifier)
            xml.value("linkingObjectRole", part)


def _software(run: Record) -> str:
    return f"newsclean {run.get('newsclean', '')}"


def _agents(xml: _Xml, run: Record, people: dict[str, None]) -> None:
    libraries: Any = run.get("libraries")
    with xml.within("agent"):
        xml.identifier("agent", "local", _software(run))
        xml.value("agentName", "newsclean")
        xml.value("agentType", "software")
        xml.value("agentVersion", run.get("newsclean", ""))
        if isinstance(libraries, dict):
            xml.value("agentNote", "; ".join(f"{name} {version}" for name, version in libraries.items()))
    for person in people:
        with xml.within("agent"):
            xml.identifier("agent", "local", person)
            xml.value("agentName", person)
            xml.value("agentType", "person")
