"""The nouns as rows of the store, there and back."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from corpus.model import (
    Description,
    Document,
    DocumentId,
    Passage,
    PassageId,
    Section,
    SectionId,
    Source,
    Span,
    document_of,
)

# Two pieces of Chinese fill one page of SQLite.
_PIECE = 640
_SHIFT = 20

#: The columns :func:`description_of`, :func:`passage_of` and :func:`section_of` read.
DESCRIPTION = (
    "id, work, title, kind, issuer, number, passed, issued, effective, repealed,"
    " supersedes, trial, audience, source, sha256, format"
)
PASSAGE = "passages.id, passages.document, passages.section, passages.start, passages.end, role"
#: A passage's row with each piece of text it lies in, in order.
PASSAGE_TEXT = (
    f"SELECT {PASSAGE}, texts.text FROM passages JOIN texts ON texts.key BETWEEN"  # noqa: S608
    f" (passages.document << {_SHIFT}) + passages.start / {_PIECE}"
    f" AND (passages.document << {_SHIFT}) + (passages.end - 1) / {_PIECE}"
)
SECTION = "id, parent, kind, number, label, heading, start, end"

#: How long all texts are: all pieces of one but the last are full.
CHARACTERS = (
    f"SELECT coalesce(sum((key & {(1 << _SHIFT) - 1}) * {_PIECE} + length(text)), 0)"  # noqa: S608
    " FROM documents JOIN texts ON key = (SELECT max(key) FROM texts WHERE key BETWEEN"
    f" documents.n << {_SHIFT} AND (documents.n + 1 << {_SHIFT}) - 1)"
)

#: A document's number and a part of its text.
Asked = tuple[int, Span]


def insert(
    connection: sqlite3.Connection,
    document: Document,
    passages: Sequence[Passage],
    parser: int,
) -> None:
    """Write one document, in place of one of the same id. The caller holds the transaction."""
    about, source = document.description, document.description.source
    erase(connection, about.id)
    connection.execute("DELETE FROM withdrawals WHERE document = ?", (about.id,))
    revision = _hash(repr((document, [(p.id, p.section_id, p.span, p.role) for p in passages])))
    days = (about.passed, about.issued, about.effective, about.repealed)
    values = (
        *(about.id, revision, about.work, about.title, about.kind, about.issuer, about.number),
        *(day and day.isoformat() for day in days),
        *(json.dumps(about.supersedes, ensure_ascii=False), about.trial, about.audience),
        *(source.name, source.sha256, source.format, json.dumps(document.pages), parser),
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
    marks = ",".join("?" * len(values))
    n = connection.execute(f"INSERT INTO documents VALUES (NULL,{marks})", values).lastrowid  # noqa: S608
    assert n is not None
    text = document.text
    pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
    connection.executemany("INSERT INTO texts VALUES (?, ?)", enumerate(pieces, n << _SHIFT))
    connection.executemany(
        "INSERT INTO sections VALUES (?,?,?,?,?,?,?,?,?,?)",
        [
            (n, place, s.id, s.parent, s.kind, s.number, s.label, s.heading, *s.span)
            for place, s in enumerate(document.sections)
        ],
    )
    sections = {section.id: section for section in document.sections}
    connection.executemany(
        "INSERT INTO passages VALUES (NULL,?,?,?,?,?,?,?)",
        [
            (p.id, n, p.section_id, *p.span, p.role, _digest(about.title, p, sections))
            for p in passages
        ],
    )


def erase(connection: sqlite3.Connection, document_id: DocumentId) -> None:
    """Delete one document and all that belongs to it, if it is held."""
    query = "SELECT n FROM documents WHERE id = ?"
    for (n,) in connection.execute(query, (document_id,)).fetchall():
        connection.execute("DELETE FROM texts WHERE key BETWEEN ? AND ?", _keys(n))
        connection.execute("DELETE FROM documents WHERE n = ?", (n,))


def text_of(connection: sqlite3.Connection, n: int) -> str:
    """A document's whole text."""
    query = "SELECT text FROM texts WHERE key BETWEEN ? AND ? ORDER BY key"
    return "".join(text for (text,) in connection.execute(query, _keys(n)))


