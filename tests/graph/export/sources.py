"""A small graph ready to be exported, and one of awkward names."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.citing.catalogue import Catalogue
from corpus.model import DocumentId, Within
from graph.arrays import read_arrays
from graph.export.model import ExportEdge, ExportNode, Place, Value
from graph.export.source import GraphSource, Held
from graph.neighbours import Neighbours, edge_id
from graph.view import Views
from tests.graph.making import Shelf


def source(made_one: Shelf, what: str, names: tuple[str, ...] | None = None) -> GraphSource:
    """An export of a shelf's latest graph, of some documents or of all."""
    assert made_one.latest
    graph, arrays = made_one.graph, read_arrays(made_one.latest)
    catalogue = Catalogue(made_one.store.descriptions(), made_one.store.sections)
    held = Held(graph, Neighbours(graph, arrays), made_one.store, catalogue)
    within = Within(frozenset(map(DocumentId, names))) if names is not None else None
    return GraphSource(held, Views(graph, arrays).of(within), what)


AWKWARD = '两个“维护”;<b>&\'\\ "引" \n\t\x01\u2028😀'


class AwkwardSource:
    """Names and sentences with everything that has a meaning in some format."""

    title = "awkward"

    def nodes(self) -> Iterator[ExportNode]:
        values: dict[str, Value] = {"label": AWKWARD, "kind": "concept", "type": "term",
                  "status": "lexicon",
                  "aliases": "甲；乙;丙", "centrality": 0.25, "community": 3, "bridge": True,
                  "passages": 7, "start": "2018-03-01"}  # fmt: skip
        lists = {
            "aliases": ("甲", "乙;丙"),
            "expansion": ("一'", "二\\"),
            "broader": ("work/党章",),
        }
        yield ExportNode("a", AWKWARD, "concept", values, lists)
        yield ExportNode("work/党章", "党章", "work", {"label": "党章", "kind": "work"})

    def edges(self) -> Iterator[ExportEdge]:
        place = Place("d1", AWKWARD, "第一条 › （一）", AWKWARD, 3, 9, "means", 0.97, "2020-01-02")
        for predicate, label in (("defines", "定义"), ("cites", "引用")):
            name = edge_id("a", predicate, "work/党章")
            yield ExportEdge(name, "a", predicate, "work/党章", label, 1.0, 2, "2020-01-02",
                             (place, place))  # fmt: skip
