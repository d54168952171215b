"""Each format read back by a reader that is not ours: the same nodes and edges for all."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import networkx as nx
import rdflib
from lxml import etree
from rdflib.namespace import DCTERMS, RDF, SKOS

from graph.export.model import ExportEdge, Source
from tests.graph.export import schemas

WM = rdflib.Namespace("urn:wenmai:vocab:")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")

#: What a reader gives back: node id → label, and the ends and sentences of each edge.
Nodes = dict[str, str]
Edges = dict[str, tuple[str, str, str, tuple[str, ...]]]


def expected(what: Source) -> tuple[Nodes, Edges]:
    return (
        {node.id: node.label for node in what.nodes()},
        {edge.id: _told(edge) for edge in what.edges()},
    )


def _told(edge: ExportEdge) -> tuple[str, str, str, tuple[str, ...]]:
    return edge.source, edge.predicate, edge.target, tuple(one.sentence for one in edge.evidence)


def _of_networkx(graph: nx.MultiDiGraph, key: Callable[[Any], str]) -> tuple[Nodes, Edges]:
    edges: Edges = {}
    for one, other, name, data in graph.edges(keys=True, data=True):
        places = data["evidence"]
        places = json.loads(places) if isinstance(places, str) else places
        sentences = tuple(place["sentence"] for place in places)
        edges[key((name, data))] = (one, data["predicate"], other, sentences)
    return {str(node): data["label"] for node, data in graph.nodes(data=True)}, edges


def read_graphml(data: bytes) -> tuple[Nodes, Edges]:
    assert schemas.graphml().validate(etree.fromstring(data)), schemas.graphml().error_log
    graph = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    return _of_networkx(graph, lambda edge: str(edge[0]))


def read_gexf(data: bytes) -> tuple[Nodes, Edges]:
    schema = schemas.gexf()
    schema.assertValid(etree.fromstring(data))
    # NetworkX knows GEXF up to 1.2, which differs in nothing used here but its name.
    older = data.replace(b"http://gexf.net/1.3", b"http://www.gexf.net/1.2draft")
    older = older.replace(b'version="1.3"', b'version="1.2"')
    root = etree.fromstring(older)
    for attribute in ("timerepresentation",):
        root[-1].attrib.pop(attribute)
    graph = nx.read_gexf(io.BytesIO(etree.tostring(root)))
    return _of_networkx(nx.MultiDiGraph(graph), lambda edge: str(edge[1].get("id", edge[0])))


def read_cytoscape(data: bytes) -> tuple[Nodes, Edges]:
    return _of_networkx(nx.cytoscape_graph(json.loads(data)), lambda edge: str(edge[0]))


def read_node_link(data: bytes) -> tuple[Nodes, Edges]:
    graph = nx.node_link_graph(json.loads(data), edges="edges")
    return _of_networkx(graph, lambda edge: str(edge[0]))


def read_csv(data: bytes) -> tuple[Nodes, Edges]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        tables = {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")))
            for name in archive.namelist()
        }
    sentences: dict[str, list[str]] = {}
    for row in tables["evidence.csv"]:
        sentences.setdefault(row["edge"], []).append(row["sentence"])
    edges = {
        row["id"]: (row[":START_ID"], row[":TYPE"].lower(), row[":END_ID"],
                    tuple(sentences[row["id"]]))
        for row in tables["edges.csv"]
    }  # fmt: skip
    return {row["id:ID"]: row["label"] for row in tables["nodes.csv"]}, edges


def _read_rdf(data: bytes, form: str) -> tuple[Nodes, Edges]:
    graph = rdflib.Graph().parse(data=data.decode(), format=form)
    back = {}
    nodes: Nodes = {}
    for said in (SKOS.prefLabel, DCTERMS.title):
        for iri, label in graph.subject_objects(said):
            scheme = (iri, RDF.type, SKOS.ConceptScheme) in graph
            evidence = (iri, RDF.type, PROV.Entity) in graph
            chinese = isinstance(label, rdflib.Literal) and label.language == "zh"
            if not scheme and not evidence and chinese:
                back[str(iri)] = name = unquote(str(iri).removeprefix("urn:wenmai:"))
                nodes[name] = str(label)
    edges: Edges = {}
    for statement in graph.subjects(RDF.type, RDF.Statement):
        one, predicate, other = (
            graph.value(statement, said) for said in (RDF.subject, RDF.predicate, RDF.object)
        )
        assert (one, predicate, other) in graph  # said plainly too
        places = sorted(graph.objects(statement, PROV.wasDerivedFrom),
                        key=lambda iri: int(str(iri).rpartition("-")[2]))  # fmt: skip
        for place in places:
            assert graph.value(place, PROV.hadPrimarySource) is not None
            assert int(str(graph.value(place, OA.start))) < int(str(graph.value(place, OA.end)))
        edges[str(statement).removeprefix("urn:wenmai:edge:")] = (
            back[str(one)], str(predicate).removeprefix(str(WM)), back[str(other)],
            tuple(str(graph.value(place, PROV.value)) for place in places),
        )  # fmt: skip
    return nodes, edges


def read_turtle(data: bytes) -> tuple[Nodes, Edges]:
    return _read_rdf(data, "turtle")


def read_jsonld(data: bytes) -> tuple[Nodes, Edges]:
    return _read_rdf(data, "json-ld")


_STRING = r"'((?:[^'\\]|\\.)*)'"


def read_cypher(data: bytes) -> tuple[Nodes, Edges]:
    """A reader of just the statements written: their literals are read by a grammar."""
    nodes: Nodes = {}
    edges: Edges = {}
    for statement in re.split(r";\n", data.decode()):
        if not statement.startswith("UNWIND"):
            continue
        rows, end = _literal(statement, len("UNWIND "))
        rest = statement[end:]
        if "MATCH" in rest:
            kind = re.search(r"\[r:([A-Z_]+) ", rest)
            assert kind
            for row in rows:
                places = json.loads(row["props"]["evidence"])
                edges[row["id"]] = (row["source"], kind[1].lower(), row["target"],
                                    tuple(place["sentence"] for place in places))  # fmt: skip
        else:
            assert re.search(r"SET n:(Concept|Work|Document|Section), n \+= row\.props", rest)
            nodes |= {row["id"]: row["props"]["label"] for row in rows}
    return nodes, edges


def _literal(text: str, at: int) -> tuple[Any, int]:
    """One Cypher literal at a place, and where it ends."""
    if text[at] == "[":
        items, at = [], at + 1
        while text[at] != "]":
            item, at = _literal(text, at)
            items.append(item)
            at += 2 if text.startswith(", ", at) else 0
        return items, at + 1
    if text[at] == "{":
        held, at = {}, at + 1
        while text[at] != "}":
            key = re.compile(r"([a-z_]+): ").match(text, at)
            assert key, text[at : at + 40]
            held[key[1]], at = _literal(text, key.end())
            at += 2 if text.startswith(", ", at) else 0
        return held, at + 1
    if text[at] == "'":
        match = re.compile(_STRING, re.DOTALL).match(text, at)
        assert match
        escapes = {"n": "\n", "r": "\r", "t": "\t"}
        said = re.sub(r"\\(.)", lambda one: escapes.get(one[1], one[1]), match[1])
        return said, match.end()
    match = re.compile(r"true|false|-?[\d.e+-]+").match(text, at)
    assert match, text[at : at + 40]
    return json.loads(match[0]), match.end()


READERS: dict[str, Callable[[bytes], tuple[Nodes, Edges]]] = {
    "graphml": read_graphml,
    "gexf": read_gexf,
    "jsonld": read_jsonld,
    "turtle": read_turtle,
    "csv": read_csv,
    "cypher": read_cypher,
    "cytoscape": read_cytoscape,
    "node-link": read_node_link,
}
