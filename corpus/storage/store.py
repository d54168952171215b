"""The store: documents, their outlines and passages in one SQLite file, the source of truth."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from corpus.errors import NotFound
from corpus.model import Description, Document, DocumentId, Passage, PassageId, Section, Span
from corpus.storage.database import Database
from corpus.storage.records import (
    CHARACTERS,
    DESCRIPTION,
    PASSAGE,
    PASSAGE_TEXT,
    SECTION,
    description_of,
    erase,
    excerpts_of,
    insert,
    passage_of,
    path_of,
    read_passages,
    section_of,
    sections_around,
    text_of,
    whole_texts,
)

_BATCH = 500  # below SQLite's limit of variables in one statement


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is held; ``body`` counts the passages that are searched."""

    documents: int
    sections: int
    passages: int
    body: int
    characters: int


@dataclass(frozen=True, slots=True)
class PassageRow:
    """What an index needs of one passage.

    ``path`` names the enclosing sections that begin before the passage, outermost first:
    what a reader would have to look up to know where it stands. ``digest`` is the same
    for the same title, path and text.
    """

    passage: Passage
    title: str
    path: tuple[str, ...]
    digest: bytes


class _Known(NamedTuple):
    """Of every document its number; of those that have pages the offset each starts at."""

    numbers: dict[DocumentId, int]
    pages: dict[DocumentId, tuple[int, ...]]


