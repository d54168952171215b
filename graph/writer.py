"""Writing a graph: records in the order of documents in, one SQLite file and its columns out.

Only the order of ids decides what is written where, so the same content makes the same
bytes, whether documents were read anew or carried over from the graph before.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from corpus.errors import OperationError
from corpus.model import DocumentId, PassageId
from corpus.structure.provisions import spoken
from corpus.titles import in_marks
from graph.arrays import Mask, Numbers, write_arrays
from graph.carrying import CONCEPTS, Carrier, Stretch, copy
from graph.composed.columns import CARRY, Names, NameWriter
from graph.composed.columns import FILE as NAMES
from graph.joining import Joining, NodeRow
from graph.lexicon.kept import concept_as_json
from graph.mentions import Columns, MentionWriter, write_mentions
from graph.model import Concept, ConceptId
from graph.records import Record
from graph.store import FILE, GRAPH_VERSION, connect_new
from graph.whole import Successions, Whole

#: What was read waits here, so that it can be written table by table.
_FRESH = "fresh.sqlite"
_COUNTED = ("documents", "mentions", "names", "duties", "nodes", "edges")
_SCHEMA = Path(__file__).with_name("schema.sql")


class GraphWriter:
    """One graph being written into ``folder``. ``titles`` names every document held,
    ``concepts`` are the lexicon's; documents come in the order of their ids, each read or
    carried over from ``before``, then :meth:`finish`.
    """

    def __init__(
        self,
        folder: Path,
        connection: sqlite3.Connection,
        concepts: Sequence[Concept],
        titles: Mapping[DocumentId, str],
        before: Carrier | None = None,
    ) -> None:
        self._folder = folder
        self._connection = connection
        self._before = before
        #: Where the rows of all documents are until :meth:`finish`, in order.
        self._stretches: list[Stretch] = []
        #: Documents to be carried over next, neighbours there and here: first and behind.
        self._run = (-1, -1)
        self._titles = titles
        self._concepts = {concept.id: n for n, concept in enumerate(concepts)}
        self._labels = {concept.id: concept.label for concept in concepts}
        self._documents: dict[DocumentId, int] = {}
        #: Questions and their answers, and the documents that asked.
        self._asked: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._joining = Joining()
        store = before.store if before else None
        self._mentions = MentionWriter(
            store.mentions if store else None, store.forms if store else ()
        )
        self._names = NameWriter(Names(store) if store else None)
        #: Passage and concept of each concept a passage names, whatever how often, in order.
        self._named: list[Numbers] = []
        self._bodies: list[Mask] = []
        self._owners: list[Numbers] = []
        self._passages = self._duties = 0
        self.counts = dict.fromkeys(_COUNTED, 0)
        if before is not None:
            connection.execute(CONCEPTS)
        else:
            rows = ((n, one.id, concept_as_json(one)) for n, one in enumerate(concepts))
            self._many("concepts", rows)

    def add(self, record: Record) -> None:
        """Write what one document gives."""
        self._flush()
        document, passage, duty = len(self._documents), self._passages, self._duties
        self._documents[record.document_id] = document
        row = (document, record.document_id, record.revision, passage, duty)
        self._many("fresh.documents", [row])
        place = len(record.document_id) + 1
        numbers = {
            passage: n for n, (passage, _) in enumerate(record.passages, start=self._passages)
        }
        self._many(
            "fresh.passages",
            [(numbers[one], document, one[place:], body) for one, body in record.passages],
        )
        self._passages += len(numbers)
        self._bodies.append(np.array([body for _, body in record.passages], np.bool_))
        self._owners.append(np.full(len(numbers), document, np.int32))
        self._add_mentions(record, numbers)
        self._names.write(record.names, numbers)
        self._add_duties(record, numbers)
        for relation in record.relations:
            self._joining.gather(relation, numbers)
        for question in record.questions:
            self._asked[question.asked, question.answer].append(document)
        self._append((document, passage, duty))

    def carry(self, document_id: DocumentId) -> None:
        """Write what one document gave to the graph before."""
        assert self._before is not None
        number = self._before.number(document_id)
        if number != self._run[1]:
            self._flush()
            self._run = (number, number)
        self._run = (self._run[0], number + 1)
        self._documents[document_id] = len(self._documents)

    def finish(
        self, successions: Successions, names: Iterable[str], about: Mapping[str, str]
    ) -> None:
        """Write what all documents give together."""
        self._flush()
        copy(self._connection.execute, self._stretches)
        mentions, forms = self._mentions.finish()
        write_mentions(self._folder, mentions)
        self._many("forms", enumerate(forms))
        composed, labels = self._names.finish()
        write_mentions(self._folder, composed, NAMES)
        self._write_names(composed, labels)
        whole = Whole(self._connection.execute, self._many, self._before, self._documents)
        whole.write(self._joining, self._concepts, self._node, successions)
        self._write_questions()
        self._many("names", [(name,) for name in sorted(names)])
        self.counts |= {
            "documents": len(self._documents),
            "mentions": mentions.shape[1],
            "names": len(labels),
            "duties": self._duties,
            "nodes": len(whole.nodes),
            "edges": whole.edge_count,
        }
        told = {**about, **{name: str(count) for name, count in self.counts.items()}}
        self._many("about", sorted(told.items()))
        owners, bodies = (
            np.concatenate([_NONE, *self._owners]),
            np.concatenate([_NO, *self._bodies]),
        )
        named = np.concatenate([np.zeros((2, 0), np.int32), *self._named], axis=1)
        write_arrays(
            self._folder, whole.arrays(owners, bodies, (named[0], named[1]), self._concepts)
        )

    # ---- document by document

    def _append(self, first: tuple[int, int, int]) -> None:
        """The document just read, whose rows begin there, is to be copied after the others."""
        before = self._stretches[-1] if self._stretches else None
        document, passage, duty = first
        if before is not None and before.source == "fresh":
            document, passage, duty = before.documents[0], before.passages[0], before.duties[0]
            del self._stretches[-1]
        self._stretches.append(
            Stretch(
                "fresh",
                (document, len(self._documents)),
                (passage, self._passages),
                (duty, self._duties),
            )
        )

    def _flush(self) -> None:
        """Carry over the documents that wait for it."""
        (start, end), self._run = self._run, (-1, -1)
        if start == end or self._before is None:
            return
        now = (len(self._documents) - (end - start), self._passages, self._duties)
        stretch = self._before.stretch(start, end, now)
        self._stretches.append(stretch)
        first, behind = stretch.passages
        arrays = self._before.arrays
        self._bodies.append(arrays.passage_body[first:behind])
        self._owners.append(arrays.passage_document[first:behind] + np.int32(stretch.shifts[0]))
        self._mentions.carry(first, behind - 1, stretch.shifts[1])
        self._names.carry(first, behind - 1, stretch.shifts[1])
        self._named.append(
            arrays.named(first, behind) + np.array([[stretch.shifts[1]], [0]], np.int32)
        )
        self._passages += behind - first
        self._duties += stretch.duties[1] - stretch.duties[0]

    def _add_mentions(self, record: Record, numbers: Mapping[PassageId, int]) -> None:
        rows = {}
        for one in record.mentions:
            passage, concept = numbers[one.passage_id], self._concepts[one.concept_id]
            form = None if one.form == self._labels[one.concept_id] else one.form
            rows[passage, one.span.start, concept] = (passage, *one.span, concept, form)
        self._mentions.add([row for _, row in sorted(rows.items())])
        named = sorted({(passage, concept) for passage, _, concept in rows})
        self._named.append(np.array(named, np.int32).reshape(-1, 2).T)

    def _add_duties(self, record: Record, numbers: Mapping[PassageId, int]) -> None:
        rows = []
        for n, duty in enumerate(record.duties, start=self._duties):
            found = duty.evidence
            said = (
                *(duty.actor, duty.modality, duty.modal, duty.action),
                *(duty.condition, duty.deadline, duty.under),
            )
            concept = self._concepts[duty.concept_id] if duty.concept_id else None
            place = (numbers[found.passage_id], *found.span, found.method, found.confidence)
            rows.append((n, *place, *said, concept))
        self._many("fresh.duties", rows)
        self._duties += len(rows)

    # ---- all together

    def _node(self, node: str) -> NodeRow:
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
        return node, "section", f"{in_marks(title)}{spoken(rest)}", document

    def _write_names(self, composed: Columns, labels: Sequence[str]) -> None:
        for carried, fresh in self._names.table(composed, labels):
            if carried is not None:
                self._connection.execute(CARRY, carried)
            self._many("composed", fresh)

    def _write_questions(self) -> None:
        known: list[tuple[str, str]] = []
        carried = np.zeros((0, 2), np.int32)
        if self._before is not None:
            known, carried = self._before.questions()
        still = np.unique(carried[:, 1]).tolist()
        questions = sorted({known[n] for n in still} | self._asked.keys())
        number = {question: n for n, question in enumerate(questions)}
        now = np.full(len(known), -1, np.int32)
        now[still] = [number[known[n]] for n in still]
        fresh = [(one, number[question]) for question, ones in self._asked.items() for one in ones]
        moved = np.column_stack([carried[:, 0], now[carried[:, 1]]])
        asks = np.concatenate([np.array(fresh, np.int32).reshape(-1, 2), moved])
        self._many("questions", ((n, *question) for n, question in enumerate(questions)))
        self._many("asks", asks[np.lexsort(asks.T[::-1])].tolist())

    def _many(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        rows = iter(rows)
        first = next(rows, None)
        if first is None:
            return
        query = f"INSERT INTO {table} VALUES ({','.join('?' * len(first))})"  # noqa: S608
        self._connection.execute(query, first)
        self._connection.executemany(query, rows)


_NONE, _NO = np.zeros(0, np.int32), np.zeros(0, np.bool_)


@contextmanager
def writing(
    folder: Path,
    concepts: Sequence[Concept],
    titles: Mapping[DocumentId, str],
    before: Carrier | None = None,
) -> Iterator[GraphWriter]:
    """A writer into a new folder, whole when the block is left. ``OperationError`` where the
    disk does not take it.
    """
    path, fresh = folder / FILE, folder / _FRESH
    try:
        with closing(connect_new(path)) as connection:
            connect_new(fresh, connection, "fresh")
            if before is not None:
                connection.execute("ATTACH ? AS before", (before.address,))
            statements = _SCHEMA.read_text("utf-8").split(";\n")
            indexes = [one for one in statements if "CREATE INDEX" in one]
            for statement in statements:
                if statement not in indexes:
                    connection.execute(statement)
                for table in ("documents", "passages", "duties"):
                    if f"CREATE TABLE {table}" in statement:
                        connection.execute(statement.replace(table, f"fresh.{table}", 1))
            connection.execute("BEGIN")
            yield GraphWriter(folder, connection, concepts, titles, before)
            for statement in indexes:  # sorted once, not entered row by row
                connection.execute(statement)
            connection.execute("COMMIT")
            connection.execute(f"PRAGMA user_version = {GRAPH_VERSION}")
        fresh.unlink()
    except (sqlite3.Error, OSError) as error:
        raise OperationError(
            f"{path}：概念图谱写不进去（{error}）；请检查磁盘空间和权限"
        ) from error
