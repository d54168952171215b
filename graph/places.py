"""The places that speak for ties, read for many ties at a time: a map has sixty of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.model import Span
from graph.model import Evidence

if TYPE_CHECKING:
    from graph.arrays import Arrays
    from graph.neighbours import Tie
    from graph.store import GraphStore
    from graph.view import View

#: Passages looked into for the place where two concepts stand closest: spread over all that
#: name both, for the first ones alone would be of a few documents.
LOOKED_INTO = 24
#: The same where all places of one tie are asked for, a page at a time.
LISTED = 2000
#: Edges with so many places are read alone, as far as needed; the others together.
_FEW = 64
#: Predicates whose places are found by counting; what else has no edge is the lexicon's word.
_COUNTED = ("mentions", "co_occurs")
#: Edges asked for in one query.
_EDGES = 200

#: Where concepts stand in passages, in reading order: start and end.
Standing = Mapping[int, Mapping[int, Sequence[tuple[int, int]]]]


class _Place(NamedTuple):
    passage: int
    span: Span
    method: str
    confidence: float


class _Asked(NamedTuple):
    """A tie, where it stands among those asked for, and which of its places are wanted."""

    at: int
    tie: Tie
    wanted: slice


class Places:
    """Reads the evidence of ties. Safe to share between threads.

    ``concept_at`` gives the concept of a node.
    """

    def __init__(self, store: GraphStore, arrays: Arrays, concept_at: Mapping[int, int]) -> None:
        self._store, self._arrays, self._concept_at = store, arrays, concept_at

    def of(
        self,
        view: View,
        ties: Sequence[Tie],
        limits: Sequence[int],
        offset: int = 0,
        looked_into: int = LOOKED_INTO,
    ) -> list[list[Evidence]]:
        """For each tie up to ``limits`` places from the ``offset``-th on, the surest first; of
        concepts that occur together, of so many passages looked into, the closest first.
        """
        asked = [
            _Asked(at, tie, slice(offset, offset + limit))
            for at, (tie, limit) in enumerate(zip(ties, limits, strict=True))
        ]
        found: dict[int, list[_Place]] = {}
        found |= self._stated(view, [one for one in asked if one.tie.edge is not None])
        counted = [one for one in asked if one.tie.edge is None]
        found |= self._named(view, [one for one in counted if one.tie.predicate == "mentions"])
        together = [one for one in counted if one.tie.predicate == "co_occurs"]
        found |= {one.at: [] for one in counted if one.tie.predicate not in _COUNTED}
        found |= self._closest(view, together, looked_into)
        return self._told([found[at] for at in range(len(ties))])

    def _told(self, found: Sequence[Sequence[_Place]]) -> list[list[Evidence]]:
        numbers = list(dict.fromkeys(place.passage for places in found for place in places))
        ids = dict(zip(numbers, self._store.passage_ids(numbers), strict=True))
        return [
            [Evidence(ids[one.passage], one.span, one.method, one.confidence) for one in places]
            for places in found
        ]

    def _stated(self, view: View, asked: Sequence[_Asked]) -> dict[int, list[_Place]]:
        few = [one for one in asked if one.tie.places <= _FEW]
        many = [one for one in asked if one.tie.places > _FEW]
        found = {}
        for one in many:
            places = self._of_edge(view, one.tie.edge)
            found[one.at] = list(islice(places, one.wanted.start, one.wanted.stop))
        for start in range(0, len(few), _EDGES):
            some = few[start : start + _EDGES]
            held = self._of_edges(view, [one.tie.edge for one in some])
            found |= {one.at: held[one.tie.edge][one.wanted] for one in some}
        return found

    def _of_edge(self, view: View, edge: int | None) -> Iterator[_Place]:
        query = (
            'SELECT passage, start, "end", method, confidence FROM evidence'
            " WHERE edge = ? ORDER BY -confidence, passage, start"
        )
        for passage, start, end, method, sure in self._store.stream(query, (edge,)):
            if view.passages[passage]:
                yield _Place(passage, Span(start, end), method, sure)

    def _of_edges(self, view: View, edges: Sequence[int | None]) -> dict[int | None, list[_Place]]:
        marks = ",".join("?" * len(edges))
        query = (
            'SELECT edge, passage, start, "end", method, confidence FROM evidence'  # noqa: S608
            f" WHERE edge IN ({marks}) ORDER BY edge, -confidence, passage, start"
        )
        rows = groupby(self._store.rows(query, edges), itemgetter(0))
        return {
            edge: [
                _Place(passage, Span(start, end), method, sure)
                for _, passage, start, end, method, sure in some
                if view.passages[passage]
            ]
            for edge, some in rows
        }

    def _named(self, view: View, asked: Sequence[_Asked]) -> dict[int, list[_Place]]:
        """The first mention in each passage of a document that names a concept."""
        chosen = {}
        for one in asked:
            concept = self._concept_at[one.tie.object]
            document = self._arrays.node_document[one.tie.subject]
            naming = view.naming(concept)
            first, last = np.searchsorted(naming, self._arrays.bounds(document))
            chosen[one.at] = concept, naming[first:last][one.wanted].tolist()
        standing = self._standing(chosen.values())
        return {
            at: [_Place(n, Span(*standing[n][concept][0]), "mention", 1.0) for n in passages]
            for at, (concept, passages) in chosen.items()
        }

    def _closest(
        self, view: View, asked: Sequence[_Asked], looked_into: int
    ) -> dict[int, list[_Place]]:
        chosen = {}
        for one in asked:
            ends = self._concept_at[one.tie.subject], self._concept_at[one.tie.object]
            shared = view.shared(*ends)
            chosen[one.at] = ends, shared[:: -(-len(shared) // looked_into) or 1].tolist()
        standing = self._standing(
            (end, passages) for ends, passages in chosen.values() for end in ends
        )
        found = {}
        for one in asked:
            (first, second), passages = chosen[one.at]
            gaps = sorted((*_gap(standing[n][first], standing[n][second]), n) for n in passages)[
                one.wanted
            ]
            found[one.at] = [
                _Place(n, Span(start, end), "together", one.tie.weight) for _, start, end, n in gaps
            ]
        return found

    def _standing(self, asked: Iterable[tuple[int, Sequence[int]]]) -> Standing:
        """Where concepts stand, each in the passages asked for with it (and maybe in others)."""
        concepts: dict[int, None] = {}
        passages: set[int] = set()
        for concept, some in asked:
            concepts[concept] = None
            passages.update(some)
        found: dict[int, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
        held = self._store.mentions.standing(passages, list(concepts))
        for passage, start, end, concept, _ in held.T.tolist():
            found[passage][concept].append((start, end))
        return found


def _gap(here: Sequence[tuple[int, int]], there: Sequence[tuple[int, int]]) -> tuple[int, int, int]:
    """How far apart two concepts stand at the nearest, and where both with all between them
    start and end.
    """
    return min(
        (
            (start if start > begin else begin) - (end if end < close else close),
            start if start < begin else begin,
            end if end > close else close,
        )
        for start, end in here
        for begin, close in there
    )
