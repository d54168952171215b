"""The concepts in NetworkX: who is in the middle, what belongs together, what bridges."""

from __future__ import annotations

import networkx as nx
import pytest

from graph.arrays import read_arrays
from graph.network import bridges, concept_network, standings, wording
from graph.view import View, Views
from tests.graph.making import Shelf, shelf


@pytest.fixture(scope="module")
def made_one(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf(tmp_path_factory.mktemp("network"))


@pytest.fixture(scope="module")
def view(made_one: Shelf) -> View:
    assert made_one.latest
    return Views(made_one.graph, read_arrays(made_one.latest)).of(None)


def two_rings() -> nx.MultiDiGraph:
    """Two rings of four, one tie between them, and a node alone."""
    graph = nx.MultiDiGraph()
    for ring in ("a", "b"):
        nodes = [f"{ring}{n}" for n in range(4)]
        for one, other in [*zip(nodes, [*nodes[1:], nodes[0]], strict=True), (nodes[0], nodes[2])]:
            graph.add_edge(one, other, key=f"{one}{other}", weight=1.0)
    graph.add_edge("a0", "b0", key="over", weight=0.5)
    graph.add_node("c")
    return graph


def test_communities_are_what_holds_together() -> None:
    found = standings(two_rings())
    groups = {number: {node for node in found if found[node].community == number}
              for number in {one.community for one in found.values()}}  # fmt: skip
    assert sorted(map(sorted, groups.values())) == [
        ["a0", "a1", "a2", "a3"], ["b0", "b1", "b2", "b3"], ["c"],
    ]  # fmt: skip
    assert found["c"].community == 2  # the smallest comes last


def test_a_bridge_is_a_tie_without_which_the_parts_fall_apart() -> None:
    assert bridges(two_rings()) == [("a0", "b0")]
    found = standings(two_rings())
    assert {node for node in found if found[node].bridge} == {"a0", "b0"}


def test_the_middle_is_where_the_ties_are() -> None:
    found = standings(two_rings())
    assert found["a0"].centrality > found["a1"].centrality > found["c"].centrality
    assert sum(one.centrality for one in found.values()) == pytest.approx(1, abs=1e-4)


def test_the_same_graph_stands_the_same() -> None:
    shuffled = nx.MultiDiGraph()
    shuffled.add_nodes_from(reversed(list(two_rings())))
    shuffled.add_edges_from(reversed(list(two_rings().edges(keys=True, data=True))))
    assert standings(shuffled) == standings(two_rings())
    assert standings(nx.MultiDiGraph()) == {}


def test_concepts_and_works_are_the_nodes(made_one: Shelf, view: View) -> None:
    graph = concept_network(made_one.graph, view)
    assert {"safety", "two-safeguards", "work/safety-law", "work/档案管理规定"} <= set(graph)
    assert not [node for node in graph if node.startswith("d")]
    assert graph.nodes["safety"] == {"kind": "concept", "label": "安全生产"}


def test_wording_is_counted_by_year(made_one: Shelf, view: View) -> None:
    years = {n: made_one.store.description(one).day for n, one in
             enumerate(made_one.graph.documents)}  # fmt: skip
    found = wording(view, {n: day.year for n, day in years.items() if day})
    numbers = made_one.graph.concept_numbers
    by_id = {str(name): found.get(n) for name, n in numbers.items()}
    assert by_id["two-safeguards"] == {2023: 1, 2024: 1}
    assert by_id["safety"] == {2020: 2, 2021: 2, 2022: 1, 2023: 1, 2024: 1}
