"""The graph as one SQLite file: written once, read by many threads. sqlite3's second door.

Nodes, edges and their evidence and duties, as :mod:`graph.build` put them there; mentions
are columns beside it (:mod:`graph.mentions`).
What depends on who reads (counts, co-occurrence, which edges may be seen) is worked out by
the readers of this file; nothing in it is summed over documents.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import NoGeneration
from corpus.model import DocumentId, PassageId, Span
from corpus.storage.database import Database
from graph.lexicon.finder import Finder
from graph.lexicon.kept import concepts_from_json
from graph.mentions import CONCEPT, END, FORM, LABEL, PASSAGE, START, Columns, Mentions
from graph.model import Concept, ConceptId, Duty, Evidence, Mention
from graph.records import Question

#: Raised where what was written before can no longer be read: graphs are made anew.
GRAPH_VERSION = 4
FILE = "graph.sqlite"
#: Methods of evidence that compares several documents: made by the build, in no record.
ACROSS = frozenset({"version", "succession"})

DUTY = (
    'passage, start, "end", method, confidence,'
    " actor, modality, modal, action, condition, deadline, under, concept"
)


@dataclass(frozen=True, slots=True)
class Node:
    """What an edge joins. ``kind`` is concept, work, document or section."""

    n: int
    id: str
    kind: str
    label: str
    document: int | None


class Known:
    """The concepts of one lexicon in the order of numbers, and what finds them, made once."""

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        self.concepts = concepts

    @cached_property
    def finder(self) -> Finder:
        """Finds these concepts."""
        return Finder(self.concepts)


@lru_cache(maxsize=2)  # the generation that answers, and the one that is opened beside it
def _known(written: tuple[str, ...]) -> Known:
    return Known(concepts_from_json(written))


class GraphStore:
    """One finished graph. Raises ``NoGeneration`` where it is absent, damaged or of another
    version. ``path`` is the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = Database(path, readonly=True, version=GRAPH_VERSION)
        self.mentions = Mentions(path.parent)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    # ---- the parts everything else counts in: few, and kept

    @cached_property
    def about(self) -> Mapping[str, str]:
        """What the graph was made with, and how much it holds."""
        return dict(self._rows("SELECT name, value FROM about"))

    @cached_property
    def concepts(self) -> tuple[Concept, ...]:
        """Every concept of the lexicon the graph was made with, in the order of numbers."""
        return self.lexicon.concepts

    @cached_property
    def lexicon(self) -> Known:
        """The same concepts, with what finds them; graphs made with one lexicon share it."""
        rows = self._rows("SELECT data FROM concepts ORDER BY n")
        return _known(tuple(data for (data,) in rows))

    @cached_property
    def concept_numbers(self) -> Mapping[ConceptId, int]:
        """Where each concept stands in :attr:`concepts`."""
        return {concept.id: n for n, concept in enumerate(self.concepts)}

    @cached_property
    def documents(self) -> tuple[DocumentId, ...]:
        """Every document, in the order of numbers."""
        return tuple(row[0] for row in self._rows("SELECT id FROM documents ORDER BY n"))

    @cached_property
    def document_numbers(self) -> Mapping[DocumentId, int]:
        """Where each document stands in :attr:`documents`."""
        return {document: n for n, document in enumerate(self.documents)}

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Every form a mention is written in that is not a label, in the order of numbers."""
        return tuple(row[0] for row in self._rows("SELECT form FROM forms ORDER BY n"))

    @cached_property
    def passage_starts(self) -> tuple[int, ...]:
        """The number of each document's first passage, and the first number not given."""
        return self._starts("first_passage", "passages")

    @cached_property
    def duty_starts(self) -> tuple[int, ...]:
        """Likewise for duties."""
        return self._starts("first_duty", "duties")

    def _starts(self, column: str, table: str) -> tuple[int, ...]:
        held = self._rows(f"SELECT {column} FROM documents ORDER BY n")  # noqa: S608
        (behind,) = self._rows(f"SELECT coalesce(max(n) + 1, 0) FROM {table}")  # noqa: S608
        return tuple(row[0] for row in (*held, behind))

    def revisions(self) -> dict[DocumentId, bytes]:
        """Every document and the revision it was read in."""
        return dict(self._rows("SELECT id, revision FROM documents"))

    def passage_ids(self, numbers: Sequence[int]) -> list[PassageId]:
        """The passages of these numbers, in their order."""
        found = {}
        for some in _batches(numbers):
            marks = ",".join("?" * len(some))
            query = f"SELECT n, document, step FROM passages WHERE n IN ({marks})"  # noqa: S608
            for n, document, step in self._rows(query, some):
                found[n] = PassageId(f"{self.documents[document]}/{step}")
        return [found[n] for n in numbers]

    def nodes(self, numbers: Sequence[int]) -> list[Node]:
        """The nodes of these numbers, in their order."""
        found: dict[int, Node] = {}
        for some in _batches(numbers):
            marks = ",".join("?" * len(some))
            query = f"SELECT n, id, kind, label, document FROM nodes WHERE n IN ({marks})"  # noqa: S608
            found |= {row[0]: Node(*row) for row in self._rows(query, some)}
        return [found[n] for n in numbers]

    def passage_numbers(self, ids: Sequence[PassageId]) -> list[int | None]:
        """The numbers of these passages; ``None`` for one that is not held."""
        wanted = {passage.partition("/")[0] for passage in ids}
        found: dict[str, int] = {}
        for document in wanted & self.document_numbers.keys():
            found |= {f"{document}/{step}": n for n, step in self._steps(DocumentId(document))}
        return [found.get(passage) for passage in ids]

    def _steps(self, document: DocumentId) -> list[tuple[int, str]]:
        """Each passage of a document: its number, and its id without the document's."""
        place = self.document_numbers[document]
        first, behind = self.passage_starts[place : place + 2]
        query = "SELECT n, step FROM passages WHERE n BETWEEN ? AND ? ORDER BY n"
        return self._rows(query, (first, behind - 1))

    # ---- by document

    def mentions_of(self, document_id: DocumentId) -> list[Mention]:
        """The mentions in one document, in reading order; none where it is not held."""
        if document_id not in self.document_numbers:
            return []
        ids = {n: PassageId(f"{document_id}/{step}") for n, step in self._steps(document_id)}
        if not ids:
            return []
        held = self.mentions.between(min(ids), max(ids))
        order = np.lexsort((held[CONCEPT], held[PASSAGE], held[START]))
        return [self._mention(row, ids[row[PASSAGE]]) for row in held[:, order].T.tolist()]

    def written(self, concept: int) -> list[tuple[str, Columns]]:
        """Each way a concept is written, and the passages that write it so, in order."""
        held = self.mentions.of(concept)
        return [
            (self._form(concept, form), np.unique(held[PASSAGE][held[FORM] == form]))
            for form in np.unique(held[FORM]).tolist()
        ]

    def _mention(self, row: Sequence[int], passage: PassageId) -> Mention:
        concept = row[CONCEPT]
        form = self._form(concept, row[FORM])
        return Mention(self.concepts[concept].id, passage, Span(row[START], row[END]), form)

    def _form(self, concept: int, form: int) -> str:
        return self.concepts[concept].label if form == LABEL else self.forms[form]

    def duty(self, row: Any, passage: PassageId) -> Duty:
        """A row of duties."""
        concept = self.concepts[row[12]].id if row[12] is not None else None
        return Duty(
            actor=row[5],
            modality=row[6],
            modal=row[7],
            action=row[8],
            condition=row[9],
            deadline=row[10],
            under=row[11],
            concept_id=concept,
            evidence=_evidence(row, passage),
        )

    def questions(self) -> list[Question]:
        """Every question any document asked, once."""
        return [Question(*row) for row in self._rows("SELECT asked, answer FROM questions")]

    def who_asked(self, asked: Iterable[str]) -> set[DocumentId]:
        """The documents that asked any of these questions."""
        query = (
            "SELECT documents.id FROM questions JOIN asks ON question = questions.n"
            " JOIN documents ON documents.n = document WHERE asked = ?"
        )
        return {row[0] for one in asked for row in self._rows(query, (one,))}

    def names(self) -> frozenset[str]:
        """The titles that were looked for in running text."""
        return frozenset(row[0] for row in self._rows("SELECT name FROM names"))

    # ---- inside

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """What a query of this file's tables gives, for the modules of this floor."""
        return self._rows(query, values)

    def stream(self, query: str, values: Sequence[object] = ()) -> Iterator[Any]:
        """The same, row by row: for a table too long to be held."""
        with self._database.guarded():
            yield from self._database.connection().execute(query, values)

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        with self._database.guarded():
            return self._database.connection().execute(query, values).fetchall()


