"""Every format opens in a reader that is not ours, and all hold the same graph."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from lxml import etree
from rdflib.namespace import RDF, SKOS

from corpus.model import DocumentId
from graph.export import tables
from graph.export.formats import FORMATS
from graph.export.model import EVIDENCE_FIELDS, NODE_FIELDS, ExportNode, Source
from graph.export.rdf import iri_of
from graph.export.source import WHAT
from tests.graph.export.readers import READERS, WM, expected
from tests.graph.export.sources import AWKWARD, AwkwardSource, source
from tests.graph.making import Shelf, shelf

#: rdflib's own JSON-LD reader uses what rdflib gives up.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf(tmp_path_factory.mktemp("export"))


def written(name: str, what: Source) -> bytes:
    return b"".join(FORMATS[name].write(what))


def test_every_format_has_a_reader() -> None:
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize("name", FORMATS)
def test_the_same_graph_in_every_format(held: Shelf, name: str, what: str) -> None:
    given = source(held, what)
    nodes, edges = expected(given)
    assert nodes
    assert edges
    assert all(sentences for *_, sentences in edges.values())
    if name == "csv":
        edges = {
            key: (one, predicate, other, tuple(each.replace("\n", " ") for each in sentences))
            for key, (one, predicate, other, sentences) in edges.items()
        }
    assert READERS[name](written(name, given)) == (nodes, edges)


@pytest.mark.parametrize("name", FORMATS)
def test_names_with_a_meaning_in_the_format_come_through(name: str) -> None:
    nodes, edges = READERS[name](written(name, AwkwardSource()))
    # XML holds no control characters; Neo4j's importer takes a line break for the end of a row.
    plain = AWKWARD if name not in ("graphml", "gexf") else AWKWARD.replace("\x01", "")
    quote = AWKWARD.replace("\n", " ") if name == "csv" else AWKWARD
    assert nodes == {"a": plain.replace("\n", " ") if name == "csv" else plain, "work/党章": "党章"}
    assert {edge[1] for edge in edges.values()} == {"defines", "cites"}
    assert all(edge[3] == (quote, quote) for edge in edges.values())


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_graph_is_the_same_bytes(held: Shelf, name: str) -> None:
    assert written(name, source(held, "concepts")) == written(name, source(held, "concepts"))


@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize("name", FORMATS)
def test_what_one_may_not_read_is_in_no_export(held: Shelf, name: str, what: str) -> None:
    def plain(data: bytes) -> str:
        if name != "csv":
            return data.decode()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "".join(archive.read(member).decode() for member in archive.namelist())

    secret = held.store.document(DocumentId("d4"))
    everything = plain(written(name, source(held, what)))
    assert "d4" in re.findall(r"d\d", everything)
    without = plain(written(name, source(held, what, ("d1", "d2", "d3", "d5"))))
    assert "d4" not in re.findall(r"d\d", without)
    assert secret.description.title not in without
    assert "带头" not in without


def test_every_place_is_a_slice_of_its_document(held: Shelf) -> None:
    for what in WHAT:
        for edge in source(held, what).edges():
            assert edge.evidence
            assert edge.places >= len(edge.evidence)
            for place in edge.evidence:
                text = held.store.text(DocumentId(place.document))
                if place.method in ("record", "succession"):
                    assert place.sentence.startswith(f"题名：《{place.title}》")
                else:
                    assert text[place.start : place.end] == place.sentence


def test_both_ends_of_every_edge_are_nodes(held: Shelf) -> None:
    for what in WHAT:
        given = source(held, what)
        names = {node.id for node in given.nodes()}
        assert all({edge.source, edge.target} <= names for edge in given.edges())


def test_the_vocabulary_is_sound_skos(held: Shelf) -> None:
    data = written("turtle", source(held, "concepts")).decode()
    graph = rdflib.Graph().parse(data=data, format="turtle")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert concepts
    assert not concepts & schemes  # S9
    for concept in concepts:
        preferred = list(graph.objects(concept, SKOS.prefLabel))
        languages = [label.language for label in preferred if isinstance(label, rdflib.Literal)]
        assert len(languages) == len(set(languages))  # S14: one a language
        others = [*graph.objects(concept, SKOS.altLabel), *graph.objects(concept, SKOS.hiddenLabel)]
        assert len(set(others)) == len(others)  # S13: of one kind only
        assert not set(others) & set(preferred)
        assert set(graph.objects(concept, SKOS.inScheme)) <= schemes
        wider = set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        assert wider <= concepts
        assert not wider & set(graph.objects(concept, SKOS.related))  # S27
        assert (concept, SKOS.broader, concept) not in graph
    safeguards = rdflib.URIRef(iri_of("two-safeguards"))
    assert graph.value(safeguards, SKOS.broader) == rdflib.URIRef(iri_of("safety"))
    members = graph.value(safeguards, WM.expansion)
    assert members is not None
    assert [str(one) for one in rdflib.collection.Collection(graph, members)] == [
        "维护核心地位", "维护权威和集中统一领导",
    ]  # fmt: skip


def test_time_is_told_as_spells(held: Shelf) -> None:
    root = etree.fromstring(written("gexf", source(held, "documents")))
    space = {"g": "http://gexf.net/1.3"}
    spells = {
        node.get("id"): [dict(one.attrib) for one in node.findall("g:spells/g:spell", space)]
        for node in root.iterfind(".//g:node", space)
    }
    # The trial version held until the one that replaced it came into force.
    assert spells["d1"] == [{"start": "2021-01-01", "end": "2024-01-01"}]
    assert spells["d2"] == [{"start": "2024-01-01"}]
    edges = [edge for edge in root.iterfind(".//g:edge", space) if edge.get("kind") == "supersedes"]
    spell = edges[0].find("g:spells/g:spell", space)
    assert spell is not None
    assert spell.get("start") == "2024-01-01"


@pytest.mark.parametrize("said", ["=HYPERLINK(1)", "@SUM(A1)", "-2+3", "+3", "\t=1"])
def test_no_cell_is_run_as_a_formula(said: str) -> None:
    class Hostile(AwkwardSource):
        def nodes(self) -> Iterator[ExportNode]:
            lists = {"aliases": (said,)}
            yield ExportNode("a", said, "concept", {"label": said, "kind": "concept"}, lists)

    data = b"".join(tables.write(Hostile()))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (row,) = csv.DictReader(io.StringIO(archive.read("nodes.csv").decode(), newline=""))
    assert (row["label"], row["aliases:string[]"]) == (f"'{said}", f"'{said}")


@pytest.mark.parametrize("member", ["nodes.csv", "edges.csv", "evidence.csv"])
def test_the_headers_are_ones_neo4j_imports(held: Shelf, member: str) -> None:
    """The header grammar of ``neo4j-admin database import``: name, ``:type``, one id field."""
    data = written("csv", source(held, "documents"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        rows = list(csv.reader(io.StringIO(archive.read(member).decode(), newline="")))
    header, rest = rows[0], rows[1:]
    types = "int|long|float|double|boolean|byte|short|char|string|date|datetime"
    for field in header:
        assert re.fullmatch(
            rf"[a-z_]*:(?:ID|LABEL|START_ID|END_ID|TYPE)|[a-z_]+(?::(?:{types})(?:\[\])?)?", field
        ), field
    fixed = [field.partition(":")[2] for field in header if ":" in field]
    if member == "edges.csv":
        assert {"START_ID", "END_ID", "TYPE"} <= set(fixed)
        assert "ID" not in fixed
    else:
        assert fixed.count("ID") == fixed.count("LABEL") == 1
        place = next(at for at, field in enumerate(header) if field.endswith(":ID"))
        names = [row[place] for row in rest]
        assert len(set(names)) == len(names)
    kinds = {at: field.partition(":")[2] for at, field in enumerate(header)}
    for row in rest:
        assert len(row) == len(header)
        assert not re.search(r"[\r\n]", "".join(row))
        for at, value in enumerate(row):
            if value and kinds[at] in ("long", "int"):
                int(value)
            if value and kinds[at] == "double":
                float(value)
            if value and kinds[at] == "boolean":
                assert value in ("true", "false")


def test_concepts_have_their_standing(held: Shelf) -> None:
    values = {node.id: node.values for node in source(held, "concepts").nodes()}
    known = {name for name, _, _ in NODE_FIELDS}
    assert all(set(each) <= known for each in values.values())
    safety = values["safety"]
    assert (safety["passages"], safety["start"]) == (7, "2020-01-01")
    assert json.loads(str(safety["years"]))["2024"] == 1
    assert 0 < float(safety["centrality"]) < 1
    assert "community" in safety


def test_evidence_has_the_fields_it_is_said_to_have(held: Shelf) -> None:
    edge = next(iter(source(held, "documents").edges()))
    for name, kind, _ in EVIDENCE_FIELDS:
        assert isinstance(getattr(edge.evidence[0], name), kind)


def test_an_export_is_streamed(tmp_path: Path, held: Shelf) -> None:
    """No format asks for an edge before the ones before it are written."""

    class Counting:
        title = "counting"
        asked = 0

        def nodes(self):  # type: ignore[no-untyped-def]
            return source(held, "concepts").nodes()

        def edges(self):  # type: ignore[no-untyped-def]
            edge = next(iter(source(held, "documents").edges()))
            for _ in range(3000):
                self.asked += 1
                yield edge

    for name in ("graphml", "gexf", "turtle", "jsonld", "cypher", "cytoscape", "node-link"):
        counting = Counting()
        pieces = FORMATS[name].write(counting)
        next(pieces)
        assert counting.asked < 1500, name


def test_what_no_document_names_is_left_out(held: Shelf) -> None:
    given = source(held, "concepts")
    ends = {end for edge in given.edges() for end in (edge.source, edge.target)}
    nodes = {node.id: node for node in given.nodes()}
    told = {name for node in nodes.values() for key in ("broader", "related")
            for name in node.lists.get(key, ())}  # fmt: skip
    for name, node in nodes.items():
        assert name in ends | told or node.values.get("passages") or "/" in name, name
    assert told <= nodes.keys()
