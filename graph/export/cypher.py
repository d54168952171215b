"""Cypher statements for Neo4j and its kin, a few hundred rows a statement.

Run again, they change nothing: everything is merged by id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from graph.export.model import Source
from graph.export.rows import evidence_as_json, first_place

#: Rows in one statement.
ROWS = 200
LABELS = {"concept": "Concept", "work": "Work", "document": "Document", "section": "Section"}


def write(source: Source) -> Iterator[str]:
    """The graph as a script, a statement at a time."""
    yield "CREATE CONSTRAINT wenmai_id IF NOT EXISTS FOR (n:Wenmai) REQUIRE n.id IS UNIQUE;\n"
    for batch in batches(source.nodes(), ROWS):
        groups: defaultdict[str, list[Any]] = defaultdict(list)
        for node in batch:
            lists = {name: list(values) for name, values in node.lists.items()}
            groups[LABELS[node.kind]].append({"id": node.id, "props": {**node.values, **lists}})
        for label, rows in groups.items():
            yield (
                f"UNWIND {literal(rows)} AS row MERGE (n:Wenmai {{id: row.id}})"
                f" SET n:{label}, n += row.props;\n"
            )
    for edges in batches(source.edges(), ROWS):
        groups = defaultdict(list)
        for edge in edges:
            told = {**edge.values, **first_place(edge), "evidence": evidence_as_json(edge)}
            row = {"id": edge.id, "source": edge.source, "target": edge.target, "props": told}
            groups[edge.predicate.upper()].append(row)
        for kind, rows in groups.items():
            yield (
                f"UNWIND {literal(rows)} AS row"
                " MATCH (a:Wenmai {id: row.source}), (b:Wenmai {id: row.target})"
                f" MERGE (a)-[r:{kind} {{id: row.id}}]->(b) SET r += row.props;\n"
            )


def literal(value: object) -> str:
    """A value as Cypher writes it: maps have bare keys, strings single quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace("'", "\\'")
        return "'" + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + "'"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {literal(one)}" for key, one in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(literal(one) for one in value) + "]"
    raise TypeError(f"{type(value).__name__} has no form in Cypher")


def batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Items in lists of up to ``size``."""
    held = iter(items)
    while batch := list(islice(held, size)):
        yield batch
