"""Carrying over: what a graph before holds of documents that still say the same.

A kept document's rows differ from those written before by where they stand only: one number
more or less for the document, for its passages and its duties. SQLite copies unbroken runs
of documents so, in the order in which reading them anew would write them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.model import DocumentId
from graph.arrays import Arrays, Mask, Numbers, read_arrays
from graph.model import NODE_KINDS
from graph.store import ACROSS, DUTY, GraphStore

#: Runs one statement.
Run = Callable[[str, Sequence[object]], Any]

_DOCUMENTS = (
    "INSERT INTO documents SELECT n + ?, id, revision, first_passage + ?, first_duty + ?"
    " FROM before.documents WHERE n BETWEEN ? AND ? ORDER BY n"
)
_PASSAGES = (
    "INSERT INTO passages SELECT n + ?, document + ?, step, body FROM before.passages"
    " WHERE n BETWEEN ? AND ? ORDER BY n"
)
_DUTIES = (
    f"INSERT INTO duties SELECT n + ?, passage + ?, {DUTY.removeprefix('passage, ')}"  # noqa: S608
    " FROM before.duties WHERE n BETWEEN ? AND ? ORDER BY n"
)
NODES = (
    "INSERT INTO nodes SELECT n + ?, id, kind, label, document + ? FROM before.nodes"
    " WHERE n BETWEEN ? AND ? ORDER BY n"
)
CONCEPTS = "INSERT INTO concepts SELECT n, id, data FROM before.concepts ORDER BY n"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring documents that stay neighbours, by their numbers before, ``last`` included;
    and how much further on they, their passages and their duties stand now.
    """

    first: int
    last: int
    documents: int
    passages: int
    duties: int


@dataclass(frozen=True, slots=True)
class Ties:
    """Places that edges stand on, a row each: subject, predicate (its place in
    ``PREDICATE_NAMES``), object, passage, start, end, method (its place in ``methods``,
    which are sorted); and how sure each is.
    """

    rows: Numbers
    confidence: npt.NDArray[np.float64]
    methods: Sequence[str]