class Store:
    """Documents in, documents and passages out. Safe to read from many threads.

    ``readonly`` opens a generation's snapshot, which nobody writes. Every write is one
    transaction: a crash or a full disk leaves what was there before. Raises
    ``NoGeneration`` for a snapshot that is absent or damaged, ``OperationError`` for
    a working store that cannot be read or written.
    """

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self._database = Database(path, readonly=readonly)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    # ---- writing

    def add(self, document: Document, passages: Sequence[Passage], *, parser: int) -> None:
        """Hold one document and its passages; one of the same id is replaced."""
        self.add_many([(document, passages)], parser=parser)

    def add_many(self, items: Iterable[tuple[Document, Sequence[Passage]]], *, parser: int) -> None:
        """Hold several documents, all of them or none."""
        with self._database.transaction() as connection:
            for document, passages in items:
                insert(connection, document, passages, parser)

    def withdraw(self, document_id: DocumentId) -> None:
        """Erase a document and remember not to take it in again; ``NotFound`` if not held."""
        sha256 = self.description(document_id).source.sha256
        with self._database.transaction() as connection:
            erase(connection, document_id)
            connection.execute(
                "INSERT OR REPLACE INTO withdrawals VALUES (?, ?, ?)",
                (document_id, sha256, datetime.now(UTC).date().isoformat()),
            )
        # The journal still holds the pages as they were: empty it.
        self._rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def mark_file(self, sha256: str, parser: int, documents: int) -> None:
        """Remember a file that was read to its end without a failure."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (sha256, parser, documents)
            )

    def snapshot(self, to: Path) -> None:
        """Write a consistent copy of everything to a new file, while others may write.

        Whoever vouches for the copy syncs it: this does not wait for the disk.
        """
        with self._database.guarded(), closing(sqlite3.connect(to)) as copy:
            copy.execute("PRAGMA synchronous = OFF")
            self._database.connection().backup(copy)
            # A finished copy needs no journal beside it.
            copy.execute("PRAGMA journal_mode = DELETE")

    # ---- reading

    def has(self, sha256: str, parser: int) -> bool:
        """Whether a document made of these bytes by this parser version is held."""
        query = "SELECT 1 FROM documents WHERE sha256 = ? AND parser = ?"
        return bool(self._rows(query, (sha256, parser)))

    def has_file(self, sha256: str, parser: int) -> int | None:
        """How many documents this file gave when it was read; ``None`` if it was not."""
        rows = self._rows(
            "SELECT documents FROM files WHERE sha256 = ? AND parser = ?", (sha256, parser)
        )
        return int(rows[0][0]) if rows else None

    def withdrawn(self) -> dict[DocumentId, str]:
        """The documents taken back, and the sha256 of each."""
        return dict(self._rows("SELECT document, sha256 FROM withdrawals"))

    def revisions(self) -> dict[DocumentId, bytes]:
        """Every document held and the hash of its content."""
        return dict(self._rows("SELECT id, revision FROM documents"))

    def counts(self) -> Counts:
        """How much is held."""
        (row,) = self._rows(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM sections),"  # noqa: S608
            " (SELECT count(*) FROM passages),"
            " (SELECT count(*) FROM passages WHERE role = 'body'),"
            f" ({CHARACTERS})"
        )
        return Counts(*row)

    def descriptions(self) -> list[Description]:
        """Every document's description, by id."""
        rows = self._rows(f"SELECT {DESCRIPTION} FROM documents ORDER BY id")  # noqa: S608
        return [description_of(row) for row in rows]

    def description(self, document_id: DocumentId) -> Description:
        """What is known about one document; ``NotFound`` if it is not held."""
        query = f"SELECT {DESCRIPTION} FROM documents WHERE id = ?"  # noqa: S608
        return description_of(self._one(query, document_id, "文件"))

    def document(self, document_id: DocumentId) -> Document:
        """One document whole; ``NotFound`` if it is not held."""
        query = "SELECT n, pages FROM documents WHERE id = ?"
        n, pages = self._one(query, document_id, "文件")
        return Document(
            description=self.description(document_id),
            text=self._text(n),
            pages=tuple(json.loads(pages)),
            sections=self._sections_of(n),
        )

    def text(self, document_id: DocumentId) -> str:
        """A document's text; ``NotFound`` if it is not held."""
        return self._text(self._number(document_id))

    def texts(self) -> Iterator[tuple[DocumentId, str]]:
        """Every document's text, by number: read in one go, not a document at a time."""
        ids = dict(self._rows("SELECT n, id FROM documents"))
        with self._database.guarded():
            for n, text in whole_texts(self._database.connection()):
                yield ids[n], text

    def excerpts(self, asked: Sequence[tuple[DocumentId, Span]]) -> list[str]:
        """Parts of documents' texts; each shorter where its text ends; ``NotFound`` if not held."""
        numbered = [(self._number(document_id), span) for document_id, span in asked]
        with self._database.guarded():
            return excerpts_of(self._database.connection(), numbered) if asked else []

    def sections(self, document_id: DocumentId) -> tuple[Section, ...]:
        """A document's outline in reading order; ``NotFound`` if it is not held."""
        return self._sections_of(self._number(document_id))

    def around(self, asked: Sequence[tuple[DocumentId, Span]]) -> list[tuple[Section, ...]]:
        """The sections that contain each span, outermost first; ``NotFound`` if not held."""
        numbered = [(self._number(document_id), span) for document_id, span in asked]
        with self._database.guarded():
            return sections_around(self._database.connection(), numbered) if asked else []

    def pages(self, document_id: DocumentId) -> tuple[int, ...]:
        """The offset each page of a document starts at; ``NotFound`` if it is not held."""
        if self._database.readonly:
            self._number(document_id)
            return self._known.pages.get(document_id, ())
        query = "SELECT pages FROM documents WHERE id = ?"
        return tuple(json.loads(self._one(query, document_id, "文件")[0]))

    def passage(self, passage_id: PassageId) -> Passage:
        """One passage; ``NotFound`` if it is not held."""
        return self.passages([passage_id])[0]

    def passages(self, ids: Sequence[PassageId]) -> list[Passage]:
        """Passages in the order asked for; ``NotFound`` names one that is not held."""
        found: dict[PassageId, Passage] = {}
        for start in range(0, len(ids), _BATCH):
            some = ids[start : start + _BATCH]
            marks = ",".join("?" * len(some))
            query = f"{PASSAGE_TEXT} WHERE passages.id IN ({marks}) ORDER BY passages.id, key"
            found |= read_passages(self._rows(query, tuple(some)))
        missing = next((asked for asked in ids if asked not in found), None)
        if missing is not None:
            raise NotFound(f"没有这个段落：{missing}")
        return [found[asked] for asked in ids]

    def passages_of(self, document_id: DocumentId) -> list[Passage]:
        """All passages of a document, whatever their role, in reading order."""
        return self._passages_of(self._number(document_id))

    def iter_passages(self, role: str | None = "body") -> Iterator[Passage]:
        """Every passage of one role (all roles for ``None``), document by document."""
        for n, _, _ in self._numbers(None):
            for passage in self._passages_of(n):
                if role is None or passage.role == role:
                    yield passage

    def rows(self, documents: Collection[DocumentId] | None = None) -> Iterator[PassageRow]:
        """What the indexes take in: the body passages of some documents, or of all, by id."""
        for n, _, title in self._numbers(documents):
            text = self._text(n)
            sections = {section.id: section for section in self._sections_of(n)}
            query = (
                f"SELECT {PASSAGE}, digest FROM passages"  # noqa: S608
                " WHERE document = ? AND role = 'body' ORDER BY n"
            )
            for row in self._rows(query, (n,)):
                passage = passage_of(row, text)
                yield PassageRow(passage, title, path_of(passage, sections), row[6])

    def body_ids(self, documents: Collection[DocumentId]) -> list[PassageId]:
        """The body passages of some documents: no text is read."""
        query = "SELECT id FROM passages WHERE document = ? AND role = 'body' ORDER BY n"
        return [row[0] for n, _, _ in self._numbers(documents) for row in self._rows(query, (n,))]

    # ---- inside

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        with self._database.guarded():
            return self._database.connection().execute(query, values).fetchall()

    def _one(self, query: str, asked: str, what: str) -> Any:
        rows = self._rows(query, (asked,))
        if not rows:
            raise NotFound(
                f"没有这个{what}：{asked}；现有的用 python -m scripts.documents list 查看"
            )
        return rows[0]

    @cached_property
    def _known(self) -> _Known:
        """All at once: a snapshot does not change, and a page of results asks for a dozen."""
        rows = self._rows("SELECT id, n, pages FROM documents")
        pages = {document_id: found for document_id, _, found in rows if found != "[]"}
        return _Known(
            {document_id: n for document_id, n, _ in rows},
            {document_id: tuple(json.loads(found)) for document_id, found in pages.items()},
        )

    def _number(self, document_id: DocumentId) -> int:
        if self._database.readonly and document_id in self._known.numbers:
            return self._known.numbers[document_id]
        query = "SELECT n FROM documents WHERE id = ?"
        return int(self._one(query, document_id, "文件")[0])

    def _numbers(self, documents: Collection[DocumentId] | None) -> list[Any]:
        query = "SELECT n, id, title FROM documents"
        if documents is None or len(documents) > _BATCH:
            rows = self._rows(f"{query} ORDER BY id")
            return rows if documents is None else [row for row in rows if row[1] in documents]
        marks = ",".join("?" * len(documents))
        return self._rows(f"{query} WHERE id IN ({marks}) ORDER BY id", tuple(documents))

    def _text(self, n: int) -> str:
        with self._database.guarded():
            return text_of(self._database.connection(), n)

    def _sections_of(self, n: int) -> tuple[Section, ...]:
        query = f"SELECT {SECTION} FROM sections WHERE document = ? ORDER BY place"  # noqa: S608
        return tuple(section_of(row) for row in self._rows(query, (n,)))

    def _passages_of(self, n: int) -> list[Passage]:
        text = self._text(n)
        query = f"SELECT {PASSAGE} FROM passages WHERE document = ? ORDER BY n"  # noqa: S608
        return [passage_of(row, text) for row in self._rows(query, (n,))]
