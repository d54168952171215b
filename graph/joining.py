"""Joining: what documents say to each other becomes nodes, edges and evidence.

Ties read now and ties of the graph before go through the same sorting, so that where a tie
came from does not show in what is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

import numpy as np

from corpus.model import PassageId
from graph.arrays import PREDICATE_NAMES, Numbers
from graph.carrying import Carrier, Ties
from graph.model import NODE_KINDS, Relation

#: Id, kind, label and the number of the document.
NodeRow = tuple[str, str, str, int | None]
#: subject, predicate, object → passage, start, end, method → confidence.
_Edges = defaultdict[tuple[str, str, str], dict[tuple[int, int, int, str], float]]

#: Columns of a tie.
SUBJECT, PREDICATE, OBJECT, PASSAGE, START, END, METHOD = range(7)
#: Edges are written in the order of their predicates' names.
_RANK = np.argsort(np.argsort(PREDICATE_NAMES)).astype(np.int32)
_NONE = np.zeros(0, np.int32)


class Nodes:
    """Every node, numbered by kind and id: carried ones, which stand in the graph before as
    they shall stand now, and fresh ones.

    ``names`` are nodes to be there, ``told`` gives the row of one; ``ends`` are nodes of
    ``before`` to be there. ``carried`` are numbers of before; ``carried_at`` and ``fresh_at``
    numbers of now.
    """

    def __init__(
        self,
        names: set[str],
        told: Callable[[str], NodeRow],
        before: Carrier | None = None,
        ends: Numbers = _NONE,
    ) -> None:
        self._before = before
        carried: set[int] = set()
        known: dict[str, int] = {}
        if before is not None:
            held = before.holds(ends)
            carried.update(ends[held].tolist())
            names = names | {before.node_ids[n] for n in ends[~held].tolist()}
        self.fresh: list[NodeRow] = []
        for row in map(told, names):
            n = before.node(row[1], row[0]) if before is not None else None
            if n is not None:
                known[row[0]] = n
            if n is not None and before is not None and before.holds(np.array([n]))[0]:
                carried.add(n)
            else:
                self.fresh.append(row)
        self.fresh.sort(key=lambda row: (NODE_KINDS.index(row[1]), row[0]))
        self.carried: Numbers = np.array(sorted(carried), np.int32)
        places = [before.place(row[1], row[0]) if before else 0 for row in self.fresh]
        self.fresh_at = np.searchsorted(self.carried, places) + np.arange(len(places))
        behind = np.searchsorted(places, self.carried, "right") if places else 0
        self.carried_at = np.arange(len(self.carried)) + behind
        self._numbers: dict[str, int] = {
            row[0]: n for row, n in zip(self.fresh, self.fresh_at.tolist(), strict=True)
        }
        #: Where each node of before stands now; -1 for one that is gone.
        self.now = np.full(len(before.node_ids) if before else 0, -1, np.int32)
        self.now[self.carried] = self.carried_at
        for name, n in known.items():
            self.now[n] = self._numbers.setdefault(name, int(self.now[n]))

    def __len__(self) -> int:
        return len(self.fresh) + len(self.carried)

    def __getitem__(self, name: str) -> int:
        return self._numbers[name]

    def documents(self) -> Numbers:
        """The number of the document of each node; -1 for those of none."""
        made = np.full(len(self), -1, np.int32)
        if self._before is not None:
            made[self.carried_at] = self._before.node_documents(self.carried)
        owners = [-1 if row[3] is None else row[3] for row in self.fresh]
        made[self.fresh_at] = owners
        return made


class Joining:
    """The ties of documents read now, gathered while nodes have no numbers yet."""

    def __init__(self) -> None:
        self._edges: _Edges = defaultdict(dict)

    def gather(self, relation: Relation, numbers: Mapping[PassageId, int]) -> None:
        """Keep one relation; ``numbers`` are those of its document's passages."""
        if not relation.evidence:
            raise ValueError(f"{relation.subject} {relation.predicate}: no evidence")
        evidence = self._edges[relation.subject, relation.predicate, relation.object]
        for one in relation.evidence:
            place = (numbers[one.passage_id], *one.span, one.method)
            evidence[place] = max(evidence.get(place, 0.0), one.confidence)

    def ends(self) -> set[str]:
        """The nodes that are joined."""
        return {end for subject, _, target in self._edges for end in (subject, target)}

    def ties(self, nodes: Nodes) -> Ties:
        """All that was gathered, by the numbers of nodes."""
        methods = sorted({place[3] for places in self._edges.values() for place in places})
        known = {method: n for n, method in enumerate(methods)}
        predicates = {name: n for n, name in enumerate(PREDICATE_NAMES)}
        rows = [
            (nodes[subject], predicates[predicate], nodes[target], *place[:3], known[place[3]])
            for (subject, predicate, target), places in self._edges.items()
            for place in places
        ]
        sure = [one for places in self._edges.values() for one in places.values()]
        return Ties(np.array(rows, np.int32).reshape(-1, 7), np.array(sure, np.float64), methods)


def together(*many: Ties) -> Ties:
    """Several lots of ties as one."""
    methods = sorted({method for one in many for method in one.methods})
    lots = [one.rows.copy() for one in many]
    for one, rows in zip(many, lots, strict=True):
        rows[:, METHOD] = np.array([methods.index(name) for name in one.methods], np.int32)[
            rows[:, METHOD]
        ]
    return Ties(np.concatenate(lots), np.concatenate([one.confidence for one in many]), methods)


def sort(ties: Ties) -> tuple[Ties, Numbers]:
    """Ties in the order they are written in, those of one edge together; and the number of
    the edge of each.
    """
    keys = ties.rows.copy()
    keys[:, PREDICATE] = _RANK[keys[:, PREDICATE]]
    order = np.lexsort(keys.T[::-1])
    rows = ties.rows[order]
    new = np.any(np.diff(rows[:, :PASSAGE], axis=0) != 0, axis=1)
    edges = np.concatenate([[0], np.cumsum(new)])[: len(rows)].astype(np.int32)
    return Ties(rows, ties.confidence[order], ties.methods), edges
