"""JSON-LD 1.1: the resources of :mod:`graph.export.rdf`, one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from graph.export.model import Source
from graph.export.node_link import listed
from graph.export.rdf import PREFIXES, Iri, Resource, Term, Text, Typed, resources


def write(source: Source) -> Iterator[str]:
    """The graph as one JSON-LD object, a resource at a time."""
    yield f'{{"@context":{json.dumps(PREFIXES)},"@graph":[\n'
    yield from listed(_object(resource) for resource in resources(source))
    yield "]}\n"


def _object(resource: Resource) -> dict[str, Any]:
    told: dict[str, Any] = {"@id": resource.iri}
    for name, term in resource.said:
        if name == "rdf:type" and isinstance(term, Iri):
            told.setdefault("@type", []).append(term.value)
        else:
            told.setdefault(name, []).append(_value(term))
    return told


def _value(term: Term) -> dict[str, Any]:
    match term:
        case Iri(value):
            return {"@id": value}
        case Text(value, language):
            return {"@value": value, "@language": language}
        case Typed(value, "xsd:string"):
            return {"@value": value}
        case Typed(value, kind):
            return {"@value": value, "@type": kind}
        case members:
            return {"@list": [_value(one) for one in members]}
