"""The graph as one reader sees it: without what stands in documents they may not read.

A :class:`View` is made for a set of passages allowed. Everything it counts, ties and walks
comes from these passages alone, so that nothing of the others shows, not even in a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
from scipy import sparse

from corpus.model import Within
from graph.arrays import Arrays, Mask, Numbers
from graph.store import GraphStore
from graph.together import TIES, Nearness, npmi, strengths, ties

#: Views kept: one a set of filters in use.
_KEPT = 16
#: Concepts of one view whose ties by occurring together are kept.
_TIES_KEPT = 4096

Counts = npt.NDArray[np.int64]


class View:
    """What of a graph stands in the passages allowed; cheap to make, its parts when needed."""

    def __init__(self, arrays: Arrays, nearness: Nearness, passages: Mask, documents: Mask) -> None:
        self.arrays = arrays
        self._nearness = nearness
        self.passages = passages
        self.documents = documents
        #: See :meth:`_together`; kept, for a map asks for the same concepts again and again.
        self.together = lru_cache(_TIES_KEPT)(self._together)

    @cached_property
    def nodes(self) -> Mask:
        """Which nodes may be shown: the lexicon's concepts, documents allowed and their
        sections; a work or a term only where an edge that may be shown leads to it.
        """
        arrays, seen = self.arrays, self._open.copy()
        loose = np.flatnonzero(~seen & (arrays.node_document < 0))
        ends = np.concatenate(
            [arrays.edge_subject[self.support > 0], arrays.edge_object[self.support > 0]]
        )
        seen[loose[np.isin(loose, ends)]] = True
        return seen

    @cached_property
    def _open(self) -> Mask:
        """The nodes that are seen whatever leads to them."""
        held = self.arrays.node_document
        seen = np.asarray((held >= 0) & self.documents[held], np.bool_)
        seen[self.arrays.concept_node] = True
        return seen

    @cached_property
    def evidence(self) -> Mask:
        """Which places may be shown."""
        return np.asarray(self.passages[self.arrays.evidence_passage], np.bool_)

    @cached_property
    def support(self) -> Counts:
        """How many places that may be shown speak for each edge; 0 hides it."""
        arrays = self.arrays
        held = np.bincount(arrays.evidence_edge[self.evidence], minlength=len(arrays.edge_subject))
        hidden = (arrays.node_document >= 0) & ~self._open
        ends = hidden[arrays.edge_subject] | hidden[arrays.edge_object]
        shown: Counts = np.where(ends, 0, held)
        return shown

    @cached_property
    def incidence(self) -> sparse.csr_array:
        """Passages × concepts, 1 where a body passage allowed names the concept."""
        arrays = self.arrays
        kept = (self.passages & arrays.passage_body)[arrays.mention_passage]
        rows, columns = arrays.mention_passage[kept], arrays.mention_concept[kept]
        shape = (len(arrays.passage_document), len(arrays.concept_node))
        return sparse.csr_array((np.ones(len(rows), np.int32), (rows, columns)), shape)

    @cached_property
    def by_concept(self) -> sparse.csc_array:
        """The same, quick to ask by concept; the passages of each in order."""
        found = self.incidence.tocsc()
        found.sort_indices()
        return found

    @cached_property
    def named(self) -> Counts:
        """How many passages name each concept."""
        counted: Counts = np.diff(self.by_concept.indptr).astype(np.int64)
        return counted

    @cached_property
    def holding(self) -> Counts:
        """How many documents name each concept."""
        held = self.by_concept
        documents = self.arrays.passage_document[held.indices]
        fresh = np.ones(len(documents), np.int64)
        fresh[1:] = documents[1:] != documents[:-1]
        fresh[held.indptr[:-1][np.diff(held.indptr) > 0]] = 1
        counted = np.concatenate([[0], np.cumsum(fresh)])[held.indptr]
        found: Counts = np.diff(counted)
        return found

    @cached_property
    def total(self) -> int:
        """How many body passages there are."""
        return int((self.passages & self.arrays.passage_body).sum())

    def naming(self, concept: int) -> Numbers:
        """The passages that name a concept, in order."""
        start, end = self.by_concept.indptr[concept : concept + 2]
        found: Numbers = self.by_concept.indices[start:end]
        return found

    def _together(self, concept: int) -> Sequence[tuple[int, int, float]]:
        """The concepts most tied to one by occurring together: concept, places, NPMI; the
        strongest first.
        """
        pairs = self._nearness.around(concept)
        tied = strengths(pairs, self.passages, self.named, self.total)
        return [
            (int(pairs.other[n] if pairs.one[n] == concept else pairs.one[n]), places, score)
            for n, places, score in tied[:TIES]
        ]

    def score(self, one: int, other: int, joint: int) -> float:
        """The NPMI of two concepts that stand near each other in ``joint`` passages."""
        counts = np.array([joint]), self.named[[one]], self.named[[other]]
        return round(float(npmi(*counts, self.total)[0]), 4)

    @cached_property
    def ties(self) -> Mapping[tuple[int, int], tuple[int, float]]:
        """All pairs tied by occurring together, lower number first: places and NPMI."""
        return ties(self._nearness.pairs, self.passages, self.named, self.total)

    def shared(self, one: int, other: int) -> Numbers:
        """The passages in which two concepts stand near each other, in order."""
        both = np.intersect1d(self.naming(one), self.naming(other), assume_unique=True)
        return self._nearness.near(one, other, both)


class Views:
    """Makes the view of each reader, and keeps those in use. Safe to share between threads."""

    def __init__(self, store: GraphStore, arrays: Arrays) -> None:
        self._store = store
        self._arrays = arrays
        self._nearness = Nearness(store, arrays)
        self.of = lru_cache(_KEPT)(self._of)

    def _of(self, within: Within | None) -> View:
        arrays, numbers = self._arrays, self._store.document_numbers
        if within is None:
            everything = np.ones(len(arrays.passage_document), np.bool_)
            return View(arrays, self._nearness, everything, np.ones(len(numbers) + 1, np.bool_))
        documents = np.zeros(len(numbers) + 1, np.bool_)  # the last answers for "none"
        documents[[numbers[one] for one in within.documents if one in numbers]] = True
        passages = documents[arrays.passage_document]
        if within.passages is not None:
            chosen = self._store.passage_numbers(sorted(within.passages))
            only = np.zeros(len(passages), np.bool_)
            only[[n for n in chosen if n is not None]] = True
            passages &= only
        return View(arrays, self._nearness, passages, documents)
