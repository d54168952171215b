"""Places read for many ties at once are those read one by one, and of no other reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model import DocumentId, Within, document_of
from graph.arrays import read_arrays
from graph.model import PREDICATES
from graph.neighbours import Neighbours, Tie
from graph.places import Places
from graph.store import GraphStore
from graph.view import View, Views
from tests.graph.making import Shelf, shelf


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf(tmp_path_factory.mktemp("places"))


@pytest.fixture(scope="module")
def graph(held: Shelf) -> GraphStore:
    return held.graph


@pytest.fixture(scope="module")
def folder(held: Shelf) -> Path:
    assert held.latest
    return held.latest


@pytest.fixture(autouse=True)
def easily_tied(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handful of passages ties no concepts by chance: here one is enough."""
    for name, value in (("PLACES", 1), ("WORKS", 1), ("SURE", -1e9), ("NPMI", -1.0)):
        monkeypatch.setattr(f"graph.together.{name}", value)


def every_tie(neighbours: Neighbours, view: View, nodes: int) -> list[Tie]:
    found = {
        (tie.subject, tie.predicate, tie.object): tie
        for node in range(nodes)
        for tie in neighbours.ties(view, node)
    }
    return list(found.values())


@pytest.mark.parametrize("names", [None, ("d1", "d2", "d5")], ids=["all", "some"])
def test_many_are_read_as_each_is(
    graph: GraphStore, folder: Path, names: tuple[str, ...] | None
) -> None:
    arrays = read_arrays(folder)
    neighbours = Neighbours(graph, arrays)
    within = None if names is None else Within(frozenset(map(DocumentId, names)))
    view = Views(graph, arrays).of(within)
    ties = every_tie(neighbours, view, len(arrays.node_document))
    assert {tie.predicate for tie in ties} >= {"cites", "mentions", "co_occurs"}
    alone = [neighbours.evidence(view, tie, 3) for tie in ties]
    assert neighbours.evidence_of(view, ties, [3] * len(ties)) == alone
    assert all(alone)
    told = {document_of(one.passage_id) for places in alone for one in places}
    assert names is None or told <= set(names)


def test_all_places_are_reached_page_by_page(graph: GraphStore, folder: Path) -> None:
    arrays = read_arrays(folder)
    neighbours = Neighbours(graph, arrays)
    view = Views(graph, arrays).of(None)
    for tie in every_tie(neighbours, view, len(arrays.node_document)):
        whole = neighbours.evidence(view, tie, 1000)
        assert len(whole) == tie.places
        pages = [neighbours.evidence(view, tie, 2, at) for at in range(0, len(whole) + 2, 2)]
        assert [one for page in pages for one in page] == whole


def test_a_sample_is_spread_over_all_that_name_both(graph: GraphStore, folder: Path) -> None:
    arrays = read_arrays(folder)
    neighbours = Neighbours(graph, arrays)
    view = Views(graph, arrays).of(None)
    ties = [
        tie for tie in every_tie(neighbours, view, len(arrays.node_document))
        if tie.predicate == "co_occurs" and tie.places > 1
    ]  # fmt: skip
    assert ties
    places = Places(graph, arrays, {int(node): n for n, node in enumerate(arrays.concept_node)})
    for tie in ties:
        (looked,) = places.of(view, [tie], [1000], looked_into=1)
        assert len(looked) == 1
        assert looked[0] in neighbours.evidence(view, tie, 1000)


@pytest.mark.parametrize("most", [0, 1, 2])
def test_no_more_of_each_than_asked_for(graph: GraphStore, folder: Path, most: int) -> None:
    arrays = read_arrays(folder)
    neighbours = Neighbours(graph, arrays)
    view = Views(graph, arrays).of(None)
    stated = [name for name in PREDICATES if name not in ("mentions", "co_occurs")]
    for node in range(len(arrays.node_document)):
        whole = list(neighbours.ties(view, node, stated))
        some = list(neighbours.ties(view, node, stated, most))
        for predicate in stated:
            wanted = [tie for tie in whole if tie.predicate == predicate]
            kept = [tie for tie in some if tie.predicate == predicate]
            assert kept == wanted[:most]
            assert [tie.places for tie in wanted] == sorted(
                (tie.places for tie in wanted), reverse=True
            )
            assert neighbours.totals(view, node).get(predicate, 0) == len(wanted)
        others = {tie.object if tie.subject == node else tie.subject for tie in whole}
        also = list(neighbours.ties(view, node, stated, most, others))
        assert sorted(map(str, also)) == sorted(map(str, whole))
