"""Carrying over: what a graph before holds of documents that still say the same.

A kept document's rows differ from those written before by where they stand only: one number
more or less for the document, for its passages and for nothing else. SQLite copies them so,
in the order in which reading the document anew would write them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from corpus.model import DocumentId, Span
from graph.model import Evidence
from graph.records import Question
from graph.store import ACROSS, DUTY, GraphStore

Run = Callable[[str, Sequence[object]], int]

_PASSAGES = (
    "INSERT INTO passages SELECT n + ?, ?, step, body FROM before.passages"
    " WHERE n BETWEEN ? AND ? ORDER BY n"
)
_MENTIONS = (
    'INSERT INTO mentions SELECT passage + ?, start, "end", concept, form FROM before.mentions'
    " WHERE passage BETWEEN ? AND ? ORDER BY passage, start, concept"
)
_DUTIES = (
    f"INSERT INTO duties SELECT NULL, passage + ?, {DUTY.removeprefix('passage, ')}"  # noqa: S608
    " FROM before.duties WHERE n BETWEEN ? AND ? ORDER BY n"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a document's rows stand in the graph before: passages and duties, first and last."""

    first: int
    last: int
    first_duty: int = 0
    last_duty: int = -1

    @property
    def passages(self) -> int:
        """How many passages it has."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Tie:
    """One place an edge of the graph before stands on: ``subject``, ``predicate`` and
    ``object`` by id, the passage by its number before.
    """

    subject: str
    predicate: str
    object: str
    passage: int
    start: int
    end: int
    method: str
    confidence: float


class Carrier:
    """The graph before, as a source of rows. ``kept`` are the documents that still hold."""

    def __init__(self, before: GraphStore, kept: Collection[DocumentId]) -> None:
        self.kept = kept
        #: What a connection attaches as ``before`` to be copied to.
        self.address = f"{before.path.resolve().as_uri()}?mode=ro&immutable=1"
        self._before = before
        self._stretches = self._find_stretches()

    def stretch(self, document: DocumentId) -> Stretch:
        """Where a document's rows stand; an empty stretch where it gave no passage."""
        return self._stretches.get(self._before.document_numbers[document], Stretch(0, -1))

    def copy(self, run: Run, stretch: Stretch, document: int, shift: int) -> tuple[int, int]:
        """Write one document's passages, mentions and duties under its new number, every
        passage ``shift`` further on, and say how many mentions and duties there are. ``run``
        runs a statement where :attr:`address` is attached as ``before``, and counts its rows.
        """
        if not stretch.passages:
            return 0, 0
        span = (stretch.first, stretch.last)
        run(_PASSAGES, (shift, document, *span))
        mentions = run(_MENTIONS, (shift, *span))
        if stretch.last_duty < stretch.first_duty:
            return mentions, 0
        return mentions, run(_DUTIES, (shift, stretch.first_duty, stretch.last_duty))

    def ties(self) -> Iterator[Tie]:
        """Every place of every edge that one document alone gave, edge by edge."""
        rows = self._before.stream(
            'SELECT one.id, predicate, other.id, passage, start, evidence."end", method,'
            " confidence FROM evidence JOIN edges ON edges.n = edge"
            " JOIN nodes AS one ON one.n = subject JOIN nodes AS other ON other.n = object"
            ' ORDER BY edge, passage, start, evidence."end", method'
        )
        for row in rows:
            if row[6] not in ACROSS:
                yield Tie(*row)

    def works(self) -> dict[DocumentId, tuple[str, Evidence]]:
        """The work each kept document is a version of, and where it says so."""
        rows = self._before.rows(
            'SELECT one.id, other.id, passage, start, evidence."end", method, confidence'
            " FROM edges JOIN evidence ON edge = edges.n JOIN nodes AS one ON one.n = subject"
            " JOIN nodes AS other ON other.n = object"
            " WHERE predicate = 'part_of' AND one.kind = 'document'"
        )
        rows = [row for row in rows if row[0] in self.kept]
        passages = self._before.passage_ids([row[2] for row in rows])
        return {
            document: (work, Evidence(passage, Span(start, end), method, confidence))
            for passage, (document, work, _, start, end, method, confidence) in zip(
                passages, rows, strict=True
            )
        }

    def questions(self) -> Iterator[tuple[DocumentId, Question]]:
        """Every question with the document that asked it."""
        rows = self._before.stream(
            "SELECT id, asked, answer FROM asks JOIN questions ON questions.n = question"
            " JOIN documents ON documents.n = document"
        )
        return ((document, Question(*pair)) for document, *pair in rows)

    def _find_stretches(self) -> dict[int, Stretch]:
        duties = {
            document: (first, last)
            for document, first, last in self._before.rows(
                "SELECT document, min(duties.n), max(duties.n) FROM duties"
                " JOIN passages ON passages.n = passage GROUP BY document"
            )
        }
        passages = self._before.rows(
            "SELECT document, min(n), max(n) FROM passages GROUP BY document"
        )
        return {
            document: Stretch(first, last, *duties.get(document, ()))
            for document, first, last in passages
        }