def whole_texts(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """The number and the whole text of every document that has one."""
    rows = connection.execute("SELECT key, text FROM texts ORDER BY key")
    for n, pieces in groupby(rows, lambda row: row[0] >> _SHIFT):
        yield n, "".join(text for _, text in pieces)


def excerpts_of(connection: sqlite3.Connection, asked: Sequence[Asked]) -> list[str]:
    """Parts of documents' texts, without reading the rest; each shorter where its text ends."""
    begins = [span.start // _PIECE for _, span in asked]
    values: list[int] = []
    for place, (n, span) in enumerate(asked):
        last = max(span.start, span.end - 1) // _PIECE
        values += (place, (n << _SHIFT) + begins[place], (n << _SHIFT) + last)
    query = (
        f"WITH asked (place, first, last) AS (VALUES {_marks(3, len(asked))})"  # noqa: S608
        " SELECT place, text FROM asked CROSS JOIN texts ON key BETWEEN first AND last"
        " ORDER BY place, key"
    )
    texts = [""] * len(asked)
    for place, text in connection.execute(query, values):
        texts[place] += text
    return [
        text[span.start - first * _PIECE : span.end - first * _PIECE]
        for text, first, (_, span) in zip(texts, begins, asked, strict=True)
    ]


def sections_around(
    connection: sqlite3.Connection, asked: Sequence[Asked]
) -> list[tuple[Section, ...]]:
    """The sections that contain each span, outermost first."""
    values: list[int] = []
    for place, (n, span) in enumerate(asked):
        values += (place, n, *span)
    query = (
        "WITH asked (nth, document, begins, ends) AS"  # noqa: S608
        f" (VALUES {_marks(4, len(asked))}) SELECT {SECTION}, nth FROM asked CROSS JOIN sections"
        ' USING (document) WHERE start <= begins AND "end" >= ends ORDER BY nth, place'
    )
    found: list[list[Section]] = [[] for _ in asked]
    for row in connection.execute(query, values):
        found[row[8]].append(section_of(row))
    return [tuple(path) for path in found]


def path_of(passage: Passage, sections: Mapping[SectionId, Section]) -> tuple[str, ...]:
    """The titles of the sections around a passage that begin before it, outermost first."""
    path: list[str] = []
    at = passage.section_id
    while at is not None and at in sections:
        section = sections[at]
        # A section that begins with the passage is named in the passage itself.
        if section.span.start < passage.span.start:
            path.append(section.title)
        at = section.parent
    return tuple(title for title in reversed(path) if title)


def _digest(title: str, passage: Passage, sections: Mapping[SectionId, Section]) -> bytes | None:
    if passage.role != "body":
        return None
    return _hash("\x1f".join((title, *path_of(passage, sections), passage.text)))


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def description_of(row: Any) -> Description:
    """A row of ``DESCRIPTION``."""
    days = [date.fromisoformat(day) if day else None for day in row[6:10]]
    return Description(
        id=row[0],
        work=row[1],
        title=row[2],
        kind=row[3],
        issuer=row[4],
        number=row[5],
        passed=days[0],
        issued=days[1],
        effective=days[2],
        repealed=days[3],
        supersedes=tuple(json.loads(row[10])) if row[10] != "[]" else (),
        trial=bool(row[11]),
        audience=row[12],
        source=Source(*row[13:16]),
    )


def read_passages(rows: Iterable[Any]) -> dict[PassageId, Passage]:
    """The rows of ``PASSAGE_TEXT``; a passage that lies in two pieces has two rows."""
    found: dict[PassageId, Passage] = {}
    pieces: dict[PassageId, str] = {}
    for row in rows:
        pieces[row[0]] = piece = pieces.get(row[0], "") + row[6]
        found[row[0]] = passage_of(row, piece, row[3] // _PIECE * _PIECE)
    return found


def passage_of(row: Any, text: str, begins: int = 0) -> Passage:
    """A row of ``PASSAGE``, cut from its document's text, which ``begins`` at this offset."""
    span = Span(row[3], row[4])
    said = text[span.start - begins : span.end - begins]
    return Passage(row[0], document_of(row[0]), row[2], span, said, row[5])


def section_of(row: Any) -> Section:
    """A row of ``SECTION``."""
    return Section(row[0], row[1], row[2], row[3], row[4], row[5], Span(row[6], row[7]))


def _marks(columns: int, rows: int) -> str:
    row = f"({','.join('?' * columns)})"
    return ",".join([row] * rows)


def _keys(n: int) -> tuple[int, int]:
    return n << _SHIFT, (n + 1 << _SHIFT) - 1
