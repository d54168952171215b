"""What a reader sees comes from the documents they may read, and from nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.model import DocumentId, Within
from graph.arrays import read_arrays
from graph.view import View, Views
from tests.graph.making import Shelf, corpus, shelf


def views(made_one: Shelf) -> Views:
    assert made_one.latest
    return Views(made_one.graph, read_arrays(made_one.latest))


def told(made_one: Shelf, view: View) -> dict[str, object]:
    """Everything a view says, by names instead of numbers."""
    graph = made_one.graph
    names = [row[0] for row in graph.rows("SELECT id FROM nodes ORDER BY n")]
    arrays = view.arrays
    return {
        "nodes": {names[n] for n in np.flatnonzero(view.nodes)},
        "edges": {
            (names[arrays.edge_subject[n]], arrays.edge_predicate[n], names[arrays.edge_object[n]],
             int(view.support[n]))
            for n in np.flatnonzero(view.support)
        },
        "named": {graph.concepts[n].id: int(count) for n, count in enumerate(view.named)},
        "total": view.total,
        "ties": {(graph.concepts[one].id, graph.concepts[other].id): tie
                 for (one, other), tie in view.ties.items()},
    }  # fmt: skip


@pytest.mark.parametrize("hidden", ["d1", "d2", "d3", "d4", "d5"])
def test_a_hidden_document_is_as_if_it_were_not_there(
    tmp_path: Path, hidden: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("PLACES", 1), ("WORKS", 1), ("SURE", -1e9), ("NPMI", -1.0)):
        monkeypatch.setattr(f"graph.together.{name}", value)
    whole = shelf(tmp_path / "whole")
    allowed = frozenset(DocumentId(name) for name in corpus() if name != hidden)
    seen = told(whole, views(whole).of(Within(allowed)))
    # The others still cite what they cited; what they cite in the hidden one is not shown.
    nodes, edges = seen["nodes"], seen["edges"]
    assert isinstance(nodes, set)
    assert isinstance(edges, set)
    assert not [node for node in nodes if node.partition("/")[0] == hidden]
    assert not [edge for edge in edges if hidden in (edge[0].partition("/")[0],
                                                     edge[2].partition("/")[0])]  # fmt: skip
    held = {name: one for name, one in corpus().items() if name != hidden}
    without = told(shelf(tmp_path / "without", held), views(shelf(tmp_path / "w2", held)).of(None))
    assert (seen["named"], seen["total"]) == (without["named"], without["total"])
    assert seen["ties"] == without["ties"]
    assert seen["ties"]


def test_what_is_tied_to_one_is_of_all_ties(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("PLACES", 1), ("WORKS", 1), ("SURE", -1e9), ("NPMI", -1.0)):
        monkeypatch.setattr(f"graph.together.{name}", value)
    view = views(shelf(tmp_path)).of(None)
    told = {
        (min(one, other), max(one, other)): (places, score)
        for one in range(len(view.named))
        for other, places, score in view.together(one)
    }
    assert told == view.ties
    for (one, other), (places, _) in view.ties.items():
        assert len(view.shared(one, other)) == places


def test_a_work_only_a_hidden_document_names_is_hidden(tmp_path: Path) -> None:
    whole = shelf(tmp_path)
    without_d3 = frozenset(DocumentId(name) for name in ("d1", "d2", "d5"))
    nodes = told(whole, views(whole).of(Within(without_d3)))["nodes"]
    assert isinstance(nodes, set)
    assert "work/档案管理规定" not in nodes
    assert "work/安全生产管理办法" in nodes
    assert "two-safeguards" in nodes  # the lexicon is everyone's
