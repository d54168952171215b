"""The shelf: one generation's documents at hand, with what is asked for often kept ready."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.citing.versions import in_force, status
from corpus.errors import NotFound
from corpus.model import DocumentId, Span, Within, document_of
from service.citation import CONTEXT, Place, cite
from service.model import Card

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.citing.catalogue import Catalogue
    from corpus.citing.versions import Status
    from corpus.model import Description, Passage, PassageId, Section
    from corpus.storage.store import Store
    from service.fusion import Fused
    from service.model import Citation, Filters

    Naming = Callable[[str], frozenset[PassageId]]

#: Documents kept opened, with their outlines: the working set of a busy office.
DOCUMENTS_KEPT = 256
#: Days, and sets of filters, whose answers are kept.
DAYS_KEPT = 16
SCOPES_KEPT = 64


class Shelf:
    """Reads one generation; safe to share between threads.

    ``naming`` gives the passages that name a concept, for filters that ask for one.
    """

    def __init__(self, store: Store, catalogue: Catalogue, naming: Naming | None = None) -> None:
        self.catalogue = catalogue
        self._naming = naming or (lambda _: frozenset())
        self._store = store
        self._descriptions = {item.id: item for item in catalogue}
        self.document = lru_cache(DOCUMENTS_KEPT)(store.document)
        self._statuses: dict[date, dict[DocumentId, Status]] = {}
        self._ended = lru_cache(DAYS_KEPT)(self._ended_on)
        self._scope = lru_cache(SCOPES_KEPT)(self._scope_of)

    def descriptions(self) -> list[Description]:
        """Every document's description, ordered by id."""
        return list(self._descriptions.values())

    def description(self, document_id: DocumentId) -> Description:
        """What is known about one document.

        Raises:
            NotFound: no such document is held in this generation.
        """
        try:
            return self._descriptions[document_id]
        except KeyError:
            raise NotFound(f"馆藏中没有编号为 {document_id} 的文件；可能已撤下。") from None

    def described(self, found: Sequence[Fused]) -> list[Description]:
        """What is known about the document of each passage found: of hundreds, in one go."""
        known = self._descriptions
        return [known[document_of(passage_id)] for passage_id, _ in found]

    def status(self, document_id: DocumentId, on: date | None = None) -> Status:
        """How a document stands on a day (today, unless given)."""
        day = on or date.today()
        if day not in self._statuses and len(self._statuses) >= DAYS_KEPT:
            self._statuses.clear()
        known = self._statuses.setdefault(day, {})
        if document_id not in known:
            known[document_id] = status(self.description(document_id), self.catalogue, day)
        return known[document_id]

    def ended(self, on: date | None = None) -> frozenset[DocumentId]:
        """The documents that no longer hold on a day: repealed, or replaced by a version."""
        return self._ended(on or date.today())

    def card(self, document_id: DocumentId, on: date | None = None) -> Card:
        """A document as results show it."""
        return Card(self.description(document_id), self.status(document_id, on))

    def listed(self, filters: Filters, day: date) -> tuple[Card, ...]:
        """The documents the filters leave, newest first, as they stand on a day."""
        scope = self.scope(filters)
        kept = [item for item in self.descriptions() if scope is None or item.id in scope.documents]
        kept.sort(key=lambda item: (item.title, item.id))
        kept.sort(key=lambda item: str(item.day or ""), reverse=True)
        return tuple(self.card(item.id, day) for item in kept)

    def passages(self, ids: Sequence[PassageId]) -> list[Passage]:
        """The passages of these ids, in their order."""
        return self._store.passages(ids)

    def passages_of(self, document_id: DocumentId) -> list[Passage]:
        """All passages of one document, in reading order."""
        return self._store.passages_of(document_id)

    def excerpt(self, document_id: DocumentId, span: Span) -> str:
        """A part of a document's text, read without the rest; shorter where the text ends."""
        return self._store.excerpts([(document_id, span)])[0]

    def around(self, document_id: DocumentId, span: Span) -> tuple[Section, ...]:
        """The sections that contain a span, outermost first."""
        return self._store.around([(document_id, span)])[0]

    def place(self, document_id: DocumentId, span: Span) -> Place:
        """Where a span stands, without opening the whole outline."""
        return self._places([(document_id, span)])[0]

    def cite(self, number: int, passage: Passage, span: Span, on: date | None = None) -> Citation:
        """The citation of a span of a passage's document, as it stands on a day."""
        return self.cite_all([(number, passage, span)], on)[0]

    def cite_all(
        self, asked: Sequence[tuple[int, Passage, Span]], on: date | None = None
    ) -> list[Citation]:
        """As :meth:`cite`, for a page of them: each of its tables is asked once, not ten times."""
        places = self._places([(passage.document_id, span) for _, passage, span in asked])
        return [
            cite(number, self.card(passage.document_id, on), place, passage, span)
            for (number, passage, span), place in zip(asked, places, strict=True)
        ]

    def scope(self, filters: Filters) -> Within | None:
        """The documents the filters leave, and of them the passages that name a concept asked
        for; ``None`` where they do not narrow.
        """
        if not filters.concepts:
            return self._scope(filters) if filters.narrows else None
        documents = self._scope(replace(filters, concepts=())).documents
        named = frozenset.intersection(*map(self._naming, filters.concepts))
        passages = frozenset(one for one in named if document_of(one) in documents)
        return Within(frozenset(map(document_of, passages)), passages)

    def _places(self, asked: Sequence[tuple[DocumentId, Span]]) -> list[Place]:
        wider = [
            (document_id, Span(max(0, span.start - CONTEXT), span.end + CONTEXT))
            for document_id, span in asked
        ]
        texts, paths = self._store.excerpts(wider), self._store.around(asked)
        return [
            Place(text, around.start, self._store.pages(document_id), path)
            for (document_id, around), text, path in zip(wider, texts, paths, strict=True)
        ]

    def _ended_on(self, day: date) -> frozenset[DocumentId]:
        return frozenset(
            document_id
            for document_id in self._descriptions
            if self.status(document_id, day).code in ("repealed", "superseded")
        )

    def _scope_of(self, filters: Filters) -> Within:
        allowed = set(self._descriptions)
        if filters.as_of:
            allowed &= in_force(self.catalogue, filters.as_of)
        if filters.documents:
            allowed &= set(filters.documents)
        return Within(frozenset(i for i in allowed if _passes(self._descriptions[i], filters)))


def _passes(item: Description, filters: Filters) -> bool:
    """Whether a document passes every filter but the as-of day and the documents named."""
    if filters.kinds and item.kind not in filters.kinds:
        return False
    if filters.issuer and filters.issuer not in (item.issuer or ""):
        return False
    if filters.audiences is not None and item.audience not in ("public", *filters.audiences):
        return False
    if filters.issued_from or filters.issued_to:
        day = item.day
        if day is None:
            return False
        return (filters.issued_from or day) <= day <= (filters.issued_to or day)
    return True
