"""Edges and evidence as plain rows, for the formats that hold no nested values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from graph.export.model import EVIDENCE_FIELDS, ExportEdge, ExportNode, Place, Value

#: What a spreadsheet would take for a formula, at the beginning of a cell.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def place_data(place: Place) -> dict[str, str | int | float]:
    """A place as plain data; what asdict copies deep is a tenth of an export's time."""
    return {name: getattr(place, name) for name, _, _ in EVIDENCE_FIELDS}


def evidence_as_json(edge: ExportEdge) -> str:
    """All places of an edge as one line of JSON."""
    places = [place_data(place) for place in edge.evidence]
    return json.dumps(places, ensure_ascii=False, separators=(",", ":"))


def first_place(edge: ExportEdge) -> Mapping[str, Value]:
    """The surest place, each of its fields under ``evidence_…``."""
    place = place_data(edge.evidence[0])
    return {f"evidence_{name}": value for name, value in place.items() if value != ""}


def node_data(node: ExportNode) -> dict[str, Any]:
    """A node as a JSON object: lists stay lists."""
    lists = {name: list(values) for name, values in node.lists.items()}
    return {"id": node.id, **node.values, **lists}


def edge_data(edge: ExportEdge) -> dict[str, Any]:
    """An edge as a JSON object, its evidence as objects."""
    places = [place_data(place) for place in edge.evidence]
    ends = {"id": edge.id, "source": edge.source, "target": edge.target}
    return {**ends, **edge.values, "evidence": places}