def open_graph(folder: Path) -> GraphStore:
    """The graph in a generation's folder; ``NoGeneration`` where there is none."""
    if not (folder / FILE).is_file():
        raise NoGeneration(f"{folder}：没有概念图谱；请重新构建：python -m scripts.build")
    return GraphStore(folder / FILE)


def making_of(folder: Path) -> str | None:
    """What the graph in a folder was made with; ``None`` where there is none to read."""
    try:
        store = open_graph(folder)
        making = store.about.get("making")
        store.close()
    except NoGeneration:
        return None
    return making


def _evidence(row: Any, passage: PassageId) -> Evidence:
    return Evidence(passage, Span(row[1], row[2]), row[3], row[4])


def _batches(numbers: Sequence[int], size: int = 500) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]


def connect_new(
    path: Path, beside: sqlite3.Connection | None = None, name: str = "main"
) -> sqlite3.Connection:
    """A connection for writing a new file in one go: no journal, since it is all or nothing.
    With ``beside``, a connection there is, the file is attached to it by a ``name``.
    """
    address = f"{path.resolve().as_uri()}?mode=rwc"
    if beside is None:
        beside = sqlite3.connect(address, uri=True, isolation_level=None)
    else:
        beside.execute(f"ATTACH ? AS {name}", (address,))
    # 64 MiB of cache: an index is sorted there.
    for pragma in (
        *("page_size = 4096", "journal_mode = OFF", "synchronous = OFF"),
        "cache_size = -65536",
    ):
        beside.execute(f"PRAGMA {name}.{pragma}")
    return beside
