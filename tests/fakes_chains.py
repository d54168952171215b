"""Chains of the fake library: the first passage of a document, said before in another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from corpus.model import DocumentId, Passage, Span
from service.chains import Edit, Sentence, Shared, Source, Wording
from service.model import Filters

if TYPE_CHECKING:
    from service.model import Card

ALL = Filters()


class Held(Protocol):
    """What of a library the fake needs."""

    def passages(self, document_id: DocumentId) -> list[Passage]: ...
    def card(self, document_id: DocumentId) -> Card: ...
    def cards(self, *, filters: Filters = ALL) -> list[Card]: ...


class FakeChains:
    """Answers as :class:`service.chains.Chains` would."""

    def __init__(self, library: Held) -> None:
        self._library = library

    def of_document(
        self,
        document_id: DocumentId,
        *,
        part: Span | None = None,
        filters: Filters = ALL,
        offset: int = 0,
        limit: int | None = None,
    ) -> Shared:
        own = self._library.passages(document_id)[0]
        cards = self._library.cards(filters=filters)
        other = next((one for one in cards if one.description.id != document_id), None)
        if other is None or (part is not None and part.start >= own.span.end):
            return Shared((), 0, 1)
        first = self._library.passages(other.description.id)[0]
        edit = Edit(first.span, own.span, first.text, own.text)
        here = Wording(self._library.card(document_id), own.span, own.text, 0.9, (edit,))
        before = Wording(other, first.span, first.text)
        only = (Sentence(here, before, (), 2),)
        return Shared(only[offset : None if limit is None else offset + limit], 1, 1)

    def source_of(self, passage: Passage, *, filters: Filters = ALL) -> Source | None:
        found = self.of_document(passage.document_id, part=passage.span, filters=filters)
        return Source(found.sentences[0].first.card, 1.0) if found.sentences else None
