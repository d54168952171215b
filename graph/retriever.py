"""GraphRetriever: passages a walk from the question's concepts comes by most.

HippoRAG 2's idea without a language model. The walk is seeded by the concepts and titles
the question names and by the first passages other retrievers found; passages are ranked by
how often it is there. A question that names nothing is not answered: its walk would only
repeat the seeds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np

from corpus.model import DocumentId, Hit, Within
from graph.arrays import Arrays
from graph.lexicon.finder import Finder
from graph.ranking import Seeds, Walker, Ways
from graph.store import GraphStore
from graph.view import Views

#: The share of the walk that begins at passages other retrievers found, and how many of them.
PASSAGES_SHARE, PASSAGES = 0.5, 10
#: Steps walked for a ranking: more change no order that is seen.
STEPS = 5
#: Readers whose walkers are kept: each holds arrays as long as the graph.
_KEPT = 4

#: Documents a question names, by whatever a catalogue makes of it.
Titles = Callable[[str], Iterable[DocumentId]]


class GraphRetriever:
    """Ranks passages by personalised PageRank. Safe to share between threads."""

    name = "graph"

    def __init__(
        self,
        store: GraphStore,
        arrays: Arrays,
        views: Views,
        finder: Finder,
        titles: Titles = lambda _: (),
    ) -> None:
        self._store, self._arrays, self._views = store, arrays, views
        self._finder, self._titles = finder, titles
        self._walker = lru_cache(_KEPT)(self._make_walker)

    @cached_property
    def _ways(self) -> Ways:
        return Ways(self._arrays)

    def search(self, query: str, limit: int, within: Within | None = None) -> list[Hit]:
        """The passages nearest to what the question names; empty where it names nothing."""
        return self.spread(query, (), limit, within)

    def spread(
        self, query: str, found: Sequence[Hit], limit: int, within: Within | None = None
    ) -> list[Hit]:
        """As :meth:`search`, the walk beginning also at the first passages ``found``."""
        nodes = self._named(query)
        if not nodes:
            return []
        walker = self._walker(None if within is None else within.documents)
        seeds = Seeds(_shared(nodes, 1 - PASSAGES_SHARE if found else 1.0), self._passages(found))
        _, scores = walker.rank(seeds, STEPS)
        allowed = self._views.of(within).passages & self._arrays.passage_body
        scores = np.where(allowed, scores, 0)
        best = np.argsort(-scores, kind="stable")[:limit]
        best = best[scores[best] > 0]
        trail = tuple(self._label(node) for node in nodes)
        ids = self._store.passage_ids(best.tolist())
        return [Hit(one, float(scores[n]), self.name, trail)
                for one, n in zip(ids, best, strict=True)]  # fmt: skip

    def _named(self, query: str) -> dict[int, float]:
        """The nodes a question names: a concept weighs by its rarity, a title as the rarest."""
        view = self._views.of(None)
        weights: dict[int, float] = {}
        for one in self._finder.find(query):
            concept = self._store.concept_numbers[one.concept_id]
            rarity = np.log((view.total + 1) / (view.named[concept] + 1))
            weights[int(self._arrays.concept_node[concept])] = float(rarity)
        for document in self._titles(query):
            number = self._store.document_numbers.get(document)
            if number is not None:
                node = int(self._arrays.document_node[number])
                weights[node] = float(np.log(view.total + 1))
        return {node: weight for node, weight in weights.items() if weight > 0}

    def _passages(self, found: Sequence[Hit]) -> Mapping[int, float]:
        first = [hit for hit in found[:PASSAGES] if hit.score > 0]
        numbers = self._store.passage_numbers([hit.passage_id for hit in first])
        weights = {n: hit.score for n, hit in zip(numbers, first, strict=True) if n is not None}
        return _shared(weights, PASSAGES_SHARE)

    def _label(self, node: int) -> str:
        return str(self._store.rows("SELECT label FROM nodes WHERE n = ?", (node,))[0][0])

    def _make_walker(self, documents: frozenset[DocumentId] | None) -> Walker:
        view = self._views.of(None if documents is None else Within(documents))
        return Walker(view, self._ways)


def _shared(weights: Mapping[int, float], share: float) -> dict[int, float]:
    """Weights that sum to a share of the walk."""
    total = sum(weights.values())
    return {n: share * weight / total for n, weight in weights.items()} if total else {}
