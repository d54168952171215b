"""The walk gives NetworkX's numbers, and never stands where it may not."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from corpus.model import DocumentId, Within
from graph.arrays import read_arrays
from graph.ranking import RETURN, Seeds, Walker, Ways
from graph.view import Views
from tests.graph.making import shelf


@pytest.mark.parametrize("names", [("d1", "d2", "d3", "d4", "d5"), ("d1", "d2", "d5")])
def test_the_walk_is_personalised_pagerank(tmp_path: Path, names: tuple[str, ...]) -> None:
    made_one = shelf(tmp_path)
    assert made_one.latest
    arrays = read_arrays(made_one.latest)
    view = Views(made_one.graph, arrays).of(Within(frozenset(map(DocumentId, names))))
    ways = Ways(arrays)
    walker = Walker(view, ways)
    concept = int(
        arrays.concept_node[
            made_one.graph.concept_numbers[
                next(one.id for one in made_one.graph.concepts if one.label == "两个维护")
            ]
        ]
    )
    nodes, passages = walker.rank(Seeds({concept: 3.0}, {2: 1.0}), steps=100)

    graph = nx.Graph()
    down = ways.down.tocoo()
    for passage, node, weight in zip(down.row, down.col, down.data, strict=True):
        if view.passages[passage] and view.nodes[node]:
            graph.add_edge(f"p{passage}", f"n{node}", weight=float(weight))
    for one, other, weight in zip(*_across(walker), strict=True):
        graph.add_edge(f"n{one}", f"n{other}", weight=float(weight))
    home = {f"n{concept}": 3.0, "p2": 1.0} if view.passages[2] else {f"n{concept}": 1.0}
    expected = nx.pagerank(
        graph, alpha=1 - RETURN, personalization=home, weight="weight", tol=1e-10
    )
    for name, score in expected.items():
        found = nodes if name[0] == "n" else passages
        assert found[int(name[1:])] == pytest.approx(score, abs=1e-4), name
    assert not passages[~view.passages].any()
    assert not nodes[~view.nodes].any()


def _across(walker: Walker) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    across = walker._across.tocoo()
    return across.row, across.col, across.data


def test_without_a_seed_the_walk_stays_at_home(tmp_path: Path) -> None:
    made_one = shelf(tmp_path)
    assert made_one.latest
    arrays = read_arrays(made_one.latest)
    walker = Walker(Views(made_one.graph, arrays).of(None), Ways(arrays))
    nodes, passages = walker.rank(Seeds({}, {}))
    assert not nodes.any()
    assert not passages.any()
