"""Every format by its name: how it is written, what it is to a browser and on a disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph.export import (
    cypher,
    cytoscape,
    gexf,
    graphml,
    jsonld,
    node_link,
    tables,
    turtle,
)
from graph.export.model import Source

#: Characters of text handed on together.
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Format:
    """One format: ``write`` gives the file piece by piece."""

    name: str
    label: str
    mimetype: str
    suffix: str
    write: Callable[[Source], Iterator[bytes]]


def _encoded(write: Callable[[Source], Iterator[str]]) -> Callable[[Source], Iterator[bytes]]:
    def pieces(source: Source) -> Iterator[bytes]:
        waiting: list[str] = []
        length = 0
        for piece in write(source):
            waiting.append(piece)
            length += len(piece)
            if length > _CHUNK:
                yield "".join(waiting).encode("utf-8", "replace")
                waiting, length = [], 0
        yield "".join(waiting).encode("utf-8", "replace")

    return pieces


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("graphml", "GraphML", "application/graphml+xml", "graphml", _encoded(graphml.write)),
        Format("gexf", "GEXF 1.3", "application/gexf+xml", "gexf", _encoded(gexf.write)),
        Format("jsonld", "JSON-LD (SKOS)", "application/ld+json", "jsonld", _encoded(jsonld.write)),
        Format("turtle", "Turtle (SKOS)", "text/turtle", "ttl", _encoded(turtle.write)),
        Format("csv", "CSV (zip)", "application/zip", "zip", tables.write),
        Format("cypher", "Cypher", "application/x-cypher-query", "cypher", _encoded(cypher.write)),
        Format(
            "cytoscape", "Cytoscape JSON", "application/json", "cyjs", _encoded(cytoscape.write)
        ),
        Format(
            "node-link", "node-link JSON", "application/json", "json", _encoded(node_link.write)
        ),
    )
}
