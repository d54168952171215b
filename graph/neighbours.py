"""What stands around a node: its ties, and theirs, as far as one asks.

Answered from the arrays: no edge is read from the file but those that are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import chain, zip_longest

import numpy as np
import numpy.typing as npt

from graph.arrays import PREDICATE_NAMES, Arrays
from graph.listed import Listed, listed
from graph.model import PREDICATES, Evidence
from graph.places import LISTED, Places
from graph.store import GraphStore, Node
from graph.view import View

#: Predicates in the order ties are shown in; what is not named comes before the last two.
FIRST = (
    *("defines", "expands_to", "part_of", "supersedes", "broader", "requires"),
    *("responsible_for", "contrasts", "related"),
)
TOGETHER, MENTIONS = "co_occurs", "mentions"
#: Documents shown that mention a concept most, and concepts a document mentions most.
TOLD = 24
Edges = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tie:
    """One edge as a reader sees it, between nodes by number.

    ``places`` is how many places that may be shown speak for it, none for what only the
    lexicon lists; ``weight`` is NPMI for ``co_occurs`` and 1 for all else; ``edge`` is its
    number, None for what is counted or listed.
    """

    subject: int
    predicate: str
    object: int
    weight: float
    places: int
    edge: int | None = None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Nodes, the one asked for first, and the ties between them."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]


def edge_id(subject: str, predicate: str, target: str) -> str:
    """The name of an edge, the same in every build that has it.

    >>> edge_id("two-safeguards", "part_of", "work/党章")
    'e_8756c7f93bb0'
    """
    text = "\x1f".join((subject, predicate, target))
    return "e_" + blake2b(text.encode(), digest_size=6).hexdigest()


def tie_id(tie: Tie, nodes: Mapping[int, Node]) -> str:
    """The name of a tie, its ends by their numbers."""
    return edge_id(nodes[tie.subject].id, tie.predicate, nodes[tie.object].id)


class Neighbours:
    """Ties of nodes, in the graph of one generation. Safe to share between threads."""

    def __init__(self, store: GraphStore, arrays: Arrays) -> None:
        self._store, self._arrays = store, arrays

    @cached_property
    def _concept_at(self) -> dict[int, int]:
        return {int(node): n for n, node in enumerate(self._arrays.concept_node)}

    @cached_property
    def _edges_at(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Edges by the nodes they touch: where each node's begin, and the edges."""
        ends = np.concatenate([self._arrays.edge_subject, self._arrays.edge_object])
        order = np.argsort(ends, kind="stable")
        starts = np.searchsorted(ends[order], np.arange(len(self._arrays.node_document) + 1))
        return starts, order % max(1, len(self._arrays.edge_subject))

    def node(self, name: str) -> Node | None:
        """A node by its id, or None."""
        query = "SELECT n, id, kind, label, document FROM nodes WHERE id = ?"
        rows = self._store.rows(query, (name,))
        return Node(*rows[0]) if rows else None

    def nodes(self, numbers: Sequence[int]) -> list[Node]:
        """Nodes by number, in the order asked for."""
        return self._store.nodes(numbers)

    def ties(
        self,
        view: View,
        node: int,
        predicates: Collection[str] = (),
        most: int | None = None,
        also: Collection[int] = (),
    ) -> Iterator[Tie]:
        """Every tie of a node that may be shown, of some predicates or of all; of each
        predicate the best attested first. With ``most``, no more than that of each, and those
        that lead to the nodes ``also``.
        """
        for edges in self._stated(view, node, predicates):
            kept = edges if most is None else edges[: max(most, 0)]
            if most is not None and also and len(edges) > most:
                kept = np.concatenate([kept, self._leading(edges[most:], node, also)])
            yield from self._told(view, kept)
        concept = self._concept_at.get(node)
        if concept is not None and (not predicates or TOGETHER in predicates):
            for other, count, score in view.together(concept):
                one, two = sorted((node, int(self._arrays.concept_node[other])))
                yield Tie(one, TOGETHER, two, score, count)
        if not predicates or MENTIONS in predicates:
            yield from self._mentions(view, node, concept)

    def listed(self, node: int, predicates: Collection[str] = ()) -> list[Tie]:
        """The ties of a concept that the lexicon lists: everyone may see them."""
        nodes, concept = self._arrays.concept_node, self._concept_at.get(node)
        return [
            Tie(int(nodes[one]), predicate, int(nodes[other]), 1.0, 0)
            for one, predicate, other in self._listed.get(-1 if concept is None else concept, ())
            if not predicates or predicate in predicates
        ]

    @cached_property
    def _listed(self) -> Mapping[int, Sequence[Listed]]:
        return listed(self._store.concepts)

    def totals(self, view: View, node: int) -> dict[str, int]:
        """How many ties of each predicate a node has that may be shown, mentions apart."""
        arrays = self._arrays
        found = {
            PREDICATE_NAMES[arrays.edge_predicate[edges[0]]]: len(edges)
            for edges in self._stated(view, node, ())
        }
        concept = self._concept_at.get(node)
        together = len(view.together(concept)) if concept is not None else 0
        return found | ({TOGETHER: together} if together else {})

    def _stated(self, view: View, node: int, predicates: Collection[str]) -> list[Edges]:
        """The edges of a node that may be shown, those of one predicate together, each list
        with the best attested first; equals by their ends.
        """
        arrays = self._arrays
        starts, order = self._edges_at
        edges = np.unique(order[starts[node] : starts[node + 1]])
        edges = edges[view.support[edges] > 0]
        if predicates:
            wanted = [n for n, name in enumerate(PREDICATE_NAMES) if name in predicates]
            edges = edges[np.isin(arrays.edge_predicate[edges], wanted)]
        if not len(edges):
            return []
        kinds = arrays.edge_predicate[edges]
        one, other = arrays.edge_subject[edges], arrays.edge_object[edges]
        ranked = np.lexsort((other, one, -view.support[edges], kinds))
        borders = np.flatnonzero(np.diff(kinds[ranked])) + 1
        return np.split(edges[ranked], borders)

    def _leading(self, edges: Edges, node: int, others: Collection[int]) -> Edges:
        """Those of a node's edges that lead to these others."""
        one, two = self._arrays.edge_subject[edges], self._arrays.edge_object[edges]
        return edges[np.isin(np.where(one == node, two, one), list(others))]

    def _told(self, view: View, edges: Edges) -> Iterator[Tie]:
        arrays = self._arrays
        columns = (arrays.edge_subject, arrays.edge_predicate, arrays.edge_object, view.support)
        for edge, one, predicate, other, places in zip(
            edges.tolist(), *(column[edges].tolist() for column in columns), strict=True
        ):
            yield Tie(one, PREDICATE_NAMES[predicate], other, 1.0, places, edge)

    def tie(self, view: View, one: int, predicate: str, other: int) -> Tie | None:
        """The one tie of this kind from a node to another, or None; of ``co_occurs``, either
        way round, and however weak.
        """
        mine, yours = self._concept_at.get(one), self._concept_at.get(other)
        if predicate == TOGETHER and mine is not None and yours is not None:
            count = len(view.shared(mine, yours))
            score = view.score(mine, yours, count)
            return Tie(min(one, other), predicate, max(one, other), score, count) if count else None
        if predicate == MENTIONS and yours is not None:
            document = int(self._arrays.node_document[one])
            held = self._arrays.passage_document[view.naming(yours)] == document
            return Tie(one, predicate, other, 1.0, int(held.sum())) if held.any() else None
        ties = chain(self.ties(view, one, (predicate,)), self.listed(one, (predicate,)))
        return next((tie for tie in ties if (tie.subject, tie.object) == (one, other)), None)

    def _mentions(self, view: View, node: int, concept: int | None) -> Iterator[Tie]:
        """The documents that mention a concept most; or the concepts a document does."""
        arrays = self._arrays
        document = int(arrays.node_document[node])
        if concept is not None:
            held = np.bincount(arrays.passage_document[view.naming(concept)])
            for one in _most(held):
                yield Tie(int(arrays.document_node[one]), MENTIONS, node, 1.0, int(held[one]))
        elif document >= 0 and arrays.document_node[document] == node:
            first, last = arrays.bounds(document)
            held = np.asarray(view.incidence[first:last].sum(axis=0)).ravel()
            for one in _most(held):
                yield Tie(node, MENTIONS, int(arrays.concept_node[one]), 1.0, int(held[one]))

    def around(
        self, view: View, name: str, depth: int, limit: int, predicates: Collection[str] = ()
    ) -> Neighbourhood | None:
        """Up to ``limit`` nodes within ``depth`` steps of a node, and the ties that lead to
        them; None where there is no such node, or it may not be shown.

        Of each node the strongest ties of each predicate come first, one of each in turn; what
        the lexicon lists comes behind what a text says.
        """
        start = self.node(name)
        if start is None or not view.nodes[start.n]:
            return None
        seen: dict[int, None] = {start.n: None}
        kept: dict[tuple[int, str, int], Tie] = {}
        level = [start.n]
        for _ in range(depth):
            reached = []
            for node in level:
                ties = self.ties(view, node, predicates, limit, seen)
                for tie in _in_turn(chain(ties, self.listed(node, predicates))):
                    other = tie.object if tie.subject == node else tie.subject
                    if other not in seen:
                        if len(seen) >= limit:
                            continue
                        seen[other] = None
                        reached.append(other)
                    kept[tie.subject, tie.predicate, tie.object] = tie
            level = reached
        return Neighbourhood(tuple(self.nodes(list(seen))), tuple(kept.values()))

    def evidence(self, view: View, tie: Tie, limit: int, offset: int = 0) -> list[Evidence]:
        """A page of all places that speak for a tie, surest first; of ``co_occurs``, the closest
        first.
        """
        return self._places.of(view, [tie], [limit], offset, LISTED)[0]

    def evidence_of(
        self, view: View, ties: Sequence[Tie], limits: Sequence[int]
    ) -> list[list[Evidence]]:
        """The best places of each of many ties, up to so many."""
        return self._places.of(view, ties, limits)

    @cached_property
    def _places(self) -> Places:
        return Places(self._store, self._arrays, self._concept_at)


def _most(held: npt.NDArray[np.int64]) -> list[int]:
    """Where the largest counts stand, largest first, equals in order."""
    order = np.argsort(-held, kind="stable")[:TOLD]
    return [int(n) for n in order if held[n] > 0]


def _in_turn(ties: Iterable[Tie]) -> list[Tie]:
    """The strongest of each predicate, then the second of each, and so on."""
    groups: dict[str, list[Tie]] = defaultdict(list)
    once = {(tie.subject, tie.predicate, tie.object): tie for tie in reversed(list(ties))}
    for tie in once.values():
        groups[tie.predicate].append(tie)
    order = [*FIRST, *(name for name in PREDICATES if name not in FIRST)]
    ranked = [
        sorted(groups[name], key=lambda one: (-one.weight, -one.places, one.subject, one.object))
        for name in order
        if name in groups
    ]
    return [tie for row in zip_longest(*ranked) for tie in row if tie is not None]
