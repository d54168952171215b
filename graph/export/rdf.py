"""The graph as RDF resources: concepts in SKOS, edges as statements with PROV's evidence.

Turtle and JSON-LD write the same resources. A stated edge is said twice: as a plain triple
(``wm:cites``), and as an ``rdf:Statement`` that is ``prov:wasDerivedFrom`` its evidence;
each piece of evidence has its sentence (``prov:value``), its document
(``prov:hadPrimarySource``) and its place (``oa:start``, ``oa:end``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from graph.export.model import ExportEdge, ExportNode, Place, Source
from graph.model import PREDICATES

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "wm": "urn:wenmai:vocab:",
}
SCHEME, CANDIDATES = "urn:wenmai:scheme", "urn:wenmai:candidates"
#: What our predicates are called elsewhere; said beside ours.
_ELSEWHERE = {
    "cites": "dcterms:references",
    "supersedes": "dcterms:replaces",
    "part_of": "dcterms:isPartOf",
}


@dataclass(frozen=True, slots=True)
class Iri:
    """A resource by its address, or by prefix and name."""

    value: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a language."""

    value: str
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Typed:
    """A literal of an XML Schema type."""

    value: str
    type: str


Term = Iri | Text | Typed | tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource with what is said of it, in order."""

    iri: str
    said: Sequence[tuple[str, Term]]


def resources(source: Source) -> Iterator[Resource]:
    """Everything the graph says, a resource at a time."""
    for scheme, title in ((SCHEME, "概念词表"), (CANDIDATES, "文件中的术语与文件名")):
        kind = ("rdf:type", Iri("skos:ConceptScheme"))
        yield Resource(scheme, [kind, ("dcterms:title", Text(title))])
    for name, label in PREDICATES.items():
        kind = ("rdf:type", Iri("rdf:Property"))
        yield Resource(f"{PREFIXES['wm']}{name}", [kind, ("rdfs:label", Text(label))])
    for node in source.nodes():
        yield Resource(iri_of(node.id), list(_node(node)))
    for edge in source.edges():
        yield from _edge(edge)


def iri_of(name: str) -> str:
    """The address of a node.

    >>> iri_of("two-safeguards"), iri_of("work/党章")
    ('urn:wenmai:two-safeguards', 'urn:wenmai:work/%E5%85%9A%E7%AB%A0')
    """
    return f"urn:wenmai:{quote(name, safe='/-_.~')}"


def _node(node: ExportNode) -> Iterator[tuple[str, Term]]:
    values = node.values
    if node.kind in ("concept", "work"):
        yield from _concept(node)
    else:
        yield "rdf:type", Iri(f"wm:{node.kind.capitalize()}")
        yield "dcterms:title", Text(node.label)
        if document := values.get("document"):
            yield "dcterms:isPartOf", Iri(iri_of(str(document)))
        if issuer := values.get("issuer"):
            yield "dcterms:publisher", Text(str(issuer))
        if number := values.get("number"):
            yield "dcterms:identifier", Typed(str(number), "xsd:string")
    for name in ("type", "status"):
        if name in values:
            yield f"wm:{name}", Typed(str(values[name]), "xsd:string")
    for name in ("start", "end"):
        if name in values:
            yield f"wm:{name}", Typed(str(values[name]), "xsd:date")
    for name, kind in (("passages", "integer"), ("community", "integer"), ("centrality", "double"),
                       ("bridge", "boolean"), ("years", "string")):  # fmt: skip
        if name in values:
            yield f"wm:{name}", Typed(_plain(values[name]), f"xsd:{kind}")


def _concept(node: ExportNode) -> Iterator[tuple[str, Term]]:
    values, lists = node.values, node.lists
    candidate = values.get("status") == "candidate"
    yield "rdf:type", Iri("skos:Concept")
    yield "skos:inScheme", Iri(CANDIDATES if candidate else SCHEME)
    yield "skos:prefLabel", Text(node.label)
    if english := values.get("english"):
        yield "skos:prefLabel", Text(str(english), "en")
    # SKOS S13: no label is of two kinds.
    given = {node.label}
    for name, said in (("aliases", "skos:altLabel"), ("hidden", "skos:hiddenLabel")):
        for form in lists.get(name, ()):
            if form not in given:
                given.add(form)
                yield said, Text(form)
    if definition := values.get("definition"):
        yield "skos:definition", Text(str(definition))
    for other in lists.get("broader", ()):
        yield "skos:broader", Iri(iri_of(other))
    if not candidate and not lists.get("broader"):
        yield "skos:topConceptOf", Iri(SCHEME)
    for other in lists.get("related", ()):
        yield "skos:related", Iri(iri_of(other))
    if expansion := lists.get("expansion"):
        yield "wm:expansion", tuple(Text(one) for one in expansion)
    if fixed := values.get("source"):
        yield "dcterms:source", Text(str(fixed))
    if successor := values.get("replaced_by"):
        yield "dcterms:isReplacedBy", Iri(iri_of(str(successor)))


def _edge(edge: ExportEdge) -> Iterator[Resource]:
    target = Iri(iri_of(edge.target))
    plain: list[tuple[str, Term]] = [(f"wm:{edge.predicate}", target)]
    if elsewhere := _ELSEWHERE.get(edge.predicate):
        plain.append((elsewhere, target))
    yield Resource(iri_of(edge.source), plain)
    places = [f"urn:wenmai:evidence:{edge.id}-{n}" for n in range(1, len(edge.evidence) + 1)]
    said: list[tuple[str, Term]] = [
        ("rdf:type", Iri("rdf:Statement")),
        ("rdf:type", Iri("prov:Entity")),
        ("rdf:subject", Iri(iri_of(edge.source))),
        ("rdf:predicate", Iri(f"wm:{edge.predicate}")),
        ("rdf:object", target),
        ("wm:weight", Typed(_plain(edge.weight), "xsd:double")),
        ("wm:places", Typed(str(edge.places), "xsd:integer")),
        *(("prov:wasDerivedFrom", Iri(place)) for place in places),
    ]
    yield Resource(f"urn:wenmai:edge:{edge.id}", said)
    for place, one in zip(places, edge.evidence, strict=True):
        yield Resource(place, list(_place(one)))


def _place(place: Place) -> Iterator[tuple[str, Term]]:
    yield "rdf:type", Iri("prov:Entity")
    yield "prov:value", Text(place.sentence)
    yield "prov:hadPrimarySource", Iri(iri_of(place.document))
    yield "dcterms:title", Text(place.title)
    if place.section:
        yield "wm:section", Text(place.section)
    yield "oa:start", Typed(str(place.start), "xsd:nonNegativeInteger")
    yield "oa:end", Typed(str(place.end), "xsd:nonNegativeInteger")
    yield "wm:method", Typed(place.method, "xsd:string")
    yield "wm:confidence", Typed(_plain(place.confidence), "xsd:double")
    if place.day:
        yield "dcterms:date", Typed(place.day, "xsd:date")


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
