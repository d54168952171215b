"""Cytoscape JSON: for cytoscape.js, Cytoscape and ``networkx.cytoscape_graph``."""

from __future__ import annotations

import json
from collections.abc import Iterator

from graph.export.model import Source
from graph.export.node_link import listed
from graph.export.rows import edge_data, node_data


def write(source: Source) -> Iterator[str]:
    """The graph as one JSON object, a node or an edge at a time."""
    about = json.dumps([["name", source.title]], ensure_ascii=False)
    yield f'{{"data":{about},"directed":true,"multigraph":true,"elements":{{"nodes":[\n'
    yield from listed(
        {"data": {**node_data(node), "value": node.id, "name": node.label}}
        for node in source.nodes()
    )
    yield '],"edges":[\n'
    yield from listed(
        {"data": {**edge_data(edge), "key": edge.id, "interaction": edge.predicate}}
        for edge in source.edges()
    )
    yield "]}}\n"
