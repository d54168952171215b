"""CSV: nodes.csv, edges.csv and evidence.csv in a zip, with headers ``neo4j-admin`` imports.

::

    neo4j-admin database import full neo4j
        --nodes=nodes.csv --nodes=evidence.csv --relationships=edges.csv

Lists are divided by ``;`` (Neo4j's own), and a ``;`` within a value is written ``；``. A line
break within a value is written as a blank: the importer reads a field over several lines only
when told to. A value that a spreadsheet would run as a formula has ``'`` before it: what
documents say is strangers' text, and people open these files with more than Neo4j.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict

from graph.export.cypher import LABELS
from graph.export.model import EDGE_FIELDS, EVIDENCE_FIELDS, NODE_FIELDS, Source
from graph.export.rows import FORMULA

_TYPES = {str: "", int: ":long", float: ":double", bool: ":boolean"}
_BREAK = re.compile(r"\r\n?|\n")
_LISTS = ("aliases", "expansion", "broader", "related")
#: Bytes gathered before they are handed on.
_CHUNK = 1 << 16
#: The day every member is dated: the same graph is the same file.
_DAY = (1980, 1, 1, 0, 0, 0)


def write(source: Source) -> Iterator[bytes]:
    """The zip, a piece at a time."""
    sink = _Sink()
    tables: tuple[tuple[str, Callable[[Source], Iterator[Sequence[object]]]], ...] = (
        ("nodes.csv", nodes),
        ("edges.csv", edges),
        ("evidence.csv", evidence),
    )
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables:
            member = zipfile.ZipInfo(name, _DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(member, "w", force_zip64=True) as handle:
                for piece in _lines(rows(source)):
                    handle.write(piece)
                    yield from sink.taken()
    yield from sink.taken(everything=True)


def nodes(source: Source) -> Iterator[Sequence[object]]:
    """The header and rows of nodes.csv."""
    yield ["id:ID", *(f"{name}{_type(name, kind)}" for name, kind, _ in NODE_FIELDS), ":LABEL"]
    for node in source.nodes():
        values = [_listed(node.lists[name]) if name in node.lists else node.values.get(name, "")
                  for name, _, _ in NODE_FIELDS]  # fmt: skip
        yield [node.id, *map(_told, values), f"Wenmai;{LABELS[node.kind]}"]


def edges(source: Source) -> Iterator[Sequence[object]]:
    """The header and rows of edges.csv."""
    yield ["id", ":START_ID", ":END_ID", ":TYPE",
           *(f"{name}{_TYPES[kind]}" for name, kind, _ in EDGE_FIELDS)]  # fmt: skip
    for edge in source.edges():
        told = (_told(edge.values.get(name, "")) for name, _, _ in EDGE_FIELDS)
        yield [edge.id, edge.source, edge.target, edge.predicate.upper(), *told]


def evidence(source: Source) -> Iterator[Sequence[object]]:
    """The header and rows of evidence.csv: one a place, nodes of their own to Neo4j."""
    yield ["id:ID", "edge", *(f"{name}{_TYPES[kind]}" for name, kind, _ in EVIDENCE_FIELDS),
           ":LABEL"]  # fmt: skip
    for edge in source.edges():
        for place, one in enumerate(edge.evidence, start=1):
            told = (_told(value) for value in asdict(one).values())
            yield [f"{edge.id}-{place}", edge.id, *told, "Evidence"]


def _type(name: str, kind: type) -> str:
    return ":string[]" if name in _LISTS else _TYPES[kind]


def _listed(values: Iterable[str]) -> str:
    return ";".join(value.replace(";", "；") for value in values)


def _told(value: object) -> object:
    if isinstance(value, str):
        value = _BREAK.sub(" ", value)
        return f"'{value}" if value.startswith(FORMULA) else value
    return str(value).lower() if isinstance(value, bool) else value


def _lines(rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in rows:
        writer.writerow(row)
        if buffer.tell() > _CHUNK:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


class _Sink(io.RawIOBase):
    """What a zip is written to: bytes wait here until they are taken on."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:  # type: ignore[no-untyped-def]
        self._waiting += data
        return len(data)

    def taken(self, *, everything: bool = False) -> Iterator[bytes]:
        """What waits, if it is worth a piece."""
        if self._waiting and (everything or len(self._waiting) > _CHUNK):
            yield bytes(self._waiting)
            self._waiting.clear()
