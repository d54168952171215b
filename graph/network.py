"""The concepts as a NetworkX graph: for analysis and exchange, never on a request's way.

What is asked: who stands in the middle (PageRank), what belongs together (Leiden: Traag,
Waltman and van Eck 2019, as graspologic has it), and which ties alone hold two parts
together (bridges). The same graph always gives the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import graspologic_native
import networkx as nx
import numpy as np

from graph.arrays import PREDICATE_NAMES
from graph.neighbours import TOGETHER, edge_id
from graph.store import GraphStore
from graph.view import View

#: How finely Leiden divides; 1 is plain modularity.
RESOLUTION = 1.0
_SEED = 20260101
#: Full cycles of Leiden: on 22,782 documents ten reach a modularity of .5696, one .5540.
_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """How a node stands in its graph: PageRank, its community's number (the largest is 0),
    and whether it is an end of a bridge.
    """

    centrality: float
    community: int
    bridge: bool


def concept_network(store: GraphStore, view: View) -> nx.MultiDiGraph:
    """Concepts and works as one reader sees them, with every edge between two of them.

    Nodes are ids with ``label`` and ``kind``; edges have the edge's id as key, with
    ``predicate``, ``weight`` and ``places``.
    """
    arrays = view.arrays
    graph = nx.MultiDiGraph()
    names: dict[int, str] = {}
    query = "SELECT n, id, kind, label FROM nodes WHERE kind IN ('concept', 'work') ORDER BY n"
    for n, name, kind, label in store.stream(query):
        if view.nodes[n]:
            names[n] = name
            graph.add_node(name, kind=kind, label=label)
    for edge in np.flatnonzero(view.support).tolist():
        one = names.get(int(arrays.edge_subject[edge]))
        other = names.get(int(arrays.edge_object[edge]))
        if one is not None and other is not None:
            predicate = PREDICATE_NAMES[arrays.edge_predicate[edge]]
            _tie(graph, one, predicate, other, 1.0, int(view.support[edge]))
    for (mine, yours), (count, score) in view.ties.items():
        one, other = (names[int(arrays.concept_node[n])] for n in (mine, yours))
        _tie(graph, one, TOGETHER, other, score, count)
    return graph


def standings(graph: nx.MultiDiGraph) -> dict[str, Standing]:
    """How each node stands; nodes without a tie are communities of their own."""
    if not len(graph):
        return {}
    plain = _undirected(graph)
    central = nx.pagerank(plain, weight="weight")
    ends = {end for bridge in nx.bridges(plain) for end in bridge}
    communities = _communities(plain)
    return {
        node: Standing(round(float(central[node]), 8), communities[node], node in ends)
        for node in plain
    }


def bridges(graph: nx.MultiDiGraph) -> list[tuple[str, str]]:
    """The ties without which two parts would fall apart, in order."""
    return sorted(tuple(sorted(ends)) for ends in nx.bridges(_undirected(graph)))


def wording(view: View, years: Mapping[int, int]) -> dict[int, dict[int, int]]:
    """How many passages name each concept, year by year; ``years`` is by document number."""
    held = view.incidence.tocoo()
    year_of = np.zeros(len(view.documents), np.int64)
    for document, year in years.items():
        year_of[document] = year
    passage_year = year_of[view.arrays.passage_document[held.row]]
    found: dict[int, dict[int, int]] = {}
    pairs, counts = np.unique(np.stack([held.col, passage_year]), axis=1, return_counts=True)
    for (concept, year), count in zip(pairs.T.tolist(), counts.tolist(), strict=True):
        if year:
            found.setdefault(concept, {})[year] = count
    return found


def _tie(
    graph: nx.MultiDiGraph, one: str, predicate: str, other: str, weight: float, places: int
) -> None:
    key = edge_id(one, predicate, other)
    graph.add_edge(one, other, key=key, predicate=predicate, weight=weight, places=places)


def _undirected(graph: nx.MultiDiGraph) -> nx.Graph:
    """One edge for each two nodes that are tied, with the sum of what ties them."""
    plain = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    for one, other, weight in sorted(graph.edges(data="weight")):
        if one != other:
            before = plain.get_edge_data(one, other, {"weight": 0.0})["weight"]
            plain.add_edge(one, other, weight=before + weight)
    return plain


def _communities(plain: nx.Graph) -> dict[str, int]:
    """The number of each node's community; a node without a tie is one of its own."""
    edges = sorted(
        (min(one, other), max(one, other), float(weight))
        for one, other, weight in plain.edges(data="weight")
    )
    found: dict[str, int] = {}
    if edges:
        # Seeded, and the edges in order: the same graph falls into the same parts.
        _, found = graspologic_native.leiden(
            edges, resolution=RESOLUTION, iterations=_ROUNDS, use_modularity=True, seed=_SEED
        )
    members: dict[int | str, list[str]] = {}
    for node in sorted(plain):
        members.setdefault(found.get(node, node), []).append(node)
    groups = sorted(members.values(), key=lambda group: (-len(group), group))
    return {node: number for number, group in enumerate(groups) for node in group}
