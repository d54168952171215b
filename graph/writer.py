"""Writing a graph: records in the order of documents in, one SQLite file out.

Only the order of ids decides what is written where, so the same content makes the same
bytes, whether documents were read anew or carried over from the graph before.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from corpus.errors import OperationError
from corpus.model import DocumentId, PassageId
from corpus.structure.provisions import spoken
from graph.carrying import Carrier, Stretch
from graph.model import Concept, ConceptId, Relation
from graph.records import Question, Record, concept_as_json
from graph.store import GRAPH_VERSION, connect_new

_SCHEMA = Path(__file__).with_name("schema.sql")

#: subject, predicate, object → passage, start, end, method → confidence.
_Edges = dict[tuple[str, str, str], dict[tuple[int, int, int, str], float]]


class GraphWriter:
    """One graph being written. ``titles`` names every document held, ``concepts`` are the
    lexicon's; documents come in the order of their ids, each read or carried over from
    ``before``, then :meth:`finish`.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        concepts: Sequence[Concept],
        titles: Mapping[DocumentId, str],
        before: Carrier | None = None,
    ) -> None:
        self._connection = connection
        self._before = before
        #: Where the passages of each document carried over stood, and how far they moved.
        self._shifts: list[tuple[Stretch, int]] = []
        self._titles = titles
        self._concepts = {concept.id: n for n, concept in enumerate(concepts)}
        self._labels = {concept.id: concept.label for concept in concepts}
        self._documents: dict[DocumentId, int] = {}
        #: The number of each document's first passage.
        self._starts: list[int] = []
        self._asked: defaultdict[Question, list[int]] = defaultdict(list)
        self._edges: _Edges = defaultdict(dict)
        self._passages = 0
        self.counts = dict.fromkeys(("documents", "mentions", "duties", "nodes", "edges"), 0)
        rows = [(n, concept.id, concept_as_json(concept)) for n, concept in enumerate(concepts)]
        connection.executemany("INSERT INTO concepts VALUES (?,?,?)", rows)

    def add(self, record: Record) -> None:
        """Write what one document gives."""
        document = self._enter(record.document_id, record.revision)
        place = len(record.document_id) + 1
        numbers = {
            passage: n for n, (passage, _) in enumerate(record.passages, start=self._passages)
        }
        self._passages += len(numbers)
        self._many(
            "passages",
            [(numbers[one], document, one[place:], body) for one, body in record.passages],
        )
        self._mentions(record, numbers)
        self._duties(record, numbers)
        for relation in record.relations:
            self._gather(relation, numbers)
        for question in record.questions:
            self._asked[question].append(document)

    def carry(self, document_id: DocumentId, revision: bytes) -> None:
        """Write what one document gave to the graph before."""
        assert self._before is not None
        document = self._enter(document_id, revision)
        stretch = self._before.stretch(document_id)
        shift = self._passages - stretch.first
        mentions, duties = self._before.copy(self._run, stretch, document, shift)
        self._shifts.append((stretch, shift))
        self._passages += stretch.passages
        self.counts["mentions"] += mentions
        self.counts["duties"] += duties

    def finish(
        self, across: Iterable[Relation], names: Iterable[str], about: Mapping[str, str]
    ) -> None:
        """Write what all documents give together: ``across`` ties whole documents, by
        evidence in passages already written.
        """
        if self._before is not None:
            self._carry_edges(self._before)
        for relation in across:
            self._gather(relation, self._numbers_of(relation))
        nodes = self._nodes()
        self._write_edges(nodes)
        questions = sorted(self._asked, key=lambda one: one.asked)
        self._many("questions", [(n, one.asked, one.answer) for n, one in enumerate(questions)])
        asks = ((document, n) for n, one in enumerate(questions) for document in self._asked[one])
        self._many("asks", sorted(asks))
        self._many("names", [(name,) for name in sorted(names)])
        self.counts |= {
            "documents": len(self._documents),
            "nodes": len(nodes),
            "edges": len(self._edges),
        }
        told = {**about, **{name: str(count) for name, count in self.counts.items()}}
        self._many("about", sorted(told.items()))

    # ---- inside

    def _enter(self, document_id: DocumentId, revision: bytes) -> int:
        document = len(self._documents)
        self._documents[document_id] = document
        self._starts.append(self._passages)
        self._many("documents", [(document, document_id, revision)])
        return document

    def _mentions(self, record: Record, numbers: Mapping[PassageId, int]) -> None:
        rows = {}
        for one in record.mentions:
            passage, concept = numbers[one.passage_id], self._concepts[one.concept_id]
            form = None if one.form == self._labels[one.concept_id] else one.form
            rows[passage, one.span.start, concept] = (passage, *one.span, concept, form)
        self._many("mentions", [row for _, row in sorted(rows.items())])
        self.counts["mentions"] += len(rows)

    def _duties(self, record: Record, numbers: Mapping[PassageId, int]) -> None:
        rows = []
        for duty in record.duties:
            found = duty.evidence
            said = (
                *(duty.actor, duty.modality, duty.modal, duty.action),
                *(duty.condition, duty.deadline, duty.under),
            )
            concept = self._concepts[duty.concept_id] if duty.concept_id else None
            place = (numbers[found.passage_id], *found.span, found.method, found.confidence)
            rows.append((None, *place, *said, concept))
        self._many("duties", rows)
        self.counts["duties"] += len(rows)

    def _gather(self, relation: Relation, numbers: Mapping[PassageId, int]) -> None:
        if not relation.evidence:
            raise ValueError(f"{relation.subject} {relation.predicate}: no evidence")
        evidence = self._edges[relation.subject, relation.predicate, relation.object]
        for one in relation.evidence:
            place = (numbers[one.passage_id], *one.span, one.method)
            evidence[place] = max(evidence.get(place, 0.0), one.confidence)

    def _carry_edges(self, before: Carrier) -> None:
        """What the documents carried over give to edges, and what they asked."""
        moved: dict[int, int] = {}
        for stretch, shift in self._shifts:
            moved.update((n, n + shift) for n in range(stretch.first, stretch.last + 1))
        for tie in before.ties():
            passage = moved.get(tie.passage)
            if passage is not None:
                evidence = self._edges[tie.subject, tie.predicate, tie.object]
                evidence[passage, tie.start, tie.end, tie.method] = tie.confidence
        for document, question in before.questions():
            if document in before.kept:
                self._asked[question].append(self._documents[document])

    def _numbers_of(self, relation: Relation) -> dict[PassageId, int]:
        """The numbers of passages written before."""
        found = {}
        for one in relation.evidence:
            name, _, step = one.passage_id.partition("/")
            document = self._documents[DocumentId(name)]
            query = "SELECT n FROM passages WHERE n >= ? AND document = ? AND step = ? LIMIT 1"
            values = (self._starts[document], document, step)
            found[one.passage_id] = self._connection.execute(query, values).fetchone()[0]
        return found

    def _nodes(self) -> dict[str, int]:
        """Every concept, every document and all else an edge joins, numbered by kind and id."""
        ends = {end for subject, _, target in self._edges for end in (subject, target)}
        rows = [self._node(node) for node in ends | set(self._concepts) | set(self._documents)]
        rows.sort(key=lambda row: (_KINDS.index(row[1]), row[0]))
        self._many("nodes", [(n, *row) for n, row in enumerate(rows)])
        return {row[0]: n for n, row in enumerate(rows)}

    def _node(self, node: str) -> tuple[str, str, str, int | None]:
        if (label := self._labels.get(ConceptId(node))) is not None:
            return node, "concept", label, None
        head, _, rest = node.partition("/")
        if head == "term":
            return node, "concept", rest, None
        if head == "work":
            return node, "work", rest, None
        document = self._documents.get(DocumentId(head))
        if document is None:
            raise ValueError(f"{node} is no concept, work, document or section")
        title = self._titles[DocumentId(head)]
        if not rest:
            return node, "document", title, document
        return node, "section", f"《{title}》{spoken(rest)}", document

    def _write_edges(self, nodes: Mapping[str, int]) -> None:
        keys = sorted(
            (nodes[subject], predicate, nodes[target], (subject, predicate, target))
            for subject, predicate, target in self._edges
        )
        self._many("edges", [(n, *key[:3]) for n, key in enumerate(keys)])
        self._many(
            "evidence",
            (
                (n, *place, confidence)
                for n, key in enumerate(keys)
                for place, confidence in sorted(self._edges[key[3]].items())
            ),
        )

    def _run(self, statement: str, values: Sequence[object]) -> int:
        return self._connection.execute(statement, values).rowcount

    def _many(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        rows = iter(rows)
        first = next(rows, None)
        if first is None:
            return
        query = f"INSERT INTO {table} VALUES ({','.join('?' * len(first))})"  # noqa: S608
        self._connection.execute(query, first)
        self._connection.executemany(query, rows)


_KINDS = ("concept", "work", "document", "section")


@contextmanager
def writing(
    path: Path,
    concepts: Sequence[Concept],
    titles: Mapping[DocumentId, str],
    before: Carrier | None = None,
) -> Iterator[GraphWriter]:
    """A writer of a new file, whole when the block is left. ``OperationError`` where the
    disk does not take it.
    """
    try:
        with closing(connect_new(path)) as connection:
            if before is not None:
                connection.execute("ATTACH ? AS before", (before.address,))
            statements = _SCHEMA.read_text("utf-8").split(";\n")
            indexes = [one for one in statements if "CREATE INDEX" in one]
            for statement in statements:
                if statement not in indexes:
                    connection.execute(statement)
            connection.execute("BEGIN")
            yield GraphWriter(connection, concepts, titles, before)
            for statement in indexes:  # sorted once, not entered row by row
                connection.execute(statement)
            connection.execute("COMMIT")
            connection.execute(f"PRAGMA user_version = {GRAPH_VERSION}")
    except sqlite3.Error as error:
        raise OperationError(
            f"{path}：概念图谱写不进去（{error}）；请检查磁盘空间和权限"
        ) from error
