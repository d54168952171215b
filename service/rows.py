"""What a snapshot of the store hands to each index, row by row."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from corpus.forward import ForwardRow, forward_head
from corpus.lexical import LexicalRow
from corpus.model import DocumentId
from corpus.storage.store import Store
from embeddings.build import Row
from embeddings.encoder import passage_input


def lexical_rows(
    snapshot: Store, documents: Collection[DocumentId] | None = None
) -> Iterator[LexicalRow]:
    """The body passages of some documents, or of all, for the index of words."""
    for row in snapshot.rows(documents):
        yield LexicalRow(row.passage.id, row.passage.text, row.title, row.path)


def forward_rows(
    snapshot: Store, documents: Collection[DocumentId] | None = None
) -> Iterator[ForwardRow]:
    """The same for the forward index."""
    for row in snapshot.rows(documents):
        yield ForwardRow(row.passage.id, row.passage.text, forward_head(row.title, row.path))


def vector_rows(snapshot: Store, documents: Collection[DocumentId] | None = None) -> Iterator[Row]:
    """The same for the index of vectors, as the encoder reads them."""
    for row in snapshot.rows(documents):
        text = passage_input(row.title, row.path, row.passage.text)
        yield row.passage.id, row.digest, text
