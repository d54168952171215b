"""Personalised PageRank over concepts, works, provisions and passages, in a few sparse products.

The walk of HippoRAG 2 (Gutiérrez et al. 2025), without a language model: from the seeds it
steps between passages and the concepts they name, between sections and their passages, and
along the stated edges, and returns to the seeds with probability :data:`RETURN`. NetworkX
takes a thousand times longer for the same numbers; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from graph.arrays import PREDICATE_NAMES, Arrays
from graph.view import View

RETURN = 0.5
#: Steps walked: what is left after ten is below a thousandth of the whole.
STEPS = 10
#: How willingly the walk takes each kind of way.
MENTION, INSIDE, WHOLE = 1.0, 1.0, 0.1
STATED: Mapping[str, float] = {
    "defines": 2.0,
    "expands_to": 2.0,
    "part_of": 0.5,
    "broader": 1.0,
    "requires": 1.0,
    "responsible_for": 1.0,
    "cites": 1.0,
    "supersedes": 1.0,
    "contrasts": 1.0,
}

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Seeds:
    """Where the walk begins, and returns to: weights of nodes and of passages by number."""

    nodes: Mapping[int, float]
    passages: Mapping[int, float]


class Ways:
    """The ways between passages and nodes, for everyone; who may not walk them is masked out."""

    def __init__(self, arrays: Arrays) -> None:
        body = np.flatnonzero(arrays.passage_body).astype(np.int32)
        whole = arrays.document_node[arrays.passage_document[body]]
        rows = np.concatenate([arrays.mention_passage, arrays.inside_passage, body])
        columns = np.concatenate(
            [arrays.concept_node[arrays.mention_concept], arrays.inside_node, whole]
        )
        weights = np.concatenate(
            [
                np.full(len(arrays.mention_passage), MENTION, np.float32),
                np.full(len(arrays.inside_passage), INSIDE, np.float32),
                np.full(len(body), WHOLE, np.float32),
            ]
        )
        shape = (len(arrays.passage_document), len(arrays.node_document))
        self.down = sparse.csr_array((weights, (rows, columns)), shape)
        self.up = self.down.T.tocsr()


class Walker:
    """Walks the graph as one reader sees it."""

    def __init__(self, view: View, ways: Ways) -> None:
        self._view, self._ways = view, ways
        self._nodes = view.nodes.astype(np.float32)
        self._passages = view.passages.astype(np.float32)
        self._across = _across(view)
        leave_node = ways.up @ self._passages + np.asarray(self._across.sum(axis=0)).ravel()
        leave_passage = ways.down @ self._nodes
        self._node_share = _inverse(leave_node)
        self._passage_share = _inverse(leave_passage)

    def rank(self, seeds: Seeds, steps: int = STEPS) -> tuple[Scores, Scores]:
        """How often the walk is at each node, and at each passage; hidden ones never."""
        home_nodes = _spread(seeds.nodes, self._nodes)
        home_passages = _spread(seeds.passages, self._passages)
        total = float(home_nodes.sum() + home_passages.sum())
        if total <= 0:
            return home_nodes, home_passages
        home_nodes /= total
        home_passages /= total
        nodes, passages = home_nodes, home_passages
        for _ in range(steps):
            out, down = nodes * self._node_share, passages * self._passage_share
            arriving = self._ways.up @ down + self._across @ out
            falling = self._ways.down @ out
            nodes = (1 - RETURN) * self._nodes * arriving + RETURN * home_nodes
            passages = (1 - RETURN) * self._passages * falling + RETURN * home_passages
        return nodes, passages


def _across(view: View) -> sparse.csr_array:
    """Nodes × nodes: stated edges and ties by occurring together, both ways."""
    arrays = view.arrays
    kept = view.support > 0
    strength = np.array([STATED.get(name, 1.0) for name in PREDICATE_NAMES], np.float32)
    one, other = arrays.edge_subject[kept], arrays.edge_object[kept]
    weights = strength[arrays.edge_predicate[kept]]
    if view.ties:
        pairs = arrays.concept_node[np.array(list(view.ties), np.int64)]
        one, other = np.concatenate([one, pairs[:, 0]]), np.concatenate([other, pairs[:, 1]])
        tied = np.array([score for _, score in view.ties.values()], np.float32)
        weights = np.concatenate([weights, tied])
    size = len(arrays.node_document)
    half = sparse.csr_array((weights, (one, other)), (size, size))
    return sparse.csr_array(half + half.T)


def _spread(weights: Mapping[int, float], allowed: Scores) -> Scores:
    scores = np.zeros(len(allowed), np.float32)
    for n, weight in weights.items():
        scores[n] = weight
    return np.asarray(scores * allowed, np.float32)


def _inverse(sums: Scores) -> Scores:
    return np.asarray(np.where(sums > 0, 1 / np.maximum(sums, 1e-12), 0), np.float32)
