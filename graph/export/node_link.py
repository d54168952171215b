"""Node-link JSON, as ``networkx.node_link_graph`` and d3 read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from graph.export.model import Source
from graph.export.rows import edge_data, node_data


def write(source: Source) -> Iterator[str]:
    """The graph as one JSON object, a node or an edge at a time."""
    about = json.dumps({"title": source.title}, ensure_ascii=False)
    yield f'{{"directed":true,"multigraph":true,"graph":{about},"nodes":[\n'
    yield from listed(node_data(node) for node in source.nodes())
    yield '],"edges":[\n'
    yield from listed({"key": edge.id, **edge_data(edge)} for edge in source.edges())
    yield "]}\n"


def listed(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The items of a JSON list, one a line."""
    for place, row in enumerate(rows):
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        yield f",{line}\n" if place else f"{line}\n"
