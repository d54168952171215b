"""The whole: nodes, edges and evidence, which all documents of a graph give together.

Written once every document is; and told again as arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from corpus.model import DocumentId
from graph.arrays import PREDICATE_NAMES, Arrays, Mask, Numbers
from graph.carrying import NODES, Carrier, Run, Ties
from graph.inside import inside
from graph.joining import (
    METHOD,
    OBJECT,
    PASSAGE,
    PREDICATE,
    SUBJECT,
    Joining,
    NodeRow,
    Nodes,
    sort,
    together,
)
from graph.model import ConceptId

_PART_OF, _SUPERSEDES = (PREDICATE_NAMES.index(name) for name in ("part_of", "supersedes"))
#: How a version of a work that takes another's place is known, and how surely.
_SUCCESSION, _SURE = "succession", 0.9

#: Of the documents that say which work they are a version of: newer ones, and what each is
#: in the place of.
Successions = Callable[[Collection[DocumentId]], Iterable[tuple[DocumentId, DocumentId]]]
#: Writes rows into a table.
Insert = Callable[[str, Iterable[Sequence[object]]], None]

_BODY = "SELECT step, n FROM passages WHERE body AND n >= ? AND n < ?"


class Whole:
    """What joins the documents of one graph; ``documents`` are all, each with its number.
    Made when their own rows are written. :meth:`write` comes first, then :meth:`arrays`.
    """

    nodes: Nodes

    def __init__(
        self, run: Run, insert: Insert, before: Carrier | None, documents: Mapping[DocumentId, int]
    ) -> None:
        self._run = run
        self._insert = insert
        self._before = before
        self._documents = documents

    def write(
        self,
        joining: Joining,
        concepts: Collection[ConceptId],
        told: Callable[[str], NodeRow],
        successions: Successions,
    ) -> None:
        """Write nodes, edges and evidence. ``told`` gives the row of a node."""
        carried = self._before.ties() if self._before else None
        names = joining.ends()
        if self._before is None or carried is None:
            self.nodes = Nodes(names.union(concepts, self._documents), told)
        else:
            names |= self._documents.keys() - self._before.kept
            self.nodes = Nodes(names, told, self._before, self._ends(self._before, carried))
        self._write_nodes()
        self._document_nodes = self._find_documents()
        lots = [joining.ties(self.nodes)]
        if carried is not None:
            now = self.nodes.now[carried.rows[:, [SUBJECT, OBJECT]]]
            carried.rows[:, [SUBJECT, OBJECT]] = now
            lots.append(carried)
        ties = together(*lots)
        self._ties, self._edges = sort(together(ties, self._across(ties, successions)))
        #: The first place of each edge.
        self._first = np.flatnonzero(np.diff(self._edges, prepend=-1))
        self._write_edges()

    @property
    def edge_count(self) -> int:
        """How many edges there are."""
        return len(self._first)

    def arrays(
        self,
        owners: Numbers,
        bodies: Mask,
        mentions: tuple[Numbers, Numbers],
        concepts: Collection[ConceptId],
    ) -> Arrays:
        """The graph as arrays: ``owners`` and ``bodies`` are its passages', ``mentions`` the
        passage and concept of each mention told.
        """
        if self._before is not None:
            concept_node = self.nodes.now[self._before.arrays.concept_node]
        else:
            concept_node = np.array([self.nodes[one] for one in concepts], np.int32)
        rows, edges = self._ties.rows, self._ties.rows[self._first]
        starts = np.searchsorted(owners, np.arange(len(self._documents) + 1)).tolist()
        self._bounds = list(pairwise(starts))
        within = inside(self.nodes, self._before, self._steps)
        return Arrays(
            passage_document=owners,
            passage_body=bodies,
            mention_passage=mentions[0],
            mention_concept=mentions[1],
            concept_node=concept_node,
            document_node=self._document_nodes,
            node_document=self.nodes.documents(),
            edge_subject=edges[:, SUBJECT].copy(),
            edge_predicate=edges[:, PREDICATE].copy(),
            edge_object=edges[:, OBJECT].copy(),
            evidence_edge=self._edges,
            evidence_passage=rows[:, PASSAGE].copy(),
            evidence_confidence=self._ties.confidence.astype(np.float32),
            inside_passage=within[:, 0].copy(),
            inside_node=within[:, 1].copy(),
        )

    # ---- inside

    @staticmethod
    def _ends(before: Carrier, carried: Ties) -> Numbers:
        """The nodes of before that are to be there still: every concept, every document kept,
        and what is joined.
        """
        kept = before.arrays.document_node[before.documents >= 0]
        ends = carried.rows[:, [SUBJECT, OBJECT]].ravel()
        found: Numbers = np.unique(np.concatenate([ends, before.arrays.concept_node, kept]))
        return found

    def _write_nodes(self) -> None:
        nodes = self.nodes
        moves = self._before.moves(nodes.carried, nodes.carried_at) if self._before else ()
        fresh = zip(nodes.fresh_at.tolist(), nodes.fresh, strict=True)
        waiting = next(fresh, None)
        for place, values in moves:
            while waiting is not None and waiting[0] < place:
                self._insert("nodes", [(waiting[0], *waiting[1])])
                waiting = next(fresh, None)
            self._run(NODES, values)
        if waiting is not None:
            self._insert("nodes", ((n, *row) for n, row in (waiting, *fresh)))

    def _find_documents(self) -> Numbers:
        """The node of each document."""
        made = np.full(len(self._documents), -1, np.int32)
        if self._before is not None:
            held = np.flatnonzero(self._before.documents >= 0)
            there = self._before.arrays.document_node[held]
            made[self._before.documents[held]] = self.nodes.now[there]
        for name, n in self._documents.items():
            if made[n] < 0:
                made[n] = self.nodes[name]
        return made

    def _across(self, ties: Ties, successions: Successions) -> Ties:
        """Versions of works that take the place of others, by where they say which work they
        are a version of.
        """
        ids, places = list(self._documents), self._document_nodes.tolist()
        number = {node: n for n, node in enumerate(places)}
        works = sorted(ties.rows[ties.rows[:, PREDICATE] == _PART_OF].tolist(), reverse=True)
        said = {ids[number[row[SUBJECT]]]: row for row in works if row[SUBJECT] in number}
        rows = [
            (
                *(places[self._documents[newer]], _SUPERSEDES, places[self._documents[older]]),
                *(*said[newer][PASSAGE:METHOD], 0),
            )
            for newer, older in successions(said.keys())
        ]
        made = np.array(rows, np.int32).reshape(-1, METHOD + 1)
        return Ties(made, np.full(len(rows), _SURE), [_SUCCESSION])

    def _write_edges(self) -> None:
        columns, methods = self._ties.rows.T, self._ties.methods
        one, predicate, two, *_ = columns[:, self._first].tolist()
        names = map(PREDICATE_NAMES.__getitem__, predicate)
        self._insert("edges", zip(range(len(one)), one, names, two, strict=True))
        *_, passage, start, end, method = columns.tolist()
        how, sure = map(methods.__getitem__, method), self._ties.confidence.tolist()
        rows = zip(self._edges.tolist(), passage, start, end, how, sure, strict=True)
        self._insert("evidence", rows)

    def _steps(self, document: int) -> list[tuple[str, int]]:
        """The body passages of a document, in reading order."""
        found: list[tuple[str, int]] = self._run(_BODY, self._bounds[document]).fetchall()
        return found
