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
Run = Callable[[str, Any], Any]

#: What is copied document by document, each table wholly before the next, so that a file's
#: pages do not tell where the rows came from.
_COPIED = (
    "INSERT INTO documents SELECT n + :documents, id, revision, first_passage + :passages,"
    " first_duty + :duties FROM {source}.documents"
    " WHERE n BETWEEN :first_document AND :last_document ORDER BY n",
    "INSERT INTO passages SELECT n + :passages, document + :documents, step, body"
    " FROM {source}.passages WHERE n BETWEEN :first_passage AND :last_passage ORDER BY n",
    "INSERT INTO duties SELECT n + :duties, passage + :passages,"  # noqa: S608
    f" {DUTY.removeprefix('passage, ')} FROM {{source}}.duties"
    " WHERE n BETWEEN :first_duty AND :last_duty ORDER BY n",
)
NODES = (
    "INSERT INTO nodes SELECT n + ?, id, kind, label, document + ? FROM before.nodes"
    " WHERE n BETWEEN ? AND ? ORDER BY n"
)
CONCEPTS = "INSERT INTO concepts SELECT n, id, data FROM before.concepts ORDER BY n"


#: A first number, and the first behind.
Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring documents that stay neighbours, with their passages and duties, by the
    numbers they have in the database ``source``; and how much further on each of the three
    stands in the graph.
    """

    source: str
    documents: Bounds
    passages: Bounds
    duties: Bounds
    shifts: tuple[int, int, int] = (0, 0, 0)


def copy(run: Run, stretches: Sequence[Stretch]) -> None:
    """Write the rows of all documents, in their order. ``run`` runs a statement where the
    sources are attached.
    """
    for statement in _COPIED:
        for one in stretches:
            values = dict(zip(("documents", "passages", "duties"), one.shifts, strict=True))
            for name in ("document", "passage", "duty"):
                first, behind = getattr(one, _MANY[name])
                values |= {f"first_{name}": first, f"last_{name}": behind - 1}
            run(statement.format(source=one.source), values)


_MANY = {"document": "documents", "passage": "passages", "duty": "duties"}


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

    def stretch(self, first: int, behind: int, now: tuple[int, int, int]) -> Stretch:
        """Kept documents, which stand in the graph now with the first of them, of its
        passages and of its duties ``now``.
        """
        numbers = (self.store.passage_starts, self.store.duty_starts)
        ends = [(first, behind), *((starts[first], starts[behind]) for starts in numbers)]
        moved = [there - one[0] for there, one in zip(now, ends, strict=True)]
        for places, (start, end), shift in zip(
            (self.documents, self.passages), ends, moved, strict=False
        ):
            places[start:end] = np.arange(start, end) + shift
        return Stretch("before", ends[0], ends[1], ends[2], (moved[0], moved[1], moved[2]))

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
