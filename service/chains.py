"""Chains (传达链): which sentences of a document others have too, who said them first.

:mod:`corpus.reuse` finds the places; here they get their documents and their words, so that
a reader sees each wording beside the first one and what was changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.reuse.chains import Reuse
from corpus.reuse.index import ReuseIndex
from service.model import Filters

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.model import DocumentId, Passage, Span, Within
    from corpus.reuse.chains import Chain, Link, Place
    from corpus.storage.store import Store
    from service.model import Card
    from service.shelf import Shelf

ALL = Filters()
#: Documents whose chains are kept.
KEPT = 32


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of the first wording, and what stands for them in a later one; either may
    be empty.
    """

    before: Span
    after: Span
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentence in one document. ``edits`` lead from the first wording to this one."""

    card: Card
    span: Span
    quote: str
    similarity: float = 1.0
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the document asked about, and the other documents that have it.

    ``own`` is its wording here, ``first`` the earliest one (``own`` itself where this document
    said it first), ``others`` the rest by day; ``documents`` counts all that have it.
    """

    own: Wording
    first: Wording
    others: tuple[Wording, ...]
    documents: int

    @property
    def is_first(self) -> bool:
        """Whether no document held said it before."""
        return self.first.card.description.id == self.own.card.description.id


@dataclass(frozen=True, slots=True)
class Shared:
    """What a document shares: the sentences asked for, in order, of ``total``, and how many
    more are mere formulas.
    """

    sentences: tuple[Sentence, ...]
    total: int
    formulas: int


@dataclass(frozen=True, slots=True)
class Source:
    """The document most of a passage comes from, and the part of it that does (0 … 1)."""

    card: Card
    share: float


class Chains:
    """Asks the index of reuse of one generation.

    Raises:
        NoGeneration: the generation was built without one.
    """

    def __init__(self, folder: Path, store: Store, shelf: Shelf) -> None:
        self._shelf = shelf
        self._reuse = Reuse(ReuseIndex(folder), store.text, shelf.description)
        self._whole = lru_cache(KEPT)(self._read)

    def of_document(
        self,
        document_id: DocumentId,
        *,
        part: Span | None = None,
        filters: Filters = ALL,
        offset: int = 0,
        limit: int | None = None,
    ) -> Shared:
        """What others have too of a document, or of the sentences that touch ``part`` of it;
        ``limit`` of these sentences (all where None) from the ``offset``-th on.

        ``filters`` leave what the reader may see. NotFound where the document is not held.
        """
        self._shelf.description(document_id)
        whole = self._whole(document_id, self._shelf.scope(filters))
        chains = [
            one
            for one in whole
            if part is None or (one.asked.span.start < part.end and part.start < one.asked.span.end)
        ]
        own = [one for one in chains if not one.boilerplate]
        asked = own[offset : None if limit is None else offset + limit]
        return Shared(tuple(map(self._sentence, asked)), len(own), len(chains) - len(own))

    def source_of(self, passage: Passage, *, filters: Filters = ALL) -> Source | None:
        """Where most of a passage comes from; None where it is its own."""
        origin = self._reuse.origin(passage, self._shelf.scope(filters))
        return Source(self._shelf.card(origin.document_id), origin.share) if origin else None

    def _read(self, document_id: DocumentId, within: Within | None) -> tuple[Chain, ...]:
        return tuple(self._reuse.chains_of(document_id, within))

    def _sentence(self, chain: Chain) -> Sentence:
        first = self._wording(chain.first)
        said = {link.place: self._later(first, link) for link in chain.links}
        own = said.pop(chain.asked, first)
        return Sentence(own, first, tuple(said.values()), chain.documents)

    def _wording(self, place: Place) -> Wording:
        quote = self._shelf.excerpt(place.document_id, place.span)
        return Wording(self._shelf.card(place.document_id), place.span, quote)

    def _later(self, first: Wording, link: Link) -> Wording:
        plain = self._wording(link.place)
        edits = (
            Edit(
                change.before,
                change.after,
                _part(first.quote, first.span, change.before),
                _part(plain.quote, plain.span, change.after),
            )
            for change in link.changes
        )
        return replace(plain, similarity=link.similarity, edits=tuple(edits))


def _part(quote: str, whole: Span, part: Span) -> str:
    return quote[part.start - whole.start : part.end - whole.start]