class Carrier:
    """The graph before, as a source of rows. ``kept`` are the documents that still hold."""

    def __init__(self, before: GraphStore, kept: Collection[DocumentId]) -> None:
        self.kept = kept
        #: What a connection attaches as ``before`` to be copied from.
        self.address = f"{before.path.resolve().as_uri()}?mode=ro&immutable=1"
        self.store = before
        self.arrays: Arrays = read_arrays(before.path.parent)
        #: Where each document and passage of before stands now; -1 for one that is gone.
        self.documents = np.full(len(before.documents), -1, np.int32)
        self.passages = np.full(len(self.arrays.passage_document), -1, np.int32)

    def number(self, document: DocumentId) -> int:
        """The number a document had."""
        return self.store.document_numbers[document]

    def passages_of(self, stretch: Stretch) -> tuple[int, int]:
        """The first passage of a stretch, by its number before, and the first behind it."""
        starts = self.store.passage_starts
        return starts[stretch.first], starts[stretch.last + 1]

    def duties_of(self, stretch: Stretch) -> tuple[int, int]:
        """Likewise for duties."""
        starts = self.store.duty_starts
        return starts[stretch.first], starts[stretch.last + 1]

    def copy(self, run: Run, stretch: Stretch) -> None:
        """Write what a stretch of documents gave. ``run`` runs a statement where
        :attr:`address` is attached as ``before``.
        """
        first, behind = self.passages_of(stretch)
        shifts = (stretch.documents, stretch.passages, stretch.duties)
        run(_DOCUMENTS, (*shifts, stretch.first, stretch.last))
        run(_PASSAGES, (stretch.passages, stretch.documents, first, behind - 1))
        self.passages[first:behind] = np.arange(first, behind) + stretch.passages
        first, behind = self.duties_of(stretch)
        run(_DUTIES, (stretch.duties, stretch.passages, first, behind - 1))
        documents = np.arange(stretch.first, stretch.last + 1)
        self.documents[documents] = documents + stretch.documents

    def ties(self) -> Ties:
        """Every place in a kept document of every edge that one document alone gave. Passages
        are those of now, ends are nodes of before.
        """
        arrays = self.arrays
        edges, passages = arrays.evidence_edge, self.passages[arrays.evidence_passage]
        columns = [arrays.edge_subject[edges], arrays.edge_predicate[edges],
                   arrays.edge_object[edges], passages]  # fmt: skip
        rows = self.store.rows(
            'SELECT start, "end", method, confidence FROM evidence'
            ' ORDER BY edge, passage, start, "end", method'
        )
        methods = sorted({row[2] for row in rows})
        known = {method: n for n, method in enumerate(methods)}
        places = [(start, end, known[method]) for start, end, method, _ in rows]
        made = np.column_stack([*columns, np.array(places, np.int32).reshape(-1, 3)])
        sure = np.array([row[3] for row in rows], np.float64)
        across = [known[method] for method in ACROSS if method in known]
        kept = (passages >= 0) & ~np.isin(made[:, 6], across)
        return Ties(made[kept], sure[kept], methods)

    def questions(self) -> tuple[list[tuple[str, str]], Numbers]:
        """Every question of before with its answer, sorted; and which kept document, by its
        number now, asked which of them, a row each.
        """
        known = self.store.rows("SELECT asked, answer FROM questions ORDER BY n")
        rows = self.store.rows("SELECT document, question FROM asks")
        asks = np.array(rows, np.int32).reshape(-1, 2)
        asks[:, 0] = self.documents[asks[:, 0]]
        return known, asks[asks[:, 0] >= 0]

    # ---- nodes

    @cached_property
    def node_ids(self) -> list[str]:
        """The id of each node of before, in the order of numbers."""
        return [row[0] for row in self.store.rows("SELECT id FROM nodes ORDER BY n")]

    @cached_property
    def _borders(self) -> dict[str, tuple[int, int]]:
        rows = self.store.rows("SELECT kind, min(n), max(n) + 1 FROM nodes GROUP BY kind")
        return {kind: (first, behind) for kind, first, behind in rows}

    def place(self, kind: str, node: str) -> int:
        """The first node of before that does not stand ahead of this one."""
        order = NODE_KINDS[NODE_KINDS.index(kind) :]
        first = next((self._borders[one][0] for one in order if one in self._borders), None)
        if kind not in self._borders:
            return len(self.node_ids) if first is None else first
        return bisect_left(self.node_ids, node, *self._borders[kind])

    def node(self, kind: str, node: str) -> int | None:
        """The number a node had."""
        place = self.place(kind, node)
        there = place < len(self.node_ids) and self.node_ids[place] == node
        return place if there else None

    def holds(self, nodes: Numbers) -> Mask:
        """Which of these nodes are of no document, or of a kept one: they are as they were."""
        owner = self.arrays.node_document[nodes]
        return np.asarray((owner < 0) | (self.documents[owner] >= 0), np.bool_)

    def node_documents(self, nodes: Numbers) -> Numbers:
        """The number each of these nodes' document has now; -1 for those of none."""
        owner = self.arrays.node_document[nodes]
        return np.where(owner < 0, -1, self.documents[owner]).astype(np.int32)

    def moves(self, carried: Numbers, now: Numbers) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Unbroken runs of carried nodes: the number the first has now, and what
        :data:`NODES` is to be given.
        """
        moved = self.node_documents(carried) - self.arrays.node_document[carried]
        breaks = (np.diff(carried) != 1) | (np.diff(now) != 1) | (np.diff(moved) != 0)
        starts = [0, *(np.flatnonzero(breaks) + 1).tolist()] if len(carried) else []
        for start, end in zip(starts, [*starts[1:], len(carried)], strict=False):
            first, last = int(carried[start]), int(carried[end - 1])
            place = int(now[start])
            yield place, (place - first, int(moved[start]), first, last)
