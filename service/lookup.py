"""Look-ups: what is asked for by name or by number goes straight there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from corpus.model import NORMATIVE_KINDS, DocumentId, PassageId
from corpus.titles import in_marks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from corpus.model import Description, Section, Within
    from service.query import Provision, Query
    from service.shelf import Shelf

#: Works tried for a provision whose title is only a head noun: 条例17条.
WORKS_TRIED = 10
#: A look-up pins at most this many passages: an article long enough to be cut.
PINNED = 12


@dataclass(frozen=True, slots=True)
class Found:
    """``passages`` to put first, ``documents`` the question names, ``note`` in Chinese.

    ``unheld``: a title in 《》 is none of the corpus's.
    """

    passages: tuple[PassageId, ...] = ()
    documents: frozenset[DocumentId] = frozenset()
    note: str = ""
    unheld: bool = False


class _Named(NamedTuple):
    """The held works a question names, what is to be said of it, and whether one is not held."""

    works: list[Description]
    note: str
    unheld: bool


class Lookup:
    """Finds the documents and provisions a question names."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def find(self, query: Query, scope: Within | None, on: date | None) -> Found:
        """What the question names and the scope allows; empty where it names nothing."""
        named = self._named(query, scope, on)
        if query.provision:
            return self._provision(query.provision, named, scope, on)
        whole = self._versions(query.text, on)
        allowed = [item for item in whole if _allowed(item, scope)]
        if allowed:
            first = [self._opening(item.id) for item in allowed[:PINNED]]
            return Found(
                tuple(pid for pid in first if pid),
                frozenset(item.id for item in allowed),
                f"直接定位{in_marks(allowed[0].title)}",
            )
        documents = frozenset(item.id for item in named.works)
        return Found((), documents, named.note, named.unheld)

    def _named(self, query: Query, scope: Within | None, on: date | None) -> _Named:
        """The held works the question names, in 《》 or without."""
        catalogue = self._shelf.catalogue
        found: list[Description] = []
        notes: list[str] = []
        unheld = False
        whole = query.provision.title if query.provision else ""
        titles = list(query.titles)
        if whole:  # of rules that carry out a law the name holds the law's in 《》
            if catalogue.titled(whole):
                titles = [each for each in titles if each not in whole]
            titles.append(whole)
        for title in titles:
            resolution = catalogue.resolve(title, on)
            if resolution.description and _allowed(resolution.description, scope):
                found.append(resolution.description)
                if resolution.difference:
                    notes.append(resolution.difference)
            elif title in query.titles:
                notes.append(f"馆藏中没有{in_marks(title)}")
                unheld = True
        if not found:
            for _, name in catalogue.mentions(query.text):
                resolution = catalogue.resolve(name, on)
                if resolution.description and _allowed(resolution.description, scope):
                    found.append(resolution.description)
        works = list({item.id: item for item in found}.values())
        return _Named(works, "；".join(notes), unheld)

    def _provision(
        self, provision: Provision, named: _Named, scope: Within | None, on: date | None
    ) -> Found:
        works = named.works or self._by_head(provision.title, scope)
        pinned, places = self._pinned(works, provision.number)
        if not pinned:  # the copy that was meant may be a part of the work; another may have it
            others = self._copies(named.works, scope, on) + self._parts(named.works, scope)
            pinned, places = self._pinned(others, provision.number)
        said = f"直接定位{places[0]}" if places else ""
        if not pinned and named.works:
            said = f"{in_marks(named.works[0].title)}没有这一条"
        note = "；".join(part for part in (named.note, said) if part)
        documents = frozenset(item.id for item in named.works)
        return Found(tuple(pinned[:PINNED]), documents, note, named.unheld)

    def _pinned(
        self, works: Sequence[Description], number: str
    ) -> tuple[list[PassageId], list[str]]:
        """The passages of a provision in each of some works, and where that is, in words."""
        pinned: list[PassageId] = []
        places = []
        for work in works[:WORKS_TRIED]:
            section = self._shelf.catalogue.provision(work.id, number)
            if section is not None:
                pinned += self._inside(work.id, section)
                places.append(f"{in_marks(work.title)}{section.title}")
        return pinned, places

    def _copies(
        self, works: Sequence[Description], scope: Within | None, on: date | None
    ) -> list[Description]:
        """Other documents of the same works, of the same day and as much in force."""
        ended = self._shelf.ended(on)
        return [
            other
            for work in works
            for other in self._shelf.catalogue.versions(work.work)
            if other.id != work.id
            and other.day == work.day
            and (other.id in ended) == (work.id in ended)
            and _allowed(other, scope)
        ]

    def _parts(self, works: Sequence[Description], scope: Within | None) -> list[Description]:
        """Documents of works that count on from one to the next: amendments of a constitution."""
        catalogue = self._shelf.catalogue
        return [
            other
            for work in works
            if catalogue.provision(work.id, "art_1") is None
            for other in catalogue.versions(work.work)
            if other.id != work.id and _allowed(other, scope)
        ]

    def _versions(self, title: str, on: date | None) -> list[Description]:
        """The held documents that are called just this, the version that holds first."""
        held = self._shelf.catalogue.titled(title)
        held.sort(key=lambda item: (str(item.day or ""), item.id), reverse=True)
        held.sort(key=lambda item: item.id in self._shelf.ended(on))
        return held

    def _by_head(self, head: str, scope: Within | None) -> list[Description]:
        """Normative works whose title ends in ``head``, in force first, newest first."""
        if not head:
            return []
        works = [
            item
            for item in self._shelf.descriptions()
            if item.kind in NORMATIVE_KINDS and item.work.endswith(head) and _allowed(item, scope)
        ]
        works.sort(key=lambda item: (str(item.day or ""), item.id), reverse=True)
        works.sort(key=lambda item: self._shelf.status(item.id).code != "in_force")
        return works

    def _inside(self, document_id: DocumentId, section: Section) -> list[PassageId]:
        """The body passages that share text with the section, in reading order."""
        return [
            passage.id
            for passage in self._shelf.passages_of(document_id)
            if passage.role == "body"
            and passage.span.start < section.span.end
            and passage.span.end > section.span.start
        ]

    def _opening(self, document_id: DocumentId) -> PassageId | None:
        """The first passage anyone would quote of a document."""
        passages = self._shelf.passages_of(document_id)
        return next((passage.id for passage in passages if passage.role == "body"), None)


def _allowed(item: Description, scope: Within | None) -> bool:
    return scope is None or item.id in scope.documents
